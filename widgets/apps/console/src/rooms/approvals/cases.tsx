/** What an approver must see, by the kind of subject: an activity, an issue batch, a settlement batch. */
import { lazy, type ReactNode, Suspense } from "react";
import { useRead } from "../../api/ask";
import { IssueBatch, Revision, SettlementBatch } from "../../api/documents_gen";
import { textId } from "../../api/ids";
import { useWords } from "../../copy";
import { Amount, Count, dayOf, daysOf, minor } from "../../parts/figures";
import { FactList, Note, Section } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { Reveal } from "../../parts/states";
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
  const summary = told as Summary;
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
      <Changes of={difference as Difference} />
      <Section title={t("case.facts")}>
        <FactList
          facts={[
            ["case.goal", `${t(`metric.${summary.goal.metric}`)} ≥ ${summary.goal.target.toLocaleString()}`],
            ["case.window", `${dayOf(summary.window.start)} – ${dayOf(summary.window.end)}`],
            ["case.cap", <Amount key="cap" of={minor(summary.budget_cap_minor, currency)} />],
            [
              "case.odds",
              summary.odds.map((one) => `${of(one.title)} ${percent(one.ppm)}`).join(t("list.comma")) || "–",
            ],
          ]}
        />
      </Section>
      <Pictures subject={subject} />
    </>
  );
}

function Pictures({ subject }: { subject: string }) {
  const { t, locale } = useWords();
  const reading = useRead(Revision, { id: subject });
  const revision = reading.data?.revision;
  if (!revision) return null;
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
                ["batches.window", daysOf(batch.startsAt, batch.endsAt)],
                ["unit", batch.unitName],
              ]}
            />
          )}
        </Reveal>
      </Section>
    </>
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
