/** What can be done to an activity now; each action says what it stops, keeps or destroys. */
import { outcomesOf } from "@largesse/kernel";
import { Button, Group } from "@mantine/core";
import { Link } from "wouter";
import {
  type ActivityShown,
  EndActivity,
  ExtendActivity,
  HaltActivity,
  PauseActivity,
  PublishRevision,
  RestockActivity,
  ResumeActivity,
  WithdrawRevision,
} from "../../../api/documents_gen";
import type { AnyMutation } from "../../../api/registered";
import { knows, useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { AskForm } from "../../../parts/form";
import { Note } from "../../../parts/page";
import { useClock } from "../../../parts/time";

const MOVES: Array<{ name: string; document: AnyMutation; danger: boolean }> = [
  { name: "pause", document: PauseActivity, danger: false },
  { name: "resume", document: ResumeActivity, danger: false },
  { name: "end", document: EndActivity, danger: true },
  { name: "halt", document: HaltActivity, danger: true },
];

export function Steering({ activity, again }: { activity: ActivityShown; again: () => void }) {
  const { t } = useWords();
  const returned = activity.actions.length > 0 && activity.revisions[0]?.note; // what is over is not asked for again
  return (
    <div style={{ marginTop: 18 }}>
      {returned && (
        <Note tone="warn">
          {t("activity.returned")} “{returned}”
        </Note>
      )}
      <Group gap="xs" mt="sm">
        {activity.revisions.map((revision) => (
          <RevisionActs key={revision.id} of={revision} title={activity.title} again={again} />
        ))}
        {MOVES.filter((move) => activity.actions.includes(move.name)).map((move) => (
          <One
            key={move.name}
            {...move}
            ask={{ activity: activity.id }}
            title={activity.title}
            again={again}
            reason
          />
        ))}
        <ShortRoute activity={activity} again={again} />
      </Group>
    </div>
  );
}

interface RevisionActsProps {
  of: ActivityShown["revisions"][number];
  title: string;
  again: () => void;
}

/** What a revision that is not out yet allows, and where it waits. */
function RevisionActs({ of: revision, title, again }: RevisionActsProps) {
  const { t } = useWords();
  const edit = revision.kind === "edit";
  const kind = t(`kind.${revision.kind}`);
  /** An edit is the activity's own; beside it a restock or an extension is named. */
  const named = (label: string) => (edit ? label : `${label} · ${kind}`);
  const one = { ask: { revision: revision.id }, title, again };
  return (
    <>
      {revision.actions.includes("publish") && (
        <One document={PublishRevision} name="publish" {...one} variant="filled" />
      )}
      {revision.actions.includes("withdraw") && (
        <One
          document={WithdrawRevision}
          name="withdraw"
          {...one}
          label={named(t("steer.withdraw"))}
          {...(edit ? {} : { says: t("steer.withdraw.short.says", { title, kind }) })}
        />
      )}
      {revision.waits && (
        <Link href={`/approvals/${revision.approval}`} asChild>
          <Button component="a" variant="default">
            {named(t("activity.approval"))}
          </Button>
        </Link>
      )}
    </>
  );
}

interface OneProps {
  document: AnyMutation;
  name: string;
  ask: Record<string, unknown>;
  title: string;
  again: () => void;
  label?: string;
  says?: string;
  variant?: string;
  danger?: boolean;
  reason?: boolean;
}

function One({ document, name, ask, title, again, label, says, variant, danger, reason }: OneProps) {
  const { t } = useWords();
  return (
    <AskConfirm
      label={label ?? t(`steer.${name}`)}
      says={says ?? t(`steer.${name}.says`, { title })}
      {...(knows(`steer.${name}.act`) ? { act: t(`steer.${name}.act`) } : {})}
      danger={danger ?? false}
      reason={reason ? "required" : "none"}
      {...(variant ? { variant } : {})}
      document={document}
      ask={ask}
      said={t(`steer.${name}.done`)}
      done={again}
    />
  );
}

/** The two changes that take the short route: more stock, a later end. */
function ShortRoute({ activity, again }: { activity: ActivityShown; again: () => void }) {
  const { t, of } = useWords();
  const clock = useClock();
  const plays = activity.publishedDocument?.plays ?? [];
  const items = plays.flatMap((play) =>
    outcomesOf(play.decide)
      .filter((item) => item.stock !== undefined)
      .map((item) => ({ value: `${play.id}/${item.id}`, label: `${of(item.title)} (${item.stock})` })),
  );
  return (
    <>
      {activity.actions.includes("restock") && items.length > 0 && (
        <AskForm
          label={t("steer.restock")}
          act={t("steer.submit")}
          lead={t("steer.short")}
          document={RestockActivity}
          said={t("steer.restock.done")}
          done={again}
          toAsk={(values) => {
            const [play = "", item = ""] = String(values.item).split("/");
            return { activity: activity.id, play, item, units: Number(values.units) };
          }}
          fields={[
            {
              name: "item",
              label: "steer.item",
              kind: "choice",
              options: items,
              initial: items[0]?.value ?? "",
            },
            { name: "units", label: "steer.units", kind: "whole" },
          ]}
        />
      )}
      {activity.actions.includes("extend") && (
        <AskForm
          label={t("steer.extend")}
          act={t("steer.submit")}
          lead={t("steer.short")}
          document={ExtendActivity}
          said={t("steer.extend.done")}
          done={again}
          toAsk={(values) => ({ activity: activity.id, endsAt: clock.instant(String(values.end)) })}
          fields={[{ name: "end", label: "steer.end.at", of: "endsAt", kind: "moment" }]}
        />
      )}
    </>
  );
}
