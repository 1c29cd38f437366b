/** Giving a right away, and letting somebody collect or book it: whom, by a link, and back again. */

import { clockIn, instantIn } from "@largesse/kernel";
import { endOf, useKit, useOwn } from "@largesse/kit";
import { type FormEvent, useRef, useState } from "react";
import type { Right } from "../held";
import type { RightPart } from "../rightPart";

interface Member {
  readonly id: string;
  readonly maskedName: string;
}
interface Offer {
  readonly id: string;
  readonly right: string;
  readonly incoming: boolean;
  readonly otherName: string;
  readonly state: string;
  readonly link: string;
  readonly expiresAt: string;
}
interface Agent {
  readonly id: string;
  readonly forMe: boolean;
  readonly otherName: string;
  readonly phoneEnds: string;
  readonly scopeName: string;
  readonly about: string;
  readonly state: string;
  readonly until: string;
  readonly link: string;
}
interface Data {
  readonly right: { readonly gives: string; readonly sku: string } | null;
  readonly myFamily: readonly Member[];
  readonly myTransfers: readonly Offer[];
  readonly myAgents: readonly Agent[];
}
interface Pressed {
  readonly document: string;
  readonly ask: object;
  readonly words: string;
}

const DAY_MS = 86_400_000;

const dayAfter = (ms: number, days: number, tz: string): string =>
  clockIn(ms + days * DAY_MS, tz).slice(0, 10);

/** The instant at which a day is over, where the institution is. */
const endOfDay = (day: string, tz: string): string =>
  new Date(Date.parse(instantIn(`${day}T23:59:59`, tz)) + 1000).toISOString();

function Choices({ of, done }: { readonly of: readonly Pressed[]; readonly done: () => void }) {
  const kit = useKit();
  const [busy, setBusy] = useState(false);
  const press = async ({ document, ask }: Pressed): Promise<void> => {
    setBusy(true);
    await kit.act(document, ask);
    setBusy(false);
    done();
  };
  return of.map((one) => (
    <button
      key={one.words}
      type="button"
      className="lg-button lg-button--small lg-button--quiet"
      disabled={busy}
      onClick={() => void press(one)}
    >
      {one.words}
    </button>
  ));
}

interface PartProps {
  readonly right: Right;
  readonly data: Data;
  readonly done: () => void;
}

/** A link to be sent on: copied, or marked where the browser lends no clipboard or refuses it. */
function SendOn({ link }: { readonly link: string }) {
  const { say } = useKit();
  const field = useRef<HTMLInputElement>(null);
  const [told, setTold] = useState("");
  const copy = async (): Promise<void> => {
    const copied = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    if (!copied) field.current?.select();
    setTold(say(copied ? "h5.right.copied" : "h5.giving.marked"));
  };
  return (
    <div className="lg-form">
      <label className="lg-field">
        {say("h5.giving.send_on")}
        <input
          type="text"
          readOnly
          value={link}
          ref={field}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <button type="button" className="lg-button lg-button--small" onClick={() => void copy()}>
        {say("h5.giving.copy")}
      </button>
      <p role="status">{told}</p>
    </div>
  );
}

/** What is offered stands still until it is answered. */
function Offered({ offer, done }: { readonly offer: Offer; readonly done: () => void }) {
  const { say, locale, facts } = useKit();
  const day = endOf(offer.expiresAt, locale, facts.tz);
  const back = { document: "takeBackTransfer", ask: { transfer: offer.id }, words: say("h5.giving.back") };
  return (
    <section className="lg-right__part">
      <p role="status">{say("h5.giving.sent", { day })}</p>
      {offer.link ? <SendOn link={offer.link} /> : null}
      <Choices of={[back]} done={done} />
    </section>
  );
}

function Give({ right, data, done }: PartProps) {
  const { say } = useKit();
  const family = data.myFamily.map(({ id, maskedName }) => ({
    document: "offerRight",
    ask: { right: right.id, receiver: id },
    words: say("h5.giving.to", { name: maskedName }),
  }));
  const link = { document: "offerRight", ask: { right: right.id }, words: say("h5.giving.link") };
  const choices = data.right?.gives === "anyone" ? [...family, link] : family;
  if (choices.length === 0) return null;
  return (
    <details>
      <summary>{say("h5.giving.give")}</summary>
      <p>{say("h5.giving.says")}</p>
      <Choices of={choices} done={done} />
    </details>
  );
}

const SCOPES = ["collect", "book", "both"];
const ABOUT = ["this", "kind", "all"] as const;
const YEAR_DAYS = 365;

interface ChoiceProps {
  readonly label: string;
  readonly of: readonly string[];
  readonly value: string;
  readonly put: (one: string) => void;
}

