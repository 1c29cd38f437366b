/** Is it you? The code that went to the registered number; with it the attempt is decided. */
import { freshKey } from "@largesse/kernel";
import type { Played } from "@largesse/kit";
import { useState } from "react";
import ANSWER from "../../documents/answerChallenge.graphql";
import { sayNo, sayTrouble } from "../plays";
import type { Shown } from "../views";
import { ask, isRefusal, type Refusal } from "../wire";
import { Help, Title } from "./title";
import { Step } from "./who";

type Answer = Refusal | (Played & { readonly __typename: "Played" });

interface ChallengeProps extends Shown {
  readonly id: string;
  /** Where the code went, in words. */
  readonly note: string;
}

export function Challenge({ id, note, desk }: ChallengeProps) {
  const { say } = desk.kit;
  // One key for this challenge: the same code sent again after a lost connection gets the first answer.
  const [key] = useState(freshKey);
  const [wrong, setWrong] = useState<string | null>(null);
  const answer = async (code: string): Promise<void> => {
    try {
      const asked = { ask: { key, challenge: id, code } };
      const { answerChallenge: told } = await ask<{ answerChallenge: Answer }>(ANSWER, asked);
      if (isRefusal(told)) {
        if (told.code === "play.challenge_wrong") setWrong(told.message);
        else await sayNo(told, desk);
        return;
      }
      void desk.refresh();
      await desk.show({ view: "result", took: told });
    } catch (trouble) {
      await sayTrouble(trouble, "h5.offline.play", desk);
    }
  };
  return (
    <>
      <Title words={say("h5.challenge")} />
      <p className="lg-sheet__note">{note}</p>
      {desk.demo ? <p className="lg-sheet__note">{say("h5.who.demo")}</p> : null}
      <Step
        name="one-time-code"
        length={6}
        label={say("h5.who.code")}
        send={say("h5.who.confirm")}
        wrong={say("h5.who.wrong_code")}
        refused={wrong}
        go={answer}
      />
      <Help desk={desk} />
    </>
  );
}
