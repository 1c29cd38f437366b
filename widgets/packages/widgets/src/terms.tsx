/** What clients are told: what follows from the activity as sentences and a table, people's own words beside it. */
import { type Disclosed, type PlayFacts, type Prize, percentOf, writtenMinor } from "@largesse/kernel";
import { money, useKit } from "@largesse/kit";

function Row({ prize, odds }: { readonly prize: Prize; readonly odds: boolean }) {
  const { say } = useKit();
  const more = [
    prize.category && say(`widgets.disclosure.kind_${prize.category}`),
    prize.value && say("widgets.disclosure.worth", { value: money(prize.value.minor, prize.value.currency) }),
    prize.wins && prize.each && say("widgets.disclosure.each", { units: prize.each }),
    !prize.wins && say("widgets.disclosure.nothing"),
  ].filter(Boolean);
  const count =
    prize.total === null ? say("widgets.disclosure.unbounded") : writtenMinor(prize.total, 0, ",");
  return (
    <tr>
      <th scope="row">
        {prize.title}
        <small>{more.join(" · ")}</small>
      </th>
      <td>{prize.wins ? count : "–"}</td>
      {odds ? <td>{prize.ppm === null ? "–" : percentOf(prize.ppm)}</td> : null}
    </tr>
  );
}

function Prizes({ play, named }: { readonly play: PlayFacts; readonly named: boolean }) {
  const { say } = useKit();
  const rows = [...play.prizes.filter((one) => one.wins || one.ppm !== null), ...play.instead];
  return (
    <table className="lg-terms__prizes">
      {named ? <caption>{play.title}</caption> : null}
      <thead>
        <tr>
          <th scope="col">{say("widgets.disclosure.prize")}</th>
          <th scope="col">{say("widgets.disclosure.count")}</th>
          {play.byChance ? <th scope="col">{say("widgets.disclosure.chance")}</th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((prize) => (
          <Row key={prize.id} prize={prize} odds={play.byChance} />
        ))}
      </tbody>
    </table>
  );
}

function Told({ of }: { readonly of: Disclosed }) {
  const { facts } = useKit();
  const plays = of.field === "prize_list" ? Object.entries(facts.plays) : [];
  const giving = plays.filter(([, play]) => [...play.prizes, ...play.instead].some((one) => one.wins));
  return (
    <dd>
      {giving.map(([id, play]) => (
        <Prizes key={id} play={play} named={giving.length > 1} />
      ))}
      {[...of.lines, of.words].filter(Boolean).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </dd>
  );
}

export function Terms() {
  const { facts, say } = useKit();
  return (
    <dl className="lg-terms">
      {facts.disclosure.map((one) => (
        <div key={one.field}>
          <dt>{say(`widgets.disclosure.${one.field}`)}</dt>
          <Told of={one} />
        </div>
      ))}
    </dl>
  );
}
