/** Take a mistaken use back: the right lives again and settlement posts the opposite entry. */
import { ReverseUse } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";

interface ReverseProps {
  use: { id: string; actions: string[] };
  name: string;
  done: () => void;
}

export function Reverse({ use, name, done }: ReverseProps) {
  const { t } = useWords();
  if (!use.actions.includes("reverse")) return null;
  return (
    <AskConfirm
      danger
      size="compact-xs"
      label={t("redemptions.reverse")}
      says={t("redemptions.reverse.says", { name })}
      reason="required"
      document={ReverseUse}
      ask={{ redemption: use.id }}
      said={t("redemptions.reversed")}
      done={done}
    />
  );
}
