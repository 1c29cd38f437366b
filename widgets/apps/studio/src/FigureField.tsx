/** A figure that is typed: money in its currency's decimals, a share in percent, whole units; full-width digits too. */
import { heardMinor, writtenMinor } from "@largesse/kernel";
import { TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";

export interface FigureFieldProps {
  label: string;
  /** In units of which ten to the power of `digits` make one that people write; null where none is set. */
  value: number | null;
  /** Null where the field is empty or what was typed cannot be read. */
  onChange: (value: number | null) => void;
  digits: number;
  say: (key: string, facts?: Record<string, string>) => string;
  /** What stands before the figure, as a currency, and behind it, as %. */
  before?: ReactNode;
  behind?: ReactNode;
  min?: number;
  max?: number;
  /** What is said of a figure that cannot be read or lies beyond its bounds. */
  wrong?: string;
  required?: boolean;
  readOnly?: boolean;
  description?: ReactNode;
  error?: ReactNode;
  focus?: boolean;
  /** What an empty field means. */
  empty?: string;
}

const EXAMPLE = 12_345_678;

/** Money has all its decimals; a share has those that say something: 6, not 6.0000. */
function written(given: number, { digits, behind }: FigureFieldProps): string {
  const full = writtenMinor(given, digits, ",");
  return behind === "%" && digits > 0 ? full.replace(/\.?0+$/, "") : full;
}

function useTyped(props: FigureFieldProps) {
  const { value, onChange, digits, min = 0, max = Number.MAX_SAFE_INTEGER } = props;
  const read = (given: number | null) => (given === null ? "" : written(given, props));
  const [text, setText] = useState(() => read(value));
  const [wrong, setWrong] = useState(false);
  const told = useRef(value);
  const meant = useRef(digits);
  const heard = (said: string): number | null => {
    const found = heardMinor(said, digits);
    return found !== null && found >= min && found <= max ? found : null;
  };
  const tell = (next: number | null) => {
    told.current = next;
    if (next !== value) onChange(next);
  };
  const type = (said: string) => {
    setText(said);
    setWrong(false);
    tell(heard(said));
  };
  const settle = () => {
    const found = heard(text);
    setWrong(found === null && text.trim() !== "");
    if (found !== null) setText(read(found));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what comes from outside changes what is written
  useEffect(() => {
    if (meant.current !== digits) {
      // Another currency: what was typed stays as it was typed, and is another number of minor units.
      meant.current = digits;
      const found = heard(text);
      setWrong(found === null && text.trim() !== "");
      if (found !== null) setText(read(found));
      tell(found);
    } else if (told.current !== value) {
      told.current = value;
      setText(read(value));
      setWrong(false);
    }
  }, [digits, value]);
  return { text, wrong, type, settle };
}

/** A longer word behind the figure has room of its own. */
const behindOf = (behind: ReactNode) => ({
  rightSection: <small>{behind}</small>,
  ...(typeof behind === "string" && behind.length > 1
    ? {
        rightSectionWidth: 76,
        rightSectionProps: { style: { justifyContent: "flex-end", paddingRight: 10 } },
      }
    : {}),
});

export function FigureField(props: FigureFieldProps) {
  const { label, digits, say, before, behind, required = false, readOnly = false } = props;
  const { text, wrong, type, settle } = useTyped(props);
  return (
    <TextInput
      label={label}
      {...(props.focus ? { "data-autofocus": true } : {})}
      {...(before ? { leftSection: <small>{before}</small>, leftSectionWidth: 44 } : {})}
      {...(behind ? behindOf(behind) : {})}
      required={required}
      readOnly={readOnly}
      inputMode={digits ? "decimal" : "numeric"}
      autoComplete="off"
      {...(props.empty ? { placeholder: props.empty } : {})}
      description={props.description}
      error={
        wrong
          ? (props.wrong ?? say("figure.wrong", { example: writtenMinor(EXAMPLE, digits, ",") }))
          : (props.error ?? null)
      }
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === "Enter" && settle()}
    />
  );
}
