/** What a component asks for itself of its client's own, and what it says where no answer came. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useKit } from "./kit";

export interface Own<T> {
  /** waiting: not asked yet; guest: nobody is recognised; lost: no answer came, what is held is older; known. */
  readonly state: "waiting" | "guest" | "lost" | "known";
  readonly data: T | null;
  /** Ask again. */
  readonly again: () => Promise<void>;
}

interface Found<T> {
  readonly asked: string;
  readonly data: T | null;
  readonly lost: boolean;
}

/**
 * The client's own by a registered document, asked for again whenever the page asks for its own again.
 * Answers come in any order; only the one to the last question counts.
 */
export function useOwn<T>(document: string, variables: object = {}): Own<T> {
  const { live, read, sample } = useKit();
  const asked = JSON.stringify(variables);
  const [found, setFound] = useState<Found<T> | null>(null);
  const last = useRef(0);
  const again = useCallback(async () => {
    last.current += 1;
    const turn = last.current;
    const data = await read<T>(document, JSON.parse(asked)).catch(() => null);
    if (turn !== last.current) return;
    setFound((old) => ({
      asked,
      data: data ?? (old?.asked === asked ? old.data : null),
      lost: data === null,
    }));
  }, [read, document, asked]);
  const client = live.who === "client";
  useEffect(() => {
    if (client) void again();
  }, [client, again]);
  return useMemo(() => {
    const drawn = sample?.(document) as T | undefined;
    if (drawn !== undefined) return { state: "known", data: drawn, again };
    if (live.who === "guest") return { state: "guest", data: null, again };
    if (found?.asked !== asked) return { state: "waiting", data: null, again };
    return { state: found.lost ? "lost" : "known", data: found.data, again };
  }, [sample, document, live.who, found, asked, again]);
}

/** No answer came: the first part of the page says it for all of them; one press asks for everything again. */
export function Lost() {
  const { say, refresh, open } = useKit();
  return (
    <p className="lg-lost" role="status">
      {say("h5.offline")}
      <button type="button" className="lg-plain" onClick={() => void refresh()}>
        {say("widgets.again")}
      </button>
      <button type="button" className="lg-plain" onClick={() => open({ to: "adviser" })}>
        {say("h5.adviser")}
      </button>
    </p>
  );
}
