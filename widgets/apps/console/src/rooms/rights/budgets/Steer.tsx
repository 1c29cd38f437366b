/** What can be done with a budget: its cap, its state, its pace, a line, a hold. */
import { Group } from "@mantine/core";
import {
  type BudgetShown,
  HoldBudget,
  LowerBudget,
  ProposeBudgetRaise,
  SetBudgetLine,
  SetBudgetPace,
  SteerBudget,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { enumsOf } from "../../../parts/choices";
import type { Values } from "../../../parts/form";
import { AskForm } from "../../../parts/form";
import { Steps } from "../../../parts/steps";
import { useClock } from "../../../parts/time";

export const KINDS = ["day", "week", "month", "quarter", "year", "activity", "unit"] as const;
const SHAPES = ["none", "linear", "front", "custom"] as const;

interface SteerProps {
  budget: BudgetShown;
  again: () => void;
}

export function Steer({ budget, again }: SteerProps) {
  const may = (act: string) => budget.actions.includes(act);
  return (
    <Group gap="xs">
      {may("raise") && <Cap raises budget={budget} again={again} />}
      {may("lower") && <Cap raises={false} budget={budget} again={again} />}
      {may("hold") && <HoldForm budget={budget} again={again} />}
      {may("line") && <LineForm budget={budget} again={again} />}
      {may("pace") && <PaceForm budget={budget} again={again} />}
      <Steps
        steps={["stop", "reopen"]}
        actions={budget.actions}
        family="budgets"
        facts={{ name: budget.name }}
        document={SteerBudget}
        ask={{ budget: budget.id }}
        done={again}
      />
    </Group>
  );
}

function Cap({ raises, budget, again }: SteerProps & { raises: boolean }) {
  const { t } = useWords();
  const name = raises ? "raise" : "lower";
  const shared = {
    label: t(`budgets.${name}`),
    lead: t(`budgets.${name}.lead`),
    currency: budget.cap.currency,
    done: again,
    toAsk: (values: Values) => ({ ...values, budget: budget.id }),
    fields: [
      { name: "capMinor", label: "budgets.to", kind: "money" as const, initial: budget.cap.amountMinor },
      { name: "reason", label: "reason", kind: "long" as const },
    ],
  };
  return raises ? (
    <AskForm {...shared} primary document={ProposeBudgetRaise} said={t("budgets.raise.proposed")} />
  ) : (
    <AskForm {...shared} document={LowerBudget} said={t("budgets.lower.done")} />
  );
}

function HoldForm({ budget, again }: SteerProps) {
  const { t } = useWords();
  const clock = useClock();
  return (
    <AskForm
      label={t("budgets.hold")}
      lead={t("budgets.hold.lead")}
      currency={budget.cap.currency}
      document={HoldBudget}
      said={t("budgets.hold.done")}
      done={again}
      toAsk={(values) => ({
        ...values,
        budget: budget.id,
        expiresAt: clock.instant(String(values.expiresAt)),
      })}
      fields={[
        { name: "amountMinor", label: "budgets.hold.amount", kind: "money" },
        { name: "expiresAt", label: "budgets.hold.until", kind: "moment" },
        { name: "reason", label: "reason", kind: "long" },
      ]}
    />
  );
}

function LineForm({ budget, again }: SteerProps) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("budgets.line")}
      lead={t("budgets.line.lead")}
      currency={budget.cap.currency}
      document={SetBudgetLine}
      said={t("budgets.line.done")}
      done={again}
      toAsk={(values) => ({ ...values, budget: budget.id })}
      fields={[
        {
          name: "kind",
          label: "budgets.line.kind",
          kind: "choice",
          initial: "MONTH",
          options: enumsOf(t, "budgets.kind", KINDS),
        },
        {
          name: "activity",
          label: "budgets.line.activity",
          kind: "record",
          when: ({ kind }) => kind === "ACTIVITY",
          record: { kind: "activity" },
        },
        {
          name: "unit",
          label: "unit",
          of: "orgUnit",
          hint: "budgets.line.unit.hint",
          kind: "record",
          when: ({ kind }) => kind === "UNIT",
          record: { kind: "unit" },
        },
        { name: "capMinor", label: "budgets.line.cap", kind: "money" },
        { name: "reason", label: "reason", kind: "long" },
      ]}
    />
  );
}

const PPM = 10_000;

/** Points as people write them, "0:0, 50:80, 100:100" in percent, as the ask counts them. */
export const pointsOf = (text: string): Array<{ time: number; share: number }> =>
  text
    .split(/[,，;；]/)
    .map((point) => point.split(/[:：]/).map((part) => Math.round(Number(part.trim()) * PPM)))
    .filter(([time, share]) => Number.isFinite(time) && Number.isFinite(share))
    .map(([time = 0, share = 0]) => ({ time, share }));

/** Only a curve has a window and a floor. */
const paced = ({ shape }: Values) => shape !== "NONE";

function PaceForm({ budget, again }: SteerProps) {
  const { t } = useWords();
  const clock = useClock();
  const at = (wall: Values[string] | undefined) => (wall ? clock.instant(String(wall)) : null);
  return (
    <AskForm
      label={t("budgets.pace.set")}
      lead={t("budgets.pace.lead")}
      currency={budget.cap.currency}
      document={SetBudgetPace}
      said={t("budgets.pace.done")}
      done={again}
      toAsk={({ points, ...values }) => ({
        ...values,
        budget: budget.id,
        startsAt: at(values.startsAt),
        endsAt: at(values.endsAt),
        floorMinor: Number(values.floorMinor) || 0,
        points: pointsOf(String(points ?? "")),
      })}
      fields={[
        {
          name: "shape",
          label: "budgets.pace.shape",
          kind: "choice",
          initial: budget.pace.toUpperCase(),
          options: enumsOf(t, "budgets.pace", SHAPES),
        },
        {
          name: "startsAt",
          label: "starts",
          kind: "moment",
          when: paced,
          initial: clock.wall(budget.paceFrom),
        },
        { name: "endsAt", label: "ends", kind: "moment", when: paced, initial: clock.wall(budget.paceTo) },
        {
          name: "points",
          label: "budgets.pace.points",
          hint: "budgets.pace.points.hint",
          when: ({ shape }) => shape === "CUSTOM",
        },
        {
          name: "floorMinor",
          label: "budgets.floor",
          hint: "budgets.floor.hint",
          kind: "money",
          optional: true,
          when: paced,
          initial: budget.paceFloor.amountMinor,
        },
        { name: "reason", label: "reason", kind: "long" },
      ]}
    />
  );
}
