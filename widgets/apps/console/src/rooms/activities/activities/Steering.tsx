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
import { useWords } from "../../../copy";
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
  const may = (name: string) => activity.actions.includes(name);
  const latest = activity.revisions[0];
  const { title } = activity;
  return (
    <div style={{ marginTop: 18 }}>
      {latest?.state === "changes_requested" && (
        <Note tone="warn">
          {t("activity.returned")} {latest.note && `“${latest.note}”`}
        </Note>
      )}
      <Group gap="xs" mt="sm">
        {latest && may("publish") && (
          <One
            document={PublishRevision}
            name="publish"
            ask={{ revision: latest.id }}
            title={title}
            again={again}
            variant="filled"
          />
        )}
        {latest && may("withdraw") && (
          <One
            document={WithdrawRevision}
            name="withdraw"
            ask={{ revision: latest.id }}
            title={title}
            again={again}
          />
        )}
        {latest?.approval && latest.state === "in_review" && (
          <Link href={`/approvals/${latest.approval}`} asChild>
            <Button component="a" variant="default">
              {t("activity.approval")}
            </Button>
          </Link>
        )}
        {MOVES.filter((move) => may(move.name)).map((move) => (
          <One key={move.name} {...move} ask={{ activity: activity.id }} title={title} again={again} reason />
        ))}
        <Favours activity={activity} again={again} />
      </Group>
    </div>
  );
}

interface OneProps {
  document: AnyMutation;
  name: string;
  ask: Record<string, unknown>;
  title: string;
  again: () => void;
  variant?: string;
  danger?: boolean;
  reason?: boolean;
}

function One({ document, name, ask, title, again, variant, danger, reason }: OneProps) {
  const { t } = useWords();
  return (
    <AskConfirm
      label={t(`steer.${name}`)}
      says={t(`steer.${name}.says`, { title })}
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

/** The two favourable changes that take the short route: more stock, a later end. */
function Favours({ activity, again }: { activity: ActivityShown; again: () => void }) {
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
          lead={t("steer.short")}
          document={ExtendActivity}
          said={t("steer.extend.done")}
          done={again}
          toAsk={(values) => ({ activity: activity.id, endsAt: clock.instant(String(values.end)) })}
          fields={[{ name: "end", label: "steer.end.at", kind: "moment" }]}
        />
      )}
    </>
  );
}
