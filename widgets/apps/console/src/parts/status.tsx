/** A state as a dot and a word: never by colour alone. */
import { useWords } from "../copy";
import styles from "./parts.module.css";

const TONES: Record<string, string> = {
  running: "good",
  published: "good",
  enabled: "good",
  approved: "good",
  active: "good",
  granted: "good",
  issued: "good",
  used: "good",
  redeemed: "good",
  matched: "good",
  settled: "good",
  succeeded: "good",
  done: "good",
  sent: "good",
  loaded: "good",
  open: "info",
  posted: "good",
  ready: "good",
  free: "good",
  healthy: "good",
  closed: "muted",
  available: "good",
  delivered: "good",
  allocated: "info",
  imported: "muted",
  enough: "good",
  low: "warn",
  met: "good",
  missed: "bad",
  scheduled: "info",
  pending: "info",
  in_review: "info",
  submitted: "info",
  consented: "info",
  configured: "info",
  tested: "info",
  proposed: "info",
  placed: "info",
  draft: "muted",
  unpublished: "muted",
  ended: "muted",
  archived: "muted",
  superseded: "muted",
  withdrawn: "muted",
  declined: "muted",
  offered: "info",
  asked: "info",
  accepted: "good",
  left_out: "muted",
  overlap: "muted",
  installed: "muted",
  expired: "muted",
  disabled: "muted",
  carried: "info",
  claimable: "info",
  settling: "info",
  paused: "warn",
  ending: "warn",
  changes_requested: "warn",
  returned: "warn",
  unknown: "warn",
  unmatched: "warn",
  quarantined: "warn",
  waiting: "info",
  released: "good",
  denied: "bad",
  halted: "bad",
  failed: "bad",
  dead: "bad",
  revoked: "bad",
  stopped: "muted",
  blocked: "bad",
  rejected: "bad",
  cancelled: "bad",
  error: "bad",
  warning: "warn",
};

export function Status({ of, label }: { of: string | null | undefined; label?: string }) {
  const { t } = useWords();
  if (!of) return <span className={styles.muted}>–</span>;
  const key = of.toLowerCase();
  return (
    <span className={styles.status} data-tone={TONES[key] ?? "muted"}>
      <i aria-hidden="true" />
      {label ?? t(`state.${key}`)}
    </span>
  );
}
