/** Ask that a right nobody has used be taken back; a second person decides, and who asked may think again. */
import { Group } from "@mantine/core";
import { Link } from "wouter";
import { ProposeRevocation, WithdrawRevocation } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { When } from "../../../parts/figures";
import { Note } from "../../../parts/page";

interface Right {
  id: string;
  skuName: string;
  clientName: string;
  actions: string[];
}

interface RevokeProps {
  right: Right;
  done: () => void;
}

export function Revoke({ right, done }: RevokeProps) {
  const { t } = useWords();
  if (!right.actions.includes("revoke")) return null;
  return (
    <AskConfirm
      danger
      label={t("revoke")}
      says={t("revoke.says", { name: right.skuName, client: right.clientName })}
      reason="required"
      document={ProposeRevocation}
      ask={{ right: right.id }}
      said={t("revoke.proposed")}
      done={done}
    />
  );
}

interface RevokingProps {
  right: Right;
  open: { id: string; makerName: string; createdAt: string; summary: unknown };
  done: () => void;
}

/** The revocation that waits: who asked for it and why. */
export function Revoking({ right, open, done }: RevokingProps) {
  const { t } = useWords();
  const { reason } = open.summary as { reason: string };
  return (
    <Note tone="warn">
      {t("revoke.waits", { maker: open.makerName, reason })} <When at={open.createdAt} />
      <Group gap="md" mt="xs">
        {right.actions.includes("withdraw") && (
          <AskConfirm
            size="xs"
            label={t("revoke.withdraw")}
            says={t("revoke.withdraw.says")}
            document={WithdrawRevocation}
            ask={{ right: right.id }}
            said={t("revoke.withdrawn")}
            done={done}
          />
        )}
        <Link href={`/approvals/${open.id}`}>{t("activity.approval")}</Link>
      </Group>
    </Note>
  );
}
