/** What opens over a page: a drawer beside it for what one reads or fills in, a dialog for what one answers. */
import { Drawer, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../copy";

interface OverlayProps {
  title: ReactNode;
  open?: boolean;
  close: () => void;
  size?: number | string;
  children: ReactNode;
}

export function Beside({ title, open = true, close, size = 460, children }: OverlayProps) {
  const { t } = useWords();
  return (
    <Drawer
      opened={open}
      onClose={close}
      position="right"
      size={size}
      title={<b style={{ fontSize: 18 }}>{title}</b>}
      closeButtonProps={{ "aria-label": t("close") }}
      padding="lg"
    >
      {children}
    </Drawer>
  );
}

export function Dialog({ title, open = true, close, size = "md", children }: OverlayProps) {
  const { t } = useWords();
  return (
    <Modal
      opened={open}
      onClose={close}
      size={size}
      title={<b>{title}</b>}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {children}
    </Modal>
  );
}
