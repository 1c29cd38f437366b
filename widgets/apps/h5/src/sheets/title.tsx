/** What every sheet has: a heading that is read first, and a way to somebody who helps. */
import type { Desk } from "../views";

export function Title({ words }: { readonly words: string }) {
  return (
    <h2 className="lg-sheet__title" id="sheet-title" tabIndex={-1} data-first="">
      {words}
    </h2>
  );
}

/** Below every result and every no: whoever is in doubt asks somebody. */
export function Help({ desk }: { readonly desk: Desk }) {
  return (
    <button type="button" className="lg-plain" onClick={() => void desk.show({ view: "adviser" })}>
      {desk.kit.say("h5.adviser")}
    </button>
  );
}
