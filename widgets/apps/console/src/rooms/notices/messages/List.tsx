/** The message tray: what clients were told, by which channel. */
import { Messages } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { useList } from "../../../parts/useList";

export function MessagesPage() {
  const { t } = useWords();
  const list = useList(Messages, (data) => data.messages);
  return (
    <Page title={t("place.messages")} lead={t("place.messages.lead")}>
      <RecordList
        {...list}
        label={t("place.messages")}
        keyOf={(row) => row.id}
        columns={[
          { head: "messages.to", cell: (row) => row.recipient },
          { head: "messages.channel", cell: (row) => t(`channel.${row.channel}`) },
          { head: "messages.text", cell: (row) => row.text },
          { head: "at", cell: (row) => <When at={row.at} /> },
        ]}
        empty={{ title: t("messages.empty"), teach: t("messages.empty.teach") }}
      />
    </Page>
  );
}
