/** What was found in a file of codes before anything of it is kept; another column can be chosen. */
import { Select, TextInput } from "@mantine/core";
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import { FactList, Note } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";
import type { Columns, Looked } from "./send";

const UNKNOWN_COLUMNS = 12;
const FIELDS = ["code", "pin", "expires"] as const;

interface PreviewProps {
  looked: Looked;
  columns: Columns;
  choose: (columns: Columns) => void;
}

export function Preview({ looked, columns, choose }: PreviewProps) {
  const { t } = useWords();
  return (
    <>
      {looked.why ? <Note tone="bad">{looked.why}</Note> : <Found looked={looked} />}
      {(looked.choose || !looked.why) && <Choosing looked={looked} columns={columns} choose={choose} />}
      {!looked.why && looked.shorterCount > 0 && (
        <Note tone="warn">
          {t("pools.shorter", { count: looked.shorterCount, length: looked.usualLength })}
        </Note>
      )}
      {!looked.why && looked.bad.length > 0 && <Bad rows={looked.bad} />}
    </>
  );
}

function Found({ looked }: { looked: Looked }) {
  const written = [looked.format.toUpperCase(), looked.format === "csv" ? looked.encoding : looked.sheet];
  return (
    <FactList
      facts={[
        ["pools.written", written.filter(Boolean).join(" · ")],
        ["pools.rows", <Count key="rows" of={looked.rowCount} />],
        ["pools.good", <Count key="good" of={looked.goodCount} />],
        ["pools.bad", <Count key="bad" of={looked.badCount} />],
      ]}
    />
  );
}

/** Which column is what; of a refused file whose columns are not known, one of the first may be chosen. */
function Choosing({ looked, columns, choose }: PreviewProps) {
  const { t } = useWords();
  const found = looked.columns ?? [];
  const width = found.length || UNKNOWN_COLUMNS;
  const options = Array.from({ length: width }, (_, at) => {
    const column = found[at];
    const name = [column?.head, column?.sample].filter(Boolean).join(" · ");
    return { value: String(at), label: t("pools.column", { nr: at + 1, name }) };
  });
  const now = (field: (typeof FIELDS)[number]): string | null => {
    if (columns[field]) return columns[field];
    const at = found.findIndex((column) => column.field === field);
    return at < 0 ? null : String(at);
  };
  const put = (field: string, value: string | null) =>
    choose({
      ...columns,
      ...Object.fromEntries(FIELDS.map((one) => [one, now(one) ?? ""])),
      [field]: value ?? "",
    });
  return (
    <div className={styles.cards}>
      {FIELDS.map((field) => (
        <Select
          key={field}
          label={t(`pools.field.${field}`)}
          data={options}
          value={now(field)}
          clearable={field !== "code"}
          onChange={(value) => put(field, value)}
        />
      ))}
      <Select
        label={t("pools.heads")}
        data={[
          { value: "true", label: t("pools.heads.yes") },
          { value: "false", label: t("pools.heads.no") },
        ]}
        value={columns.heads || String(looked.heads ?? true)}
        onChange={(value) => choose({ ...columns, heads: value ?? "" })}
      />
      <TextInput
        label={t("pools.length")}
        description={t("pools.length.hint")}
        inputMode="numeric"
        value={columns.length}
        onChange={(event) => choose({ ...columns, length: event.currentTarget.value.replace(/\D/g, "") })}
      />
    </div>
  );
}

export function Bad({ rows }: { rows: Looked["bad"] }) {
  const { t } = useWords();
  return (
    <Table words label={t("pools.bad")}>
      <thead>
        <tr>
          <th>{t("pools.line")}</th>
          <th>{t("pools.field")}</th>
          <th>{t("pools.why")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((bad) => (
          <tr key={`${bad.line} ${bad.field}`}>
            <td>{bad.line}</td>
            <td>{t(`pools.field.${bad.field}`)}</td>
            <td>{bad.message}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
