/** A change that destroys or moves value: says what, asks why when it must, then does it once. */
import { Button, Group, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useWords } from "../copy";
import { Dialog } from "./overlays";

interface Question {
  label: string;
  /** The head of the question; the button's words where it has none of its own. */
  title?: string;
  /** The words of yes, where the first button's leave open what is done to what. */
  act?: string;
  says: ReactNode;
  danger?: boolean;
  reason?: "required" | "none";
  /** How many characters the mutation wants of a reason, where that is more than one. */
  least?: number;
  onYes: (reason: string) => Promise<unknown>;
}

export interface ConfirmProps extends Question {
  variant?: string;
  disabled?: boolean;
  size?: string;
}

/** The button and the question behind it; a small one stands in a row and is quiet. */
export function Confirm({ variant = "default", disabled, size, ...question }: ConfirmProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        {...(size ? { size } : {})}
        variant={question.danger && variant === "default" ? (size ? "subtle" : "outline") : variant}
        disabled={disabled ?? false}
        {...(question.danger ? { color: "red" } : {})}
        onClick={() => setOpen(true)}
      >
        {question.label}
      </Button>
      <Ask {...question} open={open} close={() => setOpen(false)} />
    </>
  );
}

/** The question alone, for whoever opens it in another way. */
export function Ask({
  open,
  close,
  label,
  title = label,
  act = label,
  says,
  danger,
  reason = "none",
  least = 1,
  onYes,
}: Question & { open: boolean; close: () => void }) {
  const { t } = useWords();
  const [why, setWhy] = useState("");
  const short = reason === "required" && why.trim().length < least;
  const [busy, setBusy] = useState(false);
  const yes = async () => {
    setBusy(true);
    const answer = await onYes(why);
    setBusy(false);
    if (answer) close();
  };
  return (
    <Dialog title={title} open={open} close={close}>
      <div style={{ lineHeight: 1.6 }}>{says}</div>
      {reason === "required" && (
        <Textarea
          mt="md"
          label={t("reason")}
          description={least > 1 && t("reason.least", { count: least })}
          data-autofocus
          required
          minRows={2}
          autosize
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close}>
          {t("cancel")}
        </Button>
        <Button {...(danger ? { color: "red" } : {})} loading={busy} disabled={short} onClick={yes}>
          {act}
        </Button>
      </Group>
    </Dialog>
  );
}
