/** What the nodes of the graph and what joins them are called. */
import type { Effect, Text } from "@largesse/contracts/documents";
import { useDesk, useDocument } from "../desk";
import { nameOf, saidBy } from "../effects";
import { ACTS } from "../settings/sharing";
import type { On } from "../triggers/trigger";
import { useWords } from "../words";
import type { FlowNode, Graph, Mention } from "./graph";

export interface Name {
  title: string;
  detail: string;
}

export interface Names {
  of: (node: FlowNode) => Name;
  /** One mention as a sentence. */
  line: (mention: Mention) => string;
  when: (when: Mention["when"]) => string;
}

type Words = ReturnType<typeof useWords>;

/** What an effect says beside its kind: its texts and numbers. */
function detailOf(effect: Effect, of: Words["of"]): string {
  return saidBy(effect)
    .map((value) => (typeof value === "object" ? of(value as Text) : String(value)))
    .join(" · ");
}

function useTriggerName(): (on: On) => Name {
  const { t } = useWords();
  const { vocabulary } = useDesk();
  return (on) => {
    const key = `trigger.${on.kind}`;
    const event = "event" in on ? on.event : "";
    const act = ACTS.find((one) => one === event);
    const told = vocabulary.events.find((one) => one.name === event)?.title ?? event;
    return { title: t(key) === key ? on.kind : t(key), detail: act ? t(`friends.act.${act}`) : told };
  };
}

export function useNames(graph: Graph): Names {
  const { t, of } = useWords();
  const document = useDocument();
  const triggered = useTriggerName();
  const named = ({ kind, at, on, effect }: FlowNode): Name => {
    if (on) return triggered(on);
    if (effect) return { title: t(`effect.${nameOf(effect)}`), detail: detailOf(effect, of) };
    const play = document.plays[at];
    if (kind === "play" && play) return { title: of(play.title), detail: t(`decide.${play.decide.op}`) };
    const state = document.states[at];
    if (kind === "state" && state) return { title: state.id, detail: t(`state.kind.${state.kind}`) };
    const right = document.rights[at];
    return { title: of(right?.title), detail: right ? t(`category.${right.category}`) : "" };
  };
  const titles = new Map(graph.nodes.map((node) => [node.id, named(node).title]));
  const when = (word: Mention["when"]) =>
    typeof word === "string" ? t(`flow.when.${word}`) : t("flow.when.outcome", { title: of(word) });
  const line = (one: Mention) =>
    t("flow.line", {
      from: titles.get(one.from) ?? "",
      to: titles.get(one.to) ?? "",
      verb: one.effect ? t(`effect.${nameOf(one.effect)}`) : t(`flow.relation.${one.relation}`),
      when: when(one.when),
    });
  return { of: named, line, when };
}
