/** Lines of a file that stay out, and why. */
import { useWords } from "../../../copy";
import { Table } from "../../../parts/table";

export function LeftOut({ rows }: { rows: Array<{ line: number; message: string }> }) {
  const { t } = useWords();
  if (rows.length === 0) return null;
  return (
    <Table words label={t("uses.leftOut")}>
      <thead>
        <tr>
          <th>{t("uses.line")}</th>
          <th>{t("uses.why")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.line}>
            <td>{row.line}</td>
            <td>{row.message}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
