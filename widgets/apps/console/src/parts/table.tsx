/** A table that is wider than its place moves sideways inside it; on a phone its first column stays where it is. */
import type { ReactNode } from "react";
import styles from "./parts.module.css";

interface TableProps {
  label: string;
  /** Its cells hold sentences, not figures. */
  words?: boolean;
  children: ReactNode;
}

export function Table({ label, words, children }: TableProps) {
  return (
    <div className={styles.tableWrap}>
      <table className={`${styles.table} ${words ? styles.words : styles.plain}`} aria-label={label}>
        {children}
      </table>
    </div>
  );
}
