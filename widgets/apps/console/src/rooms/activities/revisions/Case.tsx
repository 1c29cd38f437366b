/** What an approver must see of an activity's revision: figures first, warnings, every change, both pictures. */
import { lazy, Suspense } from "react";
import { useRead } from "../../../api/ask";
import {
  ApproveRevision,
  CheckActivity,
  ReturnRevision,
  Revision,
  type RevisionShown,
  WithdrawRevision,
} from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { Amount, FigureCard, minor, percent } from "../../../parts/figures";
import { FactList, Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { useClock } from "../../../parts/time";
import { Changes } from "./Changes";
import type { Difference, Summary } from "./difference";

const Picture = lazy(() =>
  import("@largesse/studio/picture").then((module) => ({ default: module.Picture })),
);

function Case({ subject, summary: told, difference }: CaseProps) {
  const { t, of } = useWords();
  const clock = useClock();
  const summary = told as Summary;
  const { currency } = summary;
  const revision = useRead(Revision, { id: textId("rev", subject) }).data?.revision;
  const over = summary.budget_left_minor !== null && summary.worst_case_minor > summary.budget_left_minor;
  return (
    <>
      <div className={styles.cards}>
        <FigureCard
          label={t("case.worst")}
          value={<Amount of={minor(summary.worst_case_minor, currency)} />}
        />
        <FigureCard
          label={t("case.left")}
          value={<Amount of={minor(summary.budget_left_minor, currency)} />}
          tone={over ? "bad" : undefined}
        />
        <FigureCard label={t("case.top")} value={<Amount of={minor(summary.top_prize_minor, currency)} />} />
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

function Pictures({ revision }: { revision: RevisionShown }) {
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
                  <Picture document={document} locale={locale} label={t(label)} height={1100} />
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

export const revisionCase: ApprovalCase = {
  kind: "activities.revision",
  Case,
  approve: ApproveRevision,
  back: ReturnRevision,
  withdraw: WithdrawRevision,
  subject: (id) => ({ revision: textId("rev", id) }),
  steps: true,
};
