/** What finance looks at: settlements still open, statements nobody settles yet, budgets burning down. */
import { useRead } from "../../../api/ask";
import { Budgets, SettlementBatches, Statements } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Amount, Burn, Count, minor, Payable } from "../../../parts/figures";
import styles from "../../../parts/parts.module.css";
import { Status } from "../../../parts/status";
import { Panel } from "./Panel";

const FEW = 5;

export function OpenSettlements() {
  const { t } = useWords();
  const reading = useRead(SettlementBatches, { first: FEW, state: "open", sort: "-createdAt" });
  return (
    <Panel
      title={t("home.settlements")}
      all="/settlement/batches"
      reading={reading}
      rows={reading.data?.batches.edges.map(({ node }) => node)}
      keyOf={(row) => row.id}
      open={(row) => `/settlement/batches/${row.id}`}
      columns={[
        { head: "settlement.number", cell: (row) => row.number },
        { head: "rights.provider", cell: (row) => row.providerName },
        { head: "state", cell: (row) => <Status of={row.state} label={row.stateName} /> },
        {
          head: "settlement.open",
          cell: (row) => (
            <span className={row.openBreaks ? styles.alarm : undefined}>
              {row.runHash ? <Count of={row.openBreaks} /> : t("settlement.unmatched")}
            </span>
          ),
          right: true,
        },
        {
          head: "settlement.payable",
          cell: (row) => (row.runHash ? <Payable of={row.netPayable} /> : "–"),
          right: true,
        },
      ]}
      empty={t("home.settlements.none")}
    />
  );
}

export function LooseStatements() {
  const { t } = useWords();
  const reading = useRead(Statements, { first: FEW, state: "open", sort: "-loadedAt" });
  return (
    <Panel
      title={t("home.loose")}
      all="/settlement/statements"
      reading={reading}
      rows={reading.data?.statements.edges.map(({ node }) => node)}
      keyOf={(row) => row.id}
      open={(row) => `/settlement/statements/${row.id}`}
      columns={[
        { head: "statements.file", cell: (row) => row.fileName },
        { head: "state", cell: (row) => <Status of={row.state} /> },
        {
          head: "statements.gross",
          cell: (row) => <Amount of={minor(row.grossMinor, row.currency)} />,
          right: true,
        },
      ]}
      empty={t("home.loose.none")}
    />
  );
}

export function BudgetsBurning() {
  const { t } = useWords();
  const reading = useRead(Budgets, { first: FEW, sort: "-burn" });
  return (
    <Panel
      title={t("home.budgets")}
      all="/rights/budgets?sort=-burn"
      reading={reading}
      rows={reading.data?.budgets.edges.map(({ node }) => node)}
      keyOf={(row) => row.id}
      open={() => "/rights/budgets"}
      columns={[
        { head: "name", cell: (row) => row.name },
        { head: "budgets.left", cell: (row) => <Amount of={row.left} />, right: true },
        {
          head: "budgets.burn",
          cell: (row) => <Burn used={row.used.amountMinor} total={row.cap.amountMinor} />,
          right: true,
        },
      ]}
      empty={t("budgets.empty")}
    />
  );
}
