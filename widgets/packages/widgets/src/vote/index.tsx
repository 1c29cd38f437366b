import type { VoteProps } from "@largesse/contracts";
import { safePicture } from "@largesse/kernel";
import { useKit, type WidgetProps } from "@largesse/kit";
import { useState } from "react";
import { Frame, Go } from "../standing/parts";
import { mayGo, type Question, tell, useStanding } from "../standing/standing";
import { sharesOf } from "./shares";

const TYPE = "vote";

/** How many chose what, once one has chosen oneself. */
function Totals({ of }: { readonly of: Question }) {
  const { say } = useKit();
  const votes = of.options.map((one) => one.chosen ?? 0);
  const all = votes.reduce((sum, one) => sum + one, 0);
  const shares = sharesOf(votes);
  return (
    <section
      className="lg-vote__totals"
      aria-label={say("widgets.vote.totals", { all: all.toLocaleString("en") })}
    >
      <p className="lg-standing__line">{say("widgets.vote.totals", { all: all.toLocaleString("en") })}</p>
      <ul>
        {of.options.map(({ id, text }, at) => {
          const share = shares[at] ?? 0;
          return (
            <li key={id}>
              <span>{text}</span>
              <small>
                {say("widgets.vote.share", { units: (votes[at] ?? 0).toLocaleString("en"), share })}
              </small>
              <progress max={100} value={share} aria-label={text} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** One choice out of several; what became of it is said by the server. */
export default function Vote({ id, props }: WidgetProps<VoteProps>) {
  const kit = useKit();
  const { say } = kit;
  const at = useStanding(TYPE, props.play);
  const [chosen, setChosen] = useState("");
  const [cast, setCast] = useState("");
  const asked = at.of?.asks[0];
  const named = (option: string): string => asked?.options.find((one) => one.id === option)?.text ?? "";
  const send = async (): Promise<void> => {
    const took = asked ? await at.take({ [asked.id]: [chosen] }) : await at.take();
    if (!took) return;
    setCast(chosen);
    setChosen("");
    await tell(kit, props.play, took);
  };
  return (
    <Frame id={id} type={TYPE} props={props} at={at}>
      {asked && mayGo(kit, props.play) ? (
        <fieldset className="lg-standing__ask lg-vote__options">
          <legend>{asked.text}</legend>
          {asked.options.map((option) => {
            const picture = safePicture(option.image);
            return (
              <label key={option.id} className="lg-standing__option">
                <input
                  type="radio"
                  name={`${id}-vote`}
                  checked={chosen === option.id}
                  onChange={() => setChosen(option.id)}
                />
                {picture ? <img src={picture} alt="" loading="lazy" /> : null}
                <span>{option.text}</span>
              </label>
            );
          })}
        </fieldset>
      ) : null}
      {asked?.options.some((one) => one.chosen !== null) ? <Totals of={asked} /> : null}
      <Go
        id={id}
        type={TYPE}
        props={props}
        at={at}
        stop={asked && !chosen ? say("widgets.vote.choose") : undefined}
        done={cast ? say("widgets.vote.cast", { option: named(cast) }) : ""}
        press={() => void send()}
      />
    </Frame>
  );
}
