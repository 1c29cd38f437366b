import type { AllowancesProps } from "@largesse/contracts";
import { endOf, Lost, useKit, useOwn, type WidgetProps } from "@largesse/kit";
import { useState } from "react";

interface Allowance {
  readonly rule: string;
  readonly title: string;
  readonly period: string;
  readonly shared: boolean;
  readonly granted: number;
  readonly held: number;
  readonly used: number;
  readonly left: number;
  readonly until: string | null;
  readonly takable: boolean;
}
interface Data {
  readonly myAllowances: readonly Allowance[];
}

function Take({ of }: { readonly of: Allowance }) {
  const { act, say } = useKit();
  const [busy, setBusy] = useState(false);
  const take = async (): Promise<void> => {
    setBusy(true);
    await act("take-allowance", { rule: of.rule });
    setBusy(false);
  };
  return (
    <button type="button" className="lg-button lg-button--small" disabled={busy} onClick={() => void take()}>
      {say("widgets.allowances.take")}
      <span className="lg-unseen"> {of.title}</span>
    </button>
  );
}

function Line({ of }: { readonly of: Allowance }) {
  const { say, locale, facts } = useKit();
  const until = of.until ? endOf(of.until, locale, facts.tz) : "";
  return (
    <li>
      <span className="lg-allowances__words">
        <b>{of.title}</b>
        <small>
          {of.period}
          {of.shared ? ` · ${say("widgets.allowances.shared")}` : ""}
          {until ? ` · ${say("widgets.allowances.until", { day: until })}` : ""}
        </small>
        <progress max={of.granted} value={of.granted - of.left} aria-label={of.title} />
        <small>
          {say("widgets.allowances.counts", {
            left: of.left,
            granted: of.granted,
            held: of.held,
            used: of.used,
          })}
        </small>
      </span>
      {of.takable ? <Take of={of} /> : null}
    </li>
  );
}

export default function Allowances({ id, props }: WidgetProps<AllowancesProps>) {
  const { pick, say } = useKit();
  const { state, data } = useOwn<Data>("allowances");
  const lines = data?.myAllowances ?? [];
  const none = state === "guest" ? "widgets.rights.guest" : "widgets.allowances.none";
  return (
    <section className="lg-allowances" id="my-allowances" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.allowances.title")}
      </h2>
      {state === "lost" ? <Lost /> : null}
      {lines.length > 0 ? (
        <ul className="lg-allowances__list">
          {lines.map((one) => (
            <Line key={one.rule} of={one} />
          ))}
        </ul>
      ) : state === "lost" ? null : (
        <p className="lg-allowances__none">{state === "waiting" ? "\u00a0" : say(none)}</p>
      )}
    </section>
  );
}
