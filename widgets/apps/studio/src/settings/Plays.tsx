/** Plays: how a client takes part, how many chances, and what decides. */

import type { Play } from "@largesse/contracts/documents";
import { Button, NumberInput, Select } from "@mantine/core";
import { useDesk } from "../desk";
import { OPERATORS, operatorBy } from "../operators";
import { useWords } from "../words";
import { newPlay } from "./edits";
import { Card, TextPair } from "./fields";
import { Limits } from "./Limits";
import styles from "./settings.module.css";

const PERIODS = ["once", "day", "week", "month", "activity"] as const;

export function Plays() {
  const { t } = useWords();
  const { document, edit, editable } = useDesk();
  const add = () => edit((d) => void d.plays.push(newPlay(d)));
  return (
    <Card
      id="plays"
      title={t("plays.title")}
      lead={t("plays.lead")}
      action={
        editable && (
          <Button variant="default" onClick={add}>
            {t("plays.add")}
          </Button>
        )
      }
    >
      {document.plays.map((play, at) => (
        <OnePlay key={play.id} play={play} at={at} />
      ))}
    </Card>
  );
}

function OnePlay({ play, at }: { play: Play; at: number }) {
  const { t } = useWords();
  const { document, edit, editable } = useDesk();
  const change = (put: (target: Play) => void) =>
    edit((d) => {
      const target = d.plays[at];
      if (target) put(target);
    });
  const placed = JSON.stringify(document.pages).includes(`"play":"${play.id}"`);
  const put = (decide: Play["decide"]) =>
    change((target) => {
      target.decide = decide;
    });
  const { Editor } = operatorBy(play.decide.op);
  return (
    <div className={styles.play}>
      <TextPair
        label={t("plays.name")}
        required
        value={play.title}
        onChange={(title) =>
          title &&
          change((p) => {
            p.title = title;
          })
        }
      />
      <Chances play={play} change={change} decideBy={(op) => put(operatorBy(op).blank(play))} />
      <Editor decide={play.decide} put={put} />
      <Limits
        limits={play.limits ?? []}
        put={(limits) =>
          change((p) => {
            p.limits = limits;
          })
        }
      />
      {editable && (
        <Button
          mt="md"
          size="compact-sm"
          variant="subtle"
          color="red"
          disabled={placed}
          title={placed ? t("plays.placed") : undefined}
          onClick={() => edit((d) => void d.plays.splice(at, 1))}
        >
          {t("plays.remove")}
        </Button>
      )}
    </div>
  );
}

interface ChancesProps {
  play: Play;
  change: (put: (target: Play) => void) => void;
  decideBy: (op: string) => void;
}

function Chances({ play, change, decideBy }: ChancesProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <div className={styles.row}>
      <Select
        label={t("plays.decide")}
        readOnly={!editable}
        allowDeselect={false}
        value={play.decide.op}
        data={OPERATORS.map(({ op }) => ({ value: op, label: t(`decide.${op}`) }))}
        onChange={(value) => value && value !== play.decide.op && decideBy(value)}
      />
      <NumberInput
        label={t("plays.chances")}
        min={0}
        max={1000}
        allowDecimal={false}
        readOnly={!editable}
        value={play.chances?.units ?? 0}
        onChange={(value) =>
          change((p) => {
            p.chances = { period: "day", ...p.chances, units: Number(value) || 0 };
          })
        }
      />
      <Select
        label={t("plays.period")}
        readOnly={!editable}
        allowDeselect={false}
        value={play.chances?.period ?? "day"}
        data={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
        onChange={(value) =>
          value &&
          change((p) => {
            p.chances = { units: 0, ...p.chances, period: value as "day" };
          })
        }
      />
    </div>
  );
}
