/** Whom a right is for: its holder, or a member of his household. It stays the holder's. */
import { useKit, useOwn } from "@largesse/kit";
import { useState } from "react";
import type { RightPart } from "../rightPart";

interface Data {
  readonly right: { readonly gives: string; readonly forWhom: string; readonly forWhomName: string } | null;
  readonly me: { readonly id: string } | null;
  readonly myFamily: ReadonlyArray<{ readonly id: string; readonly maskedName: string }>;
}

const BeneficiaryPart: RightPart = ({ right, again }) => {
  const { act, say } = useKit();
  const { data, again: reread } = useOwn<Data>("beneficiary", { right: right.id });
  const [busy, setBusy] = useState(false);
  if (!(data?.right && data.me)) return null;
  const { me, right: own, myFamily } = data;
  const people = [
    { id: me.id, name: say("h5.for.me") },
    ...myFamily.map(({ id, maskedName }) => ({ id, name: maskedName })),
  ];
  const another = own.forWhom !== me.id;
  if (own.gives === "none" || myFamily.length === 0)
    return another ? (
      <section className="lg-right__part">
        <p>{say("h5.for.is", { name: own.forWhomName })}</p>
      </section>
    ) : null;
  const choose = async (client: string): Promise<void> => {
    setBusy(true);
    await act("setBeneficiary", { right: right.id, client });
    await Promise.all([again(), reread()]);
    setBusy(false);
  };
  return (
    <section className="lg-right__part">
      <label className="lg-field">
        {say("h5.for.title")}
        <select
          value={own.forWhom}
          disabled={busy}
          onChange={(event) => void choose(event.currentTarget.value)}
        >
          {people.some(({ id }) => id === own.forWhom) ? null : (
            <option value={own.forWhom}>{own.forWhomName}</option>
          )}
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <small>{say("h5.for.says")}</small>
      </label>
    </section>
  );
};

export default BeneficiaryPart;
