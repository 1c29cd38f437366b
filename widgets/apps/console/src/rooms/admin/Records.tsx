/** The audit, dead deliveries and the demo's message tray. */
import { newKey, useAsk } from "../../api/ask";
import { AuditRows, DeadDeliveries, Messages, RetryDelivery } from "../../api/documents_gen";
import { knows, useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { Confirm } from "../../parts/confirm";
import type { FileColumn } from "../../parts/csv";
import { When } from "../../parts/figures";
import { type Pages, RecordList } from "../../parts/list";
import { Page } from "../../parts/page";
import { Status } from "../../parts/status";
import { useClock } from "../../parts/time";
import { useList } from "../../parts/useList";
import { Facts, RoleNames, Short } from "./Facts";
import own from "./records.module.css";
import { useRoles } from "./roles";

interface Audited {
  id: string;
  at: string;
  actorName: string;
  action: string;
  subject: string;
  facts: Record<string, unknown>;
  hash: string | null;
}

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
const AUDITED: Array<FileColumn<Audited>> = [
  { head: "audit.facts", text: (row) => JSON.stringify(row.facts) },
  { head: "audit.hash", text: (row) => row.hash },
];

export function AuditPage() {
  const { t } = useWords();
  const clock = useClock();
  const list = useList(AuditRows, (data) => data.auditRows as Pages<Audited>, {}, { sort: "-at" });
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
            { head: "audit.subject", cell: (row) => <Short of={row.subject} />, text: (row) => row.subject },
            { head: "audit.facts", cell: (row) => <Facts of={row.facts ?? {}} /> },
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

interface Dead {
  id: string;
  topic: string;
  handler: string;
  attempts: number;
  error: string;
  at: string;
  state: string;
}

export function DeliveriesPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(DeadDeliveries, (data) => data.deadDeliveries as Pages<Dead>, {}, { sort: "-at" });
  const { run } = useAsk(RetryDelivery);
  const retry = async (delivery: string) => {
    const answer = await run({ ask: { key: newKey(), delivery } }, t("deliveries.retried"));
    list.reading.again();
    return answer;
  };
  return (
    <Page title={t("place.deliveries")} lead={t("place.deliveries.lead")}>
      <RecordList
        {...list}
        label={t("place.deliveries")}
        keyOf={(row) => row.id}
        columns={[
          { head: "deliveries.topic", cell: (row) => <code>{row.topic}</code> },
          { head: "deliveries.handler", cell: (row) => <code>{row.handler}</code> },
          { head: "deliveries.attempts", cell: (row) => row.attempts, right: true },
          { head: "deliveries.error", cell: (row) => <small>{row.error.slice(0, 160)}</small> },
          { head: "at", cell: (row) => <When at={row.at} />, sorts: "at" },
          {
            head: "actions",
            right: true,
            cell: (row) =>
              may("identity.retry_delivery") && (
                <Confirm
                  size="compact-xs"
                  label={t("deliveries.retry")}
                  title={t("deliveries.retry")}
                  says={t("deliveries.retry.says", { handler: row.handler })}
                  onYes={() => retry(row.id)}
                />
              ),
          },
        ]}
        empty={{ title: t("deliveries.empty"), teach: t("deliveries.empty.teach") }}
      />
    </Page>
  );
}

interface Message {
  id: string;
  channel: string;
  recipient: string;
  template: string;
  text: string;
  at: string;
}

export function MessagesPage() {
  const { t } = useWords();
  const list = useList(Messages, (data) => data.messages as Pages<Message>);
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
