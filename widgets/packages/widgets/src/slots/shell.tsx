/** The frame of what is booked: its heading, and its part once there is something for it to show. */
import type { Words } from "@largesse/kernel";
import { Lost, useKit, useOwn } from "@largesse/kit";
import { useRef } from "react";
import { Late, type Load } from "./late";

/** What the part of a component is given. */
export interface PartProps<Data> {
  readonly of: Data;
  readonly again: () => Promise<void>;
}

interface ShellProps<Data> {
  readonly id: string;
  readonly type: string;
  readonly title: Words | undefined;
  /** The document that tells what there is. */
  readonly document: string;
  readonly some: (data: Data) => boolean;
  readonly load: Load<PartProps<Data>>;
}

export function Shell<Data>({ id, type, title, document, some, load }: ShellProps<Data>) {
  const { pick, say } = useKit();
  const { state, data, again } = useOwn<Data>(document);
  const had = useRef(false);
  if (data && some(data)) had.current = true;
  const shows = data !== null && had.current;
  const words = {
    guest: "widgets.rights.guest",
    known: `widgets.${type}.none`,
  };
  return (
    <section className={`lg-${type}`} aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(title) || say(`widgets.${type}.title`)}
      </h2>
      {state === "lost" ? <Lost /> : null}
      {shows || state === "lost" ? null : (
        <p className="lg-slots__none" role="status">
          {state === "waiting" ? "\u00a0" : say(words[state])}
        </p>
      )}
      {shows ? <Late load={load} with={{ of: data, again }} /> : null}
    </section>
  );
}
