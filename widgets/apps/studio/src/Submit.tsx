/** On to approval: only what is saved and has no error in it. */
import { Button, Modal, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useDesk, useTold } from "./desk";
import type { Draft } from "./draft";
import { opposed } from "./keeping";
import { useWords } from "./words";

/** Go to a field whose text cannot be read: what it held before is not what stands in it. */
function toUnread(): boolean {
  const field = window.document.querySelector<HTMLElement>("[aria-invalid=true]");
  field?.focus();
  return field !== null;
}

interface SubmitProps {
  draft: Draft;
  simulation: ReactNode;
  leave: () => void;
}

export function Submit({ draft, simulation, leave }: SubmitProps) {
  const { t } = useWords();
  const { ports } = useDesk();
  const { problems } = useTold();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const blocked = problems.some((problem) => problem.severity === "error");
  /** What a simulation is of is what the server holds. */
  const show = async () => {
    if (toUnread()) return;
    await draft.flush();
    setOpen(true);
  };
  const submit = async () => {
    setBusy(true);
    const done = (await draft.flush()) && (await ports.submit(note));
    setBusy(false);
    if (done) leave();
  };
  return (
    <>
      <Button
        disabled={blocked || opposed(draft.keeping)}
        title={blocked ? t("submit.blocked") : undefined}
        onClick={() => void show()}
        styles={{
          root: blocked
            ? {}
            : { background: "var(--lg-accent)", color: "var(--lg-on-accent)", fontWeight: 600 },
        }}
      >
        {t("submit")}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={<b>{t("submit.title")}</b>}
        size="xl"
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <p>{t("submit.lead")}</p>
        <Textarea
          label={t("submit.note")}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {simulation}
        <Button mt="md" fullWidth loading={busy} onClick={submit}>
          {t("submit")}
        </Button>
      </Modal>
    </>
  );
}
