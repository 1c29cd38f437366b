/** A first release by section, so that an approver reads what it is, not that there was nothing before. */
import type { ActivityDocument } from "@largesse/contracts/documents";
import { disclosedOf } from "@largesse/kernel";
import type { ReactNode } from "react";
import { useRead } from "../../../api/ask";
import { ActivityTerms } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Amount, Count, minor, percent } from "../../../parts/figures";
import { FactList, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Absent } from "../../../parts/states";
import { Table } from "../../../parts/table";
import type { Difference, Summary } from "./difference";
import { partInWords } from "./inWords";

interface ContentProps {
  document: ActivityDocument;
  summary: Summary;
  difference: Difference;
}

export function Content({ document, summary, difference }: ContentProps) {
  const { t, of, ...say } = useWords();
  const part = (name: keyof ActivityDocument): [string, ReactNode] => [
    `part.${name}`,
    partInWords(name, document[name], { t, of, ...say }),
  ];
  const { currency } = summary;
  return (
    <>
      <Section title={t("content.what")}>
        <FactList facts={[part("goal"), part("window"), part("audience")]} />
      </Section>
      <Section title={t("content.rights")}>
        <Table label={t("content.rights")}>
          <thead>
            <tr>
              <th>{t("content.right")}</th>
              <th className={styles.right}>{t("content.cost")}</th>
              <th className={styles.right}>{t("content.value")}</th>
            </tr>
          </thead>
          <tbody>
            {document.rights.map((right) => (
              <tr key={right.ref}>
                <td>{of(right.title)}</td>
                <td className={styles.right}>
                  <Amount of={minor(right.unit_cost_minor, right.currency)} />
                </td>
                <td className={styles.right}>
                  <Amount of={minor(right.market_value_minor, right.currency)} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Section>
      <Prizes summary={summary} difference={difference} />
      <Section title={t("content.cost.title")}>
        <FactList
          facts={[
            part("budget"),
            ["case.worst", <Amount key="worst" of={minor(summary.worst_case_minor, currency)} />],
            part("limits"),
          ]}
        />
      </Section>
      <Section title={t("content.rules")}>
        <Told document={document} />
      </Section>
    </>
  );
}

/** What clients are told: what follows from the activity, then what is said beside it. */
function Told({ document }: Pick<ContentProps, "document">) {
  const { locale } = useWords();
  const reading = useRead(ActivityTerms, { document });
  if (!reading.data) return <Absent of={reading} />;
  const told = disclosedOf(document.disclosure, reading.data.activityTerms, locale);
  return (
    <FactList
      facts={told.map(({ field, lines, words }) => [
        `disclosed.${field}`,
        [...lines, words].filter(Boolean).map((line) => <div key={line}>{line}</div>),
      ])}
    />
  );
}

/** Every prize once: its odds, and how many there are of it. */
function Prizes({ summary, difference }: Omit<ContentProps, "document">) {
  const { t, of } = useWords();
  const stock = new Map(difference.stock.map((one) => [one.play + one.item, one.after]));
  if (summary.odds.length === 0) return null;
  return (
    <Section title={t("content.prizes")}>
      <Table label={t("content.prizes")}>
        <thead>
          <tr>
            <th>{t("content.prize")}</th>
            <th className={styles.right}>{t("case.odds")}</th>
            <th className={styles.right}>{t("content.stock")}</th>
          </tr>
        </thead>
        <tbody>
          {summary.odds.map((one) => {
            const most = stock.get(one.play + one.item);
            return (
              <tr key={one.play + one.item}>
                <td>{of(one.title)}</td>
                <td className={styles.right}>{percent(one.ppm)}</td>
                <td className={styles.right}>
                  {most == null ? t("content.unlimited") : <Count of={most} />}
                </td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Section>
  );
}
