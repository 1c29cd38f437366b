/** For whom a right is booked: its holder, or somebody of his household. */
import { useKit } from "@largesse/kit";
import type { ReactNode } from "react";
import { Choice } from "./parts";
import type { Taking } from "./taking";
import type { Bookable, Right } from "./types";

interface Whom {
  /** cli_…; "" where another's right is booked: whom the right is for, which is known to him alone. */
  readonly person: string;
  readonly choice: ReactNode;
}

/** Whom it is for until somebody says otherwise: whom the right is for. */
export function useWhom(right: Right, { bookableRights, myFamily }: Bookable, taking: Taking): Whom {
  const { say } = useKit();
  if (!bookableRights.some(({ id }) => id === right.id)) return { person: "", choice: null };
  const chosen = taking.whom[right.id] ?? right.beneficiary;
  const pick = (id: string): void => taking.setWhom({ ...taking.whom, [right.id]: id });
  const person = myFamily.some(({ id }) => id === chosen) ? chosen : right.holder;
  const options = [
    { id: right.holder, name: say("widgets.slots.myself") },
    ...myFamily.map(({ id, maskedName }) => ({ id, name: maskedName })),
  ];
  const choice =
    myFamily.length > 0 ? (
      <Choice label={say("widgets.slots.whom")} shown={person} options={options} pick={pick} />
    ) : null;
  return { person, choice };
}
