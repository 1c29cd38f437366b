/** What an approver must see, by the kind of subject: an activity, an issue batch, a settlement batch. */
import { lazy, type ReactNode, Suspense } from "react";
import { Link } from "wouter";
import { useRead } from "../../api/ask";
import {
  CheckActivity,
  IssueBatch,
  Revision,
  type RevisionData,
  SettlementBatch,
} from "../../api/documents_gen";
import { textId } from "../../api/ids";
import { type Localized, useWords } from "../../copy";
import { Amount, Count, minor } from "../../parts/figures";
import { FactList, Note, Section } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { Reveal } from "../../parts/states";
import { useClock } from "../../parts/time";
import { Breaks } from "../settlement/Breaks";
import { Sides, Waterfall } from "../settlement/Figures";
import { Changes } from "./Changes";
import { type Difference, percent, type Summary } from "./difference";

const Picture = lazy(() =>
  import("@largesse/studio/picture").then((module) => ({ default: module.Picture })),
);

export interface CaseProps {
  subject: string;
  summary: unknown;
  difference: unknown;
}

function Figure({ label, value, tone }: { label: string; value: ReactNode; tone?: string | undefined }) {
  const color = tone === "bad" ? "var(--lg-bad)" : undefined;
  return (
    <div className={styles.card}>
      <span className={styles.muted}>{label}</span>
      <span className={styles.big} style={{ fontSize: 22, margin: "6px 0 0", color }}>
        {value}
      </span>
    </div>
  );
}

export function ActivityCase({ subject, summary: told, difference }: CaseProps) {
  const { t, of } = useWords();
  const clock = useClock();
  const summary = told as Summary;
  const { currency } = summary;
  const revision = useRead(Revision, { id: subject }).data?.revision;
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
      <Warnings of={summary.warnings} revision={revision?.document} />
      <Changes of={difference as Difference} />
      <Section title={t("case.facts")}>
        <FactList
          facts={[
            ["case.goal", `${t(`metric.${summary.goal.metric}`)} ≥ ${summary.goal.target.toLocaleString()}`],
            ["case.window", clock.days(summary.window.start, summary.window.end)],
            ["case.cap", <Amount key="cap" of={minor(summary.budget_cap_minor, currency)} />],
            [
              "case.odds",
              summary.odds.map((one) => `${of(one.title)} ${percent(one.ppm)}`).join(t("list.comma")) || "–",
            ],
          ]}
        />
      </Section>
      {revision && <Pictures revision={revision} />}
    </>
  );
}

interface WarningsProps {
  of: Summary["warnings"];
  revision: unknown;
}

/** What the guard warned of at submit, in the reader's language, with the law behind it and who signed it off. */
function Warnings({ of: warnings, revision }: WarningsProps) {
  const found = useRead(CheckActivity, { document: revision }, !revision).data?.checkActivity ?? [];
  return warnings.map((warning) => {
    const rule = found.find((one) => one.code === warning.code && one.path === warning.path);
    const law = [rule?.source, rule?.signOff].filter(Boolean).join(" · ");
    return (
      <div key={warning.code + warning.path} style={{ marginTop: 14 }}>
        <Note tone="warn">
          {rule?.message ?? warning.message}
          {law && <small className={styles.law}>{law}</small>}
        </Note>
      </div>
    );
  });
}

type Revised = NonNullable<RevisionData["revision"]>;

function Pictures({ revision }: { revision: Revised }) {
  const { t, locale } = useWords();
  const sides = [
    ["changes.before", revision.baseDocument],
    ["changes.after", revision.document],
  ] as const;
  return (
    <Section title={t("case.picture")}>
      <div className={styles.phones}>
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

interface IssueSummary {
  worst_case_minor: number;
  budget_left_minor: number;
  currency: string;
}

export function IssueCase({ subject, summary: told }: CaseProps) {
  const { t } = useWords();
  const clock = useClock();
  const summary = told as IssueSummary;
  const reading = useRead(IssueBatch, { id: textId("bat", subject) });
  return (
    <>
      <div className={styles.cards}>
        <Figure
          label={t("case.worst")}
          value={<Amount of={minor(summary.worst_case_minor, summary.currency)} />}
        />
        <Figure
          label={t("case.left")}
          value={<Amount of={minor(summary.budget_left_minor, summary.currency)} />}
        />
      </div>
      <Section title={t("case.facts")}>
        <Reveal reading={reading} pick={(data) => data.issueBatch}>
          {(batch) => (
            <FactList
              facts={[
                ["name", batch.name],
                ["code", <code key="code">{batch.code}</code>],
                ["batches.sku", batch.skuName],
                ["batches.total", <Count key="total" of={batch.total} />],
                ["rights.cost", <Amount key="cost" of={batch.unitCost} />],
                ["rights.market", <Amount key="market" of={batch.marketValue} />],
                ["batches.budget", batch.budgetName],
                ["batches.window", clock.days(batch.startsAt, batch.endsAt)],
                ["unit", batch.unitName],
              ]}
            />
          )}
        </Reveal>
      </Section>
    </>
  );
}

interface Revoked {
  reason: string;
  title: Localized;
  batch_code: string;
  client: string;
  unit_cost_minor: number;
  currency: string;
  valid_to: string;
}

/** Whose right would end, what it is worth, and why. */
export function RevocationCase({ subject, difference }: CaseProps) {
  const { t, of } = useWords();
  const clock = useClock();
  const { after } = difference as { after: Revoked };
  return (
    <Section title={t("case.facts")}>
      <FactList
        facts={[
          ["reason", after.reason],
          ["entitlements.holder", after.client],
          [
            "entitlements.right",
            <Link key="right" href={`/trail/${textId("ent", subject)}`}>
              {of(after.title)}
            </Link>,
          ],
          ["batches.batch", <code key="batch">{after.batch_code}</code>],
          ["rights.cost", <Amount key="cost" of={minor(after.unit_cost_minor, after.currency)} />],
          ["entitlements.until", clock.day(after.valid_to)],
        ]}
      />
    </Section>
  );
}

export function SettlementCase({ subject }: CaseProps) {
  const { t } = useWords();
  const reading = useRead(SettlementBatch, { id: subject });
  return (
    <Reveal reading={reading} pick={(data) => data.batch}>
      {(batch) => (
        <>
          <Waterfall batch={batch} />
          <Sides batch={batch} />
          <Section title={t("place.breaks")}>
            <Breaks batch={batch.id} changed={reading.again} />
          </Section>
        </>
      )}
    </Reveal>
  );
}
