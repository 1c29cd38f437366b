/** What the graph shows, as a list: every node by its kind, and under it what it leads to. */
import { useWords } from "../words";
import styles from "./flow.module.css";
import { type Graph, KINDS } from "./graph";
import type { Names } from "./names";

interface ListedProps {
  graph: Graph;
  names: Names;
  chosen: string | null;
  choose: (id: string) => void;
}

export function Listed({ graph, names, chosen, choose }: ListedProps) {
  const { t } = useWords();
  const kinds = KINDS.filter((kind) => graph.nodes.some((node) => node.kind === kind));
  return (
    <div className={styles.listed}>
      {kinds.map((kind) => (
        <section key={kind} aria-label={t(`flow.kind.${kind}`)}>
          <h3>{t(`flow.kind.${kind}`)}</h3>
          <ul>
            {graph.nodes
              .filter((node) => node.kind === kind)
              .map((node) => {
                const { title, detail } = names.of(node);
                const out = graph.edges.filter(({ from }) => from === node.id);
                return (
                  <li key={node.id}>
                    <button
                      type="button"
                      className={styles.open}
                      data-node={node.id}
                      aria-pressed={node.id === chosen}
                      onClick={() => choose(node.id)}
                    >
                      {title || t("flow.untitled")}
                      {detail && <small>{detail}</small>}
                    </button>
                    {out.length > 0 && (
                      <ul>
                        {out.flatMap(({ mentions }) =>
                          mentions.map((one) => <li key={one.path + one.relation}>{names.line(one)}</li>),
                        )}
                      </ul>
                    )}
                  </li>
                );
              })}
          </ul>
        </section>
      ))}
    </div>
  );
}
