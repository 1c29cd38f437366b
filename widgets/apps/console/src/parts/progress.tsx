/** How far long work is: a bar, the words beside it, and what one may do about it. */
import type { ReactNode } from "react";
import { useWords } from "../copy";
import styles from "./parts.module.css";

interface ProgressProps {
  done: number;
  /** 0: not known yet, since nobody has begun. */
  total: number;
  says: string;
  children?: ReactNode;
}

export function Progress({ done, total, says, children }: ProgressProps) {
  const { t } = useWords();
  const words = total === 0 ? t("waiting.to_begin") : says;
  return (
    <div role="status" className={styles.progress}>
      <progress value={done} max={total || 1} aria-label={words} />
      {words}
      {children}
    </div>
  );
}
