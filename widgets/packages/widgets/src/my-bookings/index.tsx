import type { MyBookingsProps } from "@largesse/contracts";
import type { WidgetProps } from "@largesse/kit";
import { Shell } from "../slots/shell";
import type { Data } from "./types";

const load = () => import("./cards");
const some = (data: Data): boolean => Object.values(data).some((list) => list.length > 0);

export default function MyBookings({ id, props }: WidgetProps<MyBookingsProps>) {
  return (
    <Shell id={id} type="my-bookings" title={props.title} document="my-bookings" some={some} load={load} />
  );
}
