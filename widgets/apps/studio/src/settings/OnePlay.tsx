/** One play: its name, how often, what decides, who is let in, what is asked, and what every attempt brings. */
import type { Play, PlayQuestion } from "@largesse/contracts/documents";
import { Button, Switch } from "@mantine/core";
import { memo, type ReactNode } from "react";
import { useDesk, useDocument } from "../desk";
import { EffectsEditor } from "../effects";
import { operatorBy } from "../operators";
import { At } from "../parts/At";
import { having } from "../parts/having";
import { Heading } from "../parts/Outcome";
import parts from "../parts/parts.module.css";
import { Starting } from "../triggers";
import { useEventFacts } from "../triggers/told";
import { useWords } from "../words";
import { MoreFacts } from "./askable";
import { Chances, Costs } from "./Chances";
import { Deciding } from "./Deciding";
import { EVERYONE } from "./edits";
import { Friends } from "./Friends";
import { TextPair } from "./fields";
import { Limits } from "./Limits";
import { Questions } from "./Questions";
import { Rule } from "./Rule";
import styles from "./settings.module.css";
import { factOf } from "./states";

interface PlayProps {
  play: Play;
  put: (play: Play) => void;
}

/** Drawn anew when the play changes, whatever else of the document does. */
export const OnePlay = memo(function OnePlay({ play, at }: { play: Play; at: number }) {
  const { t, of } = useWords();
  const { edit } = useDesk();
  const put = (next: Play) =>
    edit((d) => {
      d.plays[at] = next;
    });
  const operator = operatorBy(play.decide.op);
  return (
    <section className={styles.play} aria-label={of(play.title)}>
      <At part="title">
        <TextPair
          label={t("plays.name")}
          required
          value={play.title}
          onChange={(title) => title && put({ ...play, title })}
        />
      </At>
      <div className={styles.row}>
        <Deciding play={play} put={put} />
        <Chances play={play} put={put} />
      </div>
      <p className={parts.lead}>{t(`decide.${play.decide.op}.lead`)}</p>
      <Starting play={play} put={(on) => put({ ...play, on })} />
      <Costs play={play} put={put} />
      {operator.asks && <Asks play={play} put={put} open />}
      <At part="decide">
        <operator.Editor decide={play.decide} play={play} put={(decide) => put({ ...play, decide })} />
      </At>
      {!operator.asks && <Asks play={play} put={put} />}
      <Part title={t("friends.title")} count={play.share ? 1 : 0} open={operator.friends ?? false}>
        <Friends play={play} at={at} put={put} />
      </Part>
      <Entry play={play} put={put} />
      <Beside play={play} put={put} />
      <At part="limits">
        <Limits limits={play.limits ?? []} put={(limits) => put({ ...play, limits })} />
      </At>
      <Remove play={play} at={at} />
    </section>
  );
});

interface PartProps {
  title: string;
  count: number;
  open?: boolean;
  children: ReactNode;
}

/** A part that few plays need: closed until somebody opens it, or the check leads into it. */
function Part({ title, count, open = false, children }: PartProps) {
  return (
    <details className={parts.part} open={open}>
      <summary>
        {title}
        {count > 0 && <small>{count}</small>}
      </summary>
      {children}
    </details>
  );
}

function Asks({ play, put, open = false }: PlayProps & { open?: boolean }) {
  const { t } = useWords();
  const asks = play.asks ?? [];
  const change = (next: PlayQuestion[]) => {
    const decide = operatorBy(play.decide.op).asked?.(play.decide, next) ?? play.decide;
    put({ ...having(play, "asks", next.length ? next : undefined), decide });
  };
  return (
    <Part title={t("asks.title")} count={asks.length} open={open}>
      <p className={parts.lead}>{t("asks.lead")}</p>
      <Questions asks={asks} put={change} />
    </Part>
  );
}

/** For whom the play is there: a condition beside that of the audience, and whether it is locked. */
function Entry({ play, put }: PlayProps) {
  const { t } = useWords();
  const kept = useDocument((document) => document.states);
  const { editable } = useDesk();
  const told = useEventFacts(play.on);
  const states = kept.map(({ id, kind }) => ({
    name: factOf(id),
    kind: "number",
    title: t("named.state", { id, kind: t(`state.kind.${kind}`) }),
    values: [],
  }));
  const facts = [...states, ...told];
  const set = [play.when, play.locked].filter(Boolean).length;
  return (
    <Part title={t("entry.title")} count={set}>
      <At part="locked">
        <Switch
          mt="sm"
          label={t("entry.locked")}
          description={t("entry.locked.lead")}
          disabled={!editable}
          checked={play.locked ?? false}
          onChange={(event) => put(having(play, "locked", event.currentTarget.checked ? true : undefined))}
        />
      </At>
      <Heading title={t("entry.when")} lead={t("entry.when.lead")} />
      <MoreFacts.Provider value={facts}>
        <At part="when">
          <Rule
            rule={play.when ?? EVERYONE}
            none={t("entry.none")}
            put={(rule) => put(having(play, "when", rule.op === EVERYONE.op ? undefined : rule))}
          />
        </At>
      </MoreFacts.Provider>
    </Part>
  );
}

const EFFECTS_MAX = 10;

/** What an attempt brings beside its outcome: every one, and those whose outcome gives nothing. */
function Beside({ play, put }: PlayProps) {
  const { t } = useWords();
  const always = play.effects ?? [];
  const comfort = play.else ?? [];
  return (
    <Part title={t("beside.title")} count={always.length + comfort.length}>
      <Heading title={t("beside.always")} lead={t("beside.always.lead")} />
      <EffectsEditor
        quick={false}
        max={EFFECTS_MAX}
        effects={always}
        put={(effects) => put({ ...play, effects })}
      />
      <Heading title={t("beside.else")} lead={t("beside.else.lead")} />
      <EffectsEditor
        quick={false}
        part="else"
        max={EFFECTS_MAX}
        effects={comfort}
        put={(effects) => put(having(play, "else", effects.length ? effects : undefined))}
      />
    </Part>
  );
}

function Remove({ play, at }: { play: Play; at: number }) {
  const { t } = useWords();
  const placed = useDocument(({ pages }) => JSON.stringify(pages).includes(`"play":"${play.id}"`));
  const { edit, editable } = useDesk();
  if (!editable) return null;
  return (
    <Button
      mt="md"
      size="compact-sm"
      variant="subtle"
      color="red"
      disabled={placed}
      title={placed ? t("plays.placed") : undefined}
      onClick={() => edit((d) => void d.plays.splice(at, 1))}
    >
      {t("plays.remove")}
    </Button>
  );
}
