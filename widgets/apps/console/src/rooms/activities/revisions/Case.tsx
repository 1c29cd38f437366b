/** What an approver must see of a revision: figures, the legal check, the content or what changed, pictures. */
import { useRead } from "../../../api/ask";
import {
  ApproveRevision,
  ReturnRevision,
  Revision,
  type RevisionShown,
  WithdrawRevision,
} from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { Amount, FigureCard, minor } from "../../../parts/figures";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { SimulationPanel } from "../simulations/Panel";
import { Changes } from "./Changes";
import { Content } from "./Content";
import type { Difference, Summary } from "./difference";
import { Guard } from "./Guard";
import { PagePicture } from "./PagePicture";

function Case({ subject, summary: told, difference }: CaseProps) {
  const { t } = useWords();
  const summary = told as Summary;
  const changes = difference as Difference;
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
      {revision && <SimulationPanel activity={revision.activity} hash={revision.hash} />}
      <Guard then={summary.warnings} document={revision?.document} />
      {changes.base ? (
        <Changes of={changes} />
      ) : (
        revision && <Content document={revision.document} summary={summary} difference={changes} />
      )}
      {revision && <Pictures revision={revision} />}
    </>
  );
}

function Pictures({ revision }: { revision: RevisionShown }) {
  const { t } = useWords();
  const after = ["changes.after", revision.document] as const;
  const sides = revision.baseDocument ? [["changes.before", revision.baseDocument] as const, after] : [after];
  return (
    <Section title={t(revision.baseDocument ? "case.picture" : "case.picture.first")}>
      <div className={styles.phones}>
        {sides.map(([label, document]) => (
          <figure key={label} style={{ margin: 0 }}>
            {sides.length > 1 && (
              <figcaption className={styles.muted} style={{ marginBottom: 8 }}>
                {t(label)}
              </figcaption>
            )}
            <div
              style={{
                border: "1px solid var(--lg-line)",
                borderRadius: 14,
                overflow: "hidden",
                minWidth: 280,
                minHeight: 120,
              }}
            >
              <PagePicture document={document} label={t(label)} />
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
