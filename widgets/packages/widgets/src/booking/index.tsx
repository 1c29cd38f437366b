import type { BookingProps } from "@largesse/contracts";
import type { WidgetProps } from "@largesse/kit";
import { Shell } from "../slots/shell";
import { type Bookable, isOf } from "../slots/types";

const load = () => import("./book");

export default function Booking({ id, props }: WidgetProps<BookingProps>) {
  const some = (data: Bookable): boolean => isOf(data, "appointment");
  return <Shell id={id} type="booking" title={props.title} document="bookable" some={some} load={load} />;
}
