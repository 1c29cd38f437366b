/** How far a lot of codes is, with a way to stop it, and what was left out of it. */
import { useRead } from "../../../api/ask";
import { CancelCodeLot, CodeLot, type CodeLotShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { useFollow } from "../../../parts/follow";
import { Note } from "../../../parts/page";
import { Progress } from "../../../parts/progress";
import { Absent } from "../../../parts/states";
import { Bad } from "./Preview";

export function LotProgress({ lot, done }: { lot: string; done: () => void }) {
  const reading = useRead(CodeLot, { id: lot });
  const found = reading.data?.codeLot ?? null;
  const ended = found !== null && !found.actions.includes("cancel");
  useFollow(!ended, reading.again, done);
  if (!found) return <Absent of={reading} />;
  return ended ? <Result lot={found} /> : <UnderWay lot={found} again={reading.again} />;
}

function UnderWay({ lot, again }: { lot: CodeLotShown; again: () => void }) {
  const { t } = useWords();
  return (
    <Progress
      done={lot.readCount}
      total={lot.totalCount}
      says={t("pools.reading", { read: lot.readCount, total: lot.totalCount })}
    >
      <AskConfirm
        danger
        size="compact-xs"
        label={t("pools.cancel")}
        says={t("pools.cancel.says")}
        document={CancelCodeLot}
        ask={{ lot: lot.id }}
        said={t("pools.cancelled")}
        done={again}
      />
    </Progress>
  );
}

function Result({ lot }: { lot: CodeLotShown }) {
  const { t } = useWords();
  return (
    <>
      <Note tone={lot.why || lot.badCount ? "warn" : "good"}>
        {lot.why || t("pools.imported", { kept: lot.keptCount, bad: lot.badCount })}
      </Note>
      {lot.badCount > 0 && (
        <p>
          <a href={`/files/code-lots/${lot.id}/bad.csv`}>{t("pools.bad.file")}</a>
        </p>
      )}
      {lot.bad.length > 0 && <Bad rows={lot.bad} />}
    </>
  );
}
