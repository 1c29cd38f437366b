/** What was decided, told once and calmly. */
import { hour, type Kit, money, type Played, wins } from "@largesse/kit";
import { CategoryIcon } from "@largesse/widgets/icons";
import { useEffect, useState } from "react";
import { announce, type Shown } from "../views";
import { Help, Title } from "./title";

function Won({ took, desk, close }: Shown & { readonly took: Played }) {
  const { say, facts, claim } = desk.kit;
  const [busy, setBusy] = useState(false);
  const prizes = Object.values(facts.plays).flatMap((play) => play.prizes);
  const prize = prizes.find((one) => one.id === took.prize?.id);
  const claimNow = async (): Promise<void> => {
    setBusy(true);
    if (took.entitlement) await claim(took.entitlement);
    setBusy(false);
  };
  return (
    <>
      <div className="lg-prize">
        <span className="lg-prize__word">{say("h5.won")}</span>
        <span className="lg-prize__icon">
          <CategoryIcon category={prize?.category ?? null} />
        </span>
        <Title words={took.prize?.title ?? ""} />
        {prize?.value ? (
          <span className="lg-prize__value">
            {say("widgets.prizes.value", { value: money(prize.value.minor, prize.value.currency) })}
          </span>
        ) : null}
      </div>
      <p className="lg-sheet__note">{say(took.entitlement ? "h5.won.note" : "h5.won.given")}</p>
      <div className="lg-sheet__stack">
        {took.entitlement ? (
          <>
            <button type="button" className="lg-button" disabled={busy} onClick={claimNow}>
              {say("h5.claim")}
            </button>
            <button type="button" className="lg-plain" onClick={close}>
              {say("h5.later")}
            </button>
          </>
        ) : (
          <button type="button" className="lg-button" onClick={close}>
            {say("h5.understood")}
          </button>
        )}
        <Help desk={desk} />
      </div>
    </>
  );
}

/** A loss is called one, whatever its slice is called. */
const lossWords = (took: Played, { say }: Kit): string =>
  say(took.outcome === "fallback" ? "h5.fallback" : "h5.lost");

function leftWords({ chancesLeft, againAt }: Played, { say, locale, facts }: Kit): string {
  if (chancesLeft) return say("h5.lost.left", { units: chancesLeft });
  return againAt ? say("h5.lost.again", { day: hour(againAt, locale, facts.tz) }) : say("h5.lost.none");
}

function NotThisTime({ took, desk, close }: Shown & { readonly took: Played }) {
  const { say } = desk.kit;
  const left = took.chancesLeft;
  const again = left === null || left > 0;
  return (
    <>
      <Title words={lossWords(took, desk.kit)} />
      {took.prize?.title ? <p className="lg-sheet__note">{took.prize.title}</p> : null}
      {left === null ? null : <p className="lg-sheet__note">{leftWords(took, desk.kit)}</p>}
      <div className="lg-sheet__stack">
        <button type="button" className="lg-button" onClick={close}>
          {say(again ? "h5.spin_again" : "h5.understood")}
        </button>
        <Help desk={desk} />
      </div>
    </>
  );
}

export function Result(shown: Shown & { readonly took: Played }) {
  const { took, desk } = shown;
  const won = wins(took);
  const words = `${won ? desk.kit.say("h5.won") : lossWords(took, desk.kit)} ${took.prize?.title ?? ""}`;
  useEffect(() => announce(words), [words]);
  return (
    <>
      {won ? <Won {...shown} /> : <NotThisTime {...shown} />}
      <p className="lg-proof">
        {desk.kit.say("h5.proof", { draw: took.draw, commit: took.commit.replace(/^.*:/, "").slice(0, 16) })}{" "}
        <a href={`/a/${desk.kit.facts.slug}/d/${took.draw}${location.search}`}>
          {desk.kit.say("h5.proof.check")}
        </a>
      </p>
    </>
  );
}
