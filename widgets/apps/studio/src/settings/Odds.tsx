/** The odds: parts per million with a live sum, the effective chance, the prize and its stock. */

import type {
  DecideCertain,
  DecideWeighted,
  Play,
  PlayOutcome,
  PlayWeightedItem,
} from "@largesse/contracts/documents";
import { Button, Group, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { useDesk } from "../desk";
import { useWords } from "../words";
import { balance, newItem, percentOf, sumPpm, WHOLE_PPM } from "./edits";
import { TextPair } from "./fields";
import styles from "./settings.module.css";

type Change = (put: (target: Play) => void) => void;

const grantOf = (outcome: PlayOutcome): string => {
  const effect = outcome.effects.find((one) => one.do === "grant");
  return effect?.do === "grant" ? effect.right : "";
};

export function Odds({ decide, change }: { decide: DecideWeighted; change: Change }) {
  const { t } = useWords();
  const { editable } = useDesk();
  const sum = sumPpm(decide.items);
  const put = (items: PlayWeightedItem[]) =>
    change((play) => {
      if (play.decide.op === "weighted") play.decide.items = items;
    });
  const whole = sum === WHOLE_PPM;
  const filler = decide.items.findIndex((item) => item.effects.length === 0);
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t("odds.prize")}</th>
            <th style={{ width: 210 }}>{t("odds.right")}</th>
            <th style={{ width: 130 }}>{t("odds.ppm")}</th>
            <th style={{ width: 84 }}>{t("odds.percent")}</th>
            <th style={{ width: 96 }}>{t("odds.stock")}</th>
            <th style={{ width: 34 }} aria-label={t("remove")} />
          </tr>
        </thead>
        <tbody>
          {decide.items.map((item, at) => (
            <Line
              key={item.id}
              item={item}
              put={(next) => put(decide.items.map((one, index) => (index === at ? next : one)))}
              remove={
                decide.items.length > 1
                  ? () => put(decide.items.filter((_, index) => index !== at))
                  : undefined
              }
            />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={2}>{t("odds.sum")}</td>
            <td className={whole ? styles.fine : styles.wrong} aria-live="polite">
              {sum.toLocaleString()}
            </td>
            <td colSpan={3} className={whole ? styles.fine : styles.wrong}>
              {whole ? "100%" : t("odds.off", { off: (sum - WHOLE_PPM).toLocaleString() })}
            </td>
          </tr>
        </tfoot>
      </table>
      {editable && (
        <Group gap="xs" mt="xs">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => put([...decide.items, newItem(decide.items)])}
          >
            {t("odds.add")}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={whole || filler < 0}
            onClick={() => put(balance(decide.items, filler))}
          >
            {t("odds.balance")}
          </Button>
        </Group>
      )}
      <Text size="xs" c="dimmed" mt="xs">
        {t("odds.fallback")}
      </Text>
      <TextPair
        label={t("odds.fallbackTitle")}
        required
        value={decide.fallback.title}
        onChange={(title) =>
          title &&
          change((play) => {
            if (play.decide.op === "weighted") play.decide.fallback.title = title;
          })
        }
      />
    </>
  );
}

function Line({
  item,
  put,
  remove,
}: {
  item: PlayWeightedItem;
  put: (item: PlayWeightedItem) => void;
  remove: (() => void) | undefined;
}) {
  const { t, locale } = useWords();
  const { editable } = useDesk();
  const title = locale === "en" ? (item.title.en ?? item.title["zh-CN"]) : item.title["zh-CN"];
  return (
    <tr>
      <td>
        <TextInput
          aria-label={t("odds.prize")}
          readOnly={!editable}
          value={title}
          onChange={(event) =>
            put({ ...item, title: { ...item.title, [locale]: event.currentTarget.value } })
          }
        />
      </td>
      <td>
        <RightChoice outcome={item} put={(outcome) => put({ ...item, ...outcome })} />
      </td>
      <td>
        <NumberInput
          aria-label={t("odds.ppm")}
          min={0}
          max={WHOLE_PPM}
          allowDecimal={false}
          thousandSeparator=","
          readOnly={!editable}
          value={item.ppm}
          onChange={(value) => put({ ...item, ppm: Number(value) || 0 })}
        />
      </td>
      <td style={{ paddingTop: 13, fontVariantNumeric: "tabular-nums" }}>{percentOf(item.ppm)}</td>
      <td>
        <NumberInput
          aria-label={t("odds.stock")}
          min={0}
          allowDecimal={false}
          placeholder="–"
          readOnly={!editable}
          value={item.stock ?? ""}
          onChange={(value) => {
            const { stock: _, ...rest } = item;
            put(value === "" ? rest : { ...rest, stock: Number(value) });
          }}
        />
      </td>
      <td>
        <Button
          variant="subtle"
          color="gray"
          px={6}
          disabled={!editable || !remove}
          aria-label={t("odds.remove", { title })}
          onClick={() => remove?.()}
        >
          ×
        </Button>
      </td>
    </tr>
  );
}

function RightChoice({
  outcome,
  put,
}: {
  outcome: PlayOutcome;
  put: (outcome: Pick<PlayOutcome, "effects">) => void;
}) {
  const { t, of } = useWords();
  const { document, stock, editable } = useDesk();
  const data = document.rights.map((right) => {
    const batch = stock.find((one) => one.id === right.batch);
    return {
      value: right.ref,
      label: batch ? `${of(right.title)} · ${t("control.left", { free: batch.free })}` : of(right.title),
    };
  });
  return (
    <Select
      aria-label={t("odds.right")}
      placeholder={t("odds.noRight")}
      clearable={editable}
      readOnly={!editable}
      data={data}
      value={grantOf(outcome) || null}
      onChange={(right) => put({ effects: right ? [{ do: "grant", right }] : [] })}
    />
  );
}

export function Certain({ decide, change }: { decide: DecideCertain; change: Change }) {
  const { t } = useWords();
  const put = (next: Partial<PlayOutcome>) =>
    change((play) => {
      if (play.decide.op === "certain") play.decide.outcome = { ...play.decide.outcome, ...next };
    });
  return (
    <div style={{ marginTop: 12 }}>
      <TextPair
        label={t("odds.prize")}
        required
        value={decide.outcome.title}
        onChange={(title) => title && put({ title })}
      />
      <div style={{ marginTop: 10 }}>
        <RightChoice outcome={decide.outcome} put={put} />
      </div>
    </div>
  );
}