function Choice({ label, of, value, put }: ChoiceProps) {
  const { say } = useKit();
  return (
    <label className="lg-field">
      {say(label)}
      <select value={value} onChange={(event) => put(event.currentTarget.value)}>
        {of.map((one) => (
          <option key={one} value={one}>
            {say(`h5.giving.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface AssistantProps {
  /** What he may do, and for which rights. */
  readonly ask: object;
  readonly done: () => void;
}

/** An assistant without an account: known at the counter by name and the last digits of his phone. */
function Assistant({ ask, done }: AssistantProps) {
  const { act, say, now, facts } = useKit();
  const today = now() ?? Date.now();
  const inDays = (days: number): string => dayAfter(today, days, facts.tz);
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const [until, setUntil] = useState(inDays(31));
  const [told, setTold] = useState("");
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const digits = phone.normalize("NFKC").replace(/\D/g, "");
    const fit = name.trim() && digits.length === 4 && until > inDays(0) && until <= inDays(YEAR_DAYS);
    setTold(fit ? "" : say("h5.giving.wrong"));
    if (!fit) return;
    const last = endOfDay(until, facts.tz);
    if (!(await act("nameAgent", { ...ask, name, phoneEnds: digits, until: last }))) return;
    setTold(say("h5.giving.done", { name }));
    setName("");
    setPhone("");
    done();
  };
  return (
    <details>
      <summary>{say("h5.giving.none")}</summary>
      <form className="lg-form" onSubmit={(event) => void send(event)} noValidate>
        <label className="lg-field">
          {say("h5.giving.name")}
          <input
            type="text"
            autoComplete="off"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label className="lg-field">
          {say("h5.giving.phone")}
          <input
            type="text"
            inputMode="numeric"
            autoComplete="off"
            value={phone}
            aria-describedby="agent-why"
            onInput={(event) => setPhone(event.currentTarget.value)}
          />
          <small id="agent-why">{say("h5.giving.phone_why")}</small>
        </label>
        <label className="lg-field">
          {say("h5.giving.until")}
          <input
            type="date"
            min={inDays(1)}
            max={inDays(YEAR_DAYS)}
            value={until}
            onInput={(event) => setUntil(event.currentTarget.value)}
          />
        </label>
        <p role="status">{told}</p>
        <button type="submit" className="lg-button lg-button--small">
          {say("h5.giving.send")}
        </button>
      </form>
    </details>
  );
}

/** Who may act for the holder: what is collected is in other hands, so a right for its holder alone is only booked. */
function Agents({ right, data, done }: PartProps) {
  const kit = useKit();
  const scopes = data.right?.gives === "none" ? ["book"] : SCOPES;
  const [scope, setScope] = useState(scopes[0] ?? "");
  const [about, setAbout] = useState<string>(ABOUT[0]);
  const which = { this: { right: right.id }, kind: { sku: data.right?.sku }, all: {} }[about];
  const what = { ...which, scope: scope.toUpperCase() };
  const { tz } = kit.facts;
  // To the end of a day: a second press asks for the same.
  const until = endOfDay(dayAfter(kit.now() ?? Date.parse(right.validTo), 31, tz), tz);
  const ask = { ...what, until };
  const named = data.myAgents.filter(({ forMe, state }) => forMe && state !== "ended");
  const family = data.myFamily.map(({ id, maskedName }) => ({
    document: "nameAgent",
    ask: { ...ask, client: id },
    words: kit.say("h5.giving.agent", { name: maskedName }),
  }));
  const link = { document: "nameAgent", ask, words: kit.say("h5.giving.agent_link") };
  return (
    <details>
      <summary>{kit.say("h5.giving.agents")}</summary>
      {named.map((one) => (
        <div key={one.id}>
          {`${one.otherName || kit.say("h5.giving.somebody")}${one.phoneEnds ? ` ${one.phoneEnds}` : ""} · ${one.scopeName} · ${one.about || kit.say("widgets.gifts.all")} · ${kit.say("widgets.rights.until", { day: endOf(one.until, kit.locale, kit.facts.tz) })} `}
          {one.link ? <SendOn link={one.link} /> : null}
          <Choices
            of={[{ document: "endAgent", ask: { agent: one.id }, words: kit.say("h5.giving.end") }]}
            done={done}
          />
        </div>
      ))}
      <Choice label="h5.giving.what" of={scopes} value={scope} put={setScope} />
      <Choice label="h5.giving.about" of={ABOUT} value={about} put={setAbout} />
      <Choices of={[...family, link]} done={done} />
      {scope === "book" ? null : <Assistant ask={what} done={done} />}
    </details>
  );
}

/** Nothing of these is left to give, to collect or to book. */
const OVER = new Set(["redeemed", "expired", "revoked"]);

/** An offer that nobody took, and that its giver did not take back himself. */
const CAME_BACK = new Set(["declined", "lapsed"]);

const Giving: RightPart = ({ right }) => {
  const { say } = useKit();
  const { data, again } = useOwn<Data>("giving", { right: right.id });
  if (data === null) return null;
  const done = (): void => void again();
  const last = data.myTransfers.find((one) => one.right === right.id);
  const offer = last && !last.incoming ? last : null;
  if (offer?.state === "offered") return <Offered offer={offer} done={done} />;
  if (data.right === null || OVER.has(right.state)) return null;
  return (
    <section className="lg-right__part">
      {offer && CAME_BACK.has(offer.state) ? <p role="status">{say(`h5.giving.${offer.state}`)}</p> : null}
      {data.right.gives === "none" ? null : <Give right={right} data={data} done={done} />}
      <Agents right={right} data={data} done={done} />
    </section>
  );
};

export default Giving;
