import type { MyNoticesProps } from "@largesse/contracts";
import { day, Lost, useKit, useOwn, type WidgetProps } from "@largesse/kit";
import { useState } from "react";

interface Notice {
  readonly id: string;
  readonly words: string;
  readonly right: string | null;
  readonly at: string;
  readonly unread: boolean;
}
interface Data {
  readonly myUnreadNotices: number;
  readonly myNotices: {
    readonly edges: readonly { readonly node: Notice }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
}

const [PAGE, MOST] = [5, 100];

/** Whether a press is under way; none goes out twice. */
function useReading() {
  const { act } = useKit();
  const [busy, setBusy] = useState(false);
  const read = async (notice: string | null): Promise<void> => {
    setBusy(true);
    await act("read-notices", notice ? { notice } : {});
    setBusy(false);
  };
  return { busy, read };
}

function Line({ one }: { readonly one: Notice }) {
  const { say, open, locale, facts } = useKit();
  const { busy, read } = useReading();
  const { right } = one;
  const see = async (): Promise<void> => {
    if (one.unread) await read(one.id);
    if (right) open({ to: "right", right });
  };
  return (
    <li className={`lg-my-notices__line${one.unread ? " is-unread" : ""}`}>
      <p>
        {one.unread ? <span className="lg-unseen">{say("widgets.my-notices.unread")} </span> : null}
        {one.words}
      </p>
      <span className="lg-my-notices__foot">
        <small>{day(one.at, locale, facts.tz)}</small>
        {right || one.unread ? (
          <button type="button" className="lg-plain" disabled={busy} onClick={() => void see()}>
            {say(right ? "widgets.my-notices.see" : "widgets.my-notices.read")}
            <span className="lg-unseen"> {one.words}</span>
          </button>
        ) : null}
      </span>
    </li>
  );
}

function ReadAll() {
  const { say } = useKit();
  const { busy, read } = useReading();
  return (
    <button type="button" className="lg-plain" disabled={busy} onClick={() => void read(null)}>
      {say("widgets.my-notices.all")}
    </button>
  );
}

export default function MyNotices({ id, props }: WidgetProps<MyNoticesProps>) {
  const { pick, say } = useKit();
  const [first, setFirst] = useState(PAGE);
  const { state, data } = useOwn<Data>("my-notices", { first });
  const lines = data?.myNotices.edges ?? [];
  const unread = data?.myUnreadNotices ?? 0;
  return (
    <section className="lg-my-notices" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.my-notices.title")}
      </h2>
      {unread > 0 ? (
        <p className="lg-my-notices__head" role="status">
          {say("widgets.my-notices.count", { n: unread })}
          <ReadAll />
        </p>
      ) : null}
      {state === "lost" ? <Lost /> : null}
      <ul className="lg-my-notices__list">
        {lines.map(({ node }) => (
          <Line key={node.id} one={node} />
        ))}
      </ul>
      {data?.myNotices.pageInfo.hasNextPage && first < MOST ? (
        <button
          type="button"
          className="lg-button lg-button--small lg-button--quiet"
          onClick={() => setFirst(Math.min(MOST, first * 4))}
        >
          {say("widgets.my-notices.more")}
        </button>
      ) : null}
      {lines.length === 0 && state !== "lost" ? (
        <p className="lg-my-notices__none">
          {state === "waiting"
            ? "\u00a0"
            : say(state === "guest" ? "widgets.rights.guest" : "widgets.my-notices.none")}
        </p>
      ) : null}
    </section>
  );
}
