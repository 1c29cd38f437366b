/** The sheet that rises over the page: one at a time, focus inside, Escape and the veil close it. */
import { render } from "preact";
import { type ReactNode, useEffect, useRef } from "react";
import { fallen, risen } from "../back";
import { announce, type Desk, type Shown, type View } from "../views";
import { Adviser, Demo, No, Rules } from "./plain";
import { Result } from "./result";
import { Who } from "./who";

export { claimRight } from "./claim";

let before: Element | null = null;

function behind(hidden: boolean): void {
  const app = document.getElementById("app");
  if (hidden) app?.setAttribute("inert", "");
  else app?.removeAttribute("inert");
}

function away(): void {
  const host = document.getElementById("sheet");
  if (host) render(null, host);
  behind(false);
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
}

function take(): void {
  away();
  fallen();
}

// Heard from the moment that a sheet is there, not from when it was painted. A key within an input method's word is the word's.
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && document.getElementById("sheet")?.firstChild) take();
});

function Sheet({ desk, close, children }: Shown & { readonly children: ReactNode }) {
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => card.current?.querySelector<HTMLElement>("[data-first]")?.focus(), []);
  return (
    <div className="lg-sheet" onPointerDown={(event) => event.target === event.currentTarget && close()}>
      <div
        className="lg-sheet__card"
        role="dialog"
        aria-modal="true"
        aria-labelledby="sheet-title"
        ref={card}
      >
        <button
          type="button"
          className="lg-sheet__close"
          aria-label={desk.kit.say("h5.close")}
          onClick={close}
        >
          ×
        </button>
        {children}
      </div>
    </div>
  );
}

function Inside({ view, ...shown }: Shown & { readonly view: View }) {
  if (view.view === "result") return <Result took={view.took} {...shown} />;
  if (view.view === "who") return <Who after={view.after} {...shown} />;
  if (view.view === "no") return <No {...view} {...shown} />;
  if (view.view === "adviser") return <Adviser {...shown} />;
  return view.view === "rules" ? <Rules {...shown} /> : <Demo {...shown} />;
}

export function put(view: View, desk: Desk): void {
  const host = document.getElementById("sheet");
  if (!host) return;
  if (document.querySelector(".lg-toast")) announce("");
  if (!host.firstChild) before = document.activeElement;
  behind(true);
  risen(away);
  const tree = (
    <Sheet key={view.view} desk={desk} close={take}>
      <Inside view={view} desk={desk} close={take} />
    </Sheet>
  );
  render(tree as never, host);
}
