/** A detail beside its list, at its own address; closing goes back to the list as it was asked. */
import type { ReactNode } from "react";
import { useLocation, useSearch } from "wouter";
import { Beside } from "./overlays";

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
  const [, go] = useLocation();
  const search = useSearch();
  return (
    <Beside addressed title={title} close={() => go(search ? `${back}?${search}` : back)} size={size}>
      {children}
    </Beside>
  );
}
