/** A part that comes with the first need of it: who has nothing to book, or moves nothing, never loads it. */
import { useKit } from "@largesse/kit";
import { type ComponentType, useCallback, useEffect, useState } from "react";

/** Loads a part; the same function each time, so that it is asked for once. */
export type Load<Props> = () => Promise<{ readonly default: ComponentType<Props> }>;

interface LateProps<Props> {
  readonly load: Load<Props>;
  readonly with: Props;
}

/** Draw a part once it is loaded; a lost net is told, and a press tries again. */
export function Late<Props extends object>({ load, with: of }: LateProps<Props>) {
  const { say } = useKit();
  const [Part, setPart] = useState<ComponentType<Props> | null>(null);
  const [lost, setLost] = useState(false);
  const fetch = useCallback((): void => {
    setLost(false);
    load().then(
      (found) => setPart(() => found.default),
      () => setLost(true),
    );
  }, [load]);
  useEffect(fetch, [fetch]);
  if (Part) return <Part {...of} />;
  return (
    <p className="lg-slots__none" role="status">
      {say(lost ? "h5.offline" : "widgets.slots.opening")}{" "}
      {lost ? (
        <button type="button" className="lg-plain" onClick={fetch}>
          {say("widgets.again")}
        </button>
      ) : null}
    </p>
  );
}
