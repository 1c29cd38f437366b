/** A date, with hours or without, that is typed with keys, year and all; a calendar for those who rather point. */
import { aheadOf, instantIn, type Precision, turned, wallOf, written } from "@largesse/kernel";
import { ActionIcon, Popover, TextInput } from "@mantine/core";
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import type { Locale } from "./ports";

const Calendar = lazy(() => import("./Calendar"));

/** Text that needs no guess: it is taken as it stands, without waiting for the field to be left. */
const WHOLE: Readonly<Record<Precision, RegExp>> = {
  day: /^\d{4}-\d{2}-\d{2}$/,
  minute: /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}$/,
};
const EXAMPLE: Readonly<Record<Precision, string>> = { day: "2026-12-01", minute: "2026-12-01 09:30" };
const MIDNIGHT = "T00:00";
const DAY = EXAMPLE.day.length;

export interface MomentFieldProps {
  label: string;
  /** The zone's wall clock, `2026-12-01T09:30` or `2026-12-01`; empty where none is set. */
  value: string;
  /** A wall clock; empty where the field is; null where what was typed cannot be read. */
  onChange: (wall: string | null) => void;
  zone: string;
  locale: Locale;
  say: (key: string, facts?: Record<string, string>) => string;
  precision?: Precision;
  required?: boolean;
  readOnly?: boolean;
  description?: ReactNode;
  error?: ReactNode;
  focus?: boolean;
}

function useTyped({ value, onChange, zone, precision = "minute" }: MomentFieldProps) {
  const [text, setText] = useState(written(value));
  const [wrong, setWrong] = useState(false);
  const heard = (said: string): string | null =>
    said.trim() === "" ? "" : wallOf(said, zone, Date.now(), precision);
  const told = useRef(value);
  useEffect(() => {
    if (told.current === value) return;
    told.current = value;
    setText(written(value));
    setWrong(false);
  }, [value]);
  const tell = (wall: string | null) => {
    told.current = wall ?? "";
    if (wall !== value) onChange(wall);
  };
  const type = (said: string) => {
    setText(said);
    setWrong(false);
    const wall = heard(said);
    if (wall && WHOLE[precision].test(said)) tell(wall);
  };
  const settle = () => {
    const wall = heard(text);
    setWrong(wall === null);
    if (wall !== null) setText(written(wall));
    tell(wall);
  };
  const put = (wall: string) => {
    setText(written(wall));
    setWrong(false);
    tell(wall);
  };
  return { text, wrong, type, settle, put };
}

/** What a wall clock means: the day of the week, and the zone with its distance from UTC. */
function meaning(value: string, zone: string, locale: Locale): string {
  const at = value ? Date.parse(instantIn(value.length > DAY ? value : value + MIDNIGHT, zone)) : Date.now();
  const weekday = new Date(at).toLocaleDateString(locale, { timeZone: zone, weekday: "long" });
  return [value ? weekday : "", `${zone} (${aheadOf(at, zone)})`].filter(Boolean).join(" · ");
}

export function MomentField(props: MomentFieldProps) {
  const { label, value, zone, locale, say, precision = "minute", readOnly = false } = props;
  const { text, wrong, type, settle, put } = useTyped(props);
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") return settle();
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : null;
    const field = event.currentTarget;
    const caret = field.selectionStart ?? 0;
    const next = by && !readOnly ? turned(text, caret, by) : null;
    if (!next) return undefined;
    event.preventDefault();
    put(next.replace(" ", "T"));
    requestAnimationFrame(() => field.setSelectionRange(caret, caret));
    return undefined;
  };
  const said = precision === "day" && !value ? null : meaning(value, zone, locale);
  return (
    <TextInput
      label={label}
      miw="min(100%, 180px)"
      {...(props.focus ? { "data-autofocus": true } : {})}
      required={props.required ?? false}
      readOnly={readOnly}
      autoComplete="off"
      placeholder={EXAMPLE[precision]}
      inputWrapperOrder={["label", "input", "error", "description"]}
      description={
        <>
          {props.description} {said}
        </>
      }
      error={wrong ? say("moment.wrong", { example: EXAMPLE[precision] }) : props.error}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={onKey}
      rightSection={
        readOnly ? null : (
          <Pointing
            name={say("moment.calendar")}
            say={say}
            day={value.slice(0, DAY)}
            locale={locale}
            choose={(day) => put(day + (precision === "day" ? "" : value.slice(DAY) || MIDNIGHT))}
          />
        )
      }
    />
  );
}

interface PointingProps {
  name: string;
  say: (key: string) => string;
  day: string;
  locale: Locale;
  choose: (day: string) => void;
}

function Pointing({ name, say, day, locale, choose }: PointingProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={name}
          data-mantine-stop-propagation={open || undefined} // an Escape here is the calendar's, not the form's
          onClick={() => setOpen(!open)}
          onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
        >
          <svg
            width="16"
            height="16"
            viewBox="0 0 16 16"
            fill="none"
            stroke="currentColor"
            aria-hidden="true"
          >
            <rect x="2" y="3" width="12" height="11" rx="2" />
            <path d="M2 7h12M5 1v3M11 1v3" />
          </svg>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={name}>
        <Suspense fallback={null}>
          <Calendar
            day={day}
            locale={locale}
            say={say}
            choose={(next) => {
              choose(next);
              setOpen(false);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
