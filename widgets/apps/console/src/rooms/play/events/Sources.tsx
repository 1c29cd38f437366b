/** The systems that may tell events, each with its keys: shown once, renewed beside the old one, stopped. */
import { Button, Code, Group } from "@mantine/core";
import { useState } from "react";
import { useRead } from "../../../api/ask";
import {
  ChangeEventSource,
  EventSources as Document,
  EventNames,
  type EventSourcesRow,
  GiveSourceKey,
  OpenEventSource,
  RenewSourceKey,
  StopEventSource,
  StopSourceKey,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskConfirm } from "../../../parts/askConfirm";
import { choicesOf } from "../../../parts/choices";
import { Copying } from "../../../parts/copying";
import { When } from "../../../parts/figures";
import { AskForm, type Field } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { Dialog } from "../../../parts/overlays";
import { Note } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";

interface Given {
  id: string;
  secret: string;
}

const HOURS = ["0", "24", "72", "168"];

export function EventSources() {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(Document, (data) => data.eventSources, {}, { sort: "-madeAt" });
  const [given, setGiven] = useState<Given | null>(null);
  const took = (made: Given) => {
    setGiven(made);
    list.reading.again();
  };
  return (
    <>
      {may("play.keep_sources") && (
        <Group mb="md">
          <Open done={list.reading.again} />
        </Group>
      )}
      <RecordList
        {...list}
        label={t("events.tab.sources")}
        keyOf={(row) => row.id}
        columns={[
          {
            head: "events.source",
            words: true,
            cell: (row) => (
              <>
                {row.name}
                <div className={styles.muted}>
                  {row.ofPlugin ? t("events.ofPlugin") : row.events.join(t("list.comma")) || t("events.all")}
                </div>
              </>
            ),
            sorts: "name",
          },
          { head: "state", cell: (row) => <Status of={row.state} /> },
          {
            head: "events.keys",
            cell: (row) => <Keys of={row} took={took} done={list.reading.again} />,
          },
          { head: "events.used", cell: (row) => (row.usedAt ? <When at={row.usedAt} /> : "–") },
          { head: "events.made", cell: (row) => <When at={row.madeAt} />, sorts: "madeAt" },
          {
            head: "actions",
            right: true,
            cell: (row) => <Acts of={row} took={took} done={list.reading.again} />,
          },
        ]}
        empty={{ title: t("events.sources.empty"), teach: t("events.sources.empty.teach") }}
      />
      <Dialog title={t("events.handed")} open={given !== null} close={() => setGiven(null)}>
        {given && <Handed given={given} />}
      </Dialog>
    </>
  );
}

function Handed({ given }: { given: Given }) {
  const { t } = useWords();
  return (
    <>
      <Note tone="warn">{t("events.handed.says")}</Note>
      {(["id", "secret"] as const).map((part) => (
        <section key={part} aria-label={t(`events.handed.${part}`)}>
          <p>{t(`events.handed.${part}`)}</p>
          <Code block style={{ overflowWrap: "anywhere", whiteSpace: "normal" }}>
            {given[part]}
          </Code>
          <Copying value={given[part]}>
            {({ copied, copy }) => (
              <Button size="compact-sm" variant="default" mt="xs" mb="md" onClick={copy}>
                {copied ? t("copied") : t("events.copy")}
              </Button>
            )}
          </Copying>
        </section>
      ))}
    </>
  );
}

function useEventField(initial: string[] = []): Field {
  const reading = useRead(EventNames, {});
  const options = (reading.data?.eventNames ?? []).map((one) => ({
    value: one.name,
    label: `${one.title} (${one.name})`,
  }));
  return {
    name: "events",
    label: "events.may",
    hint: "events.may.hint",
    kind: "choices",
    optional: true,
    options,
    initial,
  };
}

function Open({ done }: { done: () => void }) {
  const { t } = useWords();
  const events = useEventField();
  return (
    <AskForm
      primary
      label={t("events.open")}
      lead={t("events.open.lead")}
      document={OpenEventSource}
      said={t("events.opened")}
      done={done}
      toAsk={(values) => values}
      fields={[
        { name: "name", label: "events.source.name", hint: "events.source.name.hint" },
        {
          name: "unit",
          label: "events.unit",
          hint: "events.unit.hint",
          kind: "record",
          record: { kind: "unit" },
        },
        events,
      ]}
    />
  );
}

interface OfSource {
  of: EventSourcesRow;
  took: (made: Given) => void;
  done: () => void;
}

function Keys({ of, took, done }: OfSource) {
  const { t } = useWords();
  const overlap = choicesOf(t, "events.overlap", HOURS);
  const living = of.keys.filter((key) => !key.endsAt || Date.parse(key.endsAt) > Date.now());
  if (living.length === 0) return "–";
  return living.map((key) => (
    <Group key={key.id} gap="xs" wrap="wrap">
      <span className={styles.mono}>…{key.id.slice(-6)}</span>
      <Status of={key.state} />
      {key.actions.includes("renew") && (
        <AskForm
          size="compact-xs"
          label={t("events.renew")}
          title={`${t("events.renew")} · ${of.name}`}
          lead={t("events.renew.says")}
          document={RenewSourceKey}
          said={t("events.given")}
          done={took}
          toAsk={({ overlapHours }) => ({ sourceKey: key.id, overlapHours: Number(overlapHours) })}
          fields={[
            {
              name: "overlapHours",
              label: "events.overlap",
              kind: "choice",
              initial: "24",
              options: overlap,
            },
          ]}
        />
      )}
      {key.actions.includes("stop") && (
        <AskConfirm
          danger
          size="compact-xs"
          label={t("events.stopKey")}
          title={`${t("events.stopKey")} · ${of.name}`}
          says={t("events.stopKey.says")}
          reason="required"
          document={StopSourceKey}
          ask={{ sourceKey: key.id }}
          said={t("events.stopKey.said")}
          done={done}
        />
      )}
    </Group>
  ));
}

function Acts({ of, took, done }: OfSource) {
  const { t } = useWords();
  const events = useEventField(of.events);
  return (
    <Group gap="xs" justify="flex-end">
      {of.actions.includes("give_key") && (
        <AskForm
          size="compact-xs"
          label={t("events.give")}
          title={`${t("events.give")} · ${of.name}`}
          lead={t("events.give.says")}
          document={GiveSourceKey}
          said={t("events.given")}
          done={took}
          toAsk={() => ({ source: of.id })}
          fields={[]}
        />
      )}
      {of.actions.includes("change") && (
        <AskForm
          size="compact-xs"
          label={t("events.may")}
          title={`${t("events.may")} · ${of.name}`}
          document={ChangeEventSource}
          said={t("events.may.said")}
          done={done}
          toAsk={(values) => ({ ...values, source: of.id })}
          fields={[events]}
        />
      )}
      {of.actions.includes("stop") && (
        <AskConfirm
          danger
          size="compact-xs"
          label={t("events.stop")}
          title={`${t("events.stop")} · ${of.name}`}
          says={t(of.ofPlugin ? "events.stop.ofPlugin" : "events.stop.says")}
          reason="required"
          document={StopEventSource}
          ask={{ source: of.id }}
          said={t("events.stop.said")}
          done={done}
        />
      )}
    </Group>
  );
}
