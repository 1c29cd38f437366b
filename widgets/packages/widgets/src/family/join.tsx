/** A code that somebody was given: who invites is looked at, then answered. */
import { Lost, useKit, useOwn } from "@largesse/kit";
import { useState } from "react";
import { usePress } from "./press";

interface Looked {
  readonly invitation: { readonly fromMasked: string; readonly seesName: string } | null;
}

/** Who is in no household may type a code, look who invites, and answer. */
export default function Join() {
  const { say } = useKit();
  const [busy, press] = usePress();
  const [typed, setTyped] = useState("");
  const [code, setCode] = useState("");
  return (
    <div className="lg-family__part">
      <label className="lg-family__typed">
        <span>{say("widgets.family.have_code")}</span>
        <input
          value={typed}
          autoComplete="off"
          maxLength={20}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <button
        type="button"
        className="lg-button lg-button--quiet"
        disabled={typed.trim() === ""}
        onClick={() => setCode(typed.trim())}
      >
        {say("widgets.family.look")}
      </button>
      {code ? <Looked key={code} code={code} busy={busy} press={press} /> : null}
    </div>
  );
}

interface LookedProps {
  readonly code: string;
  readonly busy: boolean;
  readonly press: (document: string, ask: object) => Promise<unknown>;
}

function Looked({ code, busy, press }: LookedProps) {
  const { say } = useKit();
  const { state, data } = useOwn<Looked>("invitation", { code });
  if (state === "lost") return <Lost />;
  if (!data) return null;
  if (!data.invitation) return <p role="status">{say("widgets.family.no_invitation")}</p>;
  return (
    <div role="status">
      <p>
        {say("widgets.family.from", { name: data.invitation.fromMasked, sees: data.invitation.seesName })}
      </p>
      {[true, false].map((accept) => (
        <button
          key={String(accept)}
          type="button"
          className={`lg-button${accept ? "" : " lg-button--quiet"}`}
          disabled={busy}
          onClick={() => void press("answer-invitation", { code, accept, agree: "own" })}
        >
          {say(`widgets.family.${accept ? "accept" : "decline"}`)}
        </button>
      ))}
    </div>
  );
}
