/** What the parts of the family share. */
import { useKit } from "@largesse/kit";
import { useState } from "react";

/** One press at a time; afterwards every component asks again. */
export function usePress(): readonly [boolean, (document: string, ask: object) => Promise<unknown>] {
  const { act } = useKit();
  const [busy, setBusy] = useState(false);
  const press = (document: string, ask: object): Promise<unknown> => {
    setBusy(true);
    return act(document, ask).finally(() => setBusy(false));
  };
  return [busy, press];
}
