/** Files beside an order that prove what was done: attached while it is marked, opened from its history. */
import { Stack } from "@mantine/core";
import { useState } from "react";
import { CHANGED, newKey } from "../../../api/ask";
import { sendForm } from "../../../api/send";
import { useWords } from "../../../copy";
import { Note } from "../../../parts/page";
import { inTurn } from "../../../parts/turns";
import { FileField, unsent } from "../../../parts/upload";

/** A file as it stands beside its order. */
export interface OrderFile {
  id: string;
  name: string;
  sizeBytes: number;
  kept: boolean;
}

/** A link to a file, with its size; of one that was taken away, its name alone. */
export function FileLink({ of }: { of: OrderFile }) {
  const { t } = useWords();
  const kb = Math.max(1, Math.round(of.sizeBytes / 1024));
  const size = t("orders.file.size", { kb });
  if (!of.kept)
    return (
      <>
        {of.name} · {size} · {t("orders.file.gone")}
      </>
    );
  return (
    <>
      <a href={`/files/order-evidence/${of.id}`} download>
        {of.name}
      </a>{" "}
      · {size}
    </>
  );
}

interface EvidenceProps {
  order: string;
  files: OrderFile[];
  again: () => void;
  /** Told of each file that begins to be sent, and of each that is there or refused. */
  sending: (by: 1 | -1) => void;
}

/** What is attached by now, and a field for one more: each is sent in its turn as soon as it is chosen. */
export function Evidence({ order, files, again, sending }: EvidenceProps) {
  const { t } = useWords();
  const [refused, setRefused] = useState("");
  const [added, setAdded] = useState<OrderFile[]>([]);
  const [busy, setBusy] = useState("");
  const send = async (file: File) => {
    setBusy(file.name);
    const answer = await sendForm<Omit<OrderFile, "kept">>(`order-evidence/${order}`, {
      file,
      key: newKey(),
    });
    setBusy("");
    if ("refused" in answer) {
      setRefused(answer.refused ?? t(await unsent(file)));
      return;
    }
    setAdded((before) => [...before, { ...answer.told, kept: true }]);
    window.dispatchEvent(new Event(CHANGED));
    again();
  };
  const [turn] = useState(inTurn);
  const waits = (file: File) => {
    setRefused("");
    sending(1);
    void turn(() => send(file)).finally(() => sending(-1));
  };
  const known = new Set(files.map((one) => one.id));
  const all = [...files, ...added.filter((one) => !known.has(one.id))];
  return (
    <Stack gap="xs" mt="sm">
      <FileField label={t("orders.file")} of="evidence" value={null} onChange={(one) => one && waits(one)} />
      {busy && <p role="status">{t("orders.file.sending", { name: busy })}</p>}
      {refused && <Note tone="bad">{refused}</Note>}
      {all.length > 0 && (
        <ul role="status" aria-label={t("orders.files")}>
          {all.map((one) => (
            <li key={one.id}>
              <FileLink of={one} />
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}
