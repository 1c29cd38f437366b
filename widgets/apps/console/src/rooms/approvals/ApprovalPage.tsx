/** One approval: what to know first, the picture before and after, every change, and one's own decision. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useRead } from "../../api/ask";
import { Approval } from "../../api/documents_gen";
import { useWords } from "../../copy";
import { When } from "../../parts/figures";
import { Page, Section } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { Reveal } from "../../parts/states";
import { Status } from "../../parts/status";
import { HandOvers } from "./Arrange";
import { ActivityCase, type CaseProps, IssueCase, RevocationCase, SettlementCase } from "./cases";
import { Decision } from "./Decision";

const CASES: Record<string, (props: CaseProps) => ReactNode> = {
  "activities.revision": ActivityCase,
  "rights.batch": IssueCase,
  "rights.revocation": RevocationCase,
  "settlement.batch": SettlementCase,
};

/** A kind of subject that this console does not know yet is shown by its title and hash alone. */
const Unknown = () => null;

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
  made: boolean;
  summary: unknown;
  difference: unknown;
  steps: Array<{
    number: number;
    name: string;
    roleName: string;
    state: string;
    namedSigners: string[];
    opinionRequired: boolean;
    deadlineAt: string | null;
  }>;
  signatures: Array<{
    step: number;
    name: string;
    handName: string;
    decision: string;
    opinion: string;
    at: string;
    annulled: boolean;
  }>;
  handOvers: Array<{ giverName: string; takerName: string; until: string }>;
  colleagues: Array<{ id: string; name: string; roleName: string; unitName: string }>;
}

export function ApprovalPage({ id }: { id: string }) {
  const { t } = useWords();
  const reading = useRead(Approval, { id });
  return (
    <Reveal reading={reading} pick={(data) => data.approval as Approved | null}>
      {(approval: Approved) => {
        const Case = CASES[approval.subjectKind] ?? Unknown;
        return (
          <Page
            crumb={t("place.approvals")}
            up="/approvals"
            title={approval.title}
            action={
              approval.mine && (
                <Button component="a" href="#decide" variant="default" className={styles.jump}>
                  {t("approvals.jump")}
                </Button>
              )
            }
            lead={`${approval.makerName} · ${approval.unitName} · ${approval.routeName}`}
          >
            <div className={styles.split}>
              <div>
                <Case
                  subject={approval.subject}
                  summary={approval.summary}
                  difference={approval.difference}
                />
              </div>
              <aside id="decide" className={styles.beside}>
                <Decision approval={approval} again={reading.again} />
                <Route approval={approval} />
              </aside>
            </div>
          </Page>
        );
      }}
    </Reveal>
  );
}

const signerOf = (
  { name, handName }: Approved["signatures"][number],
  t: (key: string, facts: Record<string, string>) => string,
): string => (handName === name ? name : t("arrange.by", { hand: handName, name }));

const STEP_TONE: Record<string, string> = { done: "good", current: "info", waiting: "muted" };

function Route({ approval }: { approval: Approved }) {
  const { t } = useWords();
  return (
    <Section title={t("approvals.route")}>
      <ol className={styles.steps}>
        {approval.steps.map((step) => (
          <li key={step.number} data-tone={STEP_TONE[step.state]}>
            <b>{step.name}</b> <span className={styles.muted}>{step.roleName}</span>
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
