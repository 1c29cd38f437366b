/** What cards of bookings and of waiting share. */
import { useKit } from "@largesse/kit";
import { useState } from "react";

/** A press that asks the house something once at a time. */
export function usePress() {
  const { act } = useKit();
  const [busy, setBusy] = useState(false);
  const press = async (document: string, asked: object): Promise<void> => {
    setBusy(true);
    await act(document, asked);
    setBusy(false);
  };
  return { busy, press };
}

interface WhomProps {
  readonly of: { readonly forMe: boolean; readonly personName: string };
}

/** For whom it is, where that is not the holder. */
export function Whom({ of }: WhomProps) {
  const { say } = useKit();
  return of.forMe ? null : <small>{say("widgets.slots.for", { name: of.personName })}</small>;
}
