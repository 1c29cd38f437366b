/** Which statements an open batch has: one that came late joins it, one that does not belong leaves it. */
import { useRead } from "../../../api/ask";
import {
  AddStatement,
  RemoveStatement,
  type SettlementBatchShown,
  Statements,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { AskForm } from "../../../parts/form";

interface TakeOutProps {
  batch: string;
  statement: { id: string; fileName: string };
  done: () => void;
}

export function TakeOut({ batch, statement, done }: TakeOutProps) {
  const { t } = useWords();
  return (
    <AskConfirm
      size="compact-xs"
      label={t("settlement.statement.remove")}
      says={t("settlement.statement.remove.says", { file: statement.fileName })}
      document={RemoveStatement}
      ask={{ batch, statement: statement.id }}
      said={t("saved")}
      done={done}
    />
  );
}

const MOST = 100;

/** The provider's loaded statements that no batch has; without any there is nothing to add. */
export function AddStatementForm({ batch, done }: { batch: SettlementBatchShown; done: () => void }) {
  const { t } = useWords();
  const reading = useRead(Statements, { state: "open", first: MOST });
  const rows = reading.data?.statements.edges.map((edge) => edge.node) ?? [];
  const free = rows.filter(
    (row) => row.provider === batch.provider && row.currency === batch.currency && row.lineCount > 0,
  );
  if (free.length === 0) return null;
  return (
    <AskForm
      size="xs"
      label={t("settlement.statement.add")}
      lead={t("settlement.statement.add.lead")}
      document={AddStatement}
      said={t("saved")}
      done={() => {
        reading.again();
        done();
      }}
      toAsk={(values) => ({ batch: batch.id, ...values })}
      fields={[
        {
          name: "statement",
          label: "statements.file",
          kind: "choice",
          options: free.map((row) => ({ value: row.id, label: row.fileName })),
        },
      ]}
    />
  );
}
