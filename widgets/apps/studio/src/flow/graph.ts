/**
 * The draft as a graph, read from the document alone: what starts each play, what it asks, what it moves and gives.
 *
 * Words      mention  one place of the document that joins two nodes; an edge is all mentions that join the same two
 * Invariant  a play, a state and a right of the document is one node, and every mention names where it stands
 */
import type { ActivityDocument, Effect, Play, Text } from "@largesse/contracts/documents";
import { canonical } from "../history";
import { factOf } from "../settings/states";
import type { On } from "../triggers/trigger";

export const KINDS = ["trigger", "play", "state", "effect", "right"] as const;
export type Kind = (typeof KINDS)[number];
export const RELATIONS = ["starts", "reads", "feeds", "turns", "grants", "does"] as const;
export type Relation = (typeof RELATIONS)[number];

/** When it happens, or what of the play asks: an outcome by its title, else one of these words. */
export type When = Text | "always" | "else" | "on" | "decide" | "when" | "where" | "adds";

export interface Mention {
  relation: Relation;
  from: string;
  to: string;
  /** Where the document says it. */
  path: string;
  /** Place of the play that says it. */
  play: number;
  when: When;
  /** The document must say something there: it is changed in the form, not taken away. */
  fixed: boolean;
  effect?: Effect;
}

export interface FlowNode {
  id: string;
  kind: Kind;
  /** Place in the list of the document that it is in; of a trigger, the first play that it starts. */
  at: number;
  on?: On;
  effect?: Effect;
}

export interface FlowEdge {
  id: string;
  relation: Relation;
  from: string;
  to: string;
  mentions: Mention[];
}

export interface Graph {
  nodes: FlowNode[];
  edges: FlowEdge[];
}

export const playNode = (id: string): string => `play:${id}`;
export const rightNode = (ref: string): string => `right:${ref}`;
/** By place, so that it is the same one after another name is given. */
const stateNode = ({ states }: ActivityDocument, id: string): string =>
  `state:${states.findIndex((state) => state.id === id)}`;

type Found = [path: string, part: Record<string, unknown>];

/** Every object inside a part of the document, with where it stands. */
function* objectsIn(value: unknown, path: string): Generator<Found> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Record<string, unknown>];
  for (const [name, inner] of Object.entries(value)) yield* objectsIn(inner, `${path}/${name}`);
}

export interface Giving {
  /** Where the list of effects stands. */
  path: string;
  when: When;
  effects: readonly Effect[];
}

/** The lists of effects of a play: of each outcome, of every attempt, of those that win nothing. */
export function givingsOf(play: Play, at: number): Giving[] {
  const outcomes = [...objectsIn(play.decide, `/plays/${at}/decide`)]
    .filter(([, part]) => "id" in part && "effects" in part)
    .map(([path, part]) => ({
      path: `${path}/effects`,
      when: part.title as Text,
      effects: part.effects as Effect[],
    }));
  return [
    ...outcomes,
    { path: `/plays/${at}/effects`, when: "always", effects: play.effects ?? [] },
    { path: `/plays/${at}/else`, when: "else", effects: play.else ?? [] },
  ];
}

/** What an effect names: a play, a state or a right of the document; else it is a node of its own. */
function target(document: ActivityDocument, effect: Effect): [Relation, string] {
  if ("play" in effect) return ["turns", playNode(effect.play)];
  if ("state" in effect) return ["feeds", stateNode(document, effect.state)];
  if ("right" in effect) return ["grants", rightNode(effect.right)];
  return ["does", `effect:${canonical(effect)}`];
}

function* given(document: ActivityDocument, play: Play, at: number): Generator<Mention> {
  for (const { path, when, effects } of givingsOf(play, at))
    for (const [place, effect] of effects.entries()) {
      const [relation, to] = target(document, effect);
      const from = playNode(play.id);
      yield { relation, from, to, path: `${path}/${place}`, play: at, when, fixed: false, effect };
    }
  if (play.share?.adds) {
    const to = stateNode(document, play.share.adds.state);
    const path = `/plays/${at}/share/adds`;
    yield { relation: "feeds", from: playNode(play.id), to, path, play: at, when: "adds", fixed: true };
  }
}

/** The states that a play asks: what decides it, its condition, and which events count. */
function* asked(document: ActivityDocument, play: Play, at: number): Generator<Mention> {
  const to = playNode(play.id);
  const reads = (state: string, path: string, when: When, fixed: boolean): Mention => {
    const from = stateNode(document, state);
    return { relation: "reads", from, to, path, play: at, when, fixed };
  };
  if ("state" in play.decide) yield reads(play.decide.state, `/plays/${at}/decide/state`, "decide", true);
  const where = "where" in play.on ? play.on.where : undefined;
  const rules = [
    ["when", play.when, `/plays/${at}/when`],
    ["where", where, `/plays/${at}/on/where`],
  ] as const;
  for (const [word, rule, path] of rules)
    for (const [place, part] of objectsIn(rule, path))
      for (const { id } of document.states) if (part.fact === factOf(id)) yield reads(id, place, word, false);
}

/** One trigger for all plays that begin in the very same way. */
function triggersOf({ plays }: ActivityDocument): { nodes: FlowNode[]; mentions: Mention[] } {
  const known = new Map<string, FlowNode>();
  const mentions = plays.map(({ id, on }, at): Mention => {
    const node: FlowNode = known.get(canonical(on)) ?? { id: `trigger:${at}`, kind: "trigger", at, on };
    known.set(canonical(on), node);
    const [path, to] = [`/plays/${at}/on`, playNode(id)];
    return { relation: "starts", from: node.id, to, path, play: at, when: "on", fixed: true };
  });
  return { nodes: [...known.values()], mentions };
}

/** Other effects, each once by what it says, called by where it is said first. */
function effectsOf(mentions: Mention[]): FlowNode[] {
  const known = new Map<string, FlowNode>();
  for (const one of mentions) {
    if (one.relation !== "does" || !one.effect) continue;
    const node: FlowNode = known.get(one.to) ?? { id: `effect:${one.path}`, kind: "effect", at: one.play };
    known.set(one.to, { ...node, effect: one.effect });
    one.to = node.id;
  }
  return [...known.values()];
}

function joined(mentions: readonly Mention[], nodes: readonly FlowNode[]): FlowEdge[] {
  const there = new Set(nodes.map((node) => node.id));
  const edges = new Map<string, FlowEdge>();
  for (const one of mentions) {
    if (!there.has(one.from) || !there.has(one.to)) continue;
    const { relation, from, to } = one;
    const id = `${relation} ${from} ${to}`;
    const edge: FlowEdge = edges.get(id) ?? { id, relation, from, to, mentions: [] };
    edge.mentions.push(one);
    edges.set(id, edge);
  }
  return [...edges.values()];
}

/** What the document says, as nodes in its order and edges; a name that leads nowhere is the check's to tell. */
export function graphOf(document: ActivityDocument): Graph {
  const triggers = triggersOf(document);
  const inside = document.plays.flatMap((play, at) => [
    ...given(document, play, at),
    ...asked(document, play, at),
  ]);
  const nodes: FlowNode[] = [
    ...triggers.nodes,
    ...document.plays.map(({ id }, at): FlowNode => ({ id: playNode(id), kind: "play", at })),
    ...document.states.map(({ id }, at): FlowNode => ({ id: stateNode(document, id), kind: "state", at })),
    ...effectsOf(inside),
    ...document.rights.map(({ ref }, at): FlowNode => ({ id: rightNode(ref), kind: "right", at })),
  ];
  return { nodes, edges: joined([...triggers.mentions, ...inside], nodes) };
}
