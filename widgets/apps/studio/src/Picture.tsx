/** A page as the phone shows it, standing still: for approvers who compare before and after. */
import type { ActivityDocument, Terms } from "@largesse/contracts/documents";
import { factsOf, localised, type Node } from "@largesse/kernel";
import { KitContext, stillKit, type ThemeName } from "@largesse/kit";
import { copyOf } from "@largesse/widgets/copy";
import { PageView } from "@largesse/widgets/page";
import { registry } from "@largesse/widgets/registry";
import { useEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { frameCss } from "./page/library";
import type { Locale } from "./ports";

interface PictureProps {
  document: ActivityDocument;
  terms: Terms | null;
  locale: Locale;
  label: string;
  height?: number;
  scale?: number;
}

export function Picture({ document, terms, locale, label, height = 844, scale = 0.72 }: PictureProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [body, setBody] = useState<HTMLElement | null>(null);
  const theme = document.theme.name as ThemeName;
  useEffect(() => {
    const inside = frame.current?.contentDocument;
    if (!inside) return;
    inside.documentElement.lang = locale;
    inside.documentElement.dataset.theme = theme;
    const style = inside.createElement("style");
    style.textContent = `${frameCss(theme)}body{margin:0;pointer-events:none}`;
    inside.head.replaceChildren(style);
    setBody(inside.body);
  }, [theme, locale]);
  return (
    <div style={{ width: 390 * scale, height: height * scale, overflow: "hidden" }}>
      <iframe
        ref={frame}
        title={label}
        width={390}
        height={height}
        style={{ border: 0, transform: `scale(${scale})`, transformOrigin: "0 0", display: "block" }}
      />
      {body && createPortal(<Still document={document} terms={terms} locale={locale} />, body)}
    </div>
  );
}

function Still({ document, terms, locale }: Pick<PictureProps, "document" | "terms" | "locale">) {
  const kit = useMemo(() => {
    const facts = factsOf(document as unknown as Parameters<typeof factsOf>[0], terms, {
      slug: "picture",
      phase: "running",
      locale,
    });
    return stillKit({ locale, facts, copy: copyOf[locale] });
  }, [document, terms, locale]);
  const nodes = localised((document.pages[0]?.nodes ?? []) as readonly Node[], locale);
  return (
    <KitContext.Provider value={kit}>
      <PageView nodes={nodes} registry={registry} />
    </KitContext.Provider>
  );
}
