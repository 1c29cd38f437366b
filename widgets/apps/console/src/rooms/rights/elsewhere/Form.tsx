/** Bring a file of rights that another system granted: what giving would do is shown, then a second person signs. */
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { useWords } from "../../../copy";
import { Amount, Count, type MoneyValue } from "../../../parts/figures";
import { Dialog } from "../../../parts/overlays";
import { Act, FactList, Note } from "../../../parts/page";
import { RecordPicker } from "../../../parts/picker";
import { type Foreseen, useRowFile } from "../../../parts/rowFile";
import { FileField } from "../../../parts/upload";
import { LeftOut } from "../uses/LeftOut";

/** What giving a file would do. */
interface Looked extends Foreseen {
  columns: Array<{ head: string; field: string }>;
  goodCount: number;
  /** Codes that are digits alone and shorter than most: a spreadsheet may have cut their zeros. */
  shorterCount: number;
  usualLength: number;
  cost: MoneyValue;
}

export function BringRights({ done }: { done: () => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Act onClick={() => setOpen(true)}>{t("elsewhere.import")}</Act>
      <Dialog title={t("elsewhere.import")} open={open} close={() => setOpen(false)} size="lg">
        <BringForm done={done} />
      </Dialog>
    </>
  );
}

function BringForm({ done }: { done: () => void }) {
  const { t } = useWords();
  const [system, setSystem] = useState("");
  const [budget, setBudget] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const sending = file && system.trim() && budget ? { file, system, budget } : null;
  const upload = useRowFile<Looked>("elsewhere", done);
  const { looked, begun, busy } = upload;
  const count = looked && !looked.why ? looked.goodCount : 0;
  const change =
    <V,>(put: (value: V) => void) =>
    (value: V) => {
      put(value);
      upload.drop();
    };
  return (
    <Stack gap="md">
      <p>
        {t("elsewhere.import.says")}{" "}
        <a href="/files/elsewhere-template.xlsx" download>
          {t("elsewhere.template")}
        </a>
      </p>
      <TextInput
        label={t("elsewhere.system")}
        description={t("elsewhere.system.hint")}
        value={system}
        onChange={(event) => change(setSystem)(event.currentTarget.value)}
      />
      <RecordPicker
        kind="budget"
        label={t("batches.budget")}
        description={t("elsewhere.budget.hint")}
        value={budget}
        onChange={change(setBudget)}
      />
      <FileField label={t("elsewhere.file")} of="rights" value={file} onChange={change(setFile)} />
      {busy === "look" && <p role="status">{t("elsewhere.looking")}</p>}
      {upload.refused && <Note tone="bad">{upload.refused}</Note>}
      {looked && !begun && <Preview looked={looked} />}
      {begun ? (
        <Note tone="good">
          {t("elsewhere.sent")} <Link href={`/rights/elsewhere/${begun}`}>{t("elsewhere.open")}</Link>
        </Note>
      ) : (
        <Group>
          <Button
            variant="default"
            disabled={!sending || busy !== ""}
            onClick={() => sending && void upload.see(sending)}
          >
            {t("elsewhere.look")}
          </Button>
          <Button
            loading={busy === "import"}
            disabled={!sending || count === 0 || busy !== ""}
            onClick={() => sending && void upload.go(sending)}
          >
            {t("elsewhere.send", { count })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Preview({ looked }: { looked: Looked }) {
  const { t } = useWords();
  if (looked.why) return <Note tone="bad">{looked.why}</Note>;
  const columns = looked.columns.map((one) => `${one.head} → ${t(`elsewhere.field.${one.field}`)}`);
  return (
    <>
      <FactList
        facts={[
          ["elsewhere.written", `${looked.format.toUpperCase()} · ${looked.encoding}`],
          ["elsewhere.columns", columns.join(t("list.comma"))],
          ["elsewhere.rows", <Count key="rows" of={looked.rowCount} />],
          ["elsewhere.good", <Count key="good" of={looked.goodCount} />],
          ["elsewhere.cost", <Amount key="cost" of={looked.cost} />],
        ]}
      />
      {looked.shorterCount > 0 && (
        <Note tone="warn">
          {t("elsewhere.shorter", { count: looked.shorterCount, length: looked.usualLength })}
        </Note>
      )}
      <LeftOut rows={looked.bad} />
    </>
  );
}
