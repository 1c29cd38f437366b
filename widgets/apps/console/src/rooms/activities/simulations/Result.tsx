/** What a simulation found: cost, stock over time, what binds first, outcomes, wins by tier, and what was assumed. */
import { grouped, knows, useWords } from "../../../copy";
import { Chart, type Series } from "../../../parts/chart";
import { Amount, amountText, FigureCard, percent } from "../../../parts/figures";
import { FactList } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";
import { useClock } from "../../../parts/time";
import type { Simulated } from "./simulated";

type Outcome = NonNullable<Simulated["outcome"]>;

const TONES: Series["tone"][] = ["brand", "accent", "good", "warn", "muted"];

export function Result({ outcome, assumed }: { outcome: Outcome; assumed: Simulated["assumptions"] }) {
  const { t } = useWords();
  const { cost } = outcome;
  return (
    <>
      <div className={styles.cards}>
        <FigureCard label={t("simulation.cost")} value={<Amount of={cost.mean} />} />
        <FigureCard
          label={t("simulation.cost.span")}
          value={`${amountText(cost.low)} – ${amountText(cost.high)}`}
        />
        <FigureCard label={t("simulation.cost.most")} value={<Amount of={cost.most} />} />
        <FigureCard label={t("simulation.cost.worst")} value={<Amount of={cost.worst} />} />
      </div>
      <Bounds of={outcome} />
      <Stocks of={outcome} />
      <Outcomes of={outcome} />
      <Tiers of={outcome} />
      <Refusals of={outcome} />
      <Assumed outcome={outcome} assumed={assumed} />
    </>
  );
}

/** A figure over all rounds as a person reads it: whole where it is large, to a tenth where it is small. */
const average = (figure: number): string =>
  grouped(figure < 100 ? Math.round(figure * 10) / 10 : Math.round(figure));

/** What was used up, what binds first in front. */
function Bounds({ of }: { of: Outcome }) {
  const { t } = useWords();
  const clock = useClock();
  if (of.bounds.length === 0) return <p>{t("simulation.bounds.none")}</p>;
  return (
    <>
      <h3>{t("simulation.bounds")}</h3>
      <Table words label={t("simulation.bounds")}>
        <thead>
          <tr>
            <th scope="col">{t("simulation.bounds.what")}</th>
            <th scope="col">{t("simulation.bounds.at")}</th>
            <th scope="col">{t("simulation.bounds.rounds")}</th>
          </tr>
        </thead>
        <tbody>
          {of.bounds.map((one) => (
            <tr key={`${one.kind}/${one.play}/${one.id}/${one.counted}/${one.owner}`}>
              <th scope="row">
                {t(`simulation.bound.${one.kind}`, {
                  title: one.title || one.id,
                  counted: one.counted && t(`simulation.counted.${one.counted}`),
                  owner: t(`simulation.owner.${one.owner || "all"}`),
                })}
              </th>
              <td>{clock.minute(one.at)}</td>
              <td>{t("simulation.of.rounds", { rounds: one.rounds, of: of.rounds })}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

function Stocks({ of }: { of: Outcome }) {
  const { t } = useWords();
  const clock = useClock();
  if (of.stocks.length === 0) return null;
  return (
    <>
      <h3>{t("simulation.stocks")}</h3>
      <Chart
        label={t("simulation.stocks")}
        days={of.moments.map((at) => clock.minute(at))}
        text={(share) => `${share}%`}
        series={of.stocks.slice(0, TONES.length).map((one, at) => ({
          head: nameIn(of.stocks, one),
          kind: "line",
          tone: TONES[at] ?? "muted",
          values: one.left.map((left) => Math.round((100 * left) / Math.max(1, one.stock))),
        }))}
      />
    </>
  );
}

function Outcomes({ of }: { of: Outcome }) {
  const { t } = useWords();
  return (
    <>
      <h3>{t("simulation.outcomes")}</h3>
      <Table label={t("simulation.outcomes")}>
        <thead>
          <tr>
            <th scope="col">{t("simulation.outcome")}</th>
            <th scope="col">{t("simulation.mean")}</th>
            <th scope="col">{t("simulation.span")}</th>
          </tr>
        </thead>
        <tbody>
          {of.outcomes.map((one) => (
            <tr key={`${one.play}/${one.id}`}>
              <th scope="row">{nameIn(of.outcomes, one)}</th>
              <td>{average(one.times.mean)}</td>
              <td>
                {average(one.times.low)} – {average(one.times.high)}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

/** An outcome's title; where several have the same one, with the id that tells them apart. */
function nameIn(all: readonly Titled[], one: Titled): string {
  const alone = all.filter(({ title }) => title === one.title).length === 1;
  return alone ? one.title : `${one.title} · ${one.id}`;
}

type Titled = Pick<Outcome["outcomes"][number], "id" | "title">;

/** Wins by tier: a bar for eyes, its figure beside it. */
function Tiers({ of }: { of: Outcome }) {
  const { t } = useWords();
  const rated = of.tiers.map((one) => ({ ...one, ppm: Math.round((1e6 * one.wins) / (one.attempts || 1)) }));
  if (rated.length === 0) return null;
  const most = Math.max(1, ...rated.map((one) => one.ppm));
  return (
    <>
      <h3>{t("simulation.tiers")}</h3>
      <Table label={t("simulation.tiers")}>
        <thead>
          <tr>
            <th scope="col">{t("simulation.tier")}</th>
            <th scope="col">{t("simulation.rate")}</th>
            <th scope="col">{t("simulation.attempts")}</th>
          </tr>
        </thead>
        <tbody>
          {rated.map((one) => (
            <tr key={one.tier}>
              <th scope="row">{tierName(one.tier, t)}</th>
              <td>
                <svg width="120" height="10" aria-hidden="true">
                  <rect width={(120 * one.ppm) / most} height="10" fill="var(--lg-brand)" rx="2" />
                </svg>{" "}
                {percent(Math.round(one.ppm / 100) * 100)}
              </td>
              <td>{average(one.attempts)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

const tierName = (code: string, t: (key: string) => string): string =>
  knows(`tier.${code}`) ? t(`tier.${code}`) : code;

function Refusals({ of }: { of: Outcome }) {
  const { t } = useWords();
  if (of.refused.length === 0) return null;
  return (
    <>
      <h3>{t("simulation.refused")}</h3>
      <Table words label={t("simulation.refused")}>
        <tbody>
          {of.refused.map((one) => (
            <tr key={one.code}>
              <th scope="row">{knows(`refused.${one.code}`) ? t(`refused.${one.code}`) : one.message}</th>
              <td>{average(one.times)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

const SAID = ["clients", "days", "tries", "skillPercent", "friends", "points"] as const;

function Assumed({ outcome, assumed }: { outcome: Outcome; assumed: Simulated["assumptions"] }) {
  const { t } = useWords();
  const chosen = (name: "spread" | "hours"): [string, string] => [
    `simulation.${name}`,
    t(`simulation.${name}.${assumed[name]}`),
  ];
  return (
    <>
      <h3>{t("simulation.assumed")}</h3>
      <FactList
        facts={[
          ...SAID.map((name): [string, string] => [`simulation.${name}`, grouped(assumed[name])]),
          ["simulation.seed", String(assumed.seed)],
          ["simulation.rounds", t("simulation.of.rounds", { rounds: outcome.rounds, of: assumed.rounds })],
          chosen("spread"),
          chosen("hours"),
          ["simulation.people", t(`simulation.people.${outcome.people}`)],
        ]}
      />
    </>
  );
}
