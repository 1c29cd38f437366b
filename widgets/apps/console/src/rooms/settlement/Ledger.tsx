/** The ledger: entries with both sides, and the trial balance. */
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { Link, useSearch } from "wouter";
import { useRead } from "../../api/ask";
import { Entries, type EntriesData, TrialBalance } from "../../api/documents_gen";
import { useWords } from "../../copy";
import { Amount, When } from "../../parts/figures";
import { RecordList } from "../../parts/list";
import { Page } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { Reveal } from "../../parts/states";
import { useList } from "../../parts/useList";

type Entry = EntriesData["entries"]["edges"][number]["node"];

export function LedgerPage() {
  const { t } = useWords();
  const [tab, setTab] = useState("entries");
  return (
    <Page title={t("place.ledger")} lead={t("place.ledger.lead")} crumb={t("area.settlement")}>
      <SegmentedControl
        mb="md"
        aria-label={t("place.ledger")}
        value={tab}
        onChange={setTab}
        data={["entries", "balance"].map((value) => ({ value, label: t(`ledger.${value}`) }))}
      />
      {tab === "entries" ? <EntryList /> : <Balance />}
    </Page>
  );
}

function EntryList() {
  const { t } = useWords();
  const asked = new URLSearchParams(useSearch()).get("entry") ?? "";
  const list = useList(Entries, (data) => data.entries, {}, { search: asked });
  return (
    <RecordList<Entry>
      {...list}
      label={t("ledger.entries")}
      keyOf={(row) => row.id}
      columns={[
        { head: "trail.fact.entry", cell: (row) => `#${row.id}` },
        { head: "ledger.day", cell: (row) => row.bizDate },
        { head: "ledger.kind", cell: (row) => row.kindName },
        { head: "ledger.debit", cell: (row) => <Side row={row} side="debit" /> },
        { head: "ledger.credit", cell: (row) => <Side row={row} side="credit" /> },
        {
          head: "trail.fact.amount",
          cell: (row) =>
            row.postings.map((posting) => (
              <div key={posting.seq}>
                <Amount of={posting.amount} />
              </div>
            )),
          right: true,
        },
        { head: "ledger.by", cell: (row) => [row.madeBy, row.approvedBy].filter(Boolean).join(" → ") },
        {
          head: "trail.crumb",
          cell: (row) =>
            row.right ? <Link href={`/trail/${row.right}`}>{t("statements.trail")}</Link> : "–",
        },
        { head: "at", cell: (row) => <When at={row.postedAt} /> },
      ]}
      empty={{ title: t("ledger.empty"), teach: t("ledger.empty.teach") }}
    />
  );
}

function Side({ row, side }: { row: Entry; side: "debit" | "credit" }) {
  return (
    <>
      {row.postings.map((posting) => (
        <div key={posting.seq}>
          <code>{posting[side]}</code> {side === "debit" ? posting.debitName : posting.creditName}
        </div>
      ))}
    </>
  );
}

function Balance() {
  const { t } = useWords();
  const reading = useRead(TrialBalance, {});
  return (
    <Reveal reading={reading} pick={(data) => data.trialBalance}>
      {(balance) => (
        <div className={styles.sheet}>
          <table className={styles.table} aria-label={t("ledger.balance")}>
            <thead>
              <tr>
                <th>{t("ledger.account")}</th>
                <th>{t("ledger.book")}</th>
                <th className={styles.right}>{t("ledger.debit")}</th>
                <th className={styles.right}>{t("ledger.credit")}</th>
                <th className={styles.right}>{t("ledger.net")}</th>
              </tr>
            </thead>
            <tbody>
              {balance.lines.map((line) => (
                <tr key={line.book + line.code + line.net.currency}>
                  <td>
                    <code>{line.code}</code> {line.name}
                  </td>
                  <td>{t(`book.${line.book}`)}</td>
                  <td className={styles.right}>
                    <Amount of={line.debit} />
                  </td>
                  <td className={styles.right}>
                    <Amount of={line.credit} />
                  </td>
                  <td className={styles.right}>
                    <Amount of={line.net} />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td colSpan={2}>
                  <b>{t("ledger.total", { entity: balance.entity })}</b>
                </td>
                <td className={styles.right}>
                  {balance.debits.map((sum) => (
                    <b key={sum.currency}>
                      <Amount of={sum} />
                    </b>
                  ))}
                </td>
                <td className={styles.right}>
                  {balance.credits.map((sum) => (
                    <b key={sum.currency}>
                      <Amount of={sum} />
                    </b>
                  ))}
                </td>
                <td />
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </Reveal>
  );
}
