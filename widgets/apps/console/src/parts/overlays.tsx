/** What opens over a page: a drawer beside it for what one reads or fills in, a dialog for what one answers. */
import { Drawer, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../copy";
import { useOver } from "./over";

interface OverlayProps {
  title: ReactNode;
  open?: boolean;
  close: () => void;
  size?: number | string;
  /** It stands in the address. */
  addressed?: boolean;
  children: ReactNode;
}

export function Beside({ title, open = true, close, size = 460, addressed, children }: OverlayProps) {
  const { t } = useWords();
  const root = useOver(open, close, addressed);
  return (
    <Drawer
      ref={root}
      opened={open}
      onClose={close}
      closeOnEscape={false}
      position="right"
      size={size}
      title={<b style={{ fontSize: 18, overflowWrap: "anywhere" }}>{title}</b>}
      closeButtonProps={{ "aria-label": t("close") }}
      padding="lg"
    >
      {children}
    </Drawer>
  );
}

export function Dialog({ title, open = true, close, size = "md", addressed, children }: OverlayProps) {
  const { t } = useWords();
  const root = useOver(open, close, addressed);
  return (
    <Modal
      ref={root}
      opened={open}
      onClose={close}
      closeOnEscape={false}
      size={size}
      title={<b style={{ overflowWrap: "anywhere" }}>{title}</b>}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {children}
    </Modal>
  );
}
