/** A right in its holder's hand: the rotating QR, the twelve digits, and what to do when neither is possible. */
import { say as sayIn } from "@largesse/kernel";
import { day } from "@largesse/kit";
import { render } from "preact";
import { type RefObject, useEffect, useRef, useState } from "react";
import RIGHT from "../documents/right.graphql";
import { start } from "./start";
import { ask } from "./wire";

interface Code {
  readonly code12: string;
  readonly qr: string;
  readonly expiresAt: string;
}
interface Data {
  readonly right: {
    readonly id: string;
    readonly title: string;
    readonly state: string;
    readonly validTo: string | null;
  } | null;
  readonly rightCode: Code | null;
}
type Held =
  | { readonly kind: "wait" }
  | { readonly kind: "gone" }
  | { readonly kind: "held"; readonly data: Data };

const POLL_MS = 3000;
const WORKING = new Set(["pending", "issued", "reserved"]);
const say = (key: string, facts?: Readonly<Record<string, string | number>>): string =>
  sayIn(start.copy, key, facts);
const idHere = (): string => location.pathname.split("/").pop() ?? "";

const picture = (qr: string): string =>
  qr.startsWith("data:") ? qr : `data:image/svg+xml,${encodeURIComponent(qr)}`;
const grouped = (code: string): string => code.replace(/(\d{4})(?=\d)/g, "$1 ");

/** Keep the code fresh: ask again shortly before it ends; a lost connection leaves the digits, which do not end. */
function useHeld(): readonly [Held, boolean] {
  const [held, setHeld] = useState<Held>({ kind: "wait" });
  const [stale, setStale] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async (): Promise<number | null> => {
      const data = await ask<Data>(RIGHT, { id: idHere() });
      setStale(false);
      setHeld(data.right ? { kind: "held", data } : { kind: "gone" });
      if (data.rightCode) return Math.max(1000, Date.parse(data.rightCode.expiresAt) - Date.now());
      return data.right && WORKING.has(data.right.state) ? POLL_MS : null;
    };
    const lost = (): number => {
      setStale(true);
      return POLL_MS;
    };
    const go = async (): Promise<void> => {
      const after_ms = await load().catch(lost);
      if (after_ms !== null) timer = setTimeout(go, after_ms);
    };
    void go();
    return () => clearTimeout(timer);
  }, []);
  return [held, stale];
}

/** The line under the QR code that runs out with it. */
function useRunningOut(until: string): RefObject<HTMLElement | null> {
  const line = useRef<HTMLElement>(null);
  useEffect(() => {
    const left_ms = Math.max(0, Date.parse(until) - Date.now());
    line.current?.animate?.([{ transform: "scaleX(1)" }, { transform: "scaleX(0)" }], {
      duration: left_ms,
      fill: "forwards",
    });
  }, [until]);
  return line;
}

function Shown({ code, stale }: { readonly code: Code; readonly stale: boolean }) {
  const line = useRunningOut(code.expiresAt);
  return (
    <>
      <img className={`lg-right__qr${stale ? " is-stale" : ""}`} src={picture(code.qr)} alt="" />
      <span className="lg-right__bar" aria-hidden="true">
        <i ref={line} />
      </span>
      <p className="lg-right__code">
        <span className="lg-unseen">{say("h5.right.code")} </span>
        {grouped(code.code12)}
      </p>
      <p className="lg-right__note">{say(stale ? "h5.right.stale" : "h5.right.how")}</p>
    </>
  );
}

function Body({ data, stale }: { readonly data: Data; readonly stale: boolean }) {
  if (data.rightCode) return <Shown code={data.rightCode} stale={stale} />;
  const state = data.right?.state ?? "";
  if (state === "redeemed") return <p className="lg-right__stamp">{say("h5.right.used")}</p>;
  return <p className="lg-right__note">{say(WORKING.has(state) ? "h5.right.working" : "h5.right.none")}</p>;
}

function Right() {
  const [held, stale] = useHeld();
  const back = (
    <a className="lg-button lg-button--quiet" href={`/a/${start.facts.slug}${location.search}`}>
      {say("h5.right.back")}
    </a>
  );
  const right = held.kind === "held" ? held.data.right : null;
  if (held.kind !== "held" || !right) {
    return (
      <main className="lg-page lg-right">
        <div className="lg-right__card" aria-busy={held.kind === "wait"}>
          <p className="lg-right__wait">
            {say(held.kind === "gone" ? "h5.right.gone" : stale ? "h5.offline" : "h5.right.wait")}
          </p>
        </div>
        {back}
      </main>
    );
  }
  const until = right.validTo
    ? say("h5.right.until", { day: day(right.validTo, start.locale, start.facts.tz) })
    : "";
  return (
    <main className="lg-page lg-right">
      <article className="lg-right__card">
        <header className="lg-right__head">
          <h1>{right.title}</h1>
          <p>
            {say(`widgets.rights.state.${right.state}`)}
            {until ? ` · ${until}` : ""}
          </p>
        </header>
        <div className="lg-right__body">
          <Body data={held.data} stale={stale} />
        </div>
      </article>
      {back}
    </main>
  );
}

export function showRight(): void {
  const root = document.getElementById("app");
  if (!root) return;
  root.textContent = "";
  render((<Right />) as never, root);
  document.documentElement.dataset.ready = "1";
}
