/** Cards for friends: what a link brings, a card that one gives, and what became of gifts. */
import { useKit, useOwn } from "@largesse/kit";
import { useEffect, useState } from "react";
import { SendOn } from "../friends/send";
import type { Thing } from "../standing/standing";

interface Gift {
  readonly id: string;
  readonly thing: string;
  readonly mine: boolean;
  readonly state: "open" | "taken" | "back" | "over";
  readonly otherName: string;
  readonly link: string;
}

interface Data {
  readonly myGifts: {
    readonly most: number;
    readonly gifts: readonly Gift[];
    readonly led: Gift | null;
  } | null;
}

interface Props {
  readonly play: string;
  readonly cards: readonly Thing[];
  /** Ask again which cards one holds. */
  readonly moved: () => Promise<void>;
}

interface Doing {
  readonly busy: boolean;
  act(name: string, ask: object): Promise<void>;
}

interface PressProps {
  readonly says: string;
  readonly plain?: boolean;
  readonly busy: boolean;
  readonly press: () => Promise<void>;
}

function Press({ says, plain, busy, press }: PressProps) {
  const { say } = useKit();
  return (
    <button
      type="button"
      className={plain ? "lg-plain" : "lg-button"}
      disabled={busy}
      onClick={() => void press()}
    >
      {say(`widgets.collect-cards.${says}`)}
    </button>
  );
}

/** What the link brings that one came by. */
function Led({ of, card, code, busy, act }: { of: Gift; card: string; code: string } & Doing) {
  const { say } = useKit();
  return (
    <p role="status">
      {say(`widgets.collect-cards.led.${of.state}`, { card, name: of.otherName })}
      {of.state === "open" && <Press says="take" busy={busy} press={() => act("take-gift", { code })} />}
    </p>
  );
}

/** One of the cards that one has, for a friend. */
function Give({ own, play, busy, act }: { own: readonly Thing[]; play: string } & Doing) {
  const { say, facts } = useKit();
  const [chosen, choose] = useState("");
  const thing = (own.find((one) => one.id === chosen) ?? own[0])?.id;
  return (
    <p>
      <select
        aria-label={say("widgets.collect-cards.choose")}
        value={thing}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {own.map((one) => (
          <option key={one.id} value={one.id}>
            {one.title}
          </option>
        ))}
      </select>
      <Press says="give" busy={busy} press={() => act("give-thing", { activity: facts.slug, play, thing })} />
    </p>
  );
}

/** A gift of the past, or one whose link waits for a friend. */
function Past({ of, card, busy, act }: { of: Gift; card: string } & Doing) {
  const { say } = useKit();
  return (
    <li>
      {say(`widgets.collect-cards.${of.mine ? of.state : "received"}`, { card, name: of.otherName })}
      {of.link && (
        <div>
          <SendOn link={of.link} />
          <Press says="return" plain busy={busy} press={() => act("take-gift-back", { gift: of.id })} />
        </div>
      )}
    </li>
  );
}

export function Giving({ play, cards, moved }: Props) {
  const kit = useKit();
  const { say, facts } = kit;
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => setCode(new URLSearchParams(location.search).get("g") ?? ""), []);
  const { data, again } = useOwn<Data>("card-gifts", { activity: facts.slug, play, code });
  const mine = data?.myGifts;
  if (!mine?.most) return null;
  const nameOf = (id: string): string => cards.find((one) => one.id === id)?.title ?? id;
  const act = async (name: string, ask: object): Promise<void> => {
    setBusy(true);
    try {
      await kit.act(name, ask);
      await Promise.all([again(), moved()]);
    } finally {
      setBusy(false);
    }
  };
  const received = (id: string): number => mine.gifts.filter((one) => !one.mine && one.thing === id).length;
  const given = mine.gifts.filter((one) => one.mine && one.state !== "back").length;
  const own = given < mine.most ? cards.filter((one) => one.had > received(one.id)) : [];
  const led = mine.led?.mine || mine.gifts.some((one) => one.id === mine.led?.id) ? null : mine.led;
  const doing = { busy, act };
  return (
    <div className="lg-collect-cards__gifts">
      {led && <Led of={led} card={nameOf(led.thing)} code={code} {...doing} />}
      {own.length > 0 && <Give own={own} play={play} {...doing} />}
      <ul>
        {mine.gifts.map((one) => (
          <Past key={one.id} of={one} card={nameOf(one.thing)} {...doing} />
        ))}
      </ul>
      <small>{say("widgets.collect-cards.fair", { most: mine.most })}</small>
    </div>
  );
}
