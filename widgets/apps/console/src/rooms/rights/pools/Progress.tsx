/** How far a lot of codes is, with a way to stop it, and what was left out of it. */
import { Button, Group } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useAsk, useRead } from "../../../api/ask";
import { CancelCodeLot, CodeLot, type CodeLotShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Note } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Bad } from "./Preview";

const POLL_MS = 700;

export function Progress({ lot, done }: { lot: string; done: () => void }) {
  const reading = useRead(CodeLot, { id: lot });
  const found = reading.data?.codeLot ?? null;
  const ended = found !== null && !found.actions.includes("cancel");
  const { again } = reading;
  /** The page is told once that it ended, whatever function it hands down at its next drawing. */
  const told = useRef(false);
  useEffect(() => {
    if (ended) {
      if (!told.current) done();
      told.current = true;
      return;
    }
    const timer = setInterval(again, POLL_MS);
    return () => clearInterval(timer);
  }, [ended, again, done]);
  if (!found) return null;
  return ended ? <Result lot={found} /> : <UnderWay lot={found} again={again} />;
}

function UnderWay({ lot, again }: { lot: CodeLotShown; again: () => void }) {
  const { t, locale } = useWords();
  const { run, busy } = useAsk(CancelCodeLot);
  const stop = async () => {
    await run({ ask: { lot: lot.id } }, t("pools.cancelled"));
    again();
  };
  return (
    <Group role="status" className={styles.progress ?? ""}>
      <progress value={lot.readCount} max={lot.totalCount || 1} />
      {t("pools.reading", {
        read: lot.readCount.toLocaleString(locale),
        total: lot.totalCount.toLocaleString(locale),
      })}
      <Button size="compact-xs" variant="subtle" color="red" loading={busy} onClick={() => void stop()}>
        {t("pools.cancel")}
      </Button>
    </Group>
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
