/** The shape of every component: props by its schema, slots as places to render into. */
import type { ComponentType } from "react";

export type Slot = ComponentType<{ readonly className?: string }>;

export interface WidgetProps<Props> {
  readonly id: string;
  readonly props: Props;
  readonly slots: Readonly<Record<string, Slot>>;
}

export type Widget<Props> = ComponentType<WidgetProps<Props>>;
