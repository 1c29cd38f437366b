/** The audit: who did what to which subject, as a chain. */
import { AuditRows, type AuditRowsRow } from "../../../api/documents_gen";
import { knows, useWords } from "../../../copy";
import type { FileColumn } from "../../../parts/csv";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";
import { useRoles } from "../roles/roles";
import own from "./audit.module.css";
import { Called, Facts, RoleNames } from "./Facts";

/** What was done, in words; its key is in the tip. */
function Did({ action }: { action: string }) {
  const { t } = useWords();
  return (
    <span className={own.did} title={action}>
      {knows(`did.${action}`) ? t(`did.${action}`) : action}
    </span>
  );
}

/** A file for an auditor keeps the facts whole and the hash. */
const nameOf = ({ names }: AuditRowsRow, id: string): string =>
  names.find((one) => one.id === id)?.name ?? id;

const AUDITED: Array<FileColumn<AuditRowsRow>> = [
  { head: "audit.subjectId", text: (row) => row.subject },
  { head: "audit.facts", text: (row) => JSON.stringify(row.facts) },
  { head: "audit.hash", text: (row) => row.hash },
];

export function AuditPage() {
  const { t } = useWords();
  const clock = useClock();
  const list = useList(AuditRows, (data) => data.auditRows, {}, { sort: "-at" });
  const roles = new Map(useRoles().map(({ value, label }) => [value, label]));
  return (
    <RoleNames value={roles}>
      <Page title={t("place.audit")} lead={t("place.audit.lead")}>
        <RecordList
          {...list}
          label={t("place.audit")}
          keyOf={(row) => row.id}
          file={{ also: AUDITED }}
          columns={[
            {
              head: "at",
              cell: (row) => <time dateTime={row.at}>{clock.exact(row.at)}</time>,
              text: (row) => clock.exact(row.at),
              sorts: "at",
            },
            {
              head: "audit.actor",
              cell: (row) => (row.actorName === "system" ? t("actor.system") : row.actorName || "–"),
              text: (row) => row.actorName,
              sorts: "actorName",
            },
            {
              head: "audit.action",
              cell: (row) => <Did action={row.action} />,
              text: (row) => row.action,
              sorts: "action",
            },
            {
              head: "audit.subject",
              cell: (row) => <Called id={row.subject} names={row.names} />,
              text: (row) => nameOf(row, row.subject),
            },
            { head: "audit.facts", cell: (row) => <Facts of={row.facts} names={row.names} /> },
            {
              head: "audit.chain",
              cell: (row) => (
                <Status
                  of={row.hash ? "done" : "waiting"}
                  label={row.hash ? t("audit.chained") : t("audit.unchained")}
                />
              ),
            },
          ]}
          empty={{ title: t("audit.empty") }}
        />
      </Page>
    </RoleNames>
  );
}
