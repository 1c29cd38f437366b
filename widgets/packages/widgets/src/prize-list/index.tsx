import type { PrizeListProps } from "@largesse/contracts";
import type { Prize } from "@largesse/kernel";
import { type Left, money, useKit, type WidgetProps } from "@largesse/kit";
import { CategoryIcon } from "./icons";

function Stock({ left }: { readonly left: Left | undefined }) {
  const { say } = useKit();
  if (!left) return <span className="lg-prize-list__left" />;
  if (left.units === 0)
    return <span className="lg-prize-list__left is-gone">{say("widgets.prizes.gone")}</span>;
  const key = left.plenty ? "widgets.prizes.plenty" : "widgets.prizes.left";
  return <span className="lg-prize-list__left">{say(key, { units: left.units })}</span>;
}

function Row({
  prize,
  value,
  left,
}: {
  readonly prize: Prize;
  readonly value: boolean;
  readonly left: Left | undefined;
}) {
  const { say } = useKit();
  return (
    <li className={`lg-prize-list__row${left?.units === 0 ? " is-gone" : ""}`}>
      <span className="lg-prize-list__mark">
        {prize.image ? (
          <img src={prize.image} alt="" loading="lazy" />
        ) : (
          <CategoryIcon category={prize.category} />
        )}
      </span>
      <span className="lg-prize-list__words">
        <b>{prize.title}</b>
        {value && prize.value ? (
          <small>
            {say("widgets.prizes.value", { value: money(prize.value.minor, prize.value.currency) })}
          </small>
        ) : null}
      </span>
      <Stock left={left} />
    </li>
  );
}

export default function PrizeList({ id, props }: WidgetProps<PrizeListProps>) {
  const { facts, live, pick, say } = useKit();
  const prizes = (facts.plays[props.play]?.prizes ?? []).filter((prize) => prize.wins);
  const left = (props.show_stock ?? true) ? (live.left[props.play] ?? {}) : {};
  return (
    <section className="lg-prize-list" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.prizes.title")}
      </h2>
      {prizes.length === 0 ? <p className="lg-prize-list__none">{say("widgets.prizes.none")}</p> : null}
      <ul className="lg-prize-list__rows">
        {prizes.map((prize) => (
          <Row key={prize.id} prize={prize} value={props.show_value ?? true} left={left[prize.id]} />
        ))}
      </ul>
    </section>
  );
}
