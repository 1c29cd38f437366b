/** What a day would do as lines of a file: one line for each thing that was counted. */
import { knows } from "../../../copy";
import type { FileColumn, Plain } from "../../../parts/csv";
import { decimal } from "../../../parts/figures";
import type { DayFound } from "./found";

type Say = (key: string, facts?: Record<string, string | number>) => string;

interface Line {
  part: string;
  what: Plain;
  more?: Plain;
  times: number;
  units?: Plain;
  cost?: Plain;
}

/** Why events stand apart, in words; what was put aside has none but its state. */
export const reasonIn = (t: Say, reason: string): string =>
  knows(`events.reason.${reason}`) ? t(`events.reason.${reason}`) : t(`events.state.${reason}`);

export const heads = (t: Say): Array<FileColumn<Line>> => [
  { head: t("replay.part"), text: (line) => line.part },
  { head: t("replay.what"), text: (line) => line.what },
  { head: t("replay.more"), text: (line) => line.more },
  { head: t("replay.times"), text: (line) => line.times },
  { head: t("replay.units"), text: (line) => line.units },
  { head: t("replay.cost"), text: (line) => line.cost },
];

export function linesOf(found: DayFound, t: Say): Line[] {
  const { real } = found;
  return [
    ...found.names.map((one) => ({
      part: t("replay.names"),
      what: one.name,
      times: one.events,
      units: one.heard,
    })),
    ...found.apart.map((one) => ({
      part: t("events.apart"),
      what: reasonIn(t, one.reason),
      times: one.events,
      units: one.taken,
    })),
    ...found.outcomes.map((one) => ({
      part: t("replay.outcomes"),
      what: one.title || one.id,
      more: one.play,
      times: one.times,
      cost: decimal(one.cost),
    })),
    ...found.rights.map((one) => ({
      part: t("replay.kind.right"),
      what: one.title,
      more: one.ref,
      times: one.units,
      cost: decimal(one.cost),
    })),
    ...found.moves.map((one) => ({
      part: t(`replay.kind.${one.kind}`),
      what: one.name,
      times: one.times,
      units: one.units,
    })),
    ...found.refused.map((one) => ({
      part: t("replay.refused"),
      what: one.message,
      more: one.play,
      times: one.times,
    })),
    ...(real?.differences ?? []).map((one) => ({
      part: t(`replay.differs.${one.kind}`),
      what: one.hereMessage || one.here,
      more: one.reallyMessage || one.really,
      times: one.times,
    })),
    ...found.clients.map((one) => ({
      part: t("events.client"),
      what: one.name,
      more: one.client,
      times: one.plays,
      units: one.points,
      cost: decimal(one.cost),
    })),
  ];
}
