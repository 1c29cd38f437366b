/** The visual editor of activities, loaded only when one is opened. */
export type { Opened, Ports, Saved, StockedBatch, StudioProps } from "./ports";
export { Studio } from "./Studio";
