/** One of a few words of the document, each called what the copy calls it. */
import { Select } from "@mantine/core";
import { useDesk } from "../desk";
import { useWords } from "../words";
import { At } from "./At";

interface ChosenProps<T extends string> {
  label: string;
  part: string;
  value: T;
  among: readonly T[];
  /** The copy's key of each word is this, a dot and the word. */
  words: string;
  put: (value: T) => void;
  hint?: string;
}

export function Chosen<T extends string>({ label, part, value, among, words, put, hint }: ChosenProps<T>) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <At part={part}>
      <Select
        label={label}
        description={hint}
        readOnly={!editable}
        allowDeselect={false}
        value={value}
        data={among.map((one) => ({ value: one as string, label: t(`${words}.${one}`) }))}
        onChange={(next) => {
          const chosen = among.find((one) => one === next);
          if (chosen) put(chosen);
        }}
      />
    </At>
  );
}
