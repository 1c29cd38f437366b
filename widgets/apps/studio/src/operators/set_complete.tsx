/** `set_complete`: cards with odds that always make a million, how many make a set, and what a set brings. */
import type { DecideSetComplete, DecideSetCompleteCard } from "@largesse/contracts/documents";
import { percentOf } from "@largesse/kernel";
import { NumberInput, Slider, Switch } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { Count, CountOrNone } from "../parts/Count";
import { having, replaced } from "../parts/having";
import { Fallback, Heading, OutcomeEditor } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { TextPair } from "../settings/fields";
import { free } from "../settings/names";
import { useWords } from "../words";
import { shifted, WHOLE_PPM, whole } from "./odds";
import type { EditorProps, Operator } from "./operator";
import { ALL_GIVEN, fallbackOf, fresh, mainOf } from "./outcomes";

const PER_PERCENT = 10_000;
const CARDS_MAX = 50;
const GIFTS = 10;
const GIFTS_MAX = 100;

/** A further card; it takes an even part of the million. */
function newCard({ items, outcome }: DecideSetComplete): DecideSetCompleteCard {
  const id = free([...items.map((card) => card.id), outcome.id], "card-");
  const number = id.slice("card-".length);
  return {
    id,
    title: { "zh-CN": `卡片${number}`, en: `Card ${number}` },
    ppm: Math.round(WHOLE_PPM / Math.max(items.length, 1)),
  };
}

function Editor({ decide, put }: EditorProps<DecideSetComplete>) {
  const { t, of } = useWords();
  const { items } = decide;
  return (
    <>
      <Heading title={t("set_complete.cards")} lead={t("set_complete.lead")} />
      <Rows
        label={t("set_complete.cards")}
        part="items"
        rows={items}
        put={(next) => put(change(decide, next))}
        name={(card) => of(card.title)}
        min={2}
        max={CARDS_MAX}
        add={{ says: t("set_complete.add"), row: () => newCard(decide) }}
      >
        {(card, _, at) => (
          <>
            <At part="title">
              <TextPair
                label={t("set_complete.card")}
                required
                value={card.title}
                onChange={(title) =>
                  title && put({ ...decide, items: replaced(items, at, { ...card, title }) })
                }
              />
            </At>
            <At part="ppm">
              <Share
                name={of(card.title)}
                ppm={card.ppm}
                put={(ppm) => put({ ...decide, items: shifted(items, at, ppm) })}
              />
            </At>
          </>
        )}
      </Rows>
      <div className={styles.fields}>
        <CountOrNone
          label={t("set_complete.required")}
          hint={t("set_complete.required.lead", { count: items.length })}
          part="n_required"
          min={2}
          max={items.length}
          value={decide.n_required}
          put={(count) => put(having(decide, "n_required", count))}
        />
      </div>
      <Gifts decide={decide} put={put} />
      <Heading title={t("set_complete.brings")} />
      <At part="outcome">
        <OutcomeEditor outcome={decide.outcome} put={(outcome) => put({ ...decide, outcome })} />
      </At>
      <Fallback
        outcome={decide.fallback}
        put={(fallback) => put(having(decide, "fallback", fallback))}
        fresh={() => fresh("sold-out", ALL_GIVEN)}
      />
    </>
  );
}

/** Whether a client gives cards to others, and how many at most. */
function Gifts({ decide, put }: Omit<EditorProps<DecideSetComplete>, "play">) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <div className={styles.fields}>
      <At part="allow_gift">
        <Switch
          label={t("set_complete.gift")}
          description={t("set_complete.gift.lead")}
          checked={decide.allow_gift ?? false}
          disabled={!editable}
          onChange={({ currentTarget }) =>
            put(having(decide, "allow_gift", currentTarget.checked || undefined))
          }
        />
      </At>
      {decide.allow_gift && (
        <Count
          label={t("set_complete.gifts_max")}
          part="gifts_max"
          min={1}
          max={GIFTS_MAX}
          value={decide.gifts_max ?? GIFTS}
          put={(most) => put({ ...decide, gifts_max: most })}
        />
      )}
    </div>
  );
}

/** Cards added, moved or taken away: their shares make a million again, and a set needs no more than there are. */
function change(decide: DecideSetComplete, items: DecideSetCompleteCard[]): DecideSetComplete {
  const wanted = decide.n_required;
  const fits = wanted === undefined || wanted <= items.length ? wanted : undefined;
  return { ...having(decide, "n_required", fits), items: whole(items) };
}

/** A card's share: the others change with it once it is let go, so that nothing is lost on the way. */
function Share({ name, ppm, put }: { name: string; ppm: number; put: (ppm: number) => void }) {
  const { t } = useWords();
  const { editable } = useDesk();
  const [held, setHeld] = useState<number | string | null>(null);
  const percent = ppm / PER_PERCENT;
  const letGo = (value: number | string | null) => {
    setHeld(null);
    if (value !== null && value !== "") put(Math.round(Number(value) * PER_PERCENT));
  };
  return (
    <div className={styles.fields} style={{ alignItems: "center" }}>
      <NumberInput
        aria-label={t("set_complete.share", { title: name })}
        suffix="%"
        min={0}
        max={100}
        decimalScale={4}
        readOnly={!editable}
        value={held ?? percent}
        onChange={setHeld}
        onBlur={() => held !== null && letGo(held)}
        onKeyDown={(event) => event.key === "Enter" && letGo(held)}
      />
      <Slider
        style={{ flex: "2 1 240px", maxWidth: "none" }}
        thumbLabel={t("set_complete.share", { title: name })}
        label={(value) => percentOf(value * PER_PERCENT)}
        min={0}
        max={100}
        step={0.5}
        disabled={!editable}
        value={typeof held === "number" ? held : percent}
        onChange={setHeld}
        onChangeEnd={letGo}
      />
    </div>
  );
}

export const set_complete: Operator<DecideSetComplete> = {
  op: "set_complete",
  byChance: true,
  begin: (from) => {
    const begun: DecideSetComplete = {
      op: "set_complete",
      items: [],
      outcome: mainOf(from),
      ...fallbackOf(from),
    };
    for (let count = 0; count < 3; count += 1) begun.items.push({ ...newCard(begun), ppm: 1 });
    return { ...begun, items: whole(begun.items) };
  },
  placed: ({ items, outcome }) => [...items.map((card) => ({ ...card, effects: [] })), outcome],
  Editor,
};
