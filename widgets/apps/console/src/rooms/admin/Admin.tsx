/** Staff, audit, dead deliveries and the demo's message tray. */
import { Button, Code, CopyButton } from "@mantine/core";
import { useState } from "react";
import { newKey, useAsk, useRead } from "../../api/ask";
import {
  AuditRows,
  ChangeStaff,
  DeadDeliveries,
  EnrolStaff,
  Messages,
  ResetPassword,
  RetryDelivery,
  Staff,
  Units,
} from "../../api/documents_gen";
import { useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { Confirm } from "../../parts/confirm";
import { When } from "../../parts/figures";
import { AskForm } from "../../parts/form";
import { type Pages, RecordList } from "../../parts/list";
import { Note, Page } from "../../parts/page";
import { Status } from "../../parts/status";
import { useList } from "../../parts/useList";

const ROLES = [
  "designer",
  "approver_branch",
  "approver_protection",
  "approver_head",
  "operator",
  "adviser",
  "finance",
  "reviewer",
  "admin",
  "auditor",
];

interface Member {
  id: string;
  number: string;
  name: string;
  email: string;
  roles: string[];
  unitName: string;
  state: string;
}

export function StaffPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(Staff, (data) => data.staff as Pages<Member>, {}, { sort: "number" });
  const [password, setPassword] = useState("");
  const shown = (answer: unknown) => {
    setPassword((answer as { temporaryPassword?: string | null }).temporaryPassword ?? "");
    list.reading.again();
  };
  return (
    <Page
      title={t("place.staff")}
      lead={t("place.staff.lead")}
      crumb={t("area.admin")}
      action={may("identity.enrol_staff") && <Enrol done={shown} />}
    >
      {password && (
        <div style={{ marginBottom: 16 }}>
          <Note tone="warn">
            {t("staff.temporary")} <Code>{password}</Code>{" "}
            <CopyButton value={password}>
              {({ copied, copy }) => (
                <Button size="compact-xs" variant="default" onClick={copy}>
                  {copied ? t("copied") : t("copy")}
                </Button>
              )}
            </CopyButton>
          </Note>
        </div>
      )}
      <RecordList
        {...list}
        label={t("place.staff")}
        keyOf={(row) => row.id}
        columns={[
          { head: "person", cell: (row) => row.name, sorts: "name" },
          { head: "staff.number", cell: (row) => row.number, sorts: "number" },
          { head: "staff.email", cell: (row) => row.email },
          { head: "unit", cell: (row) => row.unitName },
          { head: "staff.roles", cell: (row) => row.roles.map((role) => t(`role.${role}`)).join("、") },
          { head: "state", cell: (row) => <Status of={row.state} /> },
          {
            head: "actions",
            right: true,
            cell: (row) => may("identity.change_staff") && <MemberActs member={row} done={shown} />,
          },
        ]}
        empty={{ title: t("staff.empty") }}
      />
    </Page>
  );
}

function Enrol({ done }: { done: (answer: unknown) => void }) {
  const { t } = useWords();
  const units = useRead(Units, {});
  const options = (units.data?.units ?? []).map((unit: { id: string; name: string }) => ({
    value: unit.id,
    label: unit.name,
  }));
  return (
    <AskForm
      primary
      label={t("staff.enrol")}
      title={t("staff.enrol")}
      document={EnrolStaff}
      done={done}
      said={t("staff.enrolled")}
      toAsk={(values) => values}
      fields={[
        { name: "number", label: "staff.number" },
        { name: "name", label: "person" },
        { name: "email", label: "staff.email" },
        { name: "unit", label: "unit", kind: "choice", options },
        {
          name: "roles",
          label: "staff.roles",
          kind: "choices",
          options: ROLES.map((role) => ({ value: role, label: t(`role.${role}`) })),
        },
      ]}
    />
  );
}

function MemberActs({ member, done }: { member: Member; done: (answer: unknown) => void }) {
  const { t } = useWords();
  const change = useAsk(ChangeStaff);
  const reset = useAsk(ResetPassword);
  const active = member.state === "active";
  const turn = async () => {
    const answer = await change.run(
      { ask: { key: newKey(), staff: member.id, state: active ? "disabled" : "active" } },
      t("saved"),
    );
    if (answer) done(answer);
    return answer;
  };
  const password = async () => {
    const answer = await reset.run({ ask: { key: newKey(), staff: member.id } });
    if (answer) done(answer);
    return answer;
  };
  return (
    <span style={{ display: "inline-flex", gap: 6 }}>
      <Confirm
        size="compact-xs"
        label={t("staff.reset")}
        title={t("staff.reset")}
        says={t("staff.reset.says", { name: member.name })}
        onYes={password}
      />
      <Confirm
        size="compact-xs"
        danger={active}
        label={active ? t("staff.disable") : t("staff.restore")}
        title={active ? t("staff.disable") : t("staff.restore")}
        says={
          active
            ? t("staff.disable.says", { name: member.name })
            : t("staff.restore.says", { name: member.name })
        }
        onYes={turn}
      />
    </span>
  );
}

interface Audited {
  id: string;
  at: string;
  actorName: string;
  action: string;
  subject: string;
  facts: Record<string, unknown>;
  hash: string | null;
}

const factsText = (facts: Record<string, unknown>): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
    .join(" · ");

export function AuditPage() {
  const { t } = useWords();
  const list = useList(AuditRows, (data) => data.auditRows as Pages<Audited>, {}, { sort: "-at" });
  return (
    <Page title={t("place.audit")} lead={t("place.audit.lead")} crumb={t("area.admin")}>
      <RecordList
        {...list}
        label={t("place.audit")}
        keyOf={(row) => row.id}
        columns={[
          { head: "at", cell: (row) => <When at={row.at} />, sorts: "at" },
          { head: "audit.actor", cell: (row) => row.actorName || "–", sorts: "actorName" },
          { head: "audit.action", cell: (row) => <code>{row.action}</code>, sorts: "action" },
          { head: "audit.subject", cell: (row) => <code>{row.subject.slice(0, 20)}</code> },
          { head: "audit.facts", cell: (row) => <small>{factsText(row.facts ?? {}).slice(0, 140)}</small> },
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
    <Page title={t("place.deliveries")} lead={t("place.deliveries.lead")} crumb={t("area.admin")}>
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
    <Page title={t("place.messages")} lead={t("place.messages.lead")} crumb={t("area.admin")}>
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
