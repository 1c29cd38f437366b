/** `weighted`: parts per million with a live sum, the effective chance, the prize and its stock. */
import type { DecideWeighted, DecideWeightedItem } from "@largesse/contracts/documents";
import { Button, Group, NumberInput, Text, TextInput } from "@mantine/core";
import { useDesk } from "../desk";
import { EffectsEditor } from "../effects";
import { TextPair } from "../settings/fields";
import styles from "../settings/settings.module.css";
import { useWords } from "../words";
import { balance, newItem, percentOf, sumPpm, WHOLE_PPM } from "./odds";
import type { EditorProps, Operator } from "./operator";

function Editor({ decide, put }: EditorProps<DecideWeighted>) {
  const { t } = useWords();
  const { editable } = useDesk();
  const sum = sumPpm(decide.items);
  const change = (items: DecideWeightedItem[]) => put({ ...decide, items });
  const whole = sum === WHOLE_PPM;
  const filler = decide.items.findIndex((item) => item.effects.length === 0);
  return (
    <>
      <div className={styles.tableWrap}>
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
                put={(next) => change(decide.items.map((one, index) => (index === at ? next : one)))}
                remove={
                  decide.items.length > 1
                    ? () => change(decide.items.filter((_, index) => index !== at))
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
      </div>
      {editable && (
        <Group gap="xs" mt="xs">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => change([...decide.items, newItem(decide.items)])}
          >
            {t("odds.add")}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={whole || filler < 0}
            onClick={() => change(balance(decide.items, filler))}
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
        onChange={(title) => title && put({ ...decide, fallback: { ...decide.fallback, title } })}
      />
    </>
  );
}

function Line({
  item,
  put,
  remove,
}: {
  item: DecideWeightedItem;
  put: (item: DecideWeightedItem) => void;
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
        <EffectsEditor effects={item.effects} put={(effects) => put({ ...item, effects })} />
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

export const weighted: Operator<DecideWeighted> = {
  op: "weighted",
  byChance: true,
  blank: () => ({
    op: "weighted",
    items: [{ id: "none", title: { "zh-CN": "未中奖", en: "No prize" }, effects: [], ppm: WHOLE_PPM }],
    fallback: { id: "sold-out", title: { "zh-CN": "礼遇已赠完", en: "All gifts given" }, effects: [] },
  }),
  Editor,
};
