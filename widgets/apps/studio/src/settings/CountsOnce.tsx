/** What counts once among friends: each client, or each household. */
import type { PlayAdds } from "@largesse/contracts/documents";
import { Select } from "@mantine/core";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { useWords } from "../words";

type By = NonNullable<PlayAdds["distinct_by"]>;
const WAYS: readonly By[] = ["client", "household"];

export function CountsOnce({ value, put }: { value: By; put: (by: By) => void }) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <At part="distinct_by">
      <Select
        label={t("friends.once")}
        readOnly={!editable}
        allowDeselect={false}
        value={value}
        data={WAYS.map((by) => ({ value: by, label: t(`friends.once.${by}`) }))}
        onChange={(by) => by && put(by as By)}
      />
    </At>
  );
}
