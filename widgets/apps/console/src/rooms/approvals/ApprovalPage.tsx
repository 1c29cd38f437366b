/** One approval: what to know first, the picture before and after, every change, and one's own decision. */
import { lazy, Suspense } from "react";
import { useRead } from "../../api/ask";
import { Activity, Approval } from "../../api/documents_gen";
import { useWords } from "../../copy";
import { Amount, daysOf, minor, When } from "../../parts/figures";
import { FactList, Note, Page, Section } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { Reveal } from "../../parts/states";
import { Status } from "../../parts/status";
import { Changes } from "./Changes";
import { Decision } from "./Decision";
import { type Difference, isActivity, percent, type Summary } from "./difference";

const Picture = lazy(() =>
  import("@largesse/studio/picture").then((module) => ({ default: module.Picture })),
);

export interface Approved {
  id: string;
  subjectKind: string;
  subject: string;
  title: string;
  state: string;
  step: number;
  contentHash: string;
  makerName: string;
  unitName: string;
  routeName: string;
  createdAt: string;
  mine: boolean;
  summary: unknown;
  difference: unknown;
  steps: Array<{
    number: number;
    name: string;
    roleName: string;
    state: string;
    opinionRequired: boolean;
    deadlineAt: string | null;
  }>;
  signatures: Array<{
    step: number;
    name: string;
    decision: string;
    opinion: string;
    at: string;
    annulled: boolean;
  }>;
}

export function ApprovalPage({ id }: { id: string }) {
  const { t } = useWords();
  const reading = useRead(Approval, { id });
  return (
    <Reveal reading={reading} pick={(data) => data.approval as Approved | null}>
      {(approval: Approved) => (
        <Page
          crumb={t("place.approvals")}
          title={approval.title}
          lead={`${approval.makerName} · ${approval.unitName} · ${approval.routeName}`}
        >
          <div
            style={{
              display: "grid",
              gridTemplateColumns: "minmax(0, 1fr) 340px",
              gap: 28,
              alignItems: "start",
            }}
          >
            <div>
              {isActivity(approval.summary) ? (
                <ActivityCase summary={approval.summary} difference={approval.difference as Difference} />
              ) : (
                <PlainCase summary={approval.summary} difference={approval.difference} />
              )}
            </div>
            <aside style={{ position: "sticky", top: 24 }}>
              <Decision approval={approval} again={reading.again} />
              <Route approval={approval} />
            </aside>
          </div>
        </Page>
      )}
    </Reveal>
  );
}

function ActivityCase({ summary, difference }: { summary: Summary; difference: Difference }) {
  const { t, of } = useWords();
  const { currency } = summary;
  const over = summary.budget_left_minor !== null && summary.worst_case_minor > summary.budget_left_minor;
  return (
    <>
      <div className={styles.cards}>
        <Figure label={t("case.worst")} value={<Amount of={minor(summary.worst_case_minor, currency)} />} />
        <Figure
          label={t("case.left")}
          value={<Amount of={minor(summary.budget_left_minor, currency)} />}
          tone={over ? "bad" : undefined}
        />
        <Figure label={t("case.top")} value={<Amount of={minor(summary.top_prize_minor, currency)} />} />
      </div>
      {summary.warnings.map((warning) => (
        <div key={warning.code + warning.message} style={{ marginTop: 14 }}>
          <Note tone="warn">{warning.message}</Note>
        </div>
      ))}
      <Section title={t("case.facts")}>
        <FactList
          facts={[
            ["case.goal", `${t(`metric.${summary.goal.metric}`)} ≥ ${summary.goal.target.toLocaleString()}`],
            ["case.window", daysOf(summary.window.start, summary.window.end)],
            ["case.cap", <Amount key="cap" of={minor(summary.budget_cap_minor, currency)} />],
            [
              "case.odds",
              summary.odds.map((one) => `${of(one.title)} ${percent(one.ppm)}`).join("，") || "–",
            ],
          ]}
        />
      </Section>
      <Pictures activity={summary.activity} hash={summary.hash} />
      <Changes of={difference} />
    </>
  );
}

