/** The place where a draw is checked: one's own by its link, or any by its receipt; the phone works it out itself. */
import { say as sayIn } from "@largesse/kernel";
import { hour, NOTHING_YET } from "@largesse/kit";
import { render } from "preact";
import { type FormEvent, useCallback, useEffect, useMemo, useState } from "react";
import RECEIPT from "../documents/drawReceipt.graphql";
import { checked, type Found, type Public, type Receipt, receiptOf } from "./checkDraw";
import { liveKit } from "./doors";
import { deskOf } from "./show";
import { start } from "./start";
import { ask } from "./wire";

interface Own {
  readonly receipt: string;
  readonly playTitle: string;
  readonly drawnTitle: string;
  readonly givenTitle: string;
}

const { slug, tz } = start.facts;
const say = (key: string, facts?: Readonly<Record<string, string | number>>): string =>
  sayIn(start.copy, `h5.check.${key}`, facts);
/** The draw or the right at the end of the address; none: a receipt is asked for. */
const which = location.pathname.split("/")[4] ?? "";
const SOUND: readonly Found[] = ["holds", "memory", "none"];

async function publicOf(): Promise<Public | null> {
  try {
    const answer = await fetch(`/a/${slug}/draws.json`, { headers: { accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as Public) : null;
  } catch {
    return null;
  }
}

async function ownOf(): Promise<Own | null> {
  const { drawReceipt } = await ask<{ readonly drawReceipt: Own | null }>(RECEIPT, { of: which });
  return drawReceipt;
}

interface Looked {
  readonly receipt: Receipt;
  readonly told: Public;
  readonly own: Own | null;
}

function Verdict({ receipt, told, own }: Looked) {
  const found = useMemo(() => checked(receipt, told), [receipt, told]);
  const seed = told.seeds.find((one) => one.revision_hash === receipt.revision_hash)?.seed;
  const lines: readonly (readonly [string, string | number | null | undefined])[] = [
    ["play", own?.playTitle ?? receipt.play],
    ["drawn", own?.drawnTitle ?? receipt.drawn],
    ["given", own?.givenTitle ?? receipt.given],
    ["number", receipt.number],
    ["nonce", receipt.nonce],
    ["draw", receipt.draw],
    ["commitment", receipt.commitment],
    ["seed", seed],
  ];
  const tone = found === "wait" ? "" : SOUND.includes(found) ? " is-true" : " is-untrue";
  return (
    <>
      <p className={`lg-check__verdict${tone}`} role="status">
        {say(`found.${found}`, { at: hour(told.shown_at, start.locale, tz) })}
      </p>
      <dl className="lg-check__lines">
        {lines.map(([name, value]) =>
          value === null || value === undefined ? null : (
            <div key={name}>
              <dt>{say(name)}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}

/** A receipt that was kept, pasted in. */
function Paste({ take, wrong }: { readonly take: (text: string) => void; readonly wrong: boolean }) {
  const [text, setText] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    take(text);
  };
  return (
    <form className="lg-sheet__stack" onSubmit={submit} noValidate>
      <label className="lg-field">
        {say("paste")}
        <textarea
          rows={6}
          value={text}
          aria-invalid={wrong}
          aria-describedby="check-wrong"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <p className="lg-field__wrong" id="check-wrong" role="alert">
        {wrong ? say("bad") : null}
      </p>
      <button type="submit" className="lg-button lg-button--quiet">
        {say("go")}
      </button>
    </form>
  );
}

/** The receipt itself: to keep, to give away, to check elsewhere. */
function Keep({ text }: { readonly text: string }) {
  return (
    <details className="lg-check__keep">
      <summary>{say("keep")}</summary>
      <p>{say("keep.lead")}</p>
      <pre>{text}</pre>
    </details>
  );
}

type State = "waiting" | "lost" | "guest" | "ready";

function useLooked() {
  const [told, setTold] = useState<Public | null>(null);
  const [own, setOwn] = useState<Own | null>(null);
  const [state, setState] = useState<State>("waiting");
  const load = useCallback(async (): Promise<void> => {
    const [known, mine] = await Promise.all([publicOf(), which ? ownOf().catch(() => null) : null]);
    setTold(known);
    setOwn(mine);
    setState(known === null ? "lost" : which && mine === null ? "guest" : "ready");
  }, []);
  useEffect(() => {
    void load();
  }, [load]);
  return { told, own, state, load };
}

function DrawPage() {
  const { told, own, state, load } = useLooked();
  const [pasted, setPasted] = useState<string | null>(null);
  const text = pasted ?? own?.receipt ?? null;
  const receipt = useMemo(() => (text === null ? null : receiptOf(text)), [text]);
  const wrong = text !== null && receipt === null;
  const who = (): void => {
    const kit = liveKit({ start, refresh: load, live: () => NOTHING_YET, lost: false });
    void deskOf(kit, start.demo, load).show({ view: "who" });
  };
  return (
    <main className="lg-page lg-right">
      <article className="lg-right__card lg-check" aria-busy={state === "waiting"}>
        <header className="lg-right__head">
          <h1>{say("title")}</h1>
          <p>{start.facts.title}</p>
        </header>
        <div className="lg-check__body" aria-live="polite">
          {state === "lost" ? (
            <>
              <p role="status">{say("lost")}</p>
              <button type="button" className="lg-button" onClick={() => void load()}>
                {say("again")}
              </button>
            </>
          ) : null}
          {state === "guest" && pasted === null ? (
            <>
              <p role="status">{say("guest")}</p>
              <button type="button" className="lg-button" onClick={who}>
                {sayIn(start.copy, "h5.who")}
              </button>
            </>
          ) : null}
          {told && receipt ? (
            <Verdict receipt={receipt} told={told} own={pasted === null ? own : null} />
          ) : null}
          {told ? <p className="lg-check__lead">{say("lead")}</p> : null}
          {told && receipt && text ? <Keep text={text} /> : null}
          {told ? <Paste take={setPasted} wrong={wrong} /> : null}
        </div>
      </article>
      <a className="lg-button lg-button--quiet" href={`/a/${slug}${location.search}`}>
        {sayIn(start.copy, "h5.right.back")}
      </a>
    </main>
  );
}

const root = document.getElementById("app");
if (root) {
  root.textContent = "";
  render((<DrawPage />) as never, root);
  document.documentElement.dataset.ready = "1";
}
