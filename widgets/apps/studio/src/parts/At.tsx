/** Where a field stands in the document, so that what the check finds leads to the very field. */
import { createContext, type ReactNode, useContext } from "react";
import styles from "./parts.module.css";

const Place = createContext("");

/** What is inside stands at this part of what is around it: a name, or several with `/` between them. */
export function At({ part, children }: { part: string | number; children: ReactNode }) {
  const at = `${useContext(Place)}/${part}`;
  return (
    <Place.Provider value={at}>
      <div className={styles.at} data-at={at}>
        {children}
      </div>
    </Place.Provider>
  );
}

const FIELD = "input:not([type=hidden]), textarea, button, select";

/** The place itself, else the closest one around it that has a field. */
function fieldFor(path: string): HTMLElement | null {
  for (let at = path; at; at = at.slice(0, at.lastIndexOf("/"))) {
    const place = document.querySelector(`[data-at="${CSS.escape(at)}"]`);
    const field = place?.querySelector<HTMLElement>(FIELD);
    if (field) return field;
  }
  return null;
}

/** Go to the field of a path of the document; false where there is none. */
export function goTo(path: string): boolean {
  const field = fieldFor(path);
  if (!field) return false;
  for (let part = field.closest("details"); part; part = part.parentElement?.closest("details") ?? null)
    part.open = true;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
  return true;
}
