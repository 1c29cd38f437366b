/** Which right is booked: one at a time, so that a page with several shows each place and time once. */
import { useKit } from "@largesse/kit";
import { type ReactNode, useState } from "react";
import { Choice } from "./parts";
import type { Taking } from "./taking";
import { type Bookable, type Right, rightsIn } from "./types";

interface RightsProps {
  readonly of: Bookable;
  readonly kind: string;
  readonly taking: Taking;
  readonly children: (right: Right) => ReactNode;
}

export function Rights({ of, kind, taking, children }: RightsProps) {
  const { say } = useKit();
  const [chosen, setChosen] = useState("");
  const rights = rightsIn(of).filter((one) => one.kind === kind);
  const right = rights.find(({ id }) => id === chosen) ?? rights[0];
  if (!right) return null;
  const name = (one: Right): string =>
    of.bookableRights.includes(one) ? one.title : `${one.title} · ${one.holderName}`;
  return (
    <>
      {rights.length > 1 ? (
        <Choice
          label={say("widgets.booking.right")}
          shown={right.id}
          options={rights.map((one) => ({ id: one.id, name: name(one) }))}
          pick={(id) => {
            taking.setStale(null);
            setChosen(id);
          }}
        />
      ) : (
        <p>{name(right)}</p>
      )}
      {children(right)}
    </>
  );
}
