import type { GiftsProps } from "@largesse/contracts";
import { endOf, type Kit, Lost, useKit, useOwn, type WidgetProps } from "@largesse/kit";
import { useEffect, useRef, useState } from "react";

interface Offer {
  readonly id: string;
  readonly title: string;
  readonly incoming: boolean;
  readonly otherName: string;
  readonly words: string;
  readonly state: string;
  readonly expiresAt: string;
}
interface Agent {
  readonly id: string;
  readonly forMe: boolean;
  readonly otherName: string;
  readonly scopeName: string;
  readonly about: string;
  readonly state: string;
  readonly until: string;
}
/** An ask that a link brought, and what became of it. */
interface Asked extends Agent {
  readonly stateName: string;
  readonly outcome: string;
}
interface ToCollect {
  readonly id: string;
  readonly title: string;
  readonly holderName: string;
  readonly validTo: string;
}
interface Data {
  readonly myTransfers: readonly Offer[];
  readonly myAgents: readonly Agent[];
  readonly rightsToCollect: readonly ToCollect[];
}
interface ByCode {
  readonly transferByCode: Offer | null;
  readonly agentByCode: Asked | null;
}
/** What a link brought: the code of a gift, or of an ask to be somebody's agent. */
interface Codes {
  readonly gift: string;
  readonly agent: string;
}

const NO_CODES: Codes = { gift: "", agent: "" };

function useCodes(): Codes {
  const [codes, setCodes] = useState(NO_CODES);
  useEffect(() => {
    const said = new URLSearchParams(location.search);
    setCodes({ gift: said.get("gift") ?? "", agent: said.get("agent") ?? "" });
  }, []);
  return codes;
}

interface ActProps {
  readonly document: string;
  readonly ask: object;
  readonly word: string;
  readonly of: string;
  readonly quiet?: boolean;
  readonly done: () => void;
}

function Act({ document, ask, word, of, quiet, done }: ActProps) {
  const kit = useKit();
  const [busy, setBusy] = useState(false);
  const press = async (): Promise<void> => {
    setBusy(true);
    await kit.act(document, ask);
    setBusy(false);
    done();
  };
  return (
    <button
      type="button"
      className={`lg-button lg-button--small${quiet ? " lg-button--quiet" : ""}`}
      disabled={busy}
      onClick={() => void press()}
    >
      {kit.say(word)}
      <span className="lg-unseen"> {of}</span>
    </button>
  );
}

interface RowProps {
  readonly done: () => void;
}

function OfferRow({ offer, code, done }: RowProps & { readonly offer: Offer; readonly code: string }) {
  const { say, locale, facts } = useKit();
  const { id: transfer, title, otherName: name } = offer;
  const day = endOf(offer.expiresAt, locale, facts.tz);
  const from = name ? "widgets.gifts.from" : "widgets.gifts.from_nobody";
  const to = name ? "widgets.gifts.to" : "widgets.gifts.by_link";
  const both = { of: title, done };
  return (
    <li className="lg-gifts__row">
      <span className="lg-gifts__words">
        <b>{title}</b>
        <small>{say(offer.incoming ? from : to, { name })}</small>
        {offer.words ? <q>{offer.words}</q> : null}
        <small>{say("widgets.gifts.until", { day })}</small>
      </span>
      <span className="lg-gifts__acts">
        {offer.incoming ? (
          <>
            <Act document="acceptTransfer" ask={{ transfer, code }} word="widgets.gifts.accept" {...both} />
            <Act
              document="declineTransfer"
              ask={{ transfer, code }}
              word="widgets.gifts.decline"
              quiet
              {...both}
            />
          </>
        ) : (
          <Act
            document="takeBackTransfer"
            ask={{ transfer }}
            word="widgets.gifts.take_back"
            quiet
            {...both}
          />
        )}
      </span>
    </li>
  );
}

function AgentRow({ one, code, done }: RowProps & { readonly one: Agent; readonly code: string }) {
  const { say, locale, facts } = useKit();
  const { id: agent, otherName: name } = one;
  const about = one.about || say("widgets.gifts.all");
  return (
    <li className="lg-gifts__row">
      <span className="lg-gifts__words">
        <b>{say("widgets.gifts.asks", { name })}</b>
        <small>{`${one.scopeName} · ${about}`}</small>
        <small>{say("widgets.gifts.until", { day: endOf(one.until, locale, facts.tz) })}</small>
      </span>
      <span className="lg-gifts__acts">
        <Act
          document="consentAgent"
          ask={{ agent, code }}
          word="widgets.gifts.consent"
          of={name}
          done={done}
        />
        {code ? null : (
          <Act document="endAgent" ask={{ agent }} word="widgets.gifts.decline" of={name} quiet done={done} />
        )}
      </span>
    </li>
  );
}

