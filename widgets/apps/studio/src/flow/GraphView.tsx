/** The graph, drawn: moved by mouse, wheel and keys, made larger and smaller; a node is a button. */
import { Button, Group } from "@mantine/core";
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTold } from "../desk";
import { useWords } from "../words";
import styles from "./flow.module.css";
import { type FlowEdge, type FlowNode, type Graph, RELATIONS } from "./graph";
import { type Drawing, draw, HIGH, type Point, WIDE } from "./layout";
import type { Names } from "./names";
import { problemsOf } from "./problems";

const EDGE = 28;
const SMALLEST = 0.25;
const LARGEST = 1.6;
const AT_FIRST = 0.6;
const STEP = 1.25;
const PAN = 80;

const within = (scale: number): number => Math.min(LARGEST, Math.max(SMALLEST, scale));

interface GraphProps {
  graph: Graph;
  names: Names;
  chosen: string | null;
  choose: (id: string) => void;
}

interface Zoom {
  larger: () => void;
  smaller: () => void;
  fit: () => void;
}

/** How large the graph is shown, and how that is changed. */
function useZoom(drawing: Drawing) {
  const view = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(1);
  const { width, height } = drawing;
  const fitting = (least: number): number => {
    const room = view.current;
    if (!room) return 1;
    const all = Math.min(room.clientWidth / (width + 2 * EDGE), room.clientHeight / (height + 2 * EDGE), 1);
    return Math.max(least, all);
  };
  const first = useRef(fitting);
  useEffect(() => setScale(first.current(AT_FIRST)), []);
  useEffect(() => {
    const room = view.current;
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      setScale((now) => within(now * (event.deltaY < 0 ? STEP : 1 / STEP)));
    };
    room?.addEventListener("wheel", turn, { passive: false });
    return () => room?.removeEventListener("wheel", turn);
  }, []);
  const zoom: Zoom = {
    larger: () => setScale((now) => within(now * STEP)),
    smaller: () => setScale((now) => within(now / STEP)),
    fit: () => setScale(fitting(SMALLEST)),
  };
  return { view, scale, zoom };
}

/** The ground is taken by the mouse and moved; a finger scrolls by itself. */
function useDrag(view: { current: HTMLDivElement | null }) {
  const held = useRef<Point | null>(null);
  const down = (event: PointerEvent<HTMLDivElement>) => {
    const onNode = (event.target as Element).closest("button") !== null;
    if (event.pointerType !== "mouse" || event.button !== 0 || onNode) return;
    held.current = { x: event.clientX, y: event.clientY };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (!held.current) return;
    view.current?.scrollBy(held.current.x - event.clientX, held.current.y - event.clientY);
    held.current = { x: event.clientX, y: event.clientY };
  };
  const up = () => {
    held.current = null;
  };
  return { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: up };
}

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The next node in a direction: straight on before aside. */
function towards(places: Drawing["places"], from: string, { x, y }: Point): string | undefined {
  const here = places.get(from);
  const far = ([, place]: [string, Point]): number => {
    const [dx, dy] = [place.x - (here?.x ?? 0), place.y - (here?.y ?? 0)];
    const [on, aside] = x ? [dx * x, Math.abs(dy)] : [dy * y, Math.abs(dx)];
    return on > 0 ? on + 3 * aside : Number.POSITIVE_INFINITY;
  };
  const all = [...places].filter((one) => Number.isFinite(far(one)));
  return all.sort((one, other) => far(one) - far(other))[0]?.[0];
}

interface Moving {
  view: { current: HTMLDivElement | null };
  places: Drawing["places"];
  /** The node from which the arrow keys go on. */
  stop: string | undefined;
  zoom: Zoom;
}

function useNodeKeys({ view, places, stop, zoom }: Moving) {
  const acts: Readonly<Record<string, () => void>> = {
    "+": zoom.larger,
    "=": zoom.larger,
    "-": zoom.smaller,
    "0": zoom.fit,
  };
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const next = arrow && stop && towards(places, stop, arrow);
    if (arrow && event.shiftKey) view.current?.scrollBy(arrow.x * PAN, arrow.y * PAN);
    else if (next) view.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(next)}"]`)?.focus();
    else if (!arrow && !acts[event.key]) return;
    acts[event.key]?.();
    event.preventDefault();
  };
}

function useDrawing(graph: Graph): Drawing {
  return useMemo(() => {
    const first = graph.nodes.filter(({ kind }) => kind === "trigger").map(({ id }) => id);
    const ids = graph.nodes.map(({ id }) => id);
    return draw(ids, graph.edges, new Set(first));
  }, [graph]);
}

