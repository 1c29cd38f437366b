/** The studio: page, settings, phone; one draft under all three, saved as one works. */

import { Badge, Button, Modal, SegmentedControl, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useMemo, useState } from "react";
import { Desk, type DeskView, useDesk } from "./desk";
import { type Draft, useDraft } from "./draft";
import { Preview } from "./Preview";
import { PageDesk } from "./page/PageDesk";
import type { Finding, Ports, StockedBatch, StudioProps, Vocabulary } from "./ports";
import { SettingsDesk } from "./settings/SettingsDesk";
import styles from "./studio.module.css";
import { Speaking, useWords, wordsIn } from "./words";

type Tab = "page" | "settings" | "phone";

function useProblems(draft: Draft, ports: Ports): Finding[] {
  const [problems, setProblems] = useState<Finding[]>([]);
  const [calm] = useDebouncedValue(draft.document, 600);
  useEffect(() => {
    let wanted = true;
    void ports.check(calm).then((found) => wanted && setProblems(found));
    return () => {
      wanted = false;
    };
  }, [calm, ports]);
  return problems;
}

function useStock(ports: Ports): StockedBatch[] {
  const [stock, setStock] = useState<StockedBatch[]>([]);
  useEffect(() => {
    const read = () => void ports.batches().then(setStock);
    read();
    const timer = setInterval(read, 20_000);
    return () => clearInterval(timer);
  }, [ports]);
  return stock;
}

function useVocabulary(ports: Ports): Vocabulary {
  const [vocabulary, setVocabulary] = useState<Vocabulary>({ facts: [], tiers: [] });
  useEffect(() => void ports.vocabulary().then(setVocabulary), [ports]);
  return vocabulary;
}

export function Studio({ activity, ports, locale, leave }: StudioProps) {
  const words = useMemo(() => wordsIn(locale), [locale]);
  const draft = useDraft(activity, ports);
  const problems = useProblems(draft, ports);
  const stock = useStock(ports);
  const vocabulary = useVocabulary(ports);
  const [tab, setTab] = useState<Tab>("page");
  const editable = draft.actions.includes("save");
  const desk = useMemo<DeskView>(
    () => ({
      document: draft.document,
      edit: draft.edit,
      stock,
      vocabulary,
      problems,
      ports,
      editable,
    }),
    [draft.document, draft.edit, stock, vocabulary, problems, ports, editable],
  );
  return (
    <Speaking.Provider value={words}>
      <Desk.Provider value={desk}>
        <div className={styles.studio}>
          <div>
            <Bar draft={draft} tab={tab} setTab={setTab} leave={leave} />
            {draft.keeping === "conflict" && <Conflict draft={draft} />}
          </div>
          {tab === "page" && <PageDesk key={draft.edition} draft={draft} />}
          {tab === "settings" && <SettingsDesk />}
          {tab === "phone" && <Preview flush={draft.flush} />}
        </div>
      </Desk.Provider>
    </Speaking.Provider>
  );
}

interface BarProps {
  draft: Draft;
  tab: Tab;
  setTab: (tab: Tab) => void;
  leave: () => void;
}

function Bar({ draft, tab, setTab, leave }: BarProps) {
  const { t, of } = useWords();
  const { problems, editable } = useDesk();
  const blocked = problems.some((problem) => problem.severity === "error");
  const back = async () => {
    await draft.flush();
    leave();
  };
  return (
    <header className={styles.bar}>
      <Button size="compact-sm" variant="default" onClick={back}>
        {t("bar.back")}
      </Button>
      <h1>{of(draft.document.title)}</h1>
      <span className={styles.keeping} data-state={draft.keeping} role="status">
        {editable ? t(`keeping.${draft.keeping}`) : t("bar.readOnly")}
      </span>
      <span className={styles.spring} />
      <SegmentedControl
        size="sm"
        aria-label={t("bar.tabs")}
        value={tab}
        onChange={(value) => setTab(value as Tab)}
        data={(["page", "settings", "phone"] as const).map((value) => ({ value, label: t(`bar.${value}`) }))}
      />
      <span className={styles.spring} />
      {tab === "settings" && (
        <>
          <Button size="compact-sm" variant="default" disabled={!draft.canUndo} onClick={draft.undo}>
            {t("undo")}
          </Button>
          <Button size="compact-sm" variant="default" disabled={!draft.canRedo} onClick={draft.redo}>
            {t("redo")}
          </Button>
        </>
      )}
      <button type="button" style={{ all: "unset", cursor: "pointer" }} onClick={() => setTab("settings")}>
        <Badge
          variant="light"
          color={blocked ? "red" : problems.length ? "orange" : "teal"}
          size="lg"
          style={{ cursor: "pointer" }}
        >
          {problems.length ? t("problems.count", { count: problems.length }) : t("problems.clear")}
        </Badge>
      </button>
      {draft.actions.includes("submit") && <Submit draft={draft} leave={leave} />}
    </header>
  );
}

function Submit({ draft, leave }: { draft: Draft; leave: () => void }) {
  const { t } = useWords();
  const { problems, ports } = useDesk();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const blocked = problems.some((problem) => problem.severity === "error");
  const submit = async () => {
    setBusy(true);
    const done = (await draft.flush()) && (await ports.submit(note));
    setBusy(false);
    if (done) leave();
  };
  return (
    <>
      <Button
        disabled={blocked || draft.keeping === "conflict"}
        title={blocked ? t("submit.blocked") : undefined}
        onClick={() => setOpen(true)}
        styles={{
          root: blocked
            ? {}
            : { background: "var(--lg-accent)", color: "var(--lg-on-accent)", fontWeight: 600 },
        }}
      >
        {t("submit")}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={<b>{t("submit.title")}</b>}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <p>{t("submit.lead")}</p>
        <Textarea
          label={t("submit.note")}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button mt="md" fullWidth loading={busy} onClick={submit}>
          {t("submit")}
        </Button>
      </Modal>
    </>
  );
}

function Conflict({ draft }: { draft: Draft }) {
  const { t } = useWords();
  return (
    <div className={styles.conflict} role="alert">
      <div style={{ flex: 1 }}>
        <b>{t("conflict.title")}</b> {draft.message} {t("conflict.kept")}
      </div>
      <Button size="compact-sm" variant="default" onClick={() => void draft.takeTheirs()}>
        {t("conflict.theirs")}
      </Button>
      <Button size="compact-sm" color="red" variant="light" onClick={() => void draft.keepMine()}>
        {t("conflict.mine")}
      </Button>
    </div>
  );
}
