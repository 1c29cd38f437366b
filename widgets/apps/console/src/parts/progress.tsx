/** How far long work is: a bar, the words beside it, and what one may do about it. */
import type { ReactNode } from "react";
import styles from "./parts.module.css";

interface ProgressProps {
  done: number;
  /** 0: not known yet. */
  total: number;
  says: string;
  children?: ReactNode;
}

export function Progress({ done, total, says, children }: ProgressProps) {
  return (
    <div role="status" className={styles.progress}>
      <progress value={done} max={total || 1} aria-label={says} />
      {says}
      {children}
    </div>
  );
}
