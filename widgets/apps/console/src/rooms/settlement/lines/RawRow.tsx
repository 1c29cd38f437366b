/** The row of the provider's file that a line was read from, beside whatever list or page it is asked from. */
import { Anchor } from "@mantine/core";
import { Link, useSearchParams } from "wouter";
import { useRead } from "../../../api/ask";
import { StatementRow, type StatementRowShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Beside } from "../../../parts/overlays";
import { FactList, Note } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Reveal } from "../../../parts/states";
import { Table } from "../../../parts/table";
import own from "../settlement.module.css";

const NAME = "line";

/** The line whose row is open; it stands in the address, so the way back closes it and the list stays where it is. */
function useOpenLine() {
  const [params, change] = useSearchParams();
  const put = (line: string | null) => (now: URLSearchParams) => {
    if (line) now.set(NAME, line);
    else now.delete(NAME);
    return now;
  };
  const open = (line: string) => change(put(line), { state: { opened: true } });
  const close = () => (history.state?.opened ? history.back() : change(put(null), { replace: true }));
  return { line: params.get(NAME), open, close };
}

/** Ways from a line or a difference to what it rests on: the row as it stood, the right's trail. */
export function Look({ line, right }: { line: string | null; right: string | null }) {
  const { t } = useWords();
  return (
    <div className={own.look}>
      {line && <RowButton line={line} />}
      {right && <Link href={`/trail/${right}`}>{t("statements.trail")}</Link>}
    </div>
  );
}

function RowButton({ line }: { line: string }) {
  const { t } = useWords();
  const { open } = useOpenLine();
  return (
    <Anchor
      component="button"
      type="button"
      fz="inherit"
      c="var(--lg-accent-text)"
      underline="always"
      onClick={() => open(line)}
    >
      {t("row.raw")}
    </Anchor>
  );
}

export function RawRow() {
  const { t } = useWords();
  const { line, close } = useOpenLine();
  return (
    <Beside title={t("row.raw")} addressed open={line !== null} close={close} size={560}>
      {line && <Cells line={line} />}
    </Beside>
  );
}

function Cells({ line }: { line: string }) {
  const { t } = useWords();
  const reading = useRead(StatementRow, { line });
  return (
    <Reveal reading={reading} pick={(data) => data.statementRow}>
      {(row: StatementRowShown) => (
        <>
          <FactList
            facts={[
              [
                "statements.file",
                <Link key="file" href={`/settlement/statements/${row.statement}?line=${row.line}`}>
                  {row.fileName}
                </Link>,
              ],
              ["row.number", row.row],
              ["statements.no", row.lineNo],
            ]}
          />
          <div className={`${styles.sheet} ${own.cells}`}>
            <Table label={t("row.raw")}>
              <tbody>
                {row.cells.map((cell, at) => (
                  <tr key={`${at}${cell.name}`}>
                    <th scope="row">{cell.name || nameless(row, at, t)}</th>
                    <td className={styles.mono}>{cell.text || <span className={styles.muted}>–</span>}</td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </div>
          {row.cells.some((cell) => cell.masked) && (
            <div className={own.cells}>
              <Note>{t("row.masked")}</Note>
            </div>
          )}
        </>
      )}
    </Reveal>
  );
}

const nameless = (row: StatementRowShown, at: number, t: ReturnType<typeof useWords>["t"]) =>
  row.source === "plugin" ? t("row.hash") : t("row.column", { at: at + 1 });
