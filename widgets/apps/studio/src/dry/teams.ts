/** The team that who plays dry leads: so many friends came as are said; nobody opens a link. */
import type { ActivityDocument, PlayOutcome } from "@largesse/contracts/documents";
import { type Locale, pick } from "@largesse/kernel";

/** The document by which a component asks for the client's teams in a play. */
export const TEAM = "team";

/** What operators say that friends move: how many make a team whole, or what is had at how much. */
interface Counting {
  readonly n?: number;
  readonly steps?: readonly { readonly at: number; readonly outcome: PlayOutcome }[];
}

export function teamOf(document: ActivityDocument, asked: object, friends: number, locale: Locale): object {
  const play = document.plays.find((one) => one.id === (asked as { readonly play?: string }).play);
  const { n = 0, steps = [] } = (play?.decide ?? {}) as Counting;
  const amounts = play?.share?.adds?.amounts ?? Array.from({ length: n }, () => 1);
  const came = amounts.slice(0, friends);
  const reached = sum(came);
  const missing = amounts.length - came.length;
  const own = {
    state: missing > 0 ? "open" : "whole",
    helped: false,
    leaderName: "",
    link: "",
    needed: amounts.length,
    missing,
    reached,
    sum: sum(amounts),
    packet: 0, // how it is cut is told with the outcome
    part: 0,
    counts: "help",
    until: document.window.end,
    friends: came.map((amount) => ({ maskedName: "友**", me: false, amount })),
  };
  return {
    myTeams: {
      due: steps.length > 0 ? steps.some(({ at }) => at <= reached) : missing === 0 && came.length > 0,
      steps: steps.map(({ at, outcome }) => ({ at, title: pick(outcome.title, locale) })),
      own: came.length > 0 ? own : null,
      friends: null,
    },
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);
