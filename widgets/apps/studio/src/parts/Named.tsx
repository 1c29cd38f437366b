/** A choice among what the document names: its plays, its states. */
import { Select } from "@mantine/core";
import { useDesk, useDocument } from "../desk";
import { useWords } from "../words";
import { At } from "./At";

interface NamedProps {
  label: string;
  /** The part of the document that it is. */
  part: string;
  value: string;
  names: ReadonlyArray<{ value: string; label: string }>;
  put: (value: string) => void;
}

/** What was chosen is always shown, also when the document does not have it any more. */
export function Named({ label, part, value, names, put }: NamedProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  const known = names.some((one) => one.value === value);
  return (
    <At part={part}>
      <Select
        label={label}
        required
        readOnly={!editable}
        allowDeselect={false}
        error={known ? null : t("named.lost")}
        data={known || !value ? [...names] : [...names, { value, label: value }]}
        value={value || null}
        onChange={(next) => next && put(next)}
      />
    </At>
  );
}

export function PlayChoice(props: Pick<NamedProps, "label" | "value" | "put"> & { locked?: boolean }) {
  const { of } = useWords();
  const named = useDocument((document) => document.plays);
  const plays = named.filter((play) => !props.locked || play.locked);
  return (
    <Named {...props} part="play" names={plays.map((one) => ({ value: one.id, label: of(one.title) }))} />
  );
}

export function StateChoice(props: Pick<NamedProps, "label" | "value" | "put">) {
  const { t } = useWords();
  const states = useDocument((document) => document.states);
  const names = states.map(({ id, kind }) => ({
    value: id,
    label: t("named.state", { id, kind: t(`state.kind.${kind}`) }),
  }));
  return <Named {...props} part="state" names={names} />;
}
