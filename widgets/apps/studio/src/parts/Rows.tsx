/** A list whose rows can be added, taken away and moved, by mouse and by keyboard. */
import { ActionIcon, Button } from "@mantine/core";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useDesk } from "../desk";
import { useWords } from "../words";
import { At } from "./At";
import { moved, replaced } from "./having";
import styles from "./parts.module.css";

export interface RowsProps<T> {
  /** What the list is of, for those who hear it. */
  label: string;
  /** The part of the document that the list is. */
  part: string;
  rows: readonly T[];
  put: (rows: T[]) => void;
  /** What a row is called where it is moved or taken away. */
  name: (row: T, at: number) => string;
  children: (row: T, put: (row: T) => void, at: number) => ReactNode;
  /** A fresh row, and what the button says that adds it. */
  add?: { says: string; row: () => T };
  /** Fewer and more than these there cannot be. */
  min?: number;
  max?: number;
  boxed?: boolean;
  ordered?: boolean;
}

const SHOWN_AT_ONCE = 40;

/** Where the focus goes once the rows stand anew; a button that is disabled there leaves it to the next. */
type Wanted = { at: number; act: "up" | "down" | "remove" } | "last" | null;

function useFocus(count: number) {
  const list = useRef<HTMLUListElement>(null);
  const adding = useRef<HTMLButtonElement>(null);
  const wanted = useRef<Wanted>(null);
  // Not in an effect that waits: one of an earlier drawing would find the row that is about to go.
  useLayoutEffect(() => {
    const now = wanted.current;
    wanted.current = null;
    if (!now) return;
    const at = now === "last" ? count - 1 : Math.min(now.at, count - 1);
    const row = list.current?.children[at];
    const field = row?.querySelector<HTMLElement>("input, textarea, select");
    const acts = now === "last" ? [] : [`[data-act=${now.act}]`, "[data-act=up]", "[data-act=down]"];
    const buttons = acts.map((act) => row?.querySelector<HTMLElement>(`${act}:not(:disabled)`));
    (buttons.find(Boolean) ?? field ?? adding.current)?.focus();
  });
  return { list, adding, want: (next: Wanted) => (wanted.current = next) };
}

export function Rows<T>(props: RowsProps<T>) {
  const { label, part, rows, put, name, children, add, boxed = true, ordered = true } = props;
  const { min = 0, max = Number.POSITIVE_INFINITY } = props;
  const { t } = useWords();
  const { editable } = useDesk();
  const { list, adding, want } = useFocus(rows.length);
  const [said, setSaid] = useState("");
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const move = (from: number, to: number, row: T) => {
    want({ at: to, act: to < from ? "up" : "down" });
    setSaid(t("row.moved", { title: name(row, from), place: to + 1, of: rows.length }));
    put(moved(rows, from, to));
  };
  const remove = (at: number) => {
    want({ at, act: "remove" });
    put(rows.filter((_, index) => index !== at));
  };
  return (
    <At part={part}>
      <ul ref={list} aria-label={label} className={`${styles.rows} ${boxed ? styles.boxed : ""}`}>
        {rows.slice(0, shown).map((row, at) => (
          <li key={at} className={styles.row} aria-label={name(row, at)}>
            <div>
              <At part={at}>{children(row, (next) => put(replaced(rows, at, next)), at)}</At>
            </div>
            {editable && (
              <Acts
                title={name(row, at)}
                up={ordered && at > 0 ? () => move(at, at - 1, row) : null}
                down={ordered && at < rows.length - 1 ? () => move(at, at + 1, row) : null}
                remove={rows.length > min ? () => remove(at) : null}
                ordered={ordered && rows.length > 1}
              />
            )}
          </li>
        ))}
      </ul>
      <span className={styles.quiet} aria-live="polite">
        {said}
      </span>
      {rows.length > shown && (
        <Button mt="xs" mr="xs" size="compact-sm" variant="subtle" onClick={() => setShown(rows.length)}>
          {t("row.more", { count: rows.length - shown })}
        </Button>
      )}
      {editable && add && (
        <Button
          ref={adding}
          mt="xs"
          size="compact-sm"
          variant="default"
          disabled={rows.length >= max}
          onClick={() => {
            setShown((now) => Math.max(now, rows.length + 1));
            want("last");
            put([...rows, add.row()]);
          }}
        >
          {add.says}
        </Button>
      )}
    </At>
  );
}

interface ActsProps {
  title: string;
  up: (() => void) | null;
  down: (() => void) | null;
  remove: (() => void) | null;
  ordered: boolean;
}

function Acts({ title, up, down, remove, ordered }: ActsProps) {
  const { t } = useWords();
  const act = (kind: "up" | "down" | "remove", sign: string, run: (() => void) | null) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      data-act={kind}
      disabled={!run}
      aria-label={t(`row.${kind}`, { title })}
      title={t(`row.${kind}`, { title })}
      onClick={() => run?.()}
    >
      {sign}
    </ActionIcon>
  );
  return (
    <div className={styles.acts}>
      {ordered && act("up", "↑", up)}
      {ordered && act("down", "↓", down)}
      {act("remove", "×", remove)}
    </div>
  );
}
