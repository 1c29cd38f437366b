import type { PointsProps } from "@largesse/contracts";
import { day, Lost, useKit, useOwn, type WidgetProps } from "@largesse/kit";
import { useState } from "react";

interface Member {
  readonly id: string;
  readonly name: string;
}
interface Balance {
  readonly kind: string;
  readonly name: string;
  readonly usable: number;
  readonly owed: number;
  readonly endings: readonly { readonly points: number; readonly lastDay: string }[];
  readonly exchangeRule: string;
  readonly scope: string;
  readonly household: readonly Member[];
}
interface Move {
  readonly id: string;
  readonly actName: string;
  readonly kindName: string;
  readonly change: number;
  readonly withName: string;
  readonly at: string;
}
interface Data {
  readonly myPoints: readonly Balance[];
  readonly myPointsMoves: {
    readonly edges: readonly { readonly node: Move }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
}

const [PAGE, MOST] = [5, 100];
const figure = (points: number): string => points.toLocaleString("en");

/** A day of the calendar; it is nobody's instant, so no zone moves it. */
const dayOf = (last: string, locale: "zh-CN" | "en"): string => day(`${last}T12:00:00Z`, locale, "UTC");

function Card({ of }: { readonly of: Balance }) {
  const { say, locale } = useKit();
  return (
    <div className="lg-points__card">
      <p className="lg-points__name">{of.name}</p>
      <p className="lg-points__figure">
        {figure(of.usable)} <small>{say("widgets.points.usable")}</small>
      </p>
      {of.owed > 0 ? (
        <p className="lg-points__soft">{say("widgets.points.owed", { points: figure(of.owed) })}</p>
      ) : null}
      {of.endings.length > 0 ? (
        <ul className="lg-points__endings" aria-label={say("widgets.points.endings")}>
          {of.endings.slice(0, 3).map((end) => (
            <li key={end.lastDay}>
              {say("widgets.points.next", {
                points: figure(end.points),
                day: dayOf(end.lastDay, locale),
              })}
            </li>
          ))}
        </ul>
      ) : null}
      <details className="lg-points__rule">
        <summary>{say("widgets.points.rule")}</summary>
        <p>{of.exchangeRule}</p>
        <p>{of.scope}</p>
      </details>
      {of.household.length > 0 && of.usable > 0 ? <Giving of={of} /> : null}
    </div>
  );
}

/** Points for somebody of the household, asked about before they go. */
function Giving({ of }: { readonly of: Balance }) {
  const { say, act } = useKit();
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState(of.household[0]?.id ?? "");
  const [many, setMany] = useState("");
  const [busy, setBusy] = useState(false);
  const points = Number(many.normalize("NFKC"));
  const fits = Number.isInteger(points) && points >= 1 && points <= of.usable;
  const give = async (): Promise<void> => {
    setBusy(true);
    const done = await act("transferPoints", { pointsKind: of.kind, to, points });
    setBusy(false);
    if (done !== null) setOpen(false);
  };
  if (!open)
    return (
      <button
        type="button"
        className="lg-button lg-button--small lg-button--quiet"
        onClick={() => setOpen(true)}
      >
        {say("widgets.points.give")}
      </button>
    );
  return (
    <div className="lg-points__give">
      <label>
        {say("widgets.points.give_to")}
        <select value={to} onChange={(event) => setTo(event.currentTarget.value)}>
          {of.household.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say("widgets.points.give_many")}
        <input
          inputMode="numeric"
          value={many}
          onInput={(event) => setMany(event.currentTarget.value.trim())}
        />
      </label>
      <p className="lg-points__soft">{say("widgets.points.give_note")}</p>
      <button
        type="button"
        className="lg-button lg-button--small"
        disabled={busy || !fits}
        onClick={() => void give()}
      >
        {say("widgets.points.give_yes")}
      </button>
      <button type="button" className="lg-plain" onClick={() => setOpen(false)}>
        {say("widgets.points.back")}
      </button>
    </div>
  );
}

function Moves({ of }: { readonly of: readonly Move[] }) {
  const { say, locale, facts } = useKit();
  return (
    <ul className="lg-points__moves" aria-label={say("widgets.points.moves")}>
      {of.map((move) => (
        <li key={move.id}>
          <span>
            <b>{move.actName}</b>
            <small>
              {day(move.at, locale, facts.tz)} · {move.kindName}
              {move.withName ? ` · ${say("widgets.points.with", { name: move.withName })}` : ""}
            </small>
          </span>
          <span className={`lg-points__change${move.change > 0 ? " is-more" : ""}`}>
            {move.change > 0 ? "+" : ""}
            {figure(move.change)}
          </span>
        </li>
      ))}
    </ul>
  );
}

export default function Points({ id, props }: WidgetProps<PointsProps>) {
  const { pick, say } = useKit();
  const [first, setFirst] = useState(PAGE);
  const { state, data } = useOwn<Data>("points", { first });
  const moves = data?.myPointsMoves.edges.map((edge) => edge.node) ?? [];
  const more = data?.myPointsMoves.pageInfo.hasNextPage && first < MOST;
  const none = state === "guest" ? "widgets.points.guest" : "widgets.points.none";
  return (
    <section className="lg-points" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.points.title")}
      </h2>
      {state === "lost" ? <Lost /> : null}
      {data?.myPoints.map((one) => (
        <Card key={one.kind} of={one} />
      ))}
      {moves.length > 0 ? <Moves of={moves} /> : null}
      {more ? (
        <button type="button" className="lg-plain" onClick={() => setFirst(Math.min(first * 4, MOST))}>
          {say("widgets.points.more")}
        </button>
      ) : null}
      {state !== "lost" && !data?.myPoints.length ? (
        <p className="lg-points__none">{state === "waiting" ? "\u00a0" : say(none)}</p>
      ) : null}
    </section>
  );
}