function Figure({
  label,
  value,
  tone,
}: {
  label: string;
  value: React.ReactNode;
  tone?: string | undefined;
}) {
  return (
    <div className={styles.card}>
      <span className={styles.muted}>{label}</span>
      <span
        className={styles.big}
        style={{ fontSize: 22, margin: "6px 0 0", color: tone === "bad" ? "var(--lg-bad)" : undefined }}
      >
        {value}
      </span>
    </div>
  );
}

function Pictures({ activity, hash }: { activity: string; hash: string }) {
  const { t, locale } = useWords();
  const reading = useRead(Activity, { id: activity });
  const found = reading.data?.activity;
  if (!found) return null;
  const out = found.publishedHash === hash;
  const proposed = out ? found.publishedDocument : found.hash === hash ? found.document : null;
  if (!proposed) return null;
  const sides = [
    ...(out ? [] : [["changes.before", found.publishedDocument] as const]),
    ["changes.after", proposed] as const,
  ];
  return (
    <Section title={t("case.picture")}>
      <div style={{ display: "flex", gap: 28, flexWrap: "wrap" }}>
        {sides.map(([label, document]) => (
          <figure key={label} style={{ margin: 0 }}>
            <figcaption className={styles.muted} style={{ marginBottom: 8 }}>
              {t(label)}
            </figcaption>
            <div
              style={{
                border: "1px solid var(--lg-line)",
                borderRadius: 14,
                overflow: "hidden",
                minWidth: 280,
                minHeight: 120,
              }}
            >
              {document ? (
                <Suspense fallback={null}>
                  <Picture document={document as never} locale={locale} label={t(label)} height={1100} />
                </Suspense>
              ) : (
                <p style={{ padding: 24, color: "var(--lg-muted)" }}>{t("case.first")}</p>
              )}
            </div>
          </figure>
        ))}
      </div>
    </Section>
  );
}

function PlainCase({ summary, difference }: { summary: unknown; difference: unknown }) {
  const { t } = useWords();
  const rows = (value: unknown): Array<[string, React.ReactNode]> =>
    Object.entries((value ?? {}) as Record<string, unknown>).map(([name, inner]) => [
      `fact.${name}`,
      name.endsWith("_minor") && typeof inner === "number" ? (
        <Amount key={name} of={minor(inner)} />
      ) : typeof inner === "object" ? (
        JSON.stringify(inner)
      ) : (
        String(inner)
      ),
    ]);
  return (
    <>
      <Section title={t("case.facts")}>
        <FactList facts={rows(summary)} />
      </Section>
      {Object.keys((difference ?? {}) as object).length > 0 && (
        <Section title={t("case.changes")}>
          <FactList facts={rows(difference)} />
        </Section>
      )}
    </>
  );
}

const STEP_TONE: Record<string, string> = { done: "good", current: "info", waiting: "muted" };

function Route({ approval }: { approval: Approved }) {
  const { t } = useWords();
  return (
    <Section title={t("approvals.route")}>
      <ol className={styles.steps}>
        {approval.steps.map((step) => (
          <li key={step.number} data-tone={STEP_TONE[step.state]}>
            <b>{step.name}</b> <span className={styles.muted}>{step.roleName}</span>
            {approval.signatures
              .filter((signature) => signature.step === step.number)
              .map((signature) => (
                <div key={signature.at} style={{ marginTop: 6, opacity: signature.annulled ? 0.5 : 1 }}>
                  <Status
                    of={signature.decision === "approve" ? "approved" : "returned"}
                    label={t(`decision.${signature.decision}`)}
                  />{" "}
                  {signature.name} · <When at={signature.at} />
                  {signature.opinion && <div className={styles.muted}>“{signature.opinion}”</div>}
                </div>
              ))}
          </li>
        ))}
      </ol>
      <p
        className={styles.mono}
        title={t("approvals.hash")}
        style={{ overflowWrap: "anywhere", color: "var(--lg-muted)" }}
      >
        {approval.contentHash}
      </p>
    </Section>
  );
}
