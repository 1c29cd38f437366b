/** Messages to clients: by which channel, and what became of them. */
import { Text } from "@mantine/core";
import { Messages } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useFilter } from "../../../parts/address";
import { Coded } from "../../../parts/coded";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";

const STATES = ["waiting", "in_tray", "sent", "failed"];

export function MessagesPage() {
  const { t } = useWords();
  const [state, setState] = useFilter("state");
  const list = useList(Messages, (data) => data.messages, { state: state || null }, { sort: "-at" });
  return (
    <Page title={t("place.messages")} lead={t("place.messages.lead")}>
      <RecordList
        {...list}
        label={t("place.messages")}
        filtered={state !== ""}
        keyOf={(row) => row.id}
        tools={<StateFilter values={STATES} value={state} choose={setState} />}
        columns={[
          { head: "messages.to", cell: (row) => row.recipient },
          { head: "messages.template", cell: (row) => <Coded of={row.template} family="template" /> },
          {
            head: "messages.channel",
            cell: (row) => <Coded of={row.channel} family="channel" />,
            sorts: "channel",
          },
          { head: "messages.text", cell: (row) => row.text },
          {
            head: "state",
            cell: (row) => (
              <>
                <Status of={row.state} />
                {row.why && <Text size="xs">{row.why}</Text>}
              </>
            ),
          },
          { head: "at", cell: (row) => <When at={row.at} />, sorts: "at" },
        ]}
        empty={{ title: t("messages.empty"), teach: t("messages.empty.teach") }}
      />
    </Page>
  );
}
