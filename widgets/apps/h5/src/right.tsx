/** A right in its holder's hand: the rotating QR, the digits, and what to do when neither is possible. */
import { say as sayIn } from "@largesse/kernel";
import { endOf, hour, KitContext, type Live, NOTHING_YET, useOwn } from "@largesse/kit";
import { render } from "preact";
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { claimed } from "./claimed";
import { clock } from "./clock";
import { liveKit } from "./doors";
import { type Code, type Held, type Me, type Right, useHeld, working } from "./held";
import type { RightPart } from "./rightPart";
import { deskOf } from "./show";
import { ProviderSide } from "./side";
import { start } from "./start";
import type { View } from "./views";

const say = (key: string, facts?: Readonly<Record<string, string | number>>): string =>
  sayIn(start.copy, key, facts);
const LIVE = new Set(["issued", "active", "reserved"]);
const idHere = (): string => location.pathname.split("/").pop() ?? "";

/** SVG text as an address; inline SVG may lack the name of its own language. */
function picture(svg: string): string {
  const named = svg.includes("xmlns=") ? svg : svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  return `data:image/svg+xml,${encodeURIComponent(named)}`;
}

/** The line under the QR code that runs out with it. */
function useRunningOut(until: string | null): RefObject<HTMLElement | null> {
  const line = useRef<HTMLElement>(null);
  useEffect(() => {
    if (until === null) return;
    const duration = Math.max(0, Date.parse(until) - clock());
    const steps = [{ transform: `scaleX(${Math.min(1, duration / 30_000)})` }, { transform: "scaleX(0)" }];
    line.current?.animate?.(steps, { duration, fill: "forwards" });
  }, [until]);
  return line;
}

function howTo(code: Code, stale: boolean): string {
  if (stale) return say("h5.right.stale");
  return say(code.phoneNeeded ? "h5.right.how" : "h5.right.how_plain");
}

function Shown({ code, stale }: { readonly code: Code; readonly stale: boolean }) {
  const line = useRunningOut(code.expiresAt);
  return (
    <>
      <img className={`lg-right__qr${stale ? " is-stale" : ""}`} src={picture(code.qr)} alt="" />
      {code.expiresAt ? (
        <span className="lg-right__bar" aria-hidden="true">
          <i ref={line} />
        </span>
      ) : null}
      <p className="lg-right__code">
        <span className="lg-unseen">{say("h5.right.code")} </span>
        {code.code12}
      </p>
      {code.phoneNeeded ? null : <Kept code={code} />}
      <p className="lg-right__note">{howTo(code, stale)}</p>
    </>
  );
}

/** A code that its provider compares: it can be copied, and its PIN is shown when asked for. */
function Kept({ code }: { readonly code: Code }) {
  const [copied, setCopied] = useState(false);
  const [open, setOpen] = useState(false);
  const copy = (): void =>
    void navigator.clipboard?.writeText(code.code12).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <>
      {navigator.clipboard ? (
        <button type="button" className="lg-plain" onClick={copy}>
          {say(copied ? "h5.right.copied" : "h5.right.copy")}
        </button>
      ) : null}
      {code.pin && !open ? (
        <button type="button" className="lg-plain" onClick={() => setOpen(true)}>
          {say("h5.right.pin.show")}
        </button>
      ) : null}
      {code.pin && open ? (
        <p className="lg-right__code" aria-live="polite">
          {say("h5.right.pin", { pin: code.pin })}
        </p>
      ) : null}
    </>
  );
}

