/** What is kept back, shown or handed over for a purpose that stays in the audit. */
import { Button, Group, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useWords } from "../copy";
import { Dialog } from "./overlays";
import { Note } from "./page";

/** How many characters the platform wants of a purpose. */
const LEAST = 4;

interface ForPurposeProps {
  label: string;
  /** The head of the question; the button's words where it has none of its own. */
  title?: string;
  /** The words of the last button, where the first one's leave open what it does. */
  act?: string;
  says: string;
  size?: string;
  /** Ask for it; answers what is to be shown, true where nothing is, null where it was refused. */
  ask: (purpose: string) => Promise<ReactNode>;
  /** Why it was refused, where the asking does not say so itself. */
  refused?: string | null;
}

/** What was shown is gone with the dialog. */
export function ForPurpose({ label, title = label, act = label, says, size, ask, refused }: ForPurposeProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState("");
  const [shown, setShown] = useState<ReactNode>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    setOpen(false);
    setShown(null);
    setPurpose("");
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const found = await ask(purpose);
    setBusy(false);
    if (found === true) close();
    else setShown(found);
  };
  return (
    <>
      <Button variant="default" {...(size ? { size } : {})} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog title={title} open={open} close={close}>
        {shown ?? (
          <form onSubmit={(event) => void submit(event)}>
            <p>{says}</p>
            {refused && <Note tone="bad">{refused}</Note>}
            <TextInput
              label={t("purpose")}
              description={t("reason.least", { count: LEAST })}
              data-autofocus
              required
              value={purpose}
              onChange={(event) => setPurpose(event.currentTarget.value)}
            />
            <Group justify="flex-end" mt="md">
              <Button type="submit" loading={busy} disabled={purpose.trim().length < LEAST}>
                {act}
              </Button>
            </Group>
          </form>
        )}
      </Dialog>
    </>
  );
}
