/** What the studio asks of the house around it; the console gives these, the studio never fetches. */
import type { ActivityDocument, Expression, Problem, Terms } from "@largesse/contracts/documents";
import type { Played } from "@largesse/kit";
import type { ReactNode } from "react";
import type { Look } from "./offered";
import type { Source } from "./Picker";

export type Locale = "zh-CN" | "en";

/** An issue batch as the picker shows it: live stock and cost. */
export interface StockedBatch {
  id: string;
  code: string;
  /** What staff call it. */
  title: { "zh-CN": string; en?: string };
  /** What clients read on the right, now and in their own list. */
  skuTitle: { "zh-CN": string; en?: string };
  category: ActivityDocument["rights"][number]["category"];
  free: number;
  total: number;
  unitCostMinor: number;
  marketValueMinor: number;
  currency: string;
  state: string;
  /** Until when a right can be used, in words. */
  validity: string;
  /** When units can be given; the end is not included. */
  startsAt: string;
  endsAt: string;
}

export interface OfferedBatches {
  batches: StockedBatch[];
  next: string | null;
}

export type Saved =
  | { outcome: "saved"; version: number; actions: string[] }
  /** A newer draft stands there: by a colleague, or by the same person in another tab. */
  | { outcome: "conflict" | "elsewhere"; message: string }
  | { outcome: "trouble"; message: string };

export interface Counted {
  count: number;
  ofAll: number;
}

/** A fact that audience clauses may ask about. */
export interface AudienceFact {
  name: string;
  /** text, number, flag or day. */
  kind: string;
  title: string;
  values: string[];
}

/** An event that another system may tell, with the values that it carries. */
export interface DeclaredEvent {
  name: string;
  title: string;
  props: Array<{ name: string; kind: string; title: string }>;
}

export interface Vocabulary {
  facts: AudienceFact[];
  events: DeclaredEvent[];
  tiers: Array<{ code: string; name: string }>;
}

/** A picture on the shelf: how a component names it, and where it is shown. */
export interface ShelfPicture {
  address: string;
  url: string;
  name: string;
}

export type Uploaded = { outcome: "kept"; address: string } | { outcome: "refused"; message: string };

/** A problem; a legal one names its statute, what to do, and who in the institution signed the rule off. */
export interface Finding extends Problem {
  source?: string;
  signOff?: string;
  remedy?: string;
}

/** One attempt of a dry run; the browser keeps them all and sends them with each ask. */
export interface DryAct {
  play: string;
  at: string;
  said: Array<{ name: string; values: string[] }>;
}

/** An outcome to look at without playing: `outcome:<id>`, sold_out, no_chances, not_eligible, scheduled, ended. */
export interface DryLook {
  play: string;
  what: string;
}

export interface DryAsk {
  document: ActivityDocument;
  client: {
    client: string | null;
    facts: Array<{ name: string; value: string }>;
    tags: string[];
    points: number;
  };
  at: string;
  seed: string;
  acts: DryAct[];
  look: DryLook | null;
}

/** What one attempt met; one of the two. */
export interface DryStep {
  play: string;
  played: Played | null;
  refusal: { code: string; message: string; retryAt?: string | null } | null;
  /** What the client would be told after it. */
  reads: string[];
  /** Until when what was won is kept to be claimed; null: it is his. */
  claimBy: string | null;
}

export interface DryRan {
  /** The masked name of a real client; empty: a made-up one. */
  name: string;
  steps: DryStep[];
  look: DryStep | null;
  stands: Array<{
    play: string;
    chances: number | null;
    againAt: string | null;
    left: Array<{ name: string; units: number }>;
  }>;
  states: Array<{ name: string; units: number }>;
  points: Array<{ name: string; units: number }>;
}

export type Dried = { outcome: "ran"; ran: DryRan } | { outcome: "not"; message: string };

export interface Ports {
  vocabulary: () => Promise<Vocabulary>;
  save: (document: ActivityDocument, version: number) => Promise<Saved>;
  /** The draft as it stands on the server, to take over or to look at. */
  reload: () => Promise<Kept | null>;
  /** What follows from the document for clients; null: it is not to be told now. */
  terms: (document: ActivityDocument) => Promise<Terms | null>;
  check: (document: ActivityDocument) => Promise<Finding[]>;
  /** Issue batches by their ids; those that are gone or out of reach are left out. null: it could not be read. */
  batches: (ids: readonly string[]) => Promise<StockedBatch[] | null>;
  /** A page of the batches in use that a text finds; null: it could not be read. */
  offered: (search: string, after: string | null) => Promise<OfferedBatches | null>;
  count: (rule: Expression) => Promise<Counted | null>;
  /** Play the draft without writing anything. */
  dry: (ask: DryAsk) => Promise<Dried>;
  /** Real clients within reach, by masked names. */
  clients: Source;
  preview: () => Promise<{ url: string; why: string | null } | null>;
  /** A page of the pictures on the shelf, newest first, that a name or an address finds. */
  pictures: Look<ShelfPicture>;
  upload: (file: File) => Promise<Uploaded>;
  submit: (note: string) => Promise<boolean>;
  /** The editor was left and something could not be saved: it is kept on this device. */
  unsaved: () => void;
  /** Told when the platform can be asked again; gives back how to stop listening. */
  reached: (listener: () => void) => () => void;
}

/** A draft as it stands on the server, and what may be done with its activity: ``save``, ``submit`` … */
export interface Kept {
  document: ActivityDocument;
  version: number;
  actions: string[];
}

export interface Opened extends Kept {
  id: string;
  slug: string;
  /** Who edits; nobody else is given what this person left on the device. */
  author: string;
}

export interface StudioProps {
  activity: Opened;
  ports: Ports;
  /** What a simulation of the draft found, and how to ask for one. */
  simulation: ReactNode;
  locale: Locale;
  leave: () => void;
}
