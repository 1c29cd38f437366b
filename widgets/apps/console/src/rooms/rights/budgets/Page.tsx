/** One budget: what it may, has promised and has used; its days against its curve, its lines and its holds. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import {
  Budget,
  type BudgetShown,
  DropBudgetLine,
  ReleaseBudgetHold,
  WithdrawBudgetRaise,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Chart } from "../../../parts/chart";
import { Amount, amountText, Burn, FigureCard, Until } from "../../../parts/figures";
import { FactList, Note, Page, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";
import { useClock } from "../../../parts/time";
import { KINDS, Steer } from "./Steer";

interface PartProps {
  budget: BudgetShown;
  again: () => void;
}

export function BudgetPage({ id }: { id: string }) {
  const { t } = useWords();
  const reading = useRead(Budget, { id });
  const budget = reading.data?.budget;
  return (
    <Page
      title={budget?.name ?? t("place.budgets")}
      lead={budget ? `${budget.code} · ${budget.unitName}` : undefined}
      crumb={t("place.budgets")}
      up="/rights/budgets"
      action={budget && <Steer budget={budget} again={reading.again} />}
    >
      <Reveal reading={reading} pick={(data) => data.budget}>
        {(found: BudgetShown) => (
          <>
            <Waits budget={found} again={reading.again} />
            <Figures budget={found} />
            <Days budget={found} />
            <Lines budget={found} again={reading.again} />
            <Holds budget={found} again={reading.again} />
          </>
        )}
      </Reveal>
    </Page>
  );
}

function Waits({ budget, again }: PartProps) {
  const { t } = useWords();
  if (!budget.raiseTo) return null;
  return (
    <Note tone="warn">
      <Link href={`/approvals/${budget.approval}`}>
        {t("budgets.raise.waits", { cap: amountText(budget.raiseTo) })}
      </Link>{" "}
      <AskConfirm
        label={t("steer.withdraw")}
        says={t("budgets.withdraw.says")}
        document={WithdrawBudgetRaise}
        ask={{ budget: budget.id }}
        said={t("state.withdrawn")}
        done={again}
      />
    </Note>
  );
}

function Figures({ budget }: { budget: BudgetShown }) {
  const { t } = useWords();
  const clock = useClock();
  return (
    <>
      <div className={styles.cards}>
        <FigureCard label={t("budgets.cap")} value={<Amount of={budget.cap} />} />
        <FigureCard label={t("budgets.reserved")} value={<Amount of={budget.reserved} />} />
        <FigureCard label={t("budgets.spent")} value={<Amount of={budget.spent} />} />
        <FigureCard label={t("budgets.open")} value={<Amount of={budget.open} />} />
      </div>
      <Section title={t("case.facts")}>
        <FactList
          facts={[
            ["state", <Status key="state" of={budget.state} />],
            [
              "budgets.burn",
              <Burn key="burn" used={budget.used.amountMinor} total={budget.cap.amountMinor} />,
            ],
            ["budgets.remaining", <Amount key="left" of={budget.left} />],
            ["budgets.held", <Amount key="held" of={budget.held} />],
            ["budgets.pace", t(`budgets.pace.${budget.pace}`)],
            ...(budget.paceFrom
              ? ([
                  ["batches.window", clock.days(budget.paceFrom, budget.paceTo)],
                  ["budgets.allowed", <Amount key="allowed" of={budget.allowed} />],
                  ["budgets.floor", <Amount key="floor" of={budget.paceFloor} />],
                ] as Array<[string, ReactNode]>)
              : []),
          ]}
        />
      </Section>
    </>
  );
}

function Days({ budget }: { budget: BudgetShown }) {
  const { t } = useWords();
  const { currency } = budget.cap;
  const noted = budget.days.filter((day) => day.spent).length;
  const curve = budget.days.map((day) => day.allowed?.amountMinor ?? null);
  return (
    <Section title={t("budgets.chart")}>
      <p className={styles.muted}>
        {t("budgets.chart.lead")} {budget.endsOn && t("budgets.ends", { day: budget.endsOn })}
        {!budget.endsOn && noted > 1 && t("budgets.ends.none")}
      </p>
      <Chart
        label={t("budgets.chart")}
        days={budget.days.map((day) => day.day)}
        text={(amountMinor) => amountText({ amountMinor, currency })}
        series={[
          {
            head: "budgets.spent",
            kind: "area",
            tone: "brand",
            values: budget.days.map((day) => day.spent?.amountMinor ?? null),
          },
          {
            head: "budgets.reserved",
            kind: "area",
            tone: "accent",
            values: budget.days.map((day) => day.reserved?.amountMinor ?? null),
          },
          {
            head: budget.paceFrom ? "budgets.allowed" : "budgets.cap",
            kind: "line",
            tone: "warn",
            values: budget.paceFrom ? curve : budget.days.map(() => budget.cap.amountMinor),
          },
        ]}
      />
    </Section>
  );
}

type Line = BudgetShown["lines"][number];

function Lines({ budget, again }: PartProps) {
  const { t } = useWords();
  return (
    <Section title={t("budgets.lines")}>
      {budget.lines.length === 0 ? (
        <p className={styles.muted}>{t("budgets.lines.empty")}</p>
      ) : (
        <Table label={t("budgets.lines")}>
          <thead>
            <tr>
              {[
                "budgets.line.kind",
                "budgets.line.subject",
                "budgets.line.cap",
                "budgets.used",
                "budgets.remaining",
              ].map((head) => (
                <th key={head} scope="col">
                  {t(head)}
                </th>
              ))}
              <th scope="col">{t("state")}</th>
            </tr>
          </thead>
          <tbody>
            {budget.lines.map((line) => (
              <LineRow key={`${line.kind}${line.subjectName}`} of={line} budget={budget} again={again} />
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

function LineRow({ of: line, budget, again }: PartProps & { of: Line }) {
  const { t } = useWords();
  const name = `${t(`budgets.kind.${line.kind}`)} · ${line.subjectName}`;
  const kind = KINDS.find((one) => one === line.kind) ?? "day";
  return (
    <tr>
      <td>{t(`budgets.kind.${line.kind}`)}</td>
      <td>{line.subjectName}</td>
      <td>
        <Amount of={line.cap} />
      </td>
      <td>
        <Burn used={line.used.amountMinor} total={line.cap.amountMinor} />
      </td>
      <td>
        <Amount of={line.left} />
      </td>
      <td>
        {line.holds && budget.actions.includes("line") ? (
          <AskConfirm
            label={t("budgets.line.drop")}
            says={t("budgets.line.drop.says", { name })}
            reason="required"
            document={DropBudgetLine}
            ask={{
              budget: budget.id,
              kind: kind.toUpperCase() as Uppercase<typeof kind>,
              activity: kind === "activity" ? line.subject : null,
              unit: kind === "unit" ? line.subject : null,
            }}
            said={t("budgets.line.drop.done")}
            done={again}
          />
        ) : (
          t(line.holds ? "state.active" : "budgets.line.over")
        )}
      </td>
    </tr>
  );
}

function Holds({ budget, again }: PartProps) {
  const { t } = useWords();
  return (
    <Section title={t("budgets.holds")}>
      {budget.holds.length === 0 ? (
        <p className={styles.muted}>{t("budgets.holds.empty")}</p>
      ) : (
        <Table label={t("budgets.holds")} words>
          <thead>
            <tr>
              {["budgets.hold.amount", "reason", "budgets.by", "budgets.hold.stands", "state"].map((head) => (
                <th key={head} scope="col">
                  {t(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {budget.holds.map((hold) => (
              <tr key={hold.id}>
                <td>
                  <Amount of={hold.amount} />
                </td>
                <td>{hold.reason}</td>
                <td>{hold.madeBy}</td>
                <td>{hold.expiresAt ? <Until end={hold.expiresAt} /> : "–"}</td>
                <td>
                  {hold.actions.includes("release") ? (
                    <AskConfirm
                      label={t("budgets.hold.release")}
                      says={t("budgets.hold.release.says", {
                        amount: amountText(hold.amount),
                        reason: hold.reason,
                      })}
                      reason="required"
                      document={ReleaseBudgetHold}
                      ask={{ hold: hold.id }}
                      said={t("budgets.hold.released")}
                      done={again}
                    />
                  ) : (
                    t("budgets.hold.released")
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
