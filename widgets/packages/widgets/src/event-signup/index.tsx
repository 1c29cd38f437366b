import type { EventSignupProps } from "@largesse/contracts";
import type { WidgetProps } from "@largesse/kit";
import { Shell } from "../slots/shell";
import { type Bookable, isOf } from "../slots/types";

const load = () => import("./sessions");

export default function EventSignup({ id, props }: WidgetProps<EventSignupProps>) {
  const some = (data: Bookable): boolean => isOf(data, "event");
  return (
    <Shell id={id} type="event-signup" title={props.title} document="bookable" some={some} load={load} />
  );
}
