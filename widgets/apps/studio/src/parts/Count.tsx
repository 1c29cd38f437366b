/** A whole number within bounds; where it may be left out, an empty field leaves it out. */
import { useDesk } from "../desk";
import { FigureField } from "../FigureField";
import { useWords } from "../words";
import { At } from "./At";

interface CountProps {
  label: string;
  value: number | undefined;
  min?: number;
  max?: number;
  /** The part of the document that it is, so that the check's findings lead here. */
  part?: string;
  hint?: string;
  behind?: string;
}

export interface WantedCount extends CountProps {
  put: (value: number) => void;
}

export interface SpareCount extends CountProps {
  put: (value: number | undefined) => void;
  /** What an empty field means. */
  empty?: string;
}

function Field({ spare, put, ...props }: SpareCount & { spare: boolean }) {
  const { t } = useWords();
  const { editable } = useDesk();
  const { label, value, min = 0, max = 1_000_000_000, part, hint, behind, empty = "" } = props;
  const field = (
    <FigureField
      label={label}
      value={value ?? null}
      digits={0}
      min={min}
      max={max}
      wrong={t("count.wrong", { min: min.toLocaleString(), max: max.toLocaleString() })}
      required={!spare}
      readOnly={!editable}
      say={t}
      description={hint}
      behind={behind}
      empty={empty}
      onChange={(next) => (next !== null || spare) && put(next ?? undefined)}
    />
  );
  return part ? <At part={part}>{field}</At> : field;
}

export const Count = ({ put, ...props }: WantedCount) => (
  <Field {...props} spare={false} put={(value) => value !== undefined && put(value)} />
);

export const CountOrNone = (props: SpareCount) => <Field {...props} spare />;
