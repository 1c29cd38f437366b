import type { CollectCardsProps } from "@largesse/contracts";
import { cut, graphemes, safePicture } from "@largesse/kernel";
import { useKit, type WidgetProps, wins } from "@largesse/kit";
import { Frame, Go } from "../standing/parts";
import { type Thing, toldOf, useStanding } from "../standing/standing";
import { Giving } from "./giving";

const TYPE = "collect-cards";
const SIGNS_MAX = 12;

interface CardProps {
  readonly of: Thing;
  readonly drawn: boolean;
}

/** A card with how many of it there are; one that is missing is an empty frame with its name. */
function Card({ of, drawn }: CardProps) {
  const { say } = useKit();
  const picture = safePicture(of.image);
  return (
    <li className={`${of.had > 0 ? "is-had" : ""}${drawn ? " is-drawn" : ""}`}>
      <span className="lg-collect-cards__face">
        {picture ? (
          <img src={picture} alt="" loading="lazy" />
        ) : (
          <b aria-hidden="true">{graphemes(of.title)[0]}</b>
        )}
        <i aria-hidden="true">{of.had}</i>
      </span>
      <span>{cut(of.title, SIGNS_MAX)}</span>
      <span className="lg-unseen">{say("widgets.collect-cards.held", { units: of.had })}</span>
    </li>
  );
}

export default function CollectCards({ id, props }: WidgetProps<CollectCardsProps>) {
  const kit = useKit();
  const { say } = kit;
  const at = useStanding(TYPE, props.play);
  const cards = at.of?.things ?? [];
  const drawn = toldOf(at.took, "card");
  const named = cards.find((one) => one.id === drawn)?.title;
  const draw = async (): Promise<void> => {
    const took = await at.take();
    if (took && wins(took)) await kit.finish(took);
  };
  return (
    <Frame id={id} type={TYPE} props={props} at={at}>
      <p className="lg-collect-cards__have">
        {say("widgets.collect-cards.have", { have: at.figure("have"), of: at.figure("of") })}
      </p>
      <ul className="lg-collect-cards__cards">
        {cards.map((one) => (
          <Card
            key={`${one.id}${one.id === drawn ? at.took?.draw : ""}`}
            of={one}
            drawn={one.id === drawn && one.had > 0}
          />
        ))}
      </ul>
      <Go
        id={id}
        type={TYPE}
        props={props}
        at={at}
        done={named ? say("widgets.collect-cards.drawn", { card: named }) : ""}
        press={() => void draw()}
      />
      <Giving play={props.play} cards={cards} moved={at.again} />
    </Frame>
  );
}
