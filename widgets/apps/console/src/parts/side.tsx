/** A detail beside its list, at its own address; closing goes back to the list as it was asked. */
import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useLocation, useSearch } from "wouter";
import { useWords } from "../copy";

export function Side({
  title,
  back,
  children,
  size = 560,
}: {
  title: ReactNode;
  back: string;
  children: ReactNode;
  size?: number;
}) {
  const { t } = useWords();
  const [, go] = useLocation();
  const search = useSearch();
  return (
    <Drawer
      opened
      onClose={() => go(search ? `${back}?${search}` : back)}
      position="right"
      size={size}
      title={<span style={{ fontSize: 18, fontWeight: 600 }}>{title}</span>}
      closeButtonProps={{ "aria-label": t("close") }}
      padding="lg"
    >
      {children}
    </Drawer>
  );
}
