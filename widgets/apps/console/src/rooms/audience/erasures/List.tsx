/** Clients who ask to be erased: carried out, or refused with a reason that the client reads. */
import { Group, Text } from "@mantine/core";
import { EraseClient, Erasures, type ErasuresRow, RefuseErasure } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useFilter } from "../../../parts/address";
import { AskConfirm } from "../../../parts/askConfirm";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";

const STATES = ["asked", "withdrawn", "refused", "done"];

export function ErasuresPage() {
  const { t } = useWords();
  const [state, setState] = useFilter("state");
  const list = useList(Erasures, (data) => data.erasures, { state: state || null }, { sort: "-askedAt" });
  return (
    <Page title={t("place.erasures")} lead={t("place.erasures.lead")}>
      <RecordList
        {...list}
        label={t("place.erasures")}
        filtered={state !== ""}
        keyOf={(row) => row.id}
        tools={<StateFilter values={STATES} value={state} choose={setState} />}
        columns={[
          {
            head: "erasures.client",
            cell: (row) => (
              <>
                {row.maskedName} <Text size="xs">{row.externalId}</Text>
              </>
            ),
          },
          {
            head: "state",
            cell: (row) => (
              <>
                <Status of={row.state} />
                {row.reason && <Text size="xs">{row.reason}</Text>}
              </>
            ),
          },
          { head: "erasures.asked", cell: (row) => <When at={row.askedAt} />, sorts: "askedAt" },
          {
            head: "erasures.ended",
            cell: (row) => <When at={row.endedAt} />,
          },
          {
            head: "actions",
            right: true,
            cell: (row) => <Acts of={row} done={list.reading.again} />,
          },
        ]}
        empty={{ title: t("erasures.empty"), teach: t("erasures.empty.teach") }}
      />
    </Page>
  );
}

function Acts({ of, done }: { of: ErasuresRow; done: () => void }) {
  const { t } = useWords();
  return (
    <Group gap="xs" justify="flex-end">
      {of.actions.includes("refuse") && (
        <AskConfirm
          size="compact-xs"
          label={t("erasures.refuse")}
          says={t("erasures.refuse.says")}
          reason="required"
          least={4}
          document={RefuseErasure}
          ask={{ client: of.client }}
          said={t("erasures.told")}
          done={done}
        />
      )}
      {of.actions.includes("erase") && (
        <AskConfirm
          danger
          size="compact-xs"
          label={t("erasures.erase")}
          says={t("erasures.erase.says", { name: of.maskedName })}
          reason="required"
          least={4}
          document={EraseClient}
          ask={{ client: of.client }}
          said={t("erasures.erased")}
          done={done}
        />
      )}
    </Group>
  );
}
