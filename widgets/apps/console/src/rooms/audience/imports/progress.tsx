/** How far an import is, and what it refused. */
import { useRead } from "../../../api/ask";
import { ClientImport, type ClientImportShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useFollow } from "../../../parts/follow";
import { Note } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Progress } from "../../../parts/progress";
import { Table } from "../../../parts/table";

const UNDER_WAY = ["waiting", "reading"];

/** Follow an import until it has ended. */
export function useProgress(id: string | null, done: () => void): ClientImportShown | null {
  const reading = useRead(ClientImport, { id: id ?? "" }, id === null);
  const found = id === null ? null : (reading.data?.clientImport ?? null);
  const ended = found !== null && !UNDER_WAY.includes(found.state);
  useFollow(id !== null && !ended, reading.again, done);
  return found;
}

export function ImportResult({ result }: { result: ClientImportShown }) {
  const { t } = useWords();
  if (UNDER_WAY.includes(result.state))
    return (
      <Progress
        done={result.readCount}
        total={result.totalCount}
        says={t("imports.reading", { read: result.readCount, total: result.totalCount })}
      />
    );
  const unused = result.columns.filter((one) => one.head && !one.field).map((one) => one.head);
  return (
    <>
      <Note tone={result.why || result.badCount ? "warn" : "good"}>
        {result.why ||
          t(result.dryRun ? "imports.checked" : "clients.imported", {
            added: result.createdCount,
            updated: result.updatedCount,
            bad: result.badCount,
            good: result.readCount - result.badCount,
          })}
      </Note>
      {unused.length > 0 && (
        <Note tone="warn">{t("imports.unused.says", { columns: unused.join(t("list.comma")) })}</Note>
      )}
      {result.badCount > result.bad.length && (
        <p className={styles.muted}>{t("imports.bad.first", { count: result.bad.length })}</p>
      )}
      {result.bad.length > 0 && (
        <Table words label={t("clients.bad")}>
          <thead>
            <tr>
              <th>{t("clients.line")}</th>
              <th>{t("clients.field")}</th>
              <th>{t("clients.why")}</th>
            </tr>
          </thead>
          <tbody>
            {result.bad.map((bad) => (
              <tr key={`${bad.line} ${bad.field} ${bad.message}`}>
                <td>{bad.line}</td>
                <td style={{ whiteSpace: "nowrap" }}>{bad.field ? t(`column.${bad.field}`) : "–"}</td>
                <td>{bad.message}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}
