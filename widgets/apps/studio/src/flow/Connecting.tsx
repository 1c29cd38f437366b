/** A further connection of a node: what a play brings and when, what a state lets into, what else a trigger starts. */
import type { ActivityDocument, Effect } from "@largesse/contracts/documents";
import { Button, Select } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { useDesk, useDocument } from "../desk";
import { nameOf } from "../effects";
import { canonical } from "../history";
import { useWords } from "../words";
import { givable, give, letIn, mostAt, startLike } from "./connect";
import styles from "./flow.module.css";
import { type FlowNode, givingsOf } from "./graph";
import type { Names } from "./names";

interface ConnectingProps {
  node: FlowNode;
  names: Names;
}

export function Connecting({ node, names }: ConnectingProps) {
  if (node.kind === "play") return <Bringing node={node} names={names} />;
  if (node.kind === "state") return <LettingIn node={node} />;
  if (node.kind === "trigger") return <StartingToo node={node} />;
  return null;
}

/** What an effect names, in words; empty where it names nothing of the document. */
function useThing(): (effect: Effect) => string {
  const { of } = useWords();
  const plays = useDocument((document) => document.plays);
  const rights = useDocument((document) => document.rights);
  return (effect) => {
    if ("play" in effect) return of(plays.find((play) => play.id === effect.play)?.title);
    if ("right" in effect) return of(rights.find((right) => right.ref === effect.right)?.title);
    return "state" in effect ? effect.state : "";
  };
}

function Bringing({ node, names }: ConnectingProps) {
  const { t } = useWords();
  const document = useDocument();
  const { edit } = useDesk();
  const thing = useThing();
  const [at, setAt] = useState<string | null>(null);
  const [what, setWhat] = useState<string | null>(null);
  const play = document.plays[node.at];
  const givings = play ? givingsOf(play, node.at) : [];
  const offered = givable(document);
  const kinds = [...new Set(offered.map(nameOf))];
  const path = givings.find((one) => one.path === at)?.path ?? givings[0]?.path;
  const effect = offered.find((one) => canonical(one) === what);
  return (
    <Joining
      go={
        path && effect
          ? () => {
              edit((d) => give(d, node.at, path, effect));
              setWhat(null);
            }
          : null
      }
    >
      <Select
        label={t("flow.connect.when")}
        allowDeselect={false}
        data={givings.map((one) => ({
          value: one.path,
          label: names.when(one.when),
          disabled: one.effects.length >= mostAt(one.when),
        }))}
        value={path ?? null}
        onChange={setAt}
      />
      <Select
        label={t("flow.connect.what")}
        searchable
        placeholder={t("flow.connect.choose")}
        data={kinds.map((kind) => ({
          group: t(`effect.${kind}`),
          items: offered
            .filter((one) => nameOf(one) === kind)
            .map((one) => ({
              value: canonical(one),
              label: [t(`effect.${kind}`), thing(one)].filter(Boolean).join(" · "),
            })),
        }))}
        value={what}
        onChange={setWhat}
      />
    </Joining>
  );
}

function LettingIn({ node }: { node: FlowNode }) {
  const document = useDocument();
  const state = document.states[node.at]?.id ?? "";
  return <PlayPicked label="flow.connect.lets" plays={document.plays} go={(d, at) => letIn(d, at, state)} />;
}

function StartingToo({ node }: { node: FlowNode }) {
  const document = useDocument();
  const like = document.plays[node.at];
  if (!like || like.share) return null; // friends start a play only where it is shared
  const others = document.plays.filter((play) => !play.share && canonical(play.on) !== canonical(like.on));
  return <PlayPicked label="flow.connect.starts" plays={others} go={(d, at) => startLike(d, at, node.at)} />;
}

interface PlayPickedProps {
  label: string;
  plays: ActivityDocument["plays"];
  go: (draft: ActivityDocument, at: number) => void;
}

function PlayPicked({ label, plays, go }: PlayPickedProps) {
  const { t, of } = useWords();
  const document = useDocument();
  const { edit } = useDesk();
  const [chosen, setChosen] = useState<string | null>(null);
  if (plays.length === 0) return null;
  const at = document.plays.findIndex((play) => play.id === chosen);
  return (
    <Joining
      go={
        at >= 0
          ? () => {
              edit((d) => go(d, at));
              setChosen(null);
            }
          : null
      }
    >
      <Select
        label={t(label)}
        placeholder={t("flow.connect.choose")}
        searchable
        data={plays.map((play) => ({ value: play.id, label: of(play.title) }))}
        value={chosen}
        onChange={setChosen}
      />
    </Joining>
  );
}

function Joining({ go, children }: { go: (() => void) | null; children: ReactNode }) {
  const { t } = useWords();
  const id = useId();
  return (
    <fieldset className={styles.connecting} aria-labelledby={id}>
      <h4 id={id}>{t("flow.connect")}</h4>
      {children}
      <Button variant="default" disabled={go === null} onClick={() => go?.()}>
        {t("flow.connect.go")}
      </Button>
    </fieldset>
  );
}
