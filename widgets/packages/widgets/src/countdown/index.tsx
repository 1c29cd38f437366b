import type { CountdownProps } from "@largesse/contracts";
import { spanOf, useKit, useNow, type WidgetProps } from "@largesse/kit";

const PARTS = ["days", "hours", "minutes", "seconds"] as const;

export default function Countdown({ props }: WidgetProps<CountdownProps>) {
  const { facts, pick, say } = useKit();
  const now = useNow(1000);
  const until = Date.parse(props.to === "window.start" ? facts.opens : facts.closes);
  const left = now === null || Number.isNaN(until) ? null : spanOf(until - now);
  const label =
    pick(props.label) || say(`widgets.countdown.${props.to === "window.start" ? "start" : "end"}`);
  return (
    <div className="lg-countdown" role="timer" aria-label={label}>
      <span className="lg-countdown__label">{label}</span>
      {PARTS.map((part) => (
        <span className="lg-countdown__part" key={part}>
          <b>{left === null ? "--" : String(left[part]).padStart(2, "0")}</b>
          <small>{say(`widgets.countdown.${part}`)}</small>
        </span>
      ))}
    </div>
  );
}
