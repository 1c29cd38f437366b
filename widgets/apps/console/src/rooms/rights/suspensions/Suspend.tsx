/** Stop a right for a reason, or let a suspended one go on; what is open to do is served with the right. */
import { ResumeRight, SuspendRight } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";

interface SuspendProps {
  right: { id: string; skuName: string; clientName: string; movesOpen: string[] };
  done: () => void;
}

export function Suspend({ right, done }: SuspendProps) {
  const { t } = useWords();
  const facts = { name: right.skuName, client: right.clientName };
  return (
    <>
      {right.movesOpen.includes("suspend") && (
        <AskConfirm
          danger
          label={t("suspend")}
          says={t("suspend.says", facts)}
          reason="required"
          document={SuspendRight}
          ask={{ right: right.id }}
          said={t("suspend.done")}
          done={done}
        />
      )}
      {right.movesOpen.includes("resume") && (
        <AskConfirm
          label={t("resume")}
          says={t("resume.says", facts)}
          reason="required"
          document={ResumeRight}
          ask={{ right: right.id }}
          said={t("resume.done")}
          done={done}
        />
      )}
    </>
  );
}
