/** The studio: page, settings, phone; one draft under all three, saved as one works. */

import type { Terms } from "@largesse/contracts/documents";
import { useDebouncedValue } from "@mantine/hooks";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { Bar, sideOf, type Tab } from "./Bar";
import { Desk, type DeskView, Told, type ToldView } from "./desk";
import { type Draft, useDraft } from "./draft";
import { Keys, useKeys } from "./keys";
import { Notices } from "./Notices";
import { OnPhone } from "./Preview";
import { PageDesk } from "./page/PageDesk";
import type { Finding, Ports, StudioProps, Vocabulary } from "./ports";
import styles from "./studio.module.css";
import { Speaking, wordsIn } from "./words";

/** The forms of the settings weigh as much as the rest: they come when they are opened. */
const SettingsDesk = lazy(() =>
  import("./settings/SettingsDesk").then((module) => ({ default: module.SettingsDesk })),
);
const FlowDesk = lazy(() => import("./flow/FlowDesk").then((module) => ({ default: module.FlowDesk })));

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

/** What follows from the document for clients. What does not fit its shape while it is typed changes nothing of it. */
function useTerms(draft: Draft, ports: Ports): Terms | null | undefined {
  const [terms, setTerms] = useState<Terms | null>();
  const [calm] = useDebouncedValue(draft.document, 150);
  useEffect(() => {
    let wanted = true;
    void ports.terms(calm).then((found) => wanted && setTerms((last) => found ?? last ?? null));
    return () => {
      wanted = false;
    };
  }, [calm, ports]);
  return terms;
}

/** The live stock of the document's own batches, however many others there are. */
function useStock(draft: Draft, ports: Ports): Pick<ToldView, "stock" | "missing"> {
  const [known, setKnown] = useState<Pick<ToldView, "stock" | "missing">>({ stock: [], missing: new Set() });
  const named = [...new Set(draft.document.rights.map((right) => right.batch))].join(" ");
  useEffect(() => {
    const ids = named ? named.split(" ") : [];
    let wanted = true;
    /** What could not be read stays as it was: a lost connection makes no batch disappear. */
    const read = async () => {
      const stock = await ports.batches(ids);
      if (!wanted || !stock) return;
      const there = new Set(stock.map((one) => one.id));
      setKnown({ stock, missing: new Set(ids.filter((id) => !there.has(id))) });
    };
    void read();
    const timer = setInterval(() => void read(), 20_000);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [ports, named]);
  return known;
}

function useVocabulary(ports: Ports): Vocabulary {
  const [vocabulary, setVocabulary] = useState<Vocabulary>({ facts: [], events: [], tiers: [] });
  useEffect(() => void ports.vocabulary().then(setVocabulary), [ports]);
  return vocabulary;
}

export function Studio({ activity, ports, simulation, locale, leave }: StudioProps) {
  const words = useMemo(() => wordsIn(locale), [locale]);
  const draft = useDraft(activity, ports);
  const problems = useProblems(draft, ports);
  const terms = useTerms(draft, ports);
  const known = useStock(draft, ports);
  const vocabulary = useVocabulary(ports);
  const [tab, setTab] = useState<Tab>("page");
  const editable = draft.actions.includes("save");
  const { history, edit, now } = draft;
  const desk = useMemo<DeskView>(
    () => ({ history, edit, now, vocabulary, ports, editable }),
    [history, edit, now, vocabulary, ports, editable],
  );
  const told = useMemo<ToldView>(
    () => ({ ...known, problems, terms: terms ?? null }),
    [known, problems, terms],
  );
  const keys = useKeys(draft, sideOf(tab));
  return (
    <Speaking.Provider value={words}>
      <Desk.Provider value={desk}>
        <Told.Provider value={told}>
          <Keys.Provider value={keys}>
            <div className={styles.studio}>
              <div>
                <Bar draft={draft} tab={tab} setTab={setTab} simulation={simulation} leave={leave} />
                <Notices draft={draft} />
              </div>
              {tab === "page" && terms !== undefined && <PageDesk draft={draft} />}
              <Suspense fallback={null}>
                {tab === "settings" && <SettingsDesk />}
                {tab === "flow" && <FlowDesk />}
              </Suspense>
              {tab === "phone" && <OnPhone flush={draft.flush} />}
            </div>
          </Keys.Provider>
        </Told.Provider>
      </Desk.Provider>
    </Speaking.Provider>
  );
}
