/** Of which kind points are, by its code; empty: the institution's only kind. */
import { TextInput } from "@mantine/core";
import { useDesk } from "../desk";
import { useWords } from "../words";
import { At } from "./At";

interface KindOfPointsProps {
  part: string;
  value: string | undefined;
  put: (kind: string | undefined) => void;
}

export function KindOfPoints({ part, value, put }: KindOfPointsProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <At part={part}>
      <TextInput
        label={t("points.kind")}
        placeholder={t("points.only")}
        readOnly={!editable}
        maxLength={40}
        value={value ?? ""}
        onChange={(event) => put(event.currentTarget.value.trim() || undefined)}
      />
    </At>
  );
}
