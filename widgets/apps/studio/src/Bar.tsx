/** The bar above the desks: out, the name, how it is kept, which desk, what stands in the way, and on to approval. */
import { Badge, Button, SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";
import { useDesk, useTold } from "./desk";
import type { Draft } from "./draft";
import { inCounts } from "./Findings";
import type { Side } from "./history";
import { Back } from "./Leaving";
import { Submit } from "./Submit";
import styles from "./studio.module.css";
import { useWords } from "./words";

export type Tab = Side | "flow" | "phone";
const TABS: readonly Tab[] = ["page", "settings", "flow", "phone"];

/** What a step back takes back there: the graph shows settings. */
export const sideOf = (tab: Tab): Side | null => (tab === "phone" ? null : tab === "flow" ? "settings" : tab);

interface BarProps {
  draft: Draft;
  tab: Tab;
  setTab: (tab: Tab) => void;
  simulation: ReactNode;
  leave: () => void;
}

export function Bar({ draft, tab, setTab, simulation, leave }: BarProps) {
  const { t, of } = useWords();
  const { editable } = useDesk();
  const { problems } = useTold();
  const blocked = problems.some((problem) => problem.severity === "error");
  const kept = editable ? t(`keeping.${draft.keeping}`) : t("bar.readOnly");
  const found = problems.length ? inCounts(problems, t) : t("problems.clear");
  return (
    <header className={styles.bar}>
      <div className={styles.side}>
        <Back draft={draft} leave={leave} />
        <h1 title={of(draft.document.title)}>{of(draft.document.title)}</h1>
        <span className={styles.keeping} data-state={draft.keeping} role="status" title={kept}>
          {kept}
        </span>
        <span className={styles.steps}>
          {sideOf(tab) === "settings" && <Steps draft={draft} side="settings" />}
        </span>
      </div>
      <SegmentedControl
        size="sm"
        aria-label={t("bar.tabs")}
        value={tab}
        onChange={(value) => setTab(value as Tab)}
        data={TABS.map((value) => ({ value, label: t(`bar.${value}`) }))}
      />
      <div className={styles.side} data-end>
        <button type="button" className={styles.findings} title={found} onClick={() => setTab("settings")}>
          <Badge
            variant="light"
            color={blocked ? "red" : problems.length ? "orange" : "teal"}
            size="lg"
            style={{ cursor: "pointer" }}
          >
            {found}
          </Badge>
        </button>
        {draft.actions.includes("submit") && <Submit draft={draft} simulation={simulation} leave={leave} />}
      </div>
    </header>
  );
}

/** One step back and forward on what is on the screen. */
export function Steps({ draft, side }: { draft: Draft; side: Side }) {
  const { t } = useWords();
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!draft.canUndo(side)}
        onClick={() => draft.undo(side)}
      >
        {t("undo")}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={!draft.canRedo(side)}
        onClick={() => draft.redo(side)}
      >
        {t("redo")}
      </Button>
    </>
  );
}
