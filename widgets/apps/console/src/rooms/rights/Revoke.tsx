/** Ask that a right nobody has used be taken back; a second person decides. */
import { newKey, useAsk } from "../../api/ask";
import { ProposeRevocation } from "../../api/documents_gen";
import { useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { Confirm } from "../../parts/confirm";

const ALIVE = ["pending", "issued", "active"];

interface RevokeProps {
  right: { id: string; state: string; skuName: string; clientName: string };
  done: () => void;
}

export function Revoke({ right, done }: RevokeProps) {
  const { t } = useWords();
  const { may } = useSigned();
  const { run } = useAsk(ProposeRevocation);
  if (!ALIVE.includes(right.state) || !may("rights.propose_revocation")) return null;
  return (
    <Confirm
      danger
      label={t("revoke")}
      title={t("revoke")}
      says={t("revoke.says", { name: right.skuName, client: right.clientName })}
      reason="required"
      onYes={async (reason) => {
        const answer = await run({ ask: { key: newKey(), right: right.id, reason } }, t("revoke.proposed"));
        if (answer) done();
        return answer;
      }}
    />
  );
}
