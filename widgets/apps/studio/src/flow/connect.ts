/** Connecting and taking apart: edits of the document, the same that its forms make. */
import type { ActivityDocument, Effect, Expression, Play } from "@largesse/contracts/documents";
import { EFFECTS } from "../effects";
import { canonical } from "../history";
import { having } from "../parts/having";
import { factOf } from "../settings/states";
import { givingsOf, type Mention } from "./graph";

const OF_AN_OUTCOME_MAX = 5;
const BESIDE_MAX = 10;

/** How many effects a list of them takes. */
export const mostAt = (when: Mention["when"]): number =>
  typeof when === "string" ? BESIDE_MAX : OF_AN_OUTCOME_MAX;

/** Every effect that the document has something for: each kind begun once for each thing that it can name. */
export function givable(document: ActivityDocument): Effect[] {
  const none = { ...document, plays: [], states: [], rights: [] };
  const each: ActivityDocument[] = [
    ...document.rights.map((right) => ({ ...none, rights: [right] })),
    ...document.states.map((state) => ({ ...none, states: [state] })),
    ...document.plays.map((play) => ({ ...none, plays: [play] })),
  ];
  const made = EFFECTS.flatMap(({ blank }) => (each.length ? each : [none]).map((one) => blank(one)));
  const known = new Map(made.flatMap((one) => (one ? [[canonical(one), one] as const] : [])));
  return [...known.values()];
}

/** The list of effects at a path that {@link givingsOf} gave. */
function put(play: Play, path: string, effects: Effect[]): void {
  const [, , , ...names] = path.split("/");
  const last = names.pop();
  let part: unknown = play;
  for (const name of names) part = (part as Record<string, unknown>)[name];
  if (last) (part as Record<string, unknown>)[last] = effects;
}

/** Let an attempt bring one more effect. */
export function give(document: ActivityDocument, at: number, path: string, effect: Effect): void {
  const play = document.plays[at];
  const list = play && givingsOf(play, at).find((one) => one.path === path);
  if (list && list.effects.length < mostAt(list.when)) put(play, path, [...list.effects, effect]);
}

/** Change one effect where it stands. */
export function change(document: ActivityDocument, { play: at, path }: Mention, effect: Effect): void {
  const play = document.plays[at];
  const list = play && givingsOf(play, at).find((one) => path.startsWith(`${one.path}/`));
  const place = Number(path.slice(path.lastIndexOf("/") + 1));
  if (list)
    put(
      play,
      list.path,
      list.effects.map((one, index) => (index === place ? effect : one)),
    );
}

/** Let a play begin as another does. */
export function startLike(document: ActivityDocument, at: number, other: number): void {
  const [play, like] = [document.plays[at], document.plays[other]];
  if (play && like) play.on = like.on;
}

/** Only let clients into a play who have reached a state, beside what it asks already. */
export function letIn(document: ActivityDocument, at: number, state: string): void {
  const play = document.plays[at];
  if (!play) return;
  const reached: Expression = { op: "gte", fact: factOf(state), value: 1 };
  if (!play.when) play.when = reached;
  else if (play.when.op === "and") play.when.of.push(reached);
  else play.when = { op: "and", of: [play.when, reached] };
}

/** A rule without the clause at a path; null where nothing is left of it. */
function without(rule: Expression, path: readonly string[]): Expression | null {
  const [name, place, ...rest] = path;
  if (name === undefined) return null;
  if (rule.op === "not") {
    const inner = without(rule.of, path.slice(1));
    return inner && { ...rule, of: inner };
  }
  if (rule.op !== "and" && rule.op !== "or") return null;
  const of = rule.of.flatMap((one, at) => (String(at) === place ? (without(one, rest) ?? []) : [one]));
  return of.length > 1 ? { ...rule, of } : (of[0] ?? null);
}

/** Take away what one mention says; what the document must say stays. */
export function disconnect(document: ActivityDocument, mention: Mention): void {
  const { play: at, path, fixed, when } = mention;
  const play = document.plays[at];
  if (!play || fixed) return;
  if (mention.effect) {
    const list = givingsOf(play, at).find((one) => path.startsWith(`${one.path}/`));
    const place = Number(path.slice(path.lastIndexOf("/") + 1));
    const left = list?.effects.filter((_, index) => index !== place) ?? [];
    if (list?.when === "else" && left.length === 0) document.plays[at] = having(play, "else", undefined);
    else if (list) put(play, list.path, left);
    return;
  }
  const rule = path.split("/");
  if (when === "when" && play.when) {
    const left = without(play.when, rule.slice(4)) ?? undefined;
    document.plays[at] = having(play, "when", left);
  }
  if (when === "where" && "where" in play.on && play.on.where) {
    const left = without(play.on.where, rule.slice(5)) ?? undefined;
    document.plays[at] = { ...play, on: having(play.on, "where", left) };
  }
}
