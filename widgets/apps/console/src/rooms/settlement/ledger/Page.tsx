/** The ledger: entries with both sides, and the trial balance. */
import { Fragment } from "react";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { Entries, type EntriesRow, TrialBalance } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useTab } from "../../../parts/address";
import type { FileColumn } from "../../../parts/csv";
import { Amount, decimal, type MoneyValue, When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { SideBySide } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Reveal } from "../../../parts/states";
import { Table } from "../../../parts/table";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";
import own from "./ledger.module.css";
import { Rates } from "./Rates";

export function LedgerPage() {
  const { t } = useWords();
  const [tab, setTab] = useTab("entries");
  return (
    <Page title={t("place.ledger")} lead={t("place.ledger.lead")}>
      <SideBySide
        tabs
        label={t("place.ledger")}
        family="ledger"
        values={["entries", "balance", "rates"]}
        value={tab}
        choose={setTab}
      />
      {tab === "entries" && <EntryList />}
      {tab === "balance" && <Balance />}
      {tab === "rates" && <Rates />}
    </Page>
  );
}

/** What a job posts, the system posts; a person is named. */
const byWhom = (row: EntriesRow, t: (key: string) => string): string =>
  [row.madeBy, row.approvedBy]
    .filter(Boolean)
    .map((one) => (one?.startsWith("job:") ? t("actor.system") : one))
    .join(" → ");

function EntryList() {
  const { t } = useWords();
  const clock = useClock();
  const list = useList(Entries, (data) => data.entries);
  return (
    <RecordList
      {...list}
      label={t("ledger.entries")}
      keyOf={(row) => row.id}
      file={{ also: POSTING, lines: (row) => row.postings.map((one) => ({ ...row, postings: [one] })) }}
      columns={[
        { head: "trail.fact.entry", cell: (row) => `#${row.id}`, text: (row) => row.id, sorts: "id" },
        {
          head: "ledger.day",
          cell: (row) => <span className="lg-figures">{row.bizDate}</span>,
          text: (row) => row.bizDate,
          sorts: "bizDate",
        },
        { head: "ledger.kind", text: (row) => row.kindName },
        { head: "ledger.postings", cell: (row) => <Postings of={row.postings} /> },
        { head: "ledger.by", text: (row) => byWhom(row, t) },
        {
          head: "trail.crumb",
          cell: (row) =>
            row.right ? <Link href={`/trail/${row.right}`}>{t("statements.trail")}</Link> : "–",
        },
        { head: "at", cell: (row) => <When at={row.postedAt} />, text: (row) => clock.exact(row.postedAt) },
      ]}
      empty={{ title: t("ledger.empty"), teach: t("ledger.empty.teach") }}
    />
  );
}

const POSTING: Array<FileColumn<EntriesRow>> = [
  { head: "ledger.debit", text: ({ postings: [one] }) => one?.debit },
  { head: "ledger.debitName", text: ({ postings: [one] }) => one?.debitName },
  { head: "ledger.credit", text: ({ postings: [one] }) => one?.credit },
  { head: "ledger.creditName", text: ({ postings: [one] }) => one?.creditName },
  { head: "trail.fact.amount", text: ({ postings: [one] }) => decimal(one?.amount) },
  { head: "currency", text: ({ postings: [one] }) => one?.amount.currency },
];

/** Debit, credit, amount: one line each, as in a voucher. */
function Postings({ of: postings }: { of: EntriesRow["postings"] }) {
  const { t } = useWords();
  return (
    <div className={own.postings}>
      {postings.map((one) => (
        <Fragment key={one.seq}>
          <span>
            <small>{t("ledger.dr")}</small> <code>{one.debit}</code> {one.debitName}
          </span>
          <span>
            <small>{t("ledger.cr")}</small> <code>{one.credit}</code> {one.creditName}
          </span>
          <Amount of={one.amount} />
        </Fragment>
      ))}
    </div>
  );
}

function Balance() {
  const { t } = useWords();
  const reading = useRead(TrialBalance, {});
  return (
    <Reveal reading={reading} pick={(data) => data.trialBalance}>
      {(balance) => (
        <div className={styles.sheet}>
          <Table label={t("ledger.balance")}>
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
                    <Standing debit={line.debit} credit={line.credit} />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td colSpan={2}>
                  <b>{t("ledger.total", { entity: balance.entityName })}</b>
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
          </Table>
        </div>
      )}
    </Reveal>
  );
}

/** A balance with its side, as a trial balance states it: 借, 贷 or 平. */
function Standing({ debit, credit }: { debit: MoneyValue; credit: MoneyValue }) {
  const { t } = useWords();
  const net = debit.amountMinor - credit.amountMinor;
  const side = net > 0 ? "ledger.dr" : net < 0 ? "ledger.cr" : "ledger.flat";
  return (
    <span className={styles.amount}>
      <small>{t(side)}</small> <Amount of={{ amountMinor: Math.abs(net), currency: debit.currency }} />
    </span>
  );
}
