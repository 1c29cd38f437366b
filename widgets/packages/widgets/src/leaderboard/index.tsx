import type { LeaderboardProps } from "@largesse/contracts";
import { day, hour, Lost, spanOf, useKit, useNow, useOwn, type WidgetProps } from "@largesse/kit";

interface Row {
  readonly place: number;
  readonly maskedName: string;
  readonly score: number;
  readonly mine: boolean;
}
interface Band {
  readonly first: number;
  readonly last: number;
  readonly title: string;
}
interface Mine {
  /** Null: nothing reached yet, or further down than places are counted. */
  readonly place: number | null;
  readonly score: number;
  readonly band: string;
  readonly next: string;
  readonly missing: number | null;
}
interface Result {
  readonly cycle: string;
  readonly place: number;
  readonly score: number;
  readonly state: "won" | "waiting" | "passed_over" | "lost";
  readonly prize: string;
  readonly entitlement: string | null;
}
interface Board {
  readonly play: string;
  readonly cycle: string;
  readonly closesAt: string;
  readonly closed: boolean;
  readonly bands: readonly Band[];
  readonly first: readonly Row[];
  readonly mine: Mine | null;
  readonly results: readonly Result[];
}
type Facts = Readonly<Record<string, string | number>>;

/** This component's own words, and figures with their unit. */
function useWords(props: LeaderboardProps) {
  const { say, pick } = useKit();
  const unit = pick(props.unit);
  return {
    say: (name: string, facts?: Facts) => say(`widgets.leaderboard.${name}`, facts),
    points: (score: number) => `${score.toLocaleString("en")}${unit ? ` ${unit}` : ""}`,
  };
}
type Words = ReturnType<typeof useWords>;

/** When the order is settled, by the server's clock. */
function Closes({ of, words }: { readonly of: Board; readonly words: Words }) {
  const { locale, facts } = useKit();
  const now = useNow(60_000);
  const at = hour(of.closesAt, locale, facts.tz);
  if (of.closed) return <p className="lg-leaderboard__soft">{words.say("closed", { at })}</p>;
  const left = now === null ? null : Date.parse(of.closesAt) - now;
  const { days, hours, minutes } = spanOf(left ?? 0);
  const span = left === null ? "" : words.say(days > 0 ? "days" : "hours", { days, hours, minutes });
  return (
    <p className="lg-leaderboard__soft">
      {left !== null && left <= 0
        ? words.say("settling")
        : [words.say("closes", { at }), span].filter(Boolean).join(" · ")}
    </p>
  );
}

function First({ of, words, name }: { readonly of: Board; readonly words: Words; readonly name: string }) {
  if (of.first.length === 0)
    return <p className="lg-leaderboard__soft">{words.say(of.closed ? "nobody" : "empty")}</p>;
  return (
    <table className="lg-leaderboard__first">
      <caption className="lg-unseen">{name}</caption>
      <thead className="lg-unseen">
        <tr>
          {(["place", "client", "score"] as const).map((one) => (
            <th key={one} scope="col">
              {words.say(`column.${one}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {of.first.map((one) => (
          <tr
            key={`${one.place} ${one.maskedName} ${one.mine}`}
            className={one.mine ? "is-mine" : ""}
            aria-current={one.mine || undefined}
          >
            <td className={`is-${Math.min(one.place, 4)}`}>{one.place}</td>
            <td>
              {one.maskedName}
              {one.mine ? <small> {words.say("me")}</small> : null}
            </td>
            <td>{words.points(one.score)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where I stand now, and what is missing. */
function Now({ of, words }: { readonly of: Mine; readonly words: Words }) {
  const { place, score, band, next, missing } = of;
  const place_ = place === null ? (score > 0 ? "far" : "none") : "place";
  return (
    <div className={`lg-leaderboard__mine${band ? " is-won" : ""}`}>
      <b>{words.say(place_, { place: (place ?? 0).toLocaleString("en"), score: words.points(score) })}</b>
      {band ? <span>{words.say("holds", { prize: band })}</span> : null}
      {next && missing !== null ? (
        <span>{words.say("missing", { missing: words.points(missing), prize: next })}</span>
      ) : null}
    </div>
  );
}

/** What became of me in a cycle that is settled; one that is past says which it was. */
function Became({ of, words, past }: { readonly of: Result; readonly words: Words; readonly past: boolean }) {
  const { locale, facts, open } = useKit();
  const { place, score, state, prize, entitlement } = of;
  const told = { place: place.toLocaleString("en"), score: words.points(score), prize };
  return (
    <div className={`lg-leaderboard__mine is-${state}`}>
      {past ? <small>{words.say("past", { day: day(`${of.cycle}T12:00Z`, locale, facts.tz) })}</small> : null}
      <b>{words.say("place", told)}</b>
      <span>{words.say(`became.${state}`, told)}</span>
      {entitlement ? (
        <button type="button" className="lg-plain" onClick={() => open({ to: "right", right: entitlement })}>
          {words.say("see")}
        </button>
      ) : null}
    </div>
  );
}

export default function Leaderboard({ id, props }: WidgetProps<LeaderboardProps>) {
  const { pick, facts, editing } = useKit();
  const words = useWords(props);
  const { state, data } = useOwn<{ readonly leaderboards: readonly Board[] }>("leaderboards", {
    activity: facts.slug,
  });
  const all = data?.leaderboards;
  const board = all?.find((one) => one.play === props.play) ?? (editing ? all?.[0] : undefined);
  const name = pick(props.title) || facts.plays[props.play]?.title || "";
  const result = board?.results[0];
  const past = result && result.cycle !== board.cycle;
  return (
    <section className="lg-leaderboard" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {name}
      </h2>
      {state === "lost" ? <Lost /> : null}
      {state === "guest" ? <p className="lg-leaderboard__soft">{words.say("guest")}</p> : null}
      {board ? (
        <>
          <Closes of={board} words={words} />
          <First of={board} words={words} name={name} />
          <div aria-live="polite">
            {board.mine ? <Now of={board.mine} words={words} /> : null}
            {board.closed && (!result || past) ? (
              <p className="lg-leaderboard__soft">{words.say("missed")}</p>
            ) : null}
            {result ? <Became of={result} words={words} past={past === true} /> : null}
          </div>
          <ul className="lg-leaderboard__bands" aria-label={words.say("bands")}>
            {board.bands.map(({ first, last, title }) => (
              <li key={first}>
                {words.say(first === last ? "band" : "bandOf", { first, last })} <b>{title}</b>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {pick(props.hint) ? <p className="lg-leaderboard__soft">{pick(props.hint)}</p> : null}
    </section>
  );
}
