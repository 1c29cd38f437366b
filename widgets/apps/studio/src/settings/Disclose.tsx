/** What clients are told before they take part: what the settings say by themselves, and the fields for the rest. */
import type { TermsPlay } from "@largesse/contracts/documents";
import { DISCLOSED, type DisclosedField, GENERATED, moneyText, percentOf, pick } from "@largesse/kernel";
import { useDesk, useDocument, useTold } from "../desk";
import { useWords } from "../words";
import { Card, TextPair } from "./fields";
import styles from "./settings.module.css";

export function Disclose() {
  const { t } = useWords();
  return (
    <Card id="disclosure" title={t("disclosure.title")} lead={t("disclosure.lead")}>
      {DISCLOSED.map((field) => (
        <div key={field} style={{ marginTop: 14 }}>
          {GENERATED.has(field) && <Generated field={field} />}
          {field !== "window" && <Written field={field} />}
        </div>
      ))}
    </Card>
  );
}

function Written({ field }: { field: Exclude<DisclosedField, "window"> }) {
  const { t } = useWords();
  const value = useDocument((document) => document.disclosure[field]);
  const { edit } = useDesk();
  return (
    <TextPair
      label={t(`disclosure.${field}`)}
      hint={GENERATED.has(field) ? t("disclosure.beside") : undefined}
      long
      value={value}
      onChange={(text) =>
        edit((d) => {
          if (text) d.disclosure[field] = text;
          else delete d.disclosure[field];
        })
      }
    />
  );
}

/** What follows from the settings: nobody types it, and it changes with them. */
function Generated({ field }: { field: DisclosedField }) {
  const { t, locale } = useWords();
  const { terms } = useTold();
  const lines = terms?.said.find((part) => part.field === field)?.lines ?? [];
  const plays = field === "prize_list" ? (terms?.plays ?? []) : [];
  if (lines.length === 0 && plays.length === 0) return null;
  return (
    <section
      className={styles.generated}
      aria-label={t("disclosure.of", { field: t(`disclosure.${field}`) })}
    >
      <small>{t("disclosure.of", { field: t(`disclosure.${field}`) })}</small>
      {plays.map((play) => (
        <Prizes key={play.id} play={play} />
      ))}
      {lines.map((line) => (
        <p key={line["zh-CN"]}>{pick(line, locale)}</p>
      ))}
    </section>
  );
}

function Prizes({ play }: { play: TermsPlay }) {
  const { t, locale } = useWords();
  return (
    <div className={styles.tableWrap}>
      <table className={styles.table}>
        <caption>{pick(play.title, locale)}</caption>
        <thead>
          <tr>
            <th>{t("odds.prize")}</th>
            <th>{t("disclosure.worth")}</th>
            <th>{t("disclosure.quantity")}</th>
            {play.by_chance && <th>{t("disclosure.odds")}</th>}
          </tr>
        </thead>
        <tbody>
          {play.outcomes.map((one) => (
            <tr key={one.id}>
              <td>{pick(one.title, locale)}</td>
              <td>
                {one.worth_minor !== undefined && one.currency
                  ? moneyText(one.worth_minor, one.currency)
                  : t("disclosure.nothing")}
              </td>
              <td>{one.stock?.toLocaleString("en") ?? "–"}</td>
              {play.by_chance && <td>{one.ppm === undefined ? "–" : percentOf(one.ppm)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
