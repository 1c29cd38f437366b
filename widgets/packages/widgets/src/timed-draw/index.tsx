import type { TimedDrawProps } from "@largesse/contracts";
import { isOpen } from "@largesse/kernel";
import { hour, Lost, useKit, useOwn, type WidgetProps } from "@largesse/kit";
import { useMemo, useState } from "react";
import { type EntryProof, stands } from "./proofs/entry";

interface Entry {
  readonly number: number;
  /** The entry as it stands in the list. */
  readonly line: string;
  readonly state: "waiting" | "selected" | "won" | "lost";
  readonly prize: string;
  readonly entitlement: string | null;
  readonly proof: EntryProof | null;
}
interface Timed {
  readonly play: string;
  readonly closesAt: string;
  readonly valuesAt: string;
  readonly source: string;
  readonly entries: number;
  readonly closed: boolean;
  readonly decided: boolean;
  readonly root: string | null;
  readonly commit: string | null;
  readonly key: string | null;
  readonly mine: readonly Entry[];
}

/** What the phone found of its own entry, without a network: it reckons the list's root from the entry. */
function useChecked({ line, proof, number }: Entry, root: string | null): boolean | null {
  return useMemo(() => {
    if (!proof || !root) return null;
    return proof.index === number - 1 && stands(root, new TextEncoder().encode(line), proof);
  }, [line, proof, number, root]);
}

type Facts = Readonly<Record<string, string | number>>;

/** This component's own words. */
function useWords() {
  const { say } = useKit();
  return (name: string, facts?: Facts) => say(`widgets.timed-draw.${name}`, facts);
}

function Row({ of, root }: { readonly of: Entry; readonly root: string | null }) {
  const { open } = useKit();
  const say = useWords();
  const checked = useChecked(of, root);
  const { state, prize, entitlement } = of;
  return (
    <li className={`lg-timed-draw__row is-${state}`}>
      <b>{say("number", { number: of.number })}</b>
      <span>
        {say(state, { prize })}
        {checked === null ? null : (
          <small className={checked ? "is-true" : "is-untrue"}>{say(checked ? "checked" : "untrue")}</small>
        )}
      </span>
      {entitlement ? (
        <button type="button" className="lg-plain" onClick={() => open({ to: "right", right: entitlement })}>
          {say("see")}
        </button>
      ) : null}
    </li>
  );
}

/** Where the draw stands: open, closed, its values known, decided. */
function Stages({ of }: { readonly of: Timed }) {
  const { locale, facts } = useKit();
  const say = useWords();
  const at = (when: string) => hour(when, locale, facts.tz);
  return (
    <ol className="lg-timed-draw__stages">
      <li className={of.closed ? "is-done" : "is-now"}>
        {say(of.closed ? "closed" : "closes", {
          at: at(of.closesAt),
          entries: of.entries.toLocaleString("en"),
        })}
      </li>
      <li className={of.key ? "is-done" : of.closed ? "is-now" : ""}>
        {say("values", { at: at(of.valuesAt), source: of.source })}
      </li>
      <li className={of.decided ? "is-done" : ""}>{say("decided")}</li>
    </ol>
  );
}

/** What anyone needs to work it out again. */
function Proofs({ of }: { readonly of: Timed }) {
  const say = useWords();
  const facts = (["root", "commit", "key"] as const).filter((name) => of[name]);
  if (facts.length === 0) return null;
  return (
    <details className="lg-timed-draw__proofs">
      <summary>{say("proofs")}</summary>
      <p>{say("proofs.lead")}</p>
      <dl>
        {facts.map((name) => (
          <div key={name}>
            <dt>{say(name)}</dt>
            <dd>{of[name]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

export default function TimedDraw({ id, props }: WidgetProps<TimedDrawProps>) {
  const { pick, play, refresh, facts, editing } = useKit();
  const say = useWords();
  const { state, data, again } = useOwn<{ readonly timedDraws: readonly Timed[] }>("timedDraws", {
    activity: facts.slug,
  });
  const [busy, setBusy] = useState(false);
  const draw =
    data?.timedDraws.find((one) => one.play === props.play) ?? (editing ? data?.timedDraws[0] : undefined);
  const enter = async (): Promise<void> => {
    if (busy || editing) return;
    setBusy(true);
    const played = await play(props.play);
    setBusy(false);
    if (played) await Promise.all([refresh(), again()]);
  };
  return (
    <section className="lg-timed-draw" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || facts.plays[props.play]?.title}
      </h2>
      {state === "lost" ? <Lost /> : null}
      {draw ? <Stages of={draw} /> : null}
      {draw?.closed ? null : (
        <button
          type="button"
          className="lg-button"
          aria-busy={busy}
          disabled={!isOpen(facts.phase)}
          onClick={() => void enter()}
        >
          {pick(props.label) || say("press")}
        </button>
      )}
      <div aria-live="polite">
        {draw && draw.mine.length > 0 ? (
          <ul className="lg-timed-draw__mine" aria-label={say("mine")}>
            {draw.mine.map((one) => (
              <Row key={one.number} of={one} root={draw.root} />
            ))}
          </ul>
        ) : null}
      </div>
      {draw && draw.mine.length === 0 ? (
        <p className="lg-timed-draw__soft">{say(draw.closed ? "missed" : "none")}</p>
      ) : null}
      {pick(props.hint) ? <p className="lg-timed-draw__soft">{pick(props.hint)}</p> : null}
      {draw ? <Proofs of={draw} /> : null}
    </section>
  );
}
