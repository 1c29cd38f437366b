/** Take part: one intent, one key; every no is shown in words. */
import type { Played } from "@largesse/kit";
import TAKE_PART from "../documents/takePart.graphql";
import { answered, keyFor } from "./keys";
import { announce, type Desk } from "./views";
import { ask, isRefusal, type Refusal, Unreached } from "./wire";

type TookPart = Played & { readonly __typename: "Played" };

export async function sayNo(no: Refusal, { kit, show }: Desk): Promise<void> {
  const { code, message: note } = no;
  if (code === "kernel.not_signed_in" || code === "kernel.not_allowed") return show({ view: "who" });
  announce(note);
  return show({ ...no, view: "no", title: kit.say("h5.refused"), note });
}

/** What was thrown becomes words; a lost connection says what is known and what is not. */
export async function sayTrouble(trouble: unknown, lost: string, desk: Desk): Promise<void> {
  const { say } = desk.kit;
  const unreached = trouble instanceof Unreached;
  const title = say(unreached ? "h5.offline" : "h5.broken");
  announce(title);
  return desk.show({ view: "no", title, note: say(unreached ? lost : "h5.broken.note") });
}

export async function takePart(activity: string, play: string, desk: Desk): Promise<Played | null> {
  const intent = `play:${activity}:${play}`;
  try {
    const asked = { key: keyFor(intent), activity, play };
    const { takePart: answer } = await ask<{ takePart: TookPart | Refusal }>(TAKE_PART, { ask: asked });
    answered(intent);
    if (!isRefusal(answer)) return answer;
    await sayNo(answer, desk);
  } catch (trouble) {
    await sayTrouble(trouble, "h5.offline.play", desk);
  }
  return null;
}