export function GraphView({ graph, names, chosen, choose }: GraphProps) {
  const { t } = useWords();
  const drawing = useDrawing(graph);
  const { places } = drawing;
  const { view, scale, zoom } = useZoom(drawing);
  const drag = useDrag(view);
  const [reached, setReached] = useState<string | null>(null);
  const stop = [reached, chosen].find((id) => id !== null && places.has(id)) ?? graph.nodes[0]?.id;
  const press = useNodeKeys({ view, places, stop, zoom });
  const size = { width: drawing.width + 2 * EDGE, height: drawing.height + 2 * EDGE };
  return (
    <div className={styles.graph}>
      <fieldset aria-label={t("flow.graph")} aria-describedby="flow-keys" onKeyDown={press}>
        <div ref={view} className={styles.view} {...drag}>
          <div style={{ width: size.width * scale, height: size.height * scale }}>
            <div className={styles.layer} style={{ ...size, transform: `scale(${scale})` }}>
              <Lines graph={graph} drawing={drawing} chosen={chosen} />
              {graph.nodes.map((node) => (
                <OneNode
                  key={node.id}
                  node={node}
                  names={names}
                  place={places.get(node.id)}
                  chosen={node.id === chosen}
                  stop={node.id === stop}
                  reach={() => setReached(node.id)}
                  choose={() => choose(node.id)}
                />
              ))}
            </div>
          </div>
        </div>
      </fieldset>
      <Below zoom={zoom} />
    </div>
  );
}

/** What the lines mean, and how large the graph is shown. */
function Below({ zoom }: { zoom: Zoom }) {
  const { t } = useWords();
  return (
    <>
      <Group gap="xs" mt="xs" justify="space-between">
        <Legend />
        <Group gap={4}>
          <Button size="compact-sm" variant="default" aria-label={t("flow.zoom.out")} onClick={zoom.smaller}>
            −
          </Button>
          <Button size="compact-sm" variant="default" onClick={zoom.fit}>
            {t("flow.zoom.fit")}
          </Button>
          <Button size="compact-sm" variant="default" aria-label={t("flow.zoom.in")} onClick={zoom.larger}>
            +
          </Button>
        </Group>
      </Group>
      <p id="flow-keys" className={styles.keys}>
        {t("flow.keys")}
      </p>
    </>
  );
}

interface OneNodeProps {
  node: FlowNode;
  names: Names;
  place: Point | undefined;
  chosen: boolean;
  stop: boolean;
  reach: () => void;
  choose: () => void;
}

function OneNode({ node, names, place, chosen, stop, reach, choose }: OneNodeProps) {
  const { t } = useWords();
  const { problems } = useTold();
  const { title, detail } = names.of(node);
  const wrong = problemsOf(problems, node).filter(({ severity }) => severity === "error").length;
  const words = [t(`flow.kind.${node.kind}`), detail].filter(Boolean).join(" · ");
  return (
    <button
      type="button"
      className={styles.node}
      data-kind={node.kind}
      data-node={node.id}
      data-wrong={wrong > 0 || undefined}
      aria-pressed={chosen}
      tabIndex={stop ? 0 : -1}
      title={`${title} · ${words}`}
      style={{ left: (place?.x ?? 0) + EDGE, top: (place?.y ?? 0) + EDGE, width: WIDE, height: HIGH }}
      onFocus={reach}
      onClick={choose}
    >
      <b>{title || t("flow.untitled")}</b>
      <small>{wrong > 0 ? t("flow.wrong", { count: wrong }) : words}</small>
    </button>
  );
}

/** From one point to the next, level at both; at the end an arrow. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${first.x} ${first.y}`;
  let last = first;
  for (const next of rest) {
    const half = (last.x + next.x) / 2;
    path += `C${half} ${last.y} ${half} ${next.y} ${next.x} ${next.y}`;
    last = next;
  }
  const back = (points.at(-2)?.x ?? 0) < last.x ? -7 : 7;
  return `${path}m${back} -4l${-back} 4l${back} 4`;
}

/** A play that brings a further turn of itself. */
const loopAt = ({ x, y }: Point): string => `M${x + WIDE - 44} ${y}c0 -24 26 -24 26 0m-4 -7l4 7l4 -7`;

function lineOf(edge: FlowEdge, drawing: Drawing): string {
  if (edge.from === edge.to) return loopAt(drawing.places.get(edge.from) ?? { x: 0, y: 0 });
  return pathOf(drawing.lines.get(edge.id) ?? []);
}

interface LinesProps {
  graph: Graph;
  drawing: Drawing;
  chosen: string | null;
}

/** What joins the nodes; the list says the same to who cannot see it. */
function Lines({ graph, drawing, chosen }: LinesProps) {
  const aside = ({ from, to }: FlowEdge) => chosen !== null && from !== chosen && to !== chosen;
  return (
    <svg className={styles.lines} width="100%" height="100%" aria-hidden="true">
      <g transform={`translate(${EDGE} ${EDGE})`}>
        {graph.edges.map((edge) => (
          <path
            key={edge.id}
            data-relation={edge.relation}
            data-aside={aside(edge) || undefined}
            d={lineOf(edge, drawing)}
          />
        ))}
      </g>
    </svg>
  );
}

function Legend() {
  const { t } = useWords();
  return (
    <ul className={styles.legend} aria-hidden="true">
      {RELATIONS.map((relation) => (
        <li key={relation}>
          <svg className={styles.lines} width="28" height="10" aria-hidden="true">
            <path data-relation={relation} d="M0 5h26m-6 -4l6 4l-6 4" />
          </svg>
          {t(`flow.relation.${relation}`)}
        </li>
      ))}
    </ul>
  );
}