/** Not claimed yet, or the provider could not serve it: the holder may claim it here. */
function Claim({ right, again }: { readonly right: Right; readonly again: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const [no, setNo] = useState("");
  const claim = async (): Promise<void> => {
    setBusy(true);
    const refusal = await claimed(right.id).catch(() => ({ message: say("h5.offline.other") }));
    setNo(refusal?.message ?? "");
    await again();
    setBusy(false);
  };
  return (
    <>
      <p className="lg-right__note" role="status">
        {no || say(right.claimedAt ? "h5.right.unserved" : "h5.right.unclaimed")}
      </p>
      <button type="button" className="lg-button" disabled={busy} onClick={claim}>
        {say("h5.claim")}
      </button>
    </>
  );
}

interface Opened {
  readonly right: Right;
  readonly code: Code | null;
  readonly stale: boolean;
  readonly again: () => Promise<void>;
}

function Body({ right, code, stale, again }: Opened) {
  if (code) return <Shown code={code} stale={stale} />;
  if (right.state === "redeemed") return <p className="lg-right__stamp">{say("h5.right.used")}</p>;
  if (right.seeking) return <p className="lg-right__note">{say("h5.right.seeking")}</p>;
  if (working(right)) return <p className="lg-right__note">{say("h5.right.working")}</p>;
  if (right.paused || right.state === "transferring") return null; // its part below says why
  if (right.formDue) return <p className="lg-right__note">{say("h5.form.first")}</p>;
  if (right.state === "issued") return <Claim right={right} again={again} />;
  return (
    <p className="lg-right__note">{say(right.state === "served" ? "h5.right.served" : "h5.right.none")}</p>
  );
}

/** What stands below the code: every file in `rightParts`, in the order of its name; each asks for its own. */
const PARTS = Object.entries(
  import.meta.glob<RightPart>("./rightParts/*.tsx", { import: "default", eager: true }),
);

/** When it can be used, and how often still: said before the code, so that nobody comes in vain. */
function Hours({ right }: { readonly right: Right }) {
  const left = { left: right.unitsLeft, units: right.units };
  const open = LIVE.has(right.state);
  return (
    <>
      {open && right.units > 1 ? <p className="lg-right__note">{say("h5.right.units", left)}</p> : null}
      {open && right.opensAt ? (
        <p className="lg-right__note" role="status">
          {say("h5.right.opens", { at: hour(right.opensAt, start.locale, start.facts.tz) })}
        </p>
      ) : null}
      {right.hours.map((line) => (
        <p key={line} className="lg-right__note">
          {line}
        </p>
      ))}
    </>
  );
}

function Card(opened: Opened) {
  const { right } = opened;
  const until = say("h5.right.until", { day: endOf(right.validTo, start.locale, start.facts.tz) });
  const now = right.waiting ? "working" : right.paused ? "paused" : right.state;
  const state = say(`widgets.rights.state.${now}`);
  return (
    <article className="lg-right__card">
      <header className="lg-right__head">
        <h1>{right.title}</h1>
        <p>{`${state} · ${until}`}</p>
        {right.packageTitle ? <p>{say("h5.right.package", { title: right.packageTitle })}</p> : null}
      </header>
      <div className="lg-right__body" aria-live="polite">
        <Hours right={right} />
        {right.paused ? (
          <p className="lg-right__note" role="status">
            {say("h5.right.paused")}
          </p>
        ) : null}
        <Body {...opened} />
      </div>
      <ProviderSide right={right} offline={say("h5.offline.other")} />
      {PARTS.map(([name, Part]) => (
        <Part key={name} right={right} again={opened.again} />
      ))}
      {right.providerName || right.terms || right.service ? (
        <footer className="lg-right__foot">
          {right.providerName ? <b>{right.providerName}</b> : null}
          {right.service ? <p>{right.service}</p> : null}
          {right.terms ? <p>{right.terms}</p> : null}
        </footer>
      ) : null}
    </article>
  );
}

function Waiting({ children, busy }: { readonly children: ReactNode; readonly busy: boolean }) {
  return (
    <div className="lg-right__card" aria-busy={busy}>
      {children}
    </div>
  );
}

/** Nobody is recognised yet: whoever opened a link that was kept says who he is and stays where he is. */
function Verify({ again }: { readonly again: () => Promise<void> }) {
  const show = (view: View): void => {
    const kit = liveKit({ start, refresh: again, live: () => NOTHING_YET, lost: false });
    void deskOf(kit, start.demo, again).show(view);
  };
  return (
    <Waiting busy={false}>
      <div className="lg-right__body">
        <p className="lg-right__note" role="status">
          {say("h5.right.who")}
        </p>
        <button type="button" className="lg-button" onClick={() => show({ view: "who" })}>
          {say("h5.who")}
        </button>
        {start.demo ? (
          <button type="button" className="lg-plain" onClick={() => show({ view: "demo" })}>
            {say("h5.demo")}
          </button>
        ) : null}
      </div>
    </Waiting>
  );
}

const holder = (me: Me | null): Live => ({
  ...NOTHING_YET,
  who: "client",
  client: me && { name: me.maskedName, tier: me.tier.name, adviser: me.adviser },
});

interface OwnProps {
  readonly me: Me | null;
  readonly again: () => Promise<void>;
  readonly children: ReactNode;
}

/** The kit of a page on which the holder is known, so that the parts ask as components do. */
function OwnKit({ me, again, children }: OwnProps) {
  const last = useRef({ again, me });
  last.current = { again, me };
  const [turn, setTurn] = useState(0);
  const kit = useMemo(() => {
    const refresh = async (): Promise<void> => {
      await last.current.again();
      setTurn(turn + 1);
    };
    return liveKit({ start, refresh, live: () => holder(last.current.me), lost: false });
  }, [turn]);
  return <KitContext.Provider value={kit}>{children}</KitContext.Provider>;
}

/** Not the client's, or no longer: who gave it away is told who has it. */
function Gone() {
  const { data } = useOwn<Given>("giving", { right: idHere() });
  const given = data?.myTransfers.find((one) => one.right === idHere() && !one.incoming);
  return given?.state === "accepted"
    ? say("h5.giving.accepted", { name: given.otherName })
    : say("h5.right.gone");
}

interface Given {
  readonly myTransfers: readonly {
    readonly right: string;
    readonly incoming: boolean;
    readonly otherName: string;
    readonly state: string;
  }[];
}

function Own({ held, stale, again }: { held: Held; stale: boolean; again: () => Promise<void> }) {
  if (held.kind === "held")
    return (
      <OwnKit me={held.me} again={again}>
        <Card right={held.right} code={held.code} stale={stale} again={again} />
      </OwnKit>
    );
  if (held.kind === "guest") return <Verify again={again} />;
  const gone = held.kind === "gone";
  return (
    <Waiting busy={!gone}>
      <p className="lg-right__wait" role="status">
        {gone ? (
          <OwnKit me={held.me} again={again}>
            <Gone />
          </OwnKit>
        ) : (
          say(stale ? "h5.offline" : "h5.right.wait")
        )}
      </p>
    </Waiting>
  );
}

const whose = (held: Held): Me | null => (held.kind === "held" || held.kind === "gone" ? held.me : null);

/** Somebody to ask, however it stands with the right. */
function Help({ me, again }: { readonly me: Me | null; readonly again: () => Promise<void> }) {
  const ask = (): void => {
    const kit = liveKit({ start, refresh: again, live: () => holder(me), lost: false });
    void deskOf(kit, start.demo, again).show({ view: "adviser" });
  };
  return (
    <button type="button" className="lg-plain" onClick={ask}>
      {say("h5.adviser")}
    </button>
  );
}

function RightPage() {
  const [held, stale, again] = useHeld(idHere());
  const me = whose(held);
  return (
    <main className="lg-page lg-right">
      {me ? <p className="lg-me">{`${me.maskedName} · ${me.tier.name}`}</p> : null}
      <Own held={held} stale={stale} again={again} />
      <a
        className="lg-button lg-button--quiet"
        href={`${start.facts.slug ? `/a/${start.facts.slug}` : "/my"}${location.search}`}
      >
        {say(start.facts.slug ? "h5.right.back" : "h5.right.back_own")}
      </a>
      <Help me={me} again={again} />
    </main>
  );
}

export function showRight(): void {
  const root = document.getElementById("app");
  if (!root) return;
  root.textContent = "";
  render((<RightPage />) as never, root);
  document.documentElement.dataset.ready = "1";
}
