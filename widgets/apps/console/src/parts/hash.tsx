/** A hash by its first eight characters; the whole is in the tip and is copied at a press. */
import { UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useWords } from "../copy";
import styles from "./parts.module.css";

const SHOWN = 8;

/** What is shown of a hash, with or without its algorithm before it. */
export const folded = (hash: string): string => `${hash.slice(hash.indexOf(":") + 1).slice(0, SHOWN)}…`;

export function Hash({ of: hash }: { of: string | null | undefined }) {
  const { t } = useWords();
  if (!hash) return <span className={styles.muted}>–</span>;
  const copy = () =>
    navigator.clipboard.writeText(hash).then(
      () => notifications.show({ color: "teal", message: t("copied") }),
      () => notifications.show({ color: "orange", message: hash }),
    );
  return (
    <UnstyledButton
      className={styles.mono ?? ""}
      title={hash}
      aria-label={t("hash.copy", { hash })}
      onClick={() => void copy()}
    >
      {folded(hash)}
    </UnstyledButton>
  );
}
