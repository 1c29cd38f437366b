/** What the event that starts a play carries, as facts that its conditions may ask. */
import { useDesk } from "../desk";
import type { AudienceFact } from "../ports";
import type { On } from "./trigger";

/** What stands before the name of a value of the event. */
export const TOLD = "event.";

/** The values of the event that a play waits for; none where it waits for none. */
export function useEventFacts(on: On): AudienceFact[] {
  const { vocabulary } = useDesk();
  const name = "event" in on ? on.event : "";
  const event = vocabulary.events.find((one) => one.name === name);
  return (event?.props ?? []).map((one) => ({ ...one, name: `${TOLD}${one.name}`, values: [] }));
}
