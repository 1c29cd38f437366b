/** A small chart over days: areas that add up, lines beside them; the same figures as a table for who does not see it. */
import { VisuallyHidden } from "@mantine/core";
import { useWords } from "../copy";
import styles from "./chart.module.css";

export interface Series {
  /** Copy key of its name. */
  head: string;
  kind: "area" | "line";
  tone: "brand" | "accent" | "good" | "warn" | "muted";
  /** One figure for each day; null where it is not known. */
  values: Array<number | null>;
}

interface ChartProps {
  label: string;
  days: string[];
  /** Copy key of what stands along it, where it is no days. */
  unit?: string;
  series: Series[];
  text: (value: number) => string;
}

const WIDE = 720;
const HIGH = 220;
const STEPS = 4;
const DOT = 6;

export function Chart({ label, days, unit, series, text }: ChartProps) {
  const { t } = useWords();
  const stacked = stack(series);
  const most = Math.max(1, ...stacked.flatMap(({ tops }) => tops.map((top) => top ?? 0)));
  const place = scale(days, most);
  return (
    <figure className={styles.chart}>
      <svg viewBox={`0 0 ${WIDE} ${HIGH}`} aria-hidden="true" preserveAspectRatio="none">
        {Array.from({ length: STEPS + 1 }, (_, step) => (
          <line
            key={`grid-${step * 2}`}
            x1="0"
            x2={WIDE}
            y1={place.y((most * step) / STEPS)}
            y2={place.y((most * step) / STEPS)}
          />
        ))}
        {stacked.map((one) => (
          <path key={one.head} data-kind={one.kind} data-tone={one.tone} d={pathOf(one, place)} />
        ))}
      </svg>
      <div className={styles.ends} aria-hidden="true">
        <span>{days[0]}</span>
        <span>{text(most)}</span>
        {days.length > 1 && <span>{days.at(-1)}</span>}
      </div>
      <figcaption aria-hidden="true">
        {series.map((one) => (
          <span key={one.head} data-kind={one.kind} data-tone={one.tone}>
            <i />
            <span className={styles.legend}>{t(one.head)}</span>
          </span>
        ))}
      </figcaption>
      <VisuallyHidden>
        <Figures label={label} days={days} unit={unit ?? "chart.day"} series={series} text={text} />
      </VisuallyHidden>
    </figure>
  );
}

function Figures({ label, days, unit, series, text }: ChartProps & { unit: string }) {
  const { t } = useWords();
  return (
    <table>
      <caption>{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t(unit)}</th>
          {series.map((one) => (
            <th key={one.head} scope="col">
              {t(one.head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((day, at) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            {series.map((one) => (
              <td key={one.head}>{figure(one.values[at], text)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const figure = (value: number | null | undefined, text: (value: number) => string) =>
  value == null ? "–" : text(value);

interface Stacked extends Series {
  tops: Array<number | null>;
  floors: number[];
}

/** Areas stand on the areas before them; lines stand on nothing. */
function stack(series: Series[]): Stacked[] {
  const sums: number[] = [];
  return series.map((one) => {
    const floors = one.values.map((_, at) => (one.kind === "area" ? (sums[at] ?? 0) : 0));
    const tops = one.values.map((value, at) => (value === null ? null : value + (floors[at] ?? 0)));
    if (one.kind === "area") for (const [at, top] of tops.entries()) sums[at] = top ?? sums[at] ?? 0;
    return { ...one, floors, tops };
  });
}

interface Place {
  x: (at: number) => number;
  y: (value: number) => number;
}

function scale(days: string[], most: number): Place {
  const first = Date.parse(days[0] ?? "");
  const span = Math.max(1, Date.parse(days.at(-1) ?? "") - first);
  return {
    x: (at) => Math.round((WIDE * (Date.parse(days[at] ?? "") - first)) / span),
    y: (value) => Math.round(HIGH - 4 - ((HIGH - 12) * value) / most),
  };
}

function pathOf({ kind, tops, floors }: Stacked, { x, y }: Place): string {
  const known = tops.flatMap((top, at) => (top === null ? [] : [{ at, top }]));
  const over = known.map(({ at, top }) => `${x(at)},${y(top)}`);
  if (over.length === 0) return "";
  // One day alone is drawn as wide as there is room, so that it is seen.
  const along = `h${tops.length === 1 ? WIDE : DOT}`;
  const alone = over.length === 1;
  if (kind === "line") return `M${over.join("L")}${alone ? along : ""}`;
  const back = known.map(({ at }) => `${x(at)},${y(floors[at] ?? 0)}`).reverse();
  const down = known.map(({ at, top }) => y(floors[at] ?? 0) - y(top));
  return alone
    ? `M${over[0]}${along}v${down[0]}H${x(known[0]?.at ?? 0)}Z`
    : `M${over.join("L")}L${back.join("L")}Z`;
}
