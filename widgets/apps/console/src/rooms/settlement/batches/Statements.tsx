/** Which statements an open batch has: one that came late joins it, one that does not belong leaves it. */
import { AddStatement, RemoveStatement, type SettlementBatchShown } from "../../../api/documents_gen";
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
      act={t("settlement.statement.remove.act")}
      said={t("settlement.statement.removed")}
      done={done}
    />
  );
}

/** The provider's loaded statements that no batch has. */
export function AddStatementForm({ batch, done }: { batch: SettlementBatchShown; done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      size="xs"
      label={t("settlement.statement.add")}
      lead={t("settlement.statement.add.lead")}
      document={AddStatement}
      said={t("settlement.statement.added")}
      done={done}
      toAsk={(values) => ({ batch: batch.id, ...values })}
      fields={[
        {
          name: "statement",
          label: "statements.file",
          kind: "record",
          record: { kind: "joining_statement", of: batch.id },
        },
      ]}
    />
  );
}
