/** For whom a right is booked: its holder, or somebody of his household. */
import { useKit } from "@largesse/kit";
import type { ReactNode } from "react";
import { Choice } from "./parts";
import type { Taking } from "./taking";
import type { Bookable, Right } from "./types";

interface Whom {
  /** cli_…; "": the holder. */
  readonly person: string;
  readonly choice: ReactNode;
}

/** Whom it is for until somebody says otherwise: whom the right is for. Of another's household nothing is known here. */
export function useWhom(right: Right, { bookableRights, myFamily }: Bookable, taking: Taking): Whom {
  const { say } = useKit();
  const family = bookableRights.some(({ id }) => id === right.id) ? myFamily : [];
  const chosen = taking.whom[right.id] ?? right.beneficiary;
  const pick = (id: string): void => taking.setWhom({ ...taking.whom, [right.id]: id });
  const person = family.some(({ id }) => id === chosen) ? chosen : "";
  const options = [
    { id: "", name: say("widgets.slots.myself") },
    ...family.map(({ id, maskedName }) => ({ id, name: maskedName })),
  ];
  const choice =
    family.length > 0 ? (
      <Choice label={say("widgets.slots.whom")} shown={person} options={options} pick={pick} />
    ) : null;
  return { person, choice };
}
