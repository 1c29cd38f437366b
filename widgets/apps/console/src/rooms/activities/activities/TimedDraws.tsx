/** The draws at a set time of an activity: entries, the closed list, the values that select, who has which place. */
import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useRead } from "../../../api/ask";
import {
  ConfirmValues,
  DrawPlaces,
  type DrawPlacesRow,
  RecordValues,
  TimedDraws as TimedDrawsRead,
  type TimedDrawsRow,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Count, When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { Hash } from "../../../parts/hash";
import { FactList, Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";

const PAGE = 50;

/** The numbers that somebody typed, apart by anything; none where it is not all whole numbers. */
const numbersIn = (text: string): number[] => {
  const parts = text
    .normalize("NFKC")
    .trim()
    .split(/[\s,.、，;；]+/);
  return parts.every((one) => /^\d{1,9}$/.test(one)) ? parts.map(Number) : [];
};

export function TimedDraws({ activity }: { activity: string }) {
  const reading = useRead(TimedDrawsRead, { activity });
  return (
    <>
      {(reading.data?.timedDraws ?? []).map((draw) => (
        <TimedDraw key={draw.play} activity={activity} draw={draw} again={reading.again} />
      ))}
    </>
  );
}

interface DrawProps {
  activity: string;
  draw: TimedDrawsRow;
  again: () => void;
}

function TimedDraw({ activity, draw, again }: DrawProps) {
  const { t } = useWords();
  const { may } = useSigned();
  const selected = draw.given + draw.passedOver + draw.waiting > 0;
  return (
    <Section title={t("timedDraw.title", { title: draw.title })}>
      <Note>{t(`timedDraw.stage.${stageOf(draw)}`, { source: draw.sourceName })}</Note>
      <FactList
        facts={[
          ["timedDraw.entries", <Count key="entries" of={draw.entries} />],
          ["timedDraw.closes", <When key="closes" at={draw.closedAt ?? draw.closesAt} />],
          ["timedDraw.root", <Hash key="root" of={draw.root} />],
          ["timedDraw.commit", <Hash key="commit" of={draw.commit} />],
          ["timedDraw.valuesAt", <When key="at" at={draw.valuesAt} />],
          ["timedDraw.sourceName", draw.sourceName],
          ["timedDraw.numbers", draw.numbers?.replaceAll(".", " · ") ?? "–"],
          ["timedDraw.source", draw.source ?? "–"],
          ["timedDraw.recorded", <By key="recorded" name={draw.recordedBy} at={draw.recordedAt} />],
          ["timedDraw.confirmed", <By key="confirmed" name={draw.confirmedBy} at={draw.confirmedAt} />],
          ["timedDraw.key", draw.key ? <Hash key="key" of={draw.key} /> : "–"],
        ]}
      />
      <Values activity={activity} draw={draw} again={again} />
      {selected && (
        <>
          <p className={styles.muted}>
            {t("timedDraw.counts", {
              given: draw.given,
              waiting: draw.waiting,
              passedOver: draw.passedOver,
            })}
          </p>
          {may("play.see_participations") && <Places activity={activity} play={draw.play} />}
        </>
      )}
    </Section>
  );
}

/** How far a draw is. */
function stageOf(draw: TimedDrawsRow): string {
  if (draw.decidedAt) return draw.root ? "decided" : "nobody";
  if (!draw.closedAt) return "open";
  if (draw.confirmedAt) return "giving";
  return draw.recordedAt ? "recorded" : "closed";
}

function By({ name, at }: { name: string | null; at: string | null }) {
  if (!name) return <>–</>;
  return (
    <>
      {name} · <When at={at} />
    </>
  );
}

/** Record the values, or confirm as another person what was recorded; both write the numbers themselves. */
function Values({ activity, draw, again }: DrawProps) {
  const { t } = useWords();
  const at = { activity, play: draw.play };
  const hint = t("timedDraw.numbers.hint", { count: draw.count });
  return (
    <Group gap="xs" mt="sm">
      {draw.actions.includes("record") && (
        <AskForm
          label={t(draw.recordedAt ? "timedDraw.again" : "timedDraw.record")}
          act={t("timedDraw.record.act")}
          lead={`${t("timedDraw.record.says", { source: draw.sourceName })} ${hint}`}
          document={RecordValues}
          said={t("timedDraw.record.done")}
          done={again}
          toAsk={(values) => ({
            ...at,
            numbers: numbersIn(String(values.numbers)),
            source: String(values.source),
          })}
          fields={[
            { name: "numbers", label: "timedDraw.numbers" },
            { name: "source", label: "timedDraw.source", hint: "timedDraw.source.hint" },
          ]}
        />
      )}
      {draw.actions.includes("confirm") && (
        <AskForm
          label={t("timedDraw.confirm")}
          act={t("timedDraw.confirm.act")}
          lead={`${t("timedDraw.confirm.says", { source: draw.source ?? "" })} ${hint}`}
          document={ConfirmValues}
          said={t("timedDraw.confirm.done")}
          done={again}
          toAsk={(values) => ({ ...at, numbers: numbersIn(String(values.numbers)) })}
          fields={[{ name: "numbers", label: "timedDraw.numbers" }]}
        />
      )}
    </Group>
  );
}

/** Who has which place, fifty at a time. */
function Places({ activity, play }: { activity: string; play: string }) {
  const { t } = useWords();
  const [from, setFrom] = useState<number[]>([0]);
  const after = from.at(-1) ?? 0;
  const rows: DrawPlacesRow[] = useRead(DrawPlaces, { activity, play, after }).data?.drawPlaces ?? [];
  return (
    <div className={styles.sheet}>
      <Table label={t("timedDraw.places")}>
        <thead>
          <tr>
            {["place", "number", "client", "outcome", "state", "at"].map((name) => (
              <th key={name}>{t(`timedDraw.place.${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.place}>
              <td>{row.place}</td>
              <td>{row.number}</td>
              <td>{row.maskedName}</td>
              <td>{row.outcome}</td>
              <td>
                {t(`timedDraw.place.${row.state}`)}
                {row.replaces !== null && ` · ${t("timedDraw.place.follows", { place: row.replaces })}`}
              </td>
              <td>
                <When at={row.at} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Group gap="xs" mt="xs">
        {from.length > 1 && (
          <Button size="compact-sm" variant="default" onClick={() => setFrom(from.slice(0, -1))}>
            {t("timedDraw.places.back")}
          </Button>
        )}
        {rows.length === PAGE && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setFrom([...from, rows.at(-1)?.place ?? 0])}
          >
            {t("timedDraw.places.more")}
          </Button>
        )}
      </Group>
    </div>
  );
}
