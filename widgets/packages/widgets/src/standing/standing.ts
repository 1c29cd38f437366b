/**
 * Where the client stands in a play, as the server tells it, and one attempt that says something with it.
 *
 * Invariant  what was reached, had or is left is the server's answer; a component only shows it
 */
import { hour, type Kit, type Played, useKit, useOwn, wins } from "@largesse/kit";
import { useRef, useState } from "react";

export interface Option {
  readonly id: string;
  readonly text: string;
  readonly image: string | null;
  /** How many chose it; null: that is not shown, or not before one has answered. */
  readonly chosen: number | null;
}

export interface Question {
  readonly id: string;
  readonly text: string;
  readonly kind: string;
  readonly options: readonly Option[];
  readonly optional: boolean;
  readonly max: number | null;
}

export interface Mark {
  readonly id: string;
  readonly title: string;
  readonly at: number;
  readonly had: boolean;
}

export interface Thing {
  readonly id: string;
  readonly title: string;
  readonly image: string | null;
  readonly had: number;
  readonly left: number | null;
}

interface MyPlay {
  readonly play: string;
  readonly open: boolean;
  readonly price: number;
  readonly today: string;
  readonly asks: readonly Question[];
  readonly figures: readonly { readonly name: string; readonly value: number }[];
  readonly marks: readonly Mark[];
  readonly things: readonly Thing[];
  readonly days: readonly string[];
  readonly toMakeUp: readonly string[];
  readonly coming: readonly { readonly at: string; readonly units: number }[];
}

export type Said = Readonly<Record<string, readonly string[]>>;

/** What was decided, with what the operator tells beside it: a score, a card, a place. */
export interface Took extends Played {
  readonly told?: readonly { readonly name: string; readonly value: string }[];
}

export const toldOf = (took: Took | null, name: string): string =>
  took?.told?.find((one) => one.name === name)?.value ?? "";

export interface Standing {
  readonly state: "waiting" | "guest" | "lost" | "known";
  readonly of: MyPlay | undefined;
  /** A figure of it by name; nought where it is not known. */
  readonly figure: (name: string) => number;
  readonly took: Took | null;
  readonly busy: boolean;
  /** Take part; null when nothing was played, and the page has said why. */
  readonly take: (said?: Said) => Promise<Took | null>;
  /** Ask again where it stands. */
  readonly again: () => Promise<void>;
}

const saidOf = (said: Said) => Object.entries(said).map(([name, values]) => ({ name, values }));

/** One's standing in a play; on the studio's canvas a sample stands for it, by the component's type. */
export function useStanding(type: string, play: string): Standing {
  const kit = useKit();
  const { state, data, again } = useOwn<{ readonly myPlays: readonly MyPlay[] }>("my-plays", {
    activity: kit.facts.slug,
  });
  const [took, setTook] = useState<Took | null>(null);
  const [busy, setBusy] = useState(false);
  const pressed = useRef(false);
  const name = kit.sample ? type : play;
  const of = data?.myPlays.find((one) => one.play === name);
  const take = async (said: Said = {}): Promise<Took | null> => {
    if (kit.editing || pressed.current) return null;
    if (kit.facts.phase === "preview" || kit.live.who === "guest") return kit.play(play);
    pressed.current = true;
    setBusy(true);
    const asked = { activity: kit.facts.slug, play, said: saidOf(said) };
    const found = await kit.act<Took>("take-part", asked);
    pressed.current = false;
    setBusy(false);
    if (!found) void again();
    else setTook(found);
    return found;
  };
  const figure = (figureName: string): number =>
    of?.figures.find((one) => one.name === figureName)?.value ?? 0;
  return { state, of, figure, took, busy, take, again };
}

/** Tell a result that the component does not tell itself: a win, or that a draw was lost. */
export async function tell(kit: Kit, play: string, took: Took | null): Promise<void> {
  if (took && (wins(took) || kit.facts.plays[play]?.byChance)) await kit.finish(took);
}

/** Whether attempts are left, as far as it is known. */
export const mayGo = ({ live }: Kit, play: string): boolean => live.chances[play] !== 0;

/** Why one cannot take part now and when again; empty where one can. */
export function whyNot(kit: Kit, play: string, { of }: Standing): string {
  const { say, live, facts, locale } = kit;
  if (facts.phase !== "running" && facts.phase !== "preview") return say(`widgets.phase.${facts.phase}`);
  if (of && !of.open) return say("widgets.standing.locked");
  const queued = live.queued[play];
  if (queued) return say("widgets.queued", { day: hour(queued, locale, facts.tz) });
  if (mayGo(kit, play)) return "";
  const again = live.again[play];
  return again
    ? say("widgets.standing.again", { day: hour(again, locale, facts.tz) })
    : say("widgets.standing.over");
}

/** What is said where nothing else is: how many attempts are left, where they are counted. */
export function leftWords({ say, live }: Kit, play: string): string {
  const left = live.chances[play];
  return typeof left === "number" ? say("widgets.standing.left", { units: left }) : "";
}
