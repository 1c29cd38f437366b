/** A component on the canvas: the same source that the phone runs, given a kit that only stands there. */
import { factsOf } from "@largesse/kernel";
import { KitContext, NOTHING_YET, type Slot, stillKit } from "@largesse/kit";
import { Dock, Tongue } from "@largesse/widgets/page";
import { type ComponentType, type ReactNode, useMemo } from "react";
import { useDocument, useTold } from "../desk";
import { useWords } from "../words";
import { isOwn, slotField } from "./convert";
import { ownSamples, PAGE_COPY, widgetOf } from "./library";

interface DrawnProps {
  type: string;
  slots: readonly string[];
  props: Record<string, unknown> & { id: string };
}

export function Drawn({ type, slots, props }: DrawnProps) {
  const Widget = widgetOf(type);
  const places = Object.fromEntries(
    slots.map((name) => [name, (props[slotField(name)] as ComponentType<{ className?: string }>) ?? Nothing]),
  ) as Record<string, Slot>;
  const own = Object.fromEntries(
    Object.entries(props).filter(
      ([name]) => !isOwn(name) && name !== "puck" && name !== "editMode" && !name.startsWith("slot-"),
    ),
  );
  if (!Widget) return <Stranger type={type} />;
  return <Widget id={props.id} props={own} slots={places} />;
}

const Nothing = () => null;

export function Stranger({ type }: { type: string }) {
  const { t } = useWords();
  return (
    <p style={{ padding: 16, border: "1px dashed var(--lg-line)", color: "var(--lg-muted)" }}>
      {t("canvas.stranger", { type })}
    </p>
  );
}

/** The page around the components, as a visitor meets it: the document's plays and prizes, nobody recognised yet. */
export function Page({ children }: { children: ReactNode }) {
  const document = useDocument();
  const { terms } = useTold();
  const { locale } = useWords();
  const kit = useMemo(() => {
    const facts = factsOf(document as unknown as Parameters<typeof factsOf>[0], terms, {
      slug: "preview",
      phase: "running",
      locale,
    });
    const live = { ...NOTHING_YET, who: "guest" as const };
    return stillKit({ locale, facts, copy: PAGE_COPY[locale], editing: true, live, samples: ownSamples });
  }, [document, terms, locale]);
  return (
    <KitContext.Provider value={kit}>
      <div id="app">
        <Tongue />
        <main>{children}</main>
        <Dock />
      </div>
    </KitContext.Provider>
  );
}
