/** Take a mistaken use back: the right lives again and settlement posts the opposite entry. */
import { newKey, useAsk } from "../../../api/ask";
import { ReverseUse } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Confirm } from "../../../parts/confirm";

interface ReverseProps {
  use: { id: string; kind: string; reversed: boolean };
  name: string;
  done: () => void;
}

export function Reverse({ use, name, done }: ReverseProps) {
  const { t } = useWords();
  const { may } = useSigned();
  const { run } = useAsk(ReverseUse);
  if (use.kind !== "use" || use.reversed || !may("rights.reverse_use")) return null;
  return (
    <Confirm
      danger
      size="compact-xs"
      label={t("redemptions.reverse")}
      title={t("redemptions.reverse")}
      says={t("redemptions.reverse.says", { name })}
      reason="required"
      onYes={async (reason) => {
        const answer = await run(
          { ask: { key: newKey(), redemption: use.id, reason } },
          t("redemptions.reversed"),
        );
        if (answer) done();
        return answer;
      }}
    />
  );
}
