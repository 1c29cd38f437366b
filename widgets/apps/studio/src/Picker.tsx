/** Choose one record: what is typed is looked for on the server, what was chosen stays shown by its name. */
import { Button, CloseButton, Combobox, Loader, TextInput, useCombobox, VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type KeyboardEvent, type ReactNode, useEffect, useState } from "react";
import { type Offered, PAUSE_MS, useOffered } from "./offered";

export interface Choosable {
  id: string;
  name: string;
  code: string;
  note: string;
  /** It cannot be chosen anew. */
  closed: boolean;
}

/** Where records come from; it stays the same from one drawing to the next. */
export interface Source {
  /** A page of what a text finds; null: it could not be read. */
  look: (search: string, after: string | null) => Promise<Offered<Choosable> | null>;
  /** One record by its id; null: it lies outside the reader's reach. */
  name: (id: string) => Promise<Choosable | null>;
}

export interface PickerProps {
  label: string;
  source: Source;
  value: string;
  onChange: (id: string, chosen: Choosable | null) => void;
  say: (key: string, facts?: Record<string, string | number>) => string;
  /** The chosen record, where whoever shows the field knows it. */
  known?: Choosable | null;
  required?: boolean;
  /** It says what the field is where no label is drawn. */
  quiet?: boolean;
  description?: ReactNode;
  error?: ReactNode;
  focus?: boolean;
  /** It stands in an overlay, which a click elsewhere would close. */
  within?: boolean;
}

const MORE = "more";

/** The chosen record: as it was picked or told, else asked for; null while nothing is known, "beyond" out of reach. */
function useChosen(source: Source, value: string, known: Choosable | null | undefined) {
  const [found, setFound] = useState<Choosable | null>(known ?? null);
  const [beyond, setBeyond] = useState("");
  const missing = value !== "" && found?.id !== value && known?.id !== value;
  useEffect(() => {
    if (!missing) return;
    let wanted = true;
    void source.name(value).then((one) => {
      if (!wanted) return;
      if (one) setFound(one);
      else setBeyond(value);
    });
    return () => {
      wanted = false;
    };
  }, [missing, source, value]);
  const chosen = found?.id === value ? found : known?.id === value ? known : null;
  return { chosen, beyond: value !== "" && beyond === value, keep: setFound };
}

const line = (one: Choosable): string => [one.code, one.note].filter(Boolean).join(" · ");

/** Between a keystroke and its answer nothing can be chosen: it would be what an earlier word had found. */
function usePicking({ source, value, onChange, known, within }: PickerProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const open = combobox.dropdownOpened;
  const words = (typed ?? "").trim();
  const [sought] = useDebouncedValue(words, PAUSE_MS);
  const offered = useOffered(source.look, sought, open);
  const { chosen, beyond, keep } = useChosen(source, value, known);
  const ready = offered.state === "read" && sought === words;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first row is at hand whenever other rows are offered
  useEffect(() => {
    if (ready && offered.rows.length > 0) combobox.selectFirstOption();
  }, [ready, sought]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: in an overlay of its own it is open from the start
  useEffect(() => {
    if (within) combobox.openDropdown();
  }, []);
  const leave = () => {
    combobox.closeDropdown();
    setTyped(null);
  };
  const take = (id: string) => {
    if (id === MORE) return void offered.read(offered.next);
    const one = offered.rows.find((row) => row.id === id);
    if (!one || !ready) return;
    keep(one);
    onChange(id, one);
    leave();
  };
  return { combobox, open, typed, setTyped, sought, offered, chosen, beyond, ready, leave, take };
}

type Picking = ReturnType<typeof usePicking>;

function shownName({ chosen, beyond }: Picking, { value, say }: PickerProps): string {
  if (chosen) return `${chosen.name}${chosen.closed ? say("picker.closed") : ""}`;
  if (beyond) return say("picker.beyond");
  return value && say("picker.reading");
}

export function Picker(props: PickerProps) {
  const { label, value, onChange, say, required, quiet, description, error, focus } = props;
  const picking = usePicking(props);
  const { combobox, open, typed, setTyped, chosen, ready } = picking;
  const first = picking.offered.rows[0];
  const clear = () => {
    onChange("", null);
    setTyped(null);
  };
  const hold = (event: KeyboardEvent) => {
    if (event.key === "Enter" && open && !ready) event.preventDefault();
  };
  const end =
    value && !required ? (
      <CloseButton
        size="sm"
        aria-label={say("picker.clear", { label })}
        onMouseDown={(event) => event.preventDefault()}
        onClick={clear}
      />
    ) : (
      <Combobox.Chevron />
    );
  return (
    <>
      <Combobox store={combobox} onOptionSubmit={picking.take} withinPortal={!props.within}>
        <Combobox.Target withExpandedAttribute>
          <TextInput
            {...(quiet ? { "aria-label": label } : { label })}
            {...(focus ? { "data-autofocus": true } : {})}
            required={required ?? false}
            description={description}
            error={error}
            placeholder={say("picker.search")}
            value={typed ?? shownName(picking, props)}
            title={chosen ? [chosen.name, line(chosen)].filter(Boolean).join(" · ") : undefined}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              combobox.openDropdown();
            }}
            onFocus={(event) => event.currentTarget.select()}
            onClick={() => combobox.openDropdown()}
            onBlur={picking.leave}
            onKeyDown={hold}
            rightSection={end}
          />
        </Combobox.Target>
        <Combobox.Dropdown aria-busy={!ready && picking.offered.state !== "trouble"}>
          <Rows picking={picking} props={props} />
        </Combobox.Dropdown>
      </Combobox>
      <VisuallyHidden role="status">
        {open && ready && first
          ? say("picker.found", { count: picking.offered.rows.length, first: first.name })
          : ""}
      </VisuallyHidden>
    </>
  );
}

function Rows({ picking, props: { label, value, say } }: { picking: Picking; props: PickerProps }) {
  const { offered, ready, sought } = picking;
  const { rows, next, state, read } = offered;
  return (
    <>
      <Combobox.Options mah={300} style={{ overflowY: "auto" }} aria-label={label}>
        {rows.map((row) => (
          <Combobox.Option key={row.id} value={row.id} active={row.id === value} disabled={row.closed}>
            {row.name}
            {line(row) && <small style={{ display: "block", opacity: 0.75 }}>{line(row)}</small>}
          </Combobox.Option>
        ))}
        {next && ready && <Combobox.Option value={MORE}>{say("picker.more")}</Combobox.Option>}
      </Combobox.Options>
      {state === "reading" && (
        <Combobox.Empty>
          <Loader size="xs" /> {say("picker.reading")}
        </Combobox.Empty>
      )}
      {ready && rows.length === 0 && (
        <Combobox.Empty>{say(sought ? "picker.none" : "picker.empty", { search: sought })}</Combobox.Empty>
      )}
      {state === "trouble" && (
        <Combobox.Empty role="alert">
          {say("picker.trouble")}{" "}
          <Button
            size="compact-xs"
            variant="default"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void read(null)}
          >
            {say("again")}
          </Button>
        </Combobox.Empty>
      )}
    </>
  );
}
