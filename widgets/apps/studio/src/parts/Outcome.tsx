/** One outcome: what it is called, what it does, how many there are, how many one client may have. */
import type { PlayOutcome } from "@largesse/contracts/documents";
import { Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { useDesk } from "../desk";
import { EffectsEditor } from "../effects";
import { TextPair } from "../settings/fields";
import { useWords } from "../words";
import { At } from "./At";
import { CountOrNone } from "./Count";
import { having } from "./having";
import styles from "./parts.module.css";

interface OutcomeProps<O extends PlayOutcome> {
  outcome: O;
  put: (outcome: O) => void;
  label?: string;
  /** What its operator adds beside the numbers. */
  more?: ReactNode;
  /** Whether it has a number of its own; not where the operator says how many there are. */
  numbered?: boolean;
}

export function OutcomeEditor<O extends PlayOutcome>(props: OutcomeProps<O>) {
  const { outcome, put, label, more, numbered = true } = props;
  const { t } = useWords();
  return (
    <>
      <At part="title">
        <TextPair
          label={label ?? t("odds.prize")}
          required
          value={outcome.title}
          onChange={(title) => title && put({ ...outcome, title })}
        />
      </At>
      <EffectsEditor effects={outcome.effects} put={(effects) => put({ ...outcome, effects })} />
      <div className={styles.fields}>
        {more}
        {numbered && (
          <CountOrNone
            label={t("odds.stock")}
            empty={t("count.none")}
            part="stock"
            value={outcome.stock}
            put={(stock) => put(having<PlayOutcome, "stock">(outcome, "stock", stock) as O)}
          />
        )}
        <CountOrNone
          label={t("odds.perClient")}
          empty={t("count.none")}
          part="per_client"
          min={1}
          max={1_000_000}
          value={outcome.per_client}
          put={(most) => put(having<PlayOutcome, "per_client">(outcome, "per_client", most) as O)}
        />
      </div>
    </>
  );
}

interface FallbackProps {
  outcome: PlayOutcome | undefined;
  put: (outcome: PlayOutcome | undefined) => void;
  fresh: () => PlayOutcome;
}

/** What comes once the gifts are gone; without it nobody is let in any more. */
export function Fallback({ outcome, put, fresh }: FallbackProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <At part="fallback">
      <Switch
        mt="md"
        label={t("fallback.has")}
        description={t("fallback.lead")}
        disabled={!editable}
        checked={outcome !== undefined}
        onChange={(event) => put(event.currentTarget.checked ? fresh() : undefined)}
      />
      {outcome && (
        <div style={{ marginTop: 10 }}>
          <OutcomeEditor outcome={outcome} put={put} label={t("odds.fallbackTitle")} />
        </div>
      )}
    </At>
  );
}

export function Heading({ title, lead }: { title: string; lead?: string }) {
  return (
    <>
      <h4 className={styles.heading}>{title}</h4>
      {lead && <p className={styles.lead}>{lead}</p>}
    </>
  );
}
