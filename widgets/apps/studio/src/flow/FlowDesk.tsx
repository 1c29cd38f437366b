/** Plays, states and rights of the draft as a graph or a list, and the form of the one that was chosen beside it. */
import { SegmentedControl } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { useDesk, useDocument } from "../desk";
import { Adding } from "../parts/Adding";
import { choicesOf } from "../settings/Deciding";
import { newPlay } from "../settings/edits";
import { KIND_NAMES, newState } from "../settings/states";
import { useWords } from "../words";
import styles from "./flow.module.css";
import { GraphView } from "./GraphView";
import { graphOf, playNode } from "./graph";
import { Listed } from "./Listed";
import { NodePanel } from "./NodePanel";
import { useNames } from "./names";

type View = "graph" | "list";
const VIEWS: readonly View[] = ["graph", "list"];
const NARROW = "(max-width: 700px)";

export function FlowDesk() {
  const { t } = useWords();
  const document = useDocument();
  const graph = useMemo(() => graphOf(document), [document]);
  const names = useNames(graph);
  const [view, setView] = useState<View>(() => (matchMedia(NARROW).matches ? "list" : "graph"));
  const [chosen, setChosen] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const desk = useRef<HTMLDivElement>(null);
  const node = graph.nodes.find(({ id }) => id === chosen);
  // The form of what was chosen comes to the eye and to the keys; it is the same place for every node.
  useEffect(() => {
    if (chosen) heading.current?.focus();
  }, [chosen]);
  const back = () => {
    const place = chosen && `[data-node="${CSS.escape(chosen)}"]`;
    setChosen(null);
    if (place) desk.current?.querySelector<HTMLElement>(place)?.focus();
  };
  return (
    <div className={styles.desk} ref={desk}>
      <section className={styles.left} aria-label={t("bar.flow")}>
        <div className={styles.tools}>
          <AddNode choose={setChosen} />
          <SegmentedControl
            size="sm"
            aria-label={t("flow.view")}
            value={view}
            onChange={(value) => setView(value as View)}
            data={VIEWS.map((value) => ({ value, label: t(`flow.view.${value}`) }))}
          />
        </div>
        {graph.nodes.length === 0 && <p>{t("flow.none")}</p>}
        {view === "graph" && graph.nodes.length > 0 && (
          <GraphView graph={graph} names={names} chosen={chosen} choose={setChosen} />
        )}
        {view === "list" && <Listed graph={graph} names={names} chosen={chosen} choose={setChosen} />}
      </section>
      <aside className={styles.right} aria-label={t("flow.chosen")}>
        <h2 ref={heading} tabIndex={-1}>
          {node ? names.of(node).title : t("flow.choose")}
        </h2>
        {node ? (
          <NodePanel key={node.id} node={node} graph={graph} names={names} choose={setChosen} back={back} />
        ) : (
          <p className={styles.lead}>{t("flow.choose.lead")}</p>
        )}
      </aside>
    </div>
  );
}

/** A play is added with the way in which it is decided, a state with its kind; what was added is chosen. */
function AddNode({ choose }: { choose: (id: string) => void }) {
  const { t } = useWords();
  const document = useDocument();
  const { edit, editable } = useDesk();
  if (!editable) return <span />;
  const addPlay = (op: string) => {
    const play = newPlay(document, op);
    edit((d) => void d.plays.push(play));
    choose(playNode(play.id));
  };
  const addState = (kind: string) => {
    edit((d) => void d.states.push(newState(d, kind)));
    choose(`state:${document.states.length}`);
  };
  return (
    <span className={styles.adds}>
      <Adding label={t("plays.add")} choices={choicesOf(t)} add={addPlay} />
      <Adding
        label={t("states.add")}
        choices={KIND_NAMES.map((value) => ({
          value,
          title: t(`state.kind.${value}`),
          lead: t(`state.kind.${value}.lead`),
        }))}
        add={addState}
      />
    </span>
  );
}
