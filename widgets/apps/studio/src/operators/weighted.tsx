/** `weighted`: parts per million with a live sum, the effective chance, the prize and its stock; a pity if wanted. */
import type { DecideWeighted, DecideWeightedItem } from "@largesse/contracts/documents";
import { percentOf } from "@largesse/kernel";
import { Button, Select, Switch } from "@mantine/core";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { Count, CountOrNone } from "../parts/Count";
import { having } from "../parts/having";
import { OutcomeEditor } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { TextPair } from "../settings/fields";
import colours from "../settings/settings.module.css";
import { useWords } from "../words";
import { balance, sumPpm, WHOLE_PPM, whole } from "./odds";
import type { EditorProps, Operator } from "./operator";
import { ALL_GIVEN, fresh, NO_PRIZE, newOutcome, plain } from "./outcomes";

/** Without its item there is no pity. */
function change(decide: DecideWeighted, items: DecideWeightedItem[]): DecideWeighted {
  const lucky = items.some((item) => item.id === decide.pity?.item);
  return { ...having(decide, "pity", lucky ? decide.pity : undefined), items };
}

function Editor({ decide, put }: EditorProps<DecideWeighted>) {
  const { t, of } = useWords();
  return (
    <>
      <Rows
        label={t("odds.prizes")}
        part="items"
        rows={decide.items}
        put={(items) => put(change(decide, items))}
        name={(item) => of(item.title)}
        min={1}
        max={50}
        add={{ says: t("odds.add"), row: () => ({ ...newOutcome(decide), ppm: 0 }) }}
      >
        {(item, write) => (
          <OutcomeEditor outcome={item} put={write} more={<Numbers item={item} put={write} />} />
        )}
      </Rows>
      <Sum items={decide.items} put={(items) => put({ ...decide, items })} />
      <Pity decide={decide} put={put} />
      <At part="fallback">
        <TextPair
          label={t("odds.fallbackTitle")}
          hint={t("odds.fallback")}
          required
          value={decide.fallback.title}
          onChange={(title) => title && put({ ...decide, fallback: { ...decide.fallback, title } })}
        />
      </At>
    </>
  );
}

function Numbers({ item, put }: { item: DecideWeightedItem; put: (item: DecideWeightedItem) => void }) {
  const { t } = useWords();
  return (
    <>
      <Count
        label={t("odds.ppm")}
        part="ppm"
        max={WHOLE_PPM}
        behind={percentOf(item.ppm)}
        value={item.ppm}
        put={(ppm) => put({ ...item, ppm })}
      />
      <CountOrNone
        label={t("odds.unlockAfter")}
        part="unlock_after"
        min={1}
        max={10_000}
        value={item.unlock_after}
        put={(times) => put(having(item, "unlock_after", times))}
      />
    </>
  );
}

function Sum({ items, put }: { items: DecideWeightedItem[]; put: (items: DecideWeightedItem[]) => void }) {
  const { t } = useWords();
  const { editable } = useDesk();
  const sum = sumPpm(items);
  const full = sum === WHOLE_PPM;
  const filler = items.findIndex((item) => item.effects.length === 0);
  return (
    <p className={styles.sum}>
      {t("odds.sum")} <span aria-live="polite">{sum.toLocaleString()}</span>{" "}
      <span className={full ? colours.fine : colours.wrong} aria-live="polite">
        {full ? "100%" : t("odds.off", { off: (sum - WHOLE_PPM).toLocaleString() })}
      </span>
      {editable && (
        <Button
          ml="sm"
          size="compact-sm"
          variant="default"
          disabled={full || filler < 0}
          onClick={() => put(balance(items, filler))}
        >
          {t("odds.balance")}
        </Button>
      )}
    </p>
  );
}

function Pity({ decide, put }: Pick<EditorProps<DecideWeighted>, "decide" | "put">) {
  const { t, of } = useWords();
  const { editable } = useDesk();
  const { items, pity } = decide;
  const first = items.find((item) => item.effects.length > 0) ?? items[0];
  const write = (next: DecideWeighted["pity"]) => put(having(decide, "pity", next));
  return (
    <At part="pity">
      <Switch
        mt="md"
        label={t("pity.has")}
        description={t("pity.lead")}
        disabled={!editable || !first}
        checked={pity !== undefined}
        onChange={(event) =>
          write(event.currentTarget.checked && first ? { item: first.id, hard: 10 } : undefined)
        }
      />
      {pity && (
        <div className={styles.fields}>
          <At part="item">
            <Select
              label={t("pity.item")}
              required
              readOnly={!editable}
              allowDeselect={false}
              data={items.map((item) => ({ value: item.id, label: of(item.title) }))}
              value={pity.item}
              onChange={(item) => item && write({ ...pity, item })}
            />
          </At>
          <Count
            label={t("pity.hard")}
            part="hard"
            min={1}
            max={10_000}
            value={pity.hard}
            put={(hard) => write({ ...pity, hard })}
          />
          <CountOrNone
            label={t("pity.from")}
            part="from"
            min={1}
            max={10_000}
            value={pity.from}
            put={(from) => write(having(pity, "from", from))}
          />
          <Count
            label={t("pity.step")}
            part="step_ppm"
            max={WHOLE_PPM}
            behind={percentOf(pity.step_ppm ?? 0)}
            value={pity.step_ppm ?? 0}
            put={(step) => write({ ...pity, step_ppm: step })}
          />
        </div>
      )}
    </At>
  );
}

export const weighted: Operator<DecideWeighted> = {
  op: "weighted",
  byChance: true,
  begin: ({ outcomes, fallback }) => ({
    op: "weighted",
    items: outcomes.length
      ? whole(outcomes.map((one) => ({ ...plain(one), ppm: one.ppm ?? 0 })))
      : [{ ...fresh("none", NO_PRIZE), ppm: WHOLE_PPM }],
    fallback: fallback ?? fresh("sold-out", ALL_GIVEN),
  }),
  Editor,
};
