/** What is pressed among friends, and the link that one sends on. */
import { isOpen } from "@largesse/kernel";
import { useKit } from "@largesse/kit";
import { useRef, useState } from "react";

interface ActProps {
  readonly says: string;
  readonly act: () => Promise<unknown>;
}

export function Act({ says, act }: ActProps) {
  const { facts } = useKit();
  const [busy, setBusy] = useState(false);
  const press = async (): Promise<void> => {
    setBusy(true);
    await act().finally(() => setBusy(false));
  };
  return (
    <button
      type="button"
      className="lg-button"
      aria-busy={busy}
      disabled={busy || !isOpen(facts.phase)}
      onClick={() => void press()}
    >
      {says}
    </button>
  );
}

/** The link to be sent on: by the phone's own sheet where that opens, else copied, else marked. */
export function SendOn({ link }: { readonly link: string }) {
  const { say } = useKit();
  const field = useRef<HTMLInputElement>(null);
  const [told, setTold] = useState("");
  const send = async (): Promise<void> => {
    try {
      if (navigator.share) return await navigator.share({ url: link });
    } catch (no) {
      if (no instanceof DOMException && no.name === "AbortError") return; // the client closed it
    }
    try {
      await navigator.clipboard.writeText(link);
      setTold(say("widgets.friends.copied"));
    } catch {
      field.current?.select();
      setTold(say("widgets.friends.marked"));
    }
  };
  return (
    <div className="lg-friends__link">
      <input type="text" readOnly value={link} ref={field} aria-label={say("widgets.friends.link")} />
      <Act says={say("widgets.friends.send")} act={send} />
      <span role="status">{told}</span>
    </div>
  );
}
