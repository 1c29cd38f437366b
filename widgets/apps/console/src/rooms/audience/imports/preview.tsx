/** What was found in a file before it is imported: how it is written, and what each column is read as. */
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import { FactList, Note } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import type { Looked } from "./send";

export function Preview({ looked }: { looked: Looked }) {
  const { t } = useWords();
  if (looked.why) return <Note tone="bad">{looked.why}</Note>;
  const unused = looked.columns.filter((column) => column.head && !column.field);
  const written = [looked.format.toUpperCase(), looked.format === "csv" ? looked.encoding : looked.sheet];
  return (
    <>
      <FactList
        facts={[
          ["imports.written", written.join(" · ")],
          ["imports.total", <Count key="rows" of={looked.rowCount} />],
          ["imports.heads", t("imports.heads.line", { line: looked.line })],
        ]}
      />
      <div className={styles.tableWrap} style={{ maxHeight: 280, overflowY: "auto" }}>
        <table className={styles.table} aria-label={t("imports.columns")}>
          <thead>
            <tr>
              <th>{t("imports.head")}</th>
              <th>{t("imports.readAs")}</th>
              <th>{t("imports.sample")}</th>
            </tr>
          </thead>
          <tbody>
            {looked.columns.map((column, at) => (
              <tr key={at}>
                <td>{column.head || "–"}</td>
                <td className={column.field ? undefined : styles.muted}>
                  {column.field ? t(`column.${column.field}`) : t("imports.unused")}
                </td>
                <td className={styles.muted}>{column.sample}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {unused.length > 0 && (
        <Note tone="warn">
          {t("imports.unused.says", { columns: unused.map((column) => column.head).join(t("list.comma")) })}
        </Note>
      )}
    </>
  );
}
