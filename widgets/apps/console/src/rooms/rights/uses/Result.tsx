/** How far a file of uses is, and what was not booked of it. */
import { useEffect, useRef } from "react";
import { useRead } from "../../../api/ask";
import { UseFile, type UseFileShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import { FactList, Note } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";
import { LeftOut } from "./LeftOut";

const POLL_MS = 700;

export function UseFileResult({ id, done }: { id: string; done: () => void }) {
  const reading = useRead(UseFile, { id });
  const found = reading.data?.useFile ?? null;
  const ended = found !== null && !found.underWay;
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
  return found && <Result file={found} />;
}

export function Result({ file }: { file: UseFileShown }) {
  const { t, locale } = useWords();
  if (file.underWay)
    return (
      <div role="status" className={styles.progress}>
        <progress value={file.readCount} max={file.totalCount || 1} />
        {t("uses.reading", {
          read: file.readCount.toLocaleString(locale),
          total: file.totalCount.toLocaleString(locale),
        })}
      </div>
    );
  return (
    <>
      <Note tone={file.why || file.badCount ? "warn" : "good"}>
        {file.why || t("uses.booked.says", { booked: file.bookedCount, bad: file.badCount })}
      </Note>
      <FactList
        facts={[
          ["rights.provider", file.providerName],
          ["uses.zone", file.zone],
        ]}
      />
      {file.verdicts.length > 0 && (
        <Table words label={t("uses.verdicts")}>
          <tbody>
            {file.verdicts.map((one) => (
              <tr key={one.verdict}>
                <th scope="row">{one.name}</th>
                <td>
                  <Count of={one.count} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {file.badCount > 0 && (
        <p>
          <a href={`/files/uses/${file.id}/bad.csv`}>{t("uses.leftOut.file")}</a>
        </p>
      )}
      <LeftOut rows={file.leftOut} />
    </>
  );
}
