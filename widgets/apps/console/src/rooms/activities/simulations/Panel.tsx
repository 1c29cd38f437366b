/** Simulations of an activity: what is assumed is asked for, how far it is, and what the newest one found. */
import { Button } from "@mantine/core";
import { useAsk, useRead } from "../../../api/ask";
import { CancelSimulation, SimulateActivity, Simulations } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { enumsOf } from "../../../parts/choices";
import { When } from "../../../parts/figures";
import { useFollow } from "../../../parts/follow";
import { AskForm, type Field } from "../../../parts/form";
import { Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Progress } from "../../../parts/progress";
import { Absent } from "../../../parts/states";
import { Result } from "./Result";
import type { Simulated } from "./simulated";

/** What is assumed at first, as the server does; a later one begins with what was assumed last. */
const AT_FIRST = {
  clients: 2000,
  days: 2,
  tries: 3,
  spread: "front",
  hours: "daytime",
  people: "real",
  skillPercent: 60,
  friends: 100,
  points: 1000,
  rounds: 20,
  seed: 1,
};

interface PanelProps {
  activity: string;
  /** Address of the document that is looked at; none: what the editor shows. */
  hash?: string | null | undefined;
}

export function SimulationPanel({ activity, hash }: PanelProps) {
  const { t } = useWords();
  const reading = useRead(Simulations, { id: activity });
  const found = reading.data?.activity?.simulations;
  useFollow(found?.some((one) => one.underWay) ?? false, reading.again, reading.again);
  return (
    <Section title={t("simulation")}>
      {found ? <Newest of={found} {...{ activity, hash }} again={reading.again} /> : <Absent of={reading} />}
    </Section>
  );
}

interface NewestProps extends PanelProps {
  of: readonly Simulated[];
  again: () => void;
}

function Newest({ of, activity, hash, again }: NewestProps) {
  const { t } = useWords();
  const may = useSigned().may("activities.simulate_activity");
  const newest = of[0];
  const underWay = newest?.underWay ?? false;
  const shown = of.find((one) => one.outcome);
  const failed = newest?.why;
  return (
    <>
      {!shown && !underWay && <p className={styles.muted}>{t("simulation.none")}</p>}
      {failed && <Note tone="warn">{t("simulation.failed", { why: failed })}</Note>}
      {newest?.underWay && <UnderWay of={newest} again={again} may={may} />}
      {shown?.outcome && (
        <>
          <Note tone={isOf(shown, hash) ? "good" : "warn"}>
            {t(isOf(shown, hash) ? "simulation.same" : "simulation.other")}
          </Note>
          <Result outcome={shown.outcome} assumed={shown.assumptions} />
          <p className={styles.muted}>
            {t("simulation.by", { name: shown.askedBy })} · <When at={shown.askedAt} />
          </p>
        </>
      )}
      {may && !underWay && <Begin activity={activity} last={shown ?? newest} again={again} />}
    </>
  );
}

const isOf = (one: Simulated, hash: string | null | undefined): boolean =>
  hash ? one.hash === hash : one.current;

function UnderWay({ of, again, may }: { of: Simulated; again: () => void; may: boolean }) {
  const { t } = useWords();
  const cancel = useAsk(CancelSimulation);
  const stop = async () => {
    await cancel.run({ ask: { simulation: of.id } }, t("simulation.cancelled"));
    again();
  };
  return (
    <Progress
      done={of.done}
      total={of.total}
      says={t(of.done === 0 ? "simulation.waiting" : "simulation.done", { done: of.done, total: of.total })}
    >
      {may && (
        <Button variant="default" size="xs" loading={cancel.busy} onClick={stop}>
          {t("simulation.cancel")}
        </Button>
      )}
    </Progress>
  );
}

interface BeginProps {
  activity: string;
  last: Simulated | undefined;
  again: () => void;
}

const WHOLE = ["clients", "days", "tries", "rounds"] as const;
const MORE = ["skillPercent", "friends", "points", "seed"] as const;

function Begin({ activity, last, again }: BeginProps) {
  const { t } = useWords();
  const start = last?.assumptions ?? AT_FIRST;
  const whole = (name: (typeof WHOLE)[number] | (typeof MORE)[number]): Field => ({
    name,
    label: `simulation.${name}`,
    hint: `simulation.${name}.hint`,
    kind: "whole",
    initial: start[name],
  });
  const chosen = (name: "spread" | "hours" | "people", values: string[]): Field => ({
    name,
    label: `simulation.${name}`,
    kind: "choice",
    options: enumsOf(t, `simulation.${name}`, values),
    initial: start[name].toUpperCase(),
  });
  const fields = [
    ...WHOLE.map(whole),
    chosen("spread", ["front", "even"]),
    chosen("hours", ["daytime", "even"]),
    chosen("people", ["real", "made_up"]),
    ...MORE.map(whole),
  ];
  return (
    <AskForm
      label={t(last ? "simulation.again" : "simulation.begin")}
      title={t("simulation.begin")}
      lead={t("simulation.lead")}
      document={SimulateActivity}
      said={t("simulation.asked")}
      act={t("simulation.begin")}
      done={again}
      fields={fields}
      toAsk={({ spread, hours, people, ...figures }) => ({
        activity,
        assumptions: {
          spread,
          hours,
          people,
          ...Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value)])),
        },
      })}
    />
  );
}
