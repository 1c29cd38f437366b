/** The button that takes a whole list home as CSV, with its progress on it. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useWords } from "../copy";
import { csvOf, everyRow, type FileColumn, ROWS_MAX, save } from "./csv";
import type { Pages } from "./pages";
import { useClock } from "./time";

interface ExportProps<Row> {
  name: string;
  columns: Array<FileColumn<Row>>;
  page: (after: string | null) => Promise<Pages<Row> | null>;
  lines?: ((row: Row) => Row[]) | undefined;
}

export function Export<Row>({ name, columns, page, lines }: ExportProps<Row>) {
  const { t } = useWords();
  const clock = useClock();
  const [read, setRead] = useState<number | null>(null);
  const take = async () => {
    setRead(0);
    try {
      const { rows, whole } = await everyRow(page, setRead);
      const heads = columns.map((column) => ({ ...column, head: t(column.head) }));
      const text = csvOf(heads, lines ? rows.flatMap(lines) : rows);
      save(`${name}-${clock.today()}.csv`, new Blob([text], { type: "text/csv;charset=utf-8" }));
      notifications.show(
        whole
          ? { color: "teal", message: t("export.done", { count: rows.length }) }
          : { color: "orange", message: t("export.cut", { count: ROWS_MAX }) },
      );
    } catch {
      notifications.show({ color: "red", title: t("trouble.title"), message: t("export.failed") });
    }
    setRead(null);
  };
  return (
    <Button variant="default" size="xs" disabled={read !== null} onClick={() => void take()}>
      {read === null ? t("export") : t("export.reading", { count: read })}
    </Button>
  );
}
