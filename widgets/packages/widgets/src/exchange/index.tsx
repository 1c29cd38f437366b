import type { ExchangeProps } from "@largesse/contracts";
import { isOpen, safePicture } from "@largesse/kernel";
import { money, useKit, type WidgetProps } from "@largesse/kit";
import { useState } from "react";
import { CategoryIcon } from "../prize-list/icons";
import { Frame, Go } from "../standing/parts";
import { useStanding, whyNot } from "../standing/standing";

const TYPE = "exchange";

/** One thing for points: what it is worth, what it costs, how many are left; points go only after a second press. */
export default function Exchange({ id, props }: WidgetProps<ExchangeProps>) {
  const kit = useKit();
  const { say, facts } = kit;
  const at = useStanding(TYPE, props.play);
  const [sure, setSure] = useState(false);
  const prize = facts.plays[props.play]?.prizes.find((one) => one.wins);
  const picture = safePicture(props.image) ?? prize?.image;
  const points = (at.of?.price ?? 0).toLocaleString("en");
  const gone = at.of !== undefined && at.figure("of") > 0 && at.figure("left") === 0;
  const may = isOpen(facts.phase) && !gone && !whyNot(kit, props.play, at);
  const pay = async (): Promise<void> => {
    const took = await at.take();
    setSure(false);
    if (took) await kit.finish(took);
  };
  return (
    <Frame id={id} type={TYPE} props={props} at={at}>
      <div className="lg-exchange__offer">
        {picture ? (
          <img src={picture} alt="" loading="lazy" />
        ) : (
          <span className="lg-exchange__icon" aria-hidden="true">
            <CategoryIcon category={prize?.category ?? null} />
          </span>
        )}
        <span>
          <b>{prize?.title}</b>
          {prize?.value ? (
            <small>
              {say("widgets.exchange.worth", { value: money(prize.value.minor, prize.value.currency) })}
            </small>
          ) : null}
          {at.of?.price ? <strong>{say("widgets.exchange.price", { points })}</strong> : null}
          {at.of ? <small>{say("widgets.exchange.left", { units: at.figure("left") })}</small> : null}
        </span>
      </div>
      {sure && may ? <p className="lg-exchange__sure">{say("widgets.exchange.sure", { points })}</p> : null}
      <Go
        id={id}
        type={TYPE}
        props={sure && may ? { play: props.play, label: say("widgets.exchange.yes") } : props}
        at={at}
        stop={gone ? say("widgets.exchange.gone") : undefined}
        press={sure || kit.live.who === "guest" ? () => void pay() : () => setSure(true)}
      />
      {sure && may ? (
        <button type="button" className="lg-plain" onClick={() => setSure(false)}>
          {say("widgets.exchange.back")}
        </button>
      ) : null}
    </Frame>
  );
}
