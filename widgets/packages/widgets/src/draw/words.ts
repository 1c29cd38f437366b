/** What stands under the picture: why not yet, that it is being drawn, or what is left. */
import { isOpen } from "@largesse/kernel";
import { hour, type Kit } from "@largesse/kit";

/** Known to be left of every prize that wins: nothing. */
function allGiven({ facts, live }: Kit, play: string): boolean {
  const prizes = (facts.plays[play]?.prizes ?? []).filter((prize) => prize.wins);
  const left = live.left[play] ?? {};
  return prizes.length > 0 && prizes.every((prize) => left[prize.id]?.units === 0);
}

/** The line under a play; `hint` where nothing is known of the client's chances. */
export function lineOf(kit: Kit, play: string, asking: boolean, hint: string): string {
  const { say, live, facts } = kit;
  if (asking) return say("widgets.draw.asking");
  if (!isOpen(facts.phase)) return say(`widgets.phase.${facts.phase}`);
  if (allGiven(kit, play)) return say("widgets.draw.given");
  const queued = live.queued[play];
  if (queued) return say("widgets.queued", { day: hour(queued, kit.locale, facts.tz) });
  const left = live.chances[play];
  if (typeof left !== "number") return hint;
  if (left > 0) return say("widgets.draw.chances", { units: left });
  const again = live.again[play];
  return again
    ? say("widgets.draw.none", { day: hour(again, kit.locale, facts.tz) })
    : say("widgets.draw.over");
}
