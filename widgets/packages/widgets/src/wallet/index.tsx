import type { WalletProps } from "@largesse/contracts";
import { day, endOf, Lost, useKit, useNow, useOwn, type WidgetProps } from "@largesse/kit";
import { useState } from "react";

interface Right {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly waiting: boolean;
  readonly paused: boolean;
  readonly validFrom: string;
  readonly validTo: string;
  readonly providerName: string;
  readonly package: string | null;
  readonly packageTitle: string | null;
}
interface Data {
  readonly myRights: readonly Right[];
}

const OVER = new Set(["redeemed", "reversed", "expired", "revoked", "failed"]);
const SHELVES = ["open", "over"] as const;
type Shelf = (typeof SHELVES)[number];

const SOON_MS = 7 * 86_400_000;

const shelfOf = ({ state }: Right): Shelf => (OVER.has(state) ? "over" : "open");
const stateOf = ({ state, waiting, paused }: Right): string =>
  waiting ? "working" : paused ? "paused" : state;

/** From or until when it can be used, and whether that is soon over. */
function useWhen(right: Right): { readonly words: string; readonly soon: boolean } {
  const { say, locale, facts } = useKit();
  const now = useNow(60_000);
  const [from, to] = [Date.parse(right.validFrom), Date.parse(right.validTo)];
  if (now !== null && from > now)
    return { words: say("widgets.wallet.from", { day: day(from, locale, facts.tz) }), soon: false };
  const words = say("widgets.rights.until", { day: endOf(right.validTo, locale, facts.tz) });
  return { words, soon: now !== null && to - now < SOON_MS };
}

function Ticket({ right }: { readonly right: Right }) {
  const kit = useKit();
  const [busy, setBusy] = useState(false);
  const { words, soon } = useWhen(right);
  const over = shelfOf(right) === "over";
  const claim = async (): Promise<void> => {
    setBusy(true);
    await kit.claim(right.id);
    setBusy(false);
  };
  const open = (): void => kit.open({ to: "right", right: right.id });
  const claims = right.state === "issued" && !right.waiting && !right.paused;
  const see = kit.say(right.state === "active" ? "widgets.rights.show" : "widgets.rights.see");
  return (
    <li className={`lg-wallet__ticket${over ? " is-past" : ""}`}>
      <span className="lg-wallet__words">
        <b>{right.title}</b>
        {right.providerName ? <small>{right.providerName}</small> : null}
        <small>
          <span>{kit.say(`widgets.rights.state.${stateOf(right)}`)}</span>
          {over ? null : <span className={soon ? "is-soon" : ""}> · {words}</span>}
        </small>
      </span>
      <span className="lg-wallet__acts">
        {claims ? (
          <button
            type="button"
            className="lg-button lg-button--small"
            disabled={busy}
            onClick={() => void claim()}
          >
            {kit.say("widgets.rights.claim")}
            <span className="lg-unseen"> {right.title}</span>
          </button>
        ) : null}
        <button type="button" className="lg-button lg-button--small lg-button--quiet" onClick={open}>
          {see}
          <span className="lg-unseen"> {right.title}</span>
        </button>
      </span>
    </li>
  );
}

/** Rights of one package stand together, where the first of them stands; the others stand alone. */
export function together(rights: readonly Right[]): ReadonlyArray<readonly Right[]> {
  const groups = new Map<string, Right[]>();
  for (const right of rights) {
    const key = right.package ?? right.id;
    groups.set(key, [...(groups.get(key) ?? []), right]);
  }
  return [...groups.values()];
}

function Group({ of }: { readonly of: readonly Right[] }) {
  const { say } = useKit();
  const [first] = of;
  const tickets = of.map((right) => <Ticket key={right.id} right={right} />);
  if (!first?.packageTitle) return tickets;
  return (
    <li className="lg-wallet__package">
      <h3>{say("widgets.wallet.package", { title: first.packageTitle, rights: of.length })}</h3>
      <ul className="lg-wallet__list">{tickets}</ul>
    </li>
  );
}

function Shelves({ shown, pick }: { readonly shown: Shelf; readonly pick: (shelf: Shelf) => void }) {
  const { say } = useKit();
  return (
    <fieldset className="lg-wallet__shelves">
      <legend className="lg-unseen">{say("widgets.wallet.shelves")}</legend>
      {SHELVES.map((shelf) => (
        <button type="button" key={shelf} aria-pressed={shown === shelf} onClick={() => pick(shelf)}>
          {say(`widgets.wallet.${shelf}`)}
        </button>
      ))}
    </fieldset>
  );
}

export default function Wallet({ id, props }: WidgetProps<WalletProps>) {
  const { pick, say } = useKit();
  const { state, data } = useOwn<Data>("wallet");
  const [shelf, setShelf] = useState<Shelf>("open");
  const rights = data?.myRights.filter((right) => shelfOf(right) === shelf) ?? [];
  const none = state === "guest" ? "widgets.rights.guest" : `widgets.wallet.none_${shelf}`;
  return (
    <section className="lg-wallet" id="my-rights" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.rights.title")}
      </h2>
      <Shelves shown={shelf} pick={setShelf} />
      {state === "lost" ? <Lost /> : null}
      {rights.length > 0 ? (
        <ul className="lg-wallet__list">
          {together(rights).map((group) => (
            <Group key={group[0]?.id} of={group} />
          ))}
        </ul>
      ) : state === "lost" ? null : (
        <p className="lg-wallet__none">{state === "waiting" ? "\u00a0" : say(none)}</p>
      )}
    </section>
  );
}
