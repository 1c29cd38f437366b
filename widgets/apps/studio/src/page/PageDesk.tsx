/** The page's desk: components and outline on the left, the phone in the middle, properties on the right. */
import "@puckeditor/core/no-external.css";
import { typesOf } from "@largesse/kernel";
import type { ThemeName } from "@largesse/kit";
import { SegmentedControl, Tabs } from "@mantine/core";
import { type Data, type Dictionary, Puck, type PuckAction } from "@puckeditor/core";
import { type CSSProperties, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Steps } from "../Bar";
import { useDesk } from "../desk";
import type { Draft } from "../draft";
import { useKeyboard } from "../keys";
import type { Locale } from "../ports";
import { useWords, type Words } from "../words";
import { configFor } from "./config";
import { fromCanvas, furnished, toCanvas } from "./convert";
import { Following } from "./Following";
import { Shortcuts, useFurnish, usePuck } from "./keys";
import { frameCss } from "./library";
import { Palette } from "./Palette";
import styles from "./page.module.css";
import type { Known } from "./schemas";

const NOTHING_ALLOWED = { drag: false, edit: false, insert: false, delete: false, duplicate: false };
const PHONES = [
  { value: "360", height: 780 },
  { value: "390", height: 844 },
  { value: "430", height: 932 },
];
/** The root drop zone fills the page above the dock, so that a drop below the last component is not lost. */
const editorCss = (empty: string): string =>
  [
    ":root{--puck-color-selection-bg:#a77b2d14;--puck-color-selection-border:#a77b2d;--puck-color-line-placeholder:#a77b2d}",
    "html,body,#frame-root{height:auto!important}",
    "#app>main{display:grid;flex:1}",
    ".lg-page>:has(>.lg-hero)+*{margin-top:-4px}",
    `.lg-page:empty::before{content:${JSON.stringify(empty)};place-self:center;color:var(--lg-muted);font-size:14px}`,
  ].join("");

function Frame({
  children,
  document,
  theme,
  locale,
  empty,
}: {
  children: ReactNode;
  document?: Document | undefined;
  theme: ThemeName;
  locale: Locale;
  empty: string;
}) {
  const { listen } = useKeyboard();
  useEffect(() => (document?.defaultView ? listen(document.defaultView) : undefined), [document, listen]);
  useEffect(() => {
    if (!document) return;
    document.documentElement.dataset.theme = theme;
    document.documentElement.lang = locale;
    const style = document.createElement("style");
    style.textContent = frameCss(theme) + editorCss(empty);
    document.head.append(style);
    return () => style.remove();
  }, [document, theme, locale, empty]);
  return <>{children}</>;
}

const CANVAS_WORDS = [
  "action-selectparent",
  "action-duplicate",
  "action-delete",
  "label-page",
  "label-component",
  "outline-empty",
  "outline-item-collapse",
  "outline-item-expand",
  "outline-header-title",
  "outline-header-collapseall",
  "outline-item-duplicate",
  "outline-item-delete",
  "field-readonly",
  "loader-loading",
];

/** The canvas library's own words, in the reader's language. */
const dictionaryOf = (words: Words): Dictionary =>
  Object.fromEntries(CANVAS_WORDS.map((key) => [key, words.t(`canvas.${key}`)]));

export function PageDesk({ draft }: { draft: Draft }) {
  const words = useWords();
  const { editable } = useDesk();
  const nodes = draft.document.pages[0]?.nodes ?? [];
  const first = useRef(nodes);
  const draw = useDrawing(draft);
  const types = typesOf(nodes).join(" ");
  const used = useMemo(() => types.split(" ").filter(Boolean), [types]);
  const furnish = useRef<(action: PuckAction) => void>(() => undefined);
  const play = draft.document.plays[0]?.id;
  const right = draft.document.rights[0]?.ref;
  const config = useMemo(() => configFor(words, used), [words, used]);
  const dictionary = useMemo(() => dictionaryOf(words), [words]);
  const theme = draft.document.theme.name;
  const overrides = useMemo(
    () => ({
      iframe: (props: { children: ReactNode; document?: Document }) => (
        <Frame {...props} theme={theme} locale={words.locale} empty={words.t("canvas.empty")} />
      ),
      puck: ({ children }: { children: ReactNode }) => <Shortcuts>{children}</Shortcuts>,
    }),
    [theme, words],
  );
  return (
    <Puck
      config={config}
      data={toCanvas(first.current)}
      iframe={{ enabled: true, syncHostStyles: false }}
      dictionary={dictionary}
      overrides={overrides as never}
      permissions={editable ? {} : NOTHING_ALLOWED}
      onAction={(action) => furnish.current(action)}
      onChange={draw}
    >
      <Furnishing known={{ play, right }} into={furnish} />
      <Following nodes={nodes} edition={draft.edition} />
      <Layout draft={draft} />
    </Puck>
  );
}

/** Tell the draft what the canvas shows; a component that is put down and then given its sample is one step. */
function useDrawing(draft: Draft): (data: Data) => void {
  const bare = useRef<object | null>(null);
  return (data) => {
    const whole = furnished(data);
    if (!whole) bare.current ??= {};
    draft.draw(fromCanvas(data), bare.current ?? undefined);
    if (whole) bare.current = null;
  };
}

function Furnishing({ known, into }: { known: Known; into: { current: (action: PuckAction) => void } }) {
  into.current = useFurnish(known);
  return null;
}

function Layout({ draft }: { draft: Draft }) {
  const { t } = useWords();
  const { editable } = useDesk();
  const [width, setWidth] = useState("390");
  const height = PHONES.find((phone) => phone.value === width)?.height ?? 844;
  return (
    <div className={styles.desk}>
      <aside className={styles.left} aria-label={t("page.left")}>
        <Tabs defaultValue="components">
          <Tabs.List grow>
            <Tabs.Tab value="components">{t("page.components")}</Tabs.Tab>
            <Tabs.Tab value="outline">{t("page.outline")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="components">
            <Palette editable={editable} />
          </Tabs.Panel>
          <Tabs.Panel value="outline" p="sm">
            <Puck.Outline />
          </Tabs.Panel>
        </Tabs>
      </aside>
      <section className={styles.stage} aria-label={t("page.canvas")}>
        <div className={styles.frameTools}>
          <Steps draft={draft} side="page" />
          <SegmentedControl
            size="xs"
            aria-label={t("page.width")}
            value={width}
            onChange={setWidth}
            data={PHONES.map((phone) => ({ value: phone.value, label: `${phone.value}×${phone.height}` }))}
          />
        </div>
        <div className={styles.phone} style={{ "--phone": `${width}px`, height } as CSSProperties}>
          <Puck.Preview />
        </div>
      </section>
      <aside className={styles.right} aria-label={t("page.properties")}>
        <Chosen />
        <Puck.Fields />
      </aside>
    </div>
  );
}

function Chosen() {
  const { t } = useWords();
  const item = usePuck((state) => state.selectedItem);
  const label = usePuck((state) =>
    state.selectedItem ? state.config.components[state.selectedItem.type]?.label : "",
  );
  if (item) return <h2>{label}</h2>;
  return (
    <div className={styles.nothing}>
      <h2>{t("page.nothingChosen")}</h2>
      <p>{t("page.nothingChosen.lead")}</p>
    </div>
  );
}