function CollectRow({ right }: { readonly right: ToCollect }) {
  const { say, locale, facts, open } = useKit();
  const day = endOf(right.validTo, locale, facts.tz);
  return (
    <li className="lg-gifts__row">
      <span className="lg-gifts__words">
        <b>{right.title}</b>
        <small>{say("widgets.gifts.for", { name: right.holderName })}</small>
        <small>{say("widgets.rights.until", { day })}</small>
      </span>
      <button
        type="button"
        className="lg-button lg-button--small lg-button--quiet"
        onClick={() => open({ to: "right", right: right.id })}
      >
        {say("widgets.rights.show")}
        <span className="lg-unseen"> {right.title}</span>
      </button>
    </li>
  );
}

/** What is offered and asked, what a link brought first; each offer once. */
function shownOf(data: Data | null, linked: ByCode | null) {
  const brought = linked?.transferByCode ?? null;
  const asks = linked?.agentByCode ?? null;
  const offers = (data?.myTransfers ?? []).filter(
    ({ state, id }) => state === "offered" && id !== brought?.id,
  );
  const agents = (data?.myAgents ?? []).filter(({ state, forMe }) => state === "asked" && !forMe);
  return {
    brought: brought?.state === "offered" ? brought : null,
    asks: asks?.state === "asked" && !asks.forMe ? asks : null,
    offers,
    agents: agents.filter(({ id }) => id !== asks?.id),
    collect: data?.rightsToCollect ?? [],
  };
}

/** What became of the gift that a link brought; null: the link brought none, or one that still stands. */
function giftOver(code: string, linked: ByCode | null, say: Kit["say"]): string | null {
  if (!code || !linked || linked.transferByCode?.state === "offered") return null;
  const { state, title } = linked.transferByCode ?? { state: "unknown", title: "" };
  return say(`widgets.gifts.over.${state}`, { title });
}

/** What became of the ask that a link brought; null: the link brought none, or one that waits for an answer. */
function askOver(code: string, linked: ByCode | null, say: Kit["say"]): string | null {
  if (!code || !linked) return null;
  const one = linked.agentByCode;
  if (one?.forMe) return say("widgets.gifts.asked.mine", { state: one.stateName });
  if (one?.outcome === "asked") return null;
  return say(`widgets.gifts.asked.${one?.outcome ?? "unknown"}`, { name: one?.otherName ?? "" });
}

/** Who follows a link is led to what it brought, once. */
function useLed(code: string, known: boolean) {
  const here = useRef<HTMLElement>(null);
  useEffect(() => {
    if (code && known) here.current?.scrollIntoView({ block: "start" });
  }, [code, known]);
  return here;
}

export default function Gifts({ id, props }: WidgetProps<GiftsProps>) {
  const { pick, say } = useKit();
  const codes = useCodes();
  const own = useOwn<Data>("gifts");
  const linked = useOwn<ByCode>("giftByCode", codes);
  const done = (): void => {
    void own.again();
    void linked.again();
  };
  const { brought, asks, offers, agents, collect } = shownOf(own.data, linked.data);
  const over = giftOver(codes.gift, linked.data, say) ?? askOver(codes.agent, linked.data, say);
  const here = useLed(codes.gift || codes.agent, linked.data !== null);
  const none = !over && !brought && !asks && offers.length + agents.length + collect.length === 0;
  return (
    <section className="lg-gifts" aria-labelledby={`${id}-h`} ref={here}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.gifts.title")}
      </h2>
      {own.state === "lost" ? <Lost /> : null}
      {over ? (
        <p className="lg-gifts__over" role="status">
          {over}
        </p>
      ) : null}
      {none ? (
        own.state === "lost" ? null : (
          <p className="lg-gifts__none">
            {own.state === "waiting"
              ? "\u00a0"
              : say(own.state === "guest" ? "widgets.rights.guest" : "widgets.gifts.none")}
          </p>
        )
      ) : (
        <ul className="lg-gifts__list">
          {brought ? <OfferRow offer={brought} code={codes.gift} done={done} /> : null}
          {asks ? <AgentRow one={asks} code={codes.agent} done={done} /> : null}
          {offers.map((offer) => (
            <OfferRow key={offer.id} offer={offer} code="" done={done} />
          ))}
          {agents.map((one) => (
            <AgentRow key={one.id} one={one} code="" done={done} />
          ))}
          {collect.map((right) => (
            <CollectRow key={right.id} right={right} />
          ))}
        </ul>
      )}
    </section>
  );
}
