/** `notify`: the client is told something in words of the activity's own; the letters are counted as he sees them. */
import type { EffectNotify, Text as Words } from "@largesse/contracts/documents";
import { lengthOf } from "@largesse/kernel";
import { Button, Group, Select, Text } from "@mantine/core";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import styles from "../parts/parts.module.css";
import { TextPair } from "../settings/fields";
import { useWords } from "../words";
import type { EffectKind, EffectProps } from "./effect";

type By = NonNullable<EffectNotify["by"]>;
type Locale = "zh-CN" | "en";

const WAYS: readonly By[] = ["message", "list"];
/** The most letters of each way, and of what fills each place: as the check has them. */
const LETTERS: Readonly<Record<By, number>> = { message: 140, list: 300 };
const PLACES: Readonly<Record<string, number>> = { prize: 20, activity: 20, when: 16 };
const PLACE = /\{([^{}]*)\}/g;

/** How many letters the words take at most, with their places filled. */
export function lettersOf(words: string): number {
  const places = [...words.matchAll(PLACE)].map(([, name]) => PLACES[name ?? ""] ?? 0);
  return lengthOf(words.replace(PLACE, "")) + places.reduce((sum, one) => sum + one, 0);
}

function Counted({ words, by }: { words: Words; by: By }) {
  const { t } = useWords();
  const most = LETTERS[by];
  return (["zh-CN", "en"] as const).map((locale: Locale) => {
    const letters = lettersOf(words[locale] ?? "");
    if (!letters) return null;
    return (
      <Text key={locale} size="sm" c={letters > most ? "red" : "dimmed"}>
        {t("effect.notify.letters", { locale: t(`locale.${locale}`), letters, most })}
      </Text>
    );
  });
}

function Editor({ effect, put }: EffectProps<EffectNotify>) {
  const { t } = useWords();
  const { editable } = useDesk();
  const by = effect.by ?? "message";
  const insert = (place: string) => {
    const { "zh-CN": zh, en } = effect.words;
    put({ ...effect, words: { "zh-CN": `${zh}{${place}}`, ...(en ? { en: `${en} {${place}}` } : {}) } });
  };
  return (
    <>
      <At part="words">
        <div className={styles.wide}>
          <TextPair
            label={t("effect.notify.words")}
            hint={t("effect.notify.hint")}
            required
            long
            value={effect.words}
            onChange={(words) => words && put({ ...effect, words })}
          />
          <Group gap="xs" mt={4}>
            {editable &&
              Object.keys(PLACES).map((place) => (
                <Button key={place} size="compact-xs" variant="default" onClick={() => insert(place)}>
                  {t(`effect.notify.place.${place}`)}
                </Button>
              ))}
            <Counted words={effect.words} by={by} />
          </Group>
        </div>
      </At>
      <At part="by">
        <Select
          label={t("effect.notify.by")}
          allowDeselect={false}
          readOnly={!editable}
          value={by}
          data={WAYS.map((value) => ({ value, label: t(`effect.notify.by.${value}`) }))}
          onChange={(value) => put({ ...effect, by: WAYS.find((one) => one === value) ?? "message" })}
        />
      </At>
    </>
  );
}

export const notify: EffectKind<EffectNotify> = {
  name: "notify",
  blank: () => ({ do: "notify", words: { "zh-CN": "" }, by: "message" }),
  Editor,
};
