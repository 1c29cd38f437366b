/** One node: what was found about it, what it is connected with, and its form, the very one of the settings. */
import { ActionIcon, Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useDesk, useDocument, useTold } from "../desk";
import { OneEffect } from "../effects";
import { Findings } from "../Findings";
import { At, goTo } from "../parts/At";
import { Heading } from "../parts/Outcome";
import rows from "../parts/parts.module.css";
import { OnePlay } from "../settings/OnePlay";
import { RightsTable } from "../settings/Rights";
import { OneState } from "../settings/States";
import { Starting } from "../triggers";
import { useWords } from "../words";
import { Connecting } from "./Connecting";
import { change, disconnect } from "./connect";
import styles from "./flow.module.css";
import { type FlowNode, type Graph, type Kind, type Mention, playNode } from "./graph";
import type { Names } from "./names";
import { problemsOf } from "./problems";

interface PanelProps {
  node: FlowNode;
  graph: Graph;
  names: Names;
  choose: (id: string) => void;
  back: () => void;
}

export function NodePanel({ node, graph, names, choose, back }: PanelProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  const { problems } = useTold();
  const mentions = graph.edges
    .filter(({ from, to }) => from === node.id || to === node.id)
    .flatMap((edge) => edge.mentions);
  const found = problemsOf(problems, node);
  const Form = FORMS[node.kind];
  return (
    <>
      <p className={styles.lead}>{t(`flow.kind.${node.kind}.lead`)}</p>
      <Button size="compact-sm" variant="default" onClick={back}>
        {t("flow.back")}
      </Button>
      {found.length > 0 && (
        <div className={styles.found}>
          <Findings of={found} say={t} place={({ path }) => <Way path={path} />} />
        </div>
      )}
      <section className={styles.card} aria-label={t("flow.connections")}>
        <h3>{t("flow.connections")}</h3>
        <Connections mentions={mentions} node={node} names={names} choose={choose} />
        {editable && <Connecting node={node} names={names} />}
      </section>
      <Form node={node} mentions={mentions} names={names} />
    </>
  );
}

function Way({ path }: { path: string }) {
  const { t } = useWords();
  return (
    <button type="button" className={styles.way} onClick={() => goTo(path)}>
      {t("problems.look")}
    </button>
  );
}

interface ConnectionsProps {
  mentions: readonly Mention[];
  node: FlowNode;
  names: Names;
  choose: (id: string) => void;
}

/** Each connection leads to its other end, and can be taken away where the document need not say it. */
function Connections({ mentions, node, names, choose }: ConnectionsProps) {
  const { t } = useWords();
  const { edit, editable } = useDesk();
  if (mentions.length === 0) return <p className={styles.lead}>{t("flow.connections.none")}</p>;
  return (
    <ul className={styles.connections}>
      {mentions.map((one) => {
        const line = names.line(one);
        const other = one.from === node.id ? one.to : one.from;
        return (
          <li key={`${one.path} ${one.relation}`}>
            <button type="button" className={styles.way} onClick={() => choose(other)}>
              {line}
            </button>
            {editable && (
              <ActionIcon
                variant="subtle"
                color="gray"
                disabled={one.fixed}
                aria-label={t("flow.disconnect", { line })}
                title={one.fixed ? t("flow.fixed") : t("flow.disconnect", { line })}
                onClick={() => edit((d) => disconnect(d, one))}
              >
                ×
              </ActionIcon>
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface FormProps {
  node: FlowNode;
  mentions: readonly Mention[];
  names: Names;
}

function PlayForm({ node }: FormProps) {
  const document = useDocument();
  const play = document.plays[node.at];
  return (
    <At part="plays">
      <At part={node.at}>{play && <OnePlay play={play} at={node.at} />}</At>
    </At>
  );
}

function StateForm({ node }: FormProps) {
  const document = useDocument();
  const state = document.states[node.at];
  return (
    <At part="states">
      <At part={node.at}>
        <div className={`${styles.card} ${rows.row}`}>{state && <OneState state={state} at={node.at} />}</div>
      </At>
    </At>
  );
}

function RightForm({ node }: FormProps) {
  return (
    <div className={styles.card}>
      <RightsTable only={node.at} />
    </div>
  );
}

/** What starts several plays is said by each of them. */
function TriggerForm({ mentions }: FormProps) {
  const { of } = useWords();
  const document = useDocument();
  const { edit } = useDesk();
  const plays = document.plays.map((play, at) => ({ play, at }));
  const started = plays.filter(({ play }) => mentions.some((one) => one.to === playNode(play.id)));
  return started.map(({ play, at }) => (
    <Part key={play.id} title={of(play.title)}>
      <At part={`plays/${at}`}>
        <Starting
          play={play}
          put={(on) =>
            edit((d) => {
              const target = d.plays[at];
              if (target) target.on = on;
            })
          }
        />
      </At>
    </Part>
  ));
}

/** An effect that several outcomes bring is said by each of them. */
function EffectForm({ mentions, names }: FormProps) {
  const { edit } = useDesk();
  return mentions.map((one) => (
    <Part key={one.path} title={names.line(one)}>
      <At part={one.path.slice(1)}>
        {one.effect && <OneEffect effect={one.effect} put={(next) => edit((d) => change(d, one, next))} />}
      </At>
    </Part>
  ));
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.card} aria-label={title}>
      <Heading title={title} />
      {children}
    </section>
  );
}

const FORMS: Readonly<Record<Kind, (props: FormProps) => ReactNode>> = {
  trigger: TriggerForm,
  play: PlayForm,
  state: StateForm,
  effect: EffectForm,
  right: RightForm,
};
