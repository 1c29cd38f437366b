/** One approval: what to know first, the picture before and after, every change, and one's own decision. */
import { Button } from "@mantine/core";
import { useRead } from "../../../api/ask";
import { Approval, type ApprovalShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import type { ApprovalCase } from "../../../parts/approvals";
import { When } from "../../../parts/figures";
import { Hash } from "../../../parts/hash";
import { Note, Page, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { RevealPage } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { HandOvers } from "./Arrange";
import { Decision, decides } from "./Decision";

interface ApprovalProps {
  id: string;
  cases: readonly ApprovalCase[];
}

export function ApprovalPage({ id, cases }: ApprovalProps) {
  const { t } = useWords();
  const reading = useRead(Approval, { id });
  return (
    <RevealPage crumb={t("place.approvals")} up="/approvals" reading={reading} pick={(data) => data.approval}>
      {(approval: ApprovalShown) => {
        /** A kind of subject that this console does not know yet is shown by its title and hash alone. */
        const known = cases.find((one) => one.kind === approval.subjectKind);
        return (
          <Page
            crumb={t("place.approvals")}
            up="/approvals"
            title={approval.title}
            action={
              decides(approval) && (
                <Button component="a" href="#decide" variant="default" className={styles.jump}>
                  {t("approvals.jump")}
                </Button>
              )
            }
            lead={`${approval.makerName} · ${approval.unitName} · ${approval.routeName}`}
          >
            <div className={styles.split}>
              <div>
                {known && (
                  <known.Case
                    subject={approval.subject}
                    summary={approval.summary}
                    difference={approval.difference}
                  />
                )}
              </div>
              <aside id="decide" className={styles.beside}>
                <Decision approval={approval} known={known} again={reading.again} />
                <Route approval={approval} />
              </aside>
            </div>
          </Page>
        );
      }}
    </RevealPage>
  );
}

const signerOf = (
  { name, handName }: ApprovalShown["signatures"][number],
  t: (key: string, facts: Record<string, string>) => string,
): string => (handName === name ? name : t("arrange.by", { hand: handName, name }));

const STEP_TONE: Record<string, string> = { done: "good", current: "info", waiting: "muted" };

function Route({ approval }: { approval: ApprovalShown }) {
  const { t } = useWords();
  return (
    <Section title={t("approvals.route")}>
      <ol className={styles.steps}>
        {approval.steps.map((step) => (
          <li key={step.number} data-tone={STEP_TONE[step.state]}>
            <b>{step.name}</b> <span className={styles.muted}>{step.roleName}</span>
            {step.lacksPeople && (
              <Note tone="warn">{t("approvals.lacksPeople", { roles: step.roleName })}</Note>
            )}
            {step.namedSigners.length > 0 && (
              <div className={styles.muted}>
                {t("arrange.named", { names: step.namedSigners.join(t("list.comma")) })}
              </div>
            )}
            {approval.signatures
              .filter((signature) => signature.step === step.number)
              .map((signature) => (
                <div key={signature.at} style={{ marginTop: 6, opacity: signature.annulled ? 0.5 : 1 }}>
                  <Status
                    of={signature.decision === "approve" ? "approved" : "returned"}
                    label={t(`decision.${signature.decision}`)}
                  />{" "}
                  {signerOf(signature, t)} · <When at={signature.at} />
                  {signature.opinion && <div className={styles.muted}>“{signature.opinion}”</div>}
                </div>
              ))}
          </li>
        ))}
      </ol>
      <HandOvers approval={approval} />
      <p className={styles.muted}>
        {t("approvals.hash")} <Hash of={approval.contentHash} />
      </p>
    </Section>
  );
}
