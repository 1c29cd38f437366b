/** Every changed chance, stock, right, cost and rule, before beside after. */
import type { ReactNode } from "react";
import { useWords } from "../../../copy";
import { Amount, minor, percent } from "../../../parts/figures";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";
import type { Difference } from "./difference";
import { partInWords } from "./inWords";

interface Line {
  key: string;
  what: ReactNode;
  before: ReactNode;
  after: ReactNode;
}

function Lines({ title, lines }: { title: string; lines: Line[] }) {
  const { t } = useWords();
  if (lines.length === 0) return null;
  return (
    <Section title={title}>
      <div className={styles.sheet}>
        <Table words label={title}>
          <thead>
            <tr>
              <th>{t("changes.what")}</th>
              <th className={styles.right}>{t("changes.before")}</th>
              <th className={styles.right}>{t("changes.after")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.key}>
                <td>{line.what}</td>
                <td className={`${styles.right} ${styles.muted}`}>{line.before}</td>
                <td className={styles.right}>
                  <b>{line.after}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}

export function Changes({ of: difference }: { of: Difference }) {
  const say = useWords();
  const { t, of } = say;
  const shown = (one: { part: string; before: unknown; after: unknown }) =>
    one.part !== "id" && partInWords(one.part, one.before, say) !== partInWords(one.part, one.after, say);
  const cost = (worth: { unit_cost_minor: number; currency: string } | null) => (
    <Amount of={worth && minor(worth.unit_cost_minor, worth.currency)} />
  );
  return (
    <>
      <Lines
        title={t("changes.odds")}
        lines={difference.odds.map((one) => ({
          key: one.play + one.item,
          what: of(one.title),
          before: percent(one.before),
          after: percent(one.after),
        }))}
      />
      <Lines
        title={t("changes.rights")}
        lines={difference.rights.map((one) => ({
          key: one.ref,
          what: of(one.title),
          before: cost(one.before),
          after: cost(one.after),
        }))}
      />
      <Lines
        title={t("changes.stock")}
        lines={difference.stock.map((one) => ({
          key: one.play + one.item,
          what: of(one.title),
          before: one.before ?? "–",
          after: one.after ?? "–",
        }))}
      />
      <Lines
        title={t("changes.plays")}
        lines={difference.plays.filter(shown).map((one) => ({
          key: one.play + one.part,
          what: `${of(one.title)} · ${t(`part.${one.part}`)}`,
          before: partInWords(one.part, one.before, say),
          after: partInWords(one.part, one.after, say),
        }))}
      />
      <Lines
        title={t("changes.parts")}
        lines={difference.parts.filter(shown).map((one) => ({
          key: one.part,
          what: t(`part.${one.part}`),
          before: partInWords(one.part, one.before, say),
          after: partInWords(one.part, one.after, say),
        }))}
      />
      <Lines
        title={t("changes.disclosure")}
        lines={difference.disclosure.map((one) => ({
          key: one.part,
          what: t(`disclosed.${one.part}`),
          before: of(one.before),
          after: of(one.after),
        }))}
      />
      <Pages of={difference.pages} />
    </>
  );
}

function Pages({ of: { added, removed, changed } }: { of: Difference["pages"] }) {
  const { t } = useWords();
  const pages = [
    ...added.map((node) => ({ ...node, how: "added" })),
    ...removed.map((node) => ({ ...node, how: "removed" })),
    ...changed.map((node) => ({ ...node, how: "changed" })),
  ];
  if (pages.length === 0) return null;
  return (
    <Section title={t("changes.pages")}>
      <p style={{ margin: 0 }}>
        {pages
          .map((node) => `${t(`changes.${node.how}`)} ${t(`component.${node.type}`)}`)
          .join(t("list.semicolon"))}
      </p>
    </Section>
  );
}
