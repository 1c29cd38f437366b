/** Imports of clients, newest first; each tells which lines it refused and why. */
import { useRead } from "../../../api/ask";
import { ClientImport, type ClientImportShown, ClientImports } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Count, When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { Import } from "./Form";
import { ImportResult } from "./progress";

export function ImportsPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const list = useList(ClientImports, (data) => data.clientImports, {}, { sort: "-askedAt" });
  return (
    <Page
      title={t("place.imports")}
      lead={t("place.imports.lead")}
      action={<Import done={list.reading.again} />}
    >
      <RecordList
        {...list}
        label={t("place.imports")}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/imports/${row.id}`}
        columns={[
          { head: "clients.file", cell: (row) => row.fileName, sorts: "fileName" },
          { head: "state", cell: (row) => <Status of={row.state} label={t(`import.${row.state}`)} /> },
          { head: "imports.total", cell: (row) => <Count of={row.totalCount} />, right: true },
          { head: "imports.created", cell: (row) => <Count of={row.createdCount} />, right: true },
          { head: "imports.updated", cell: (row) => <Count of={row.updatedCount} />, right: true },
          {
            head: "imports.bad",
            cell: (row) => (
              <span className={row.badCount ? styles.alarm : undefined}>
                <Count of={row.badCount} />
              </span>
            ),
            right: true,
          },
          { head: "imports.by", cell: (row) => row.byName },
          { head: "at", cell: (row) => <When at={row.askedAt} />, sorts: "askedAt" },
        ]}
        empty={{ title: t("imports.empty"), teach: t("imports.empty.teach") }}
      />
      {id && <ImportSide id={id} />}
    </Page>
  );
}

function ImportSide({ id }: { id: string }) {
  const reading = useRead(ClientImport, { id });
  const { t } = useWords();
  return (
    <Side title={reading.data?.clientImport?.fileName ?? t("place.imports")} back="/imports">
      <Reveal reading={reading} pick={(data) => data.clientImport}>
        {(found: ClientImportShown) => <ImportResult result={found} />}
      </Reveal>
    </Side>
  );
}
