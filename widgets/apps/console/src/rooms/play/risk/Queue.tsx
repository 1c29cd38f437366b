/** What rules stopped and what waits in a queue, newest first; what waits is released or refused here. */
import { Group, Text } from "@mantine/core";
import { Link } from "wouter";
import { RefuseHeld, ReleaseHeld, Suspects, type SuspectsRow } from "../../../api/documents_gen";
import { knows, useWords } from "../../../copy";
import { useFilter } from "../../../parts/address";
import { AskConfirm } from "../../../parts/askConfirm";
import { When } from "../../../parts/figures";
import { Hash } from "../../../parts/hash";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { ruleInWords } from "./inWords";

const STATES = ["waiting", "released", "refused", "challenged", "passed", "expired", "denied"];

export function Queue() {
  const { t } = useWords();
  const [state, setState] = useFilter("state");
  const list = useList(Suspects, (data) => data.suspects, { state: state || null }, { sort: "-at" });
  return (
    <RecordList
      {...list}
      label={t("risk.queue")}
      placeholder={t("risk.queue.search")}
      filtered={state !== ""}
      keyOf={(row: SuspectsRow) => row.id}
      tools={<StateFilter values={STATES} value={state} choose={setState} />}
      columns={[
        { head: "risk.client", cell: (row) => <Link href={`/clients/${row.client}`}>{row.clientName}</Link> },
        { head: "risk.activity", cell: (row) => row.activityTitle, words: true },
        { head: "risk.reason", words: true, cell: (row) => <Why row={row} /> },
        { head: "state", cell: (row) => <Status of={row.state} /> },
        { head: "risk.became", words: true, cell: (row) => <Became row={row} /> },
        { head: "at", cell: (row) => <When at={row.at} />, sorts: "at", right: true },
        { head: "risk.outcome", cell: (row) => <Acts row={row} done={list.reading.again} />, right: true },
      ]}
      empty={{ title: t("risk.queue.empty"), teach: t("risk.queue.empty.teach") }}
    />
  );
}

function Why({ row }: { row: SuspectsRow }) {
  const { t } = useWords();
  const rule = { subject: row.ruleSubject, most: row.ruleMost, windowS: row.ruleWindowS, value: "" };
  return (
    <>
      {row.ruleSubject && `${ruleInWords(rule, t)} · ${row.ruleReason}`}
      {row.why && <Text size="xs">{t(`risk.why.${row.why}`)}</Text>}
      {row.started && <Text size="xs">{t("risk.started")}</Text>}
      {row.dueAt && (
        <div>
          {t("risk.queued", {
            scope: t(`risk.queued.scope.${row.limitScope}`),
            period: t(`risk.queued.period.${row.limitPeriod}`),
            max: row.limitMax ?? 0,
          })}{" "}
          · {t("risk.queued.turn")} <When at={row.dueAt} />
        </div>
      )}
      <Text size="xs">
        {row.device && (
          <>
            {t("risk.device")} <Hash of={row.device} />{" "}
          </>
        )}
        {row.address && (
          <>
            {t("risk.address")} <Hash of={row.address} />
          </>
        )}
      </Text>
    </>
  );
}

function Became({ row }: { row: SuspectsRow }) {
  const { t } = useWords();
  const said = ["played", "refused"].map((family) => `${family}.${row.outcome}`).find(knows);
  return (
    <>
      {row.outcome &&
        (row.draw ? (
          <Link href={`/activities/${row.activity}/participations/${row.draw}`}>
            {said ? t(said) : row.outcome}
          </Link>
        ) : said ? (
          t(said)
        ) : (
          row.outcome
        ))}
      {row.decidedBy && (
        <Text size="xs">
          {row.decidedBy} · {row.note}
        </Text>
      )}
    </>
  );
}

function Acts({ row, done }: { row: SuspectsRow; done: () => void }) {
  const { t } = useWords();
  if (!row.reviewable) return null;
  const facts = { client: row.clientName };
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      <AskConfirm
        label={t("risk.release")}
        says={t("risk.release.says", facts)}
        reason="required"
        document={ReleaseHeld}
        ask={{ suspect: row.id }}
        said={t("risk.release.done")}
        done={done}
      />
      <AskConfirm
        danger
        label={t("risk.refuse")}
        says={t("risk.refuse.says", facts)}
        reason="required"
        document={RefuseHeld}
        ask={{ suspect: row.id }}
        said={t("risk.refuse.done")}
        done={done}
      />
    </Group>
  );
}
