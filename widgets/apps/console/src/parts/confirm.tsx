/** A change that destroys or moves value: says what, asks why when it must, then does it once. */
import { Button, Group, Modal, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useWords } from "../copy";

interface ConfirmProps {
  label: string;
  title: string;
  says: ReactNode;
  danger?: boolean;
  reason?: "required" | "none";
  variant?: string;
  disabled?: boolean;
  size?: string;
  onYes: (reason: string) => Promise<unknown>;
}

export function Confirm(props: ConfirmProps) {
  const { label, title, says, danger, reason = "none", variant = "default", disabled, size, onYes } = props;
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState("");
  const [busy, setBusy] = useState(false);
  const yes = async () => {
    setBusy(true);
    const answer = await onYes(why);
    setBusy(false);
    if (answer) setOpen(false);
  };
  return (
    <>
      <Button
        {...(size ? { size } : {})}
        variant={variant}
        disabled={disabled ?? false}
        {...(danger ? { color: "red" } : {})}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={<b>{title}</b>}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <div style={{ lineHeight: 1.6 }}>{says}</div>
        {reason === "required" && (
          <Textarea
            mt="md"
            label={t("reason")}
            required
            minRows={2}
            autosize
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setOpen(false)}>
            {t("cancel")}
          </Button>
          <Button
            {...(danger ? { color: "red" } : {})}
            loading={busy}
            disabled={reason === "required" && !why.trim()}
            onClick={yes}
          >
            {label}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
