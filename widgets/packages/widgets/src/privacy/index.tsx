import type { PrivacyProps } from "@largesse/contracts";
import { day, hour, Lost, useKit, useOwn, type WidgetProps } from "@largesse/kit";
import { useState } from "react";

interface Purpose {
  readonly purpose: string;
  readonly title: string;
  readonly words: string;
  readonly agreed: boolean;
}
interface Erasure {
  readonly state: string;
  readonly askedAt: string;
  readonly reason: string;
}
interface Privacy {
  readonly held: ReadonlyArray<{ readonly group: string; readonly name: string; readonly value: string }>;
  readonly given: ReadonlyArray<{
    readonly name: string;
    readonly what: string;
    readonly times: number;
    readonly lastAt: string;
  }>;
  readonly purposes: readonly Purpose[];
  readonly receipts: ReadonlyArray<{
    readonly title: string;
    readonly agreed: boolean;
    readonly words: string;
    readonly at: string;
  }>;
  readonly erasure: Erasure | null;
  readonly answers: ReadonlyArray<{
    readonly right: string;
    readonly title: string;
    readonly fields: string;
  }>;
}

function Switch({ of }: { readonly of: Purpose }) {
  const { act, say } = useKit();
  const [busy, setBusy] = useState(false);
  const turn = async (): Promise<void> => {
    setBusy(true);
    await act("choose", { purpose: of.purpose, agreed: !of.agreed });
    setBusy(false);
  };
  return (
    <li className="lg-privacy__switch">
      <span>
        <b id={`privacy-${of.purpose}`}>{of.title}</b>
        <small>{of.words}</small>
      </span>
      <button
        type="button"
        role="switch"
        aria-checked={of.agreed}
        aria-labelledby={`privacy-${of.purpose}`}
        disabled={busy}
        onClick={() => void turn()}
      >
        {say(of.agreed ? "widgets.privacy.on" : "widgets.privacy.off")}
      </button>
    </li>
  );
}

/** A copy to take along: a file where the browser can save one; the words to copy stand below it in any case. */
function Copy() {
  const { read, say } = useKit();
  const [words, setWords] = useState("");
  const [lost, setLost] = useState(false);
  const fetch = async (): Promise<void> => {
    const found = await read<{ readonly myData: string }>("myData", {}).catch(() => null);
    setLost(found === null);
    setWords(found?.myData ?? "");
  };
  return (
    <div className="lg-privacy__copy">
      <button
        type="button"
        className="lg-button lg-button--small lg-button--quiet"
        onClick={() => void fetch()}
      >
        {say("widgets.privacy.copy")}
      </button>
      {lost ? <p role="status">{say("h5.offline.other")}</p> : null}
      {words ? (
        <>
          <a
            className="lg-plain"
            download="my-data.json"
            href={`data:application/json;charset=utf-8,${encodeURIComponent(words)}`}
          >
            {say("widgets.privacy.save")}
          </a>
          <textarea readOnly rows={8} value={words} aria-label={say("widgets.privacy.copy")} />
        </>
      ) : null}
    </div>
  );
}

function Erase({ erasure }: { readonly erasure: Erasure | null }) {
  const { act, say, locale, facts } = useKit();
  const [sure, setSure] = useState(false);
  if (erasure?.state === "asked") {
    return (
      <div className="lg-privacy__erase">
        <p>{say("widgets.privacy.asked", { day: day(erasure.askedAt, locale, facts.tz) })}</p>
        <button type="button" className="lg-plain" onClick={() => void act("withdrawErasure", {})}>
          {say("widgets.privacy.take_back")}
        </button>
      </div>
    );
  }
  return (
    <div className="lg-privacy__erase">
      {erasure?.state === "refused" ? (
        <p>{say("widgets.privacy.refused", { reason: erasure.reason })}</p>
      ) : null}
      {sure ? (
        <>
          <p>{say("widgets.privacy.sure")}</p>
          <button
            type="button"
            className="lg-button lg-button--small"
            onClick={() => void act("askErasure", {})}
          >
            {say("widgets.privacy.ask")}
          </button>
          <button type="button" className="lg-plain" onClick={() => setSure(false)}>
            {say("h5.later")}
          </button>
        </>
      ) : (
        <button type="button" className="lg-plain" onClick={() => setSure(true)}>
          {say("widgets.privacy.erase")}
        </button>
      )}
    </div>
  );
}

function Lists({ of }: { readonly of: Privacy }) {
  const { act, say, locale, facts } = useKit();
  return (
    <>
      <details>
        <summary>{say("widgets.privacy.held")}</summary>
        <dl>
          {of.held.map(({ name, value }) => (
            <div key={name + value}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <ul>
          {of.answers.map(({ right, title, fields }) => (
            <li key={right}>
              <b>{title}</b>
              <small>{fields}</small>
              <button type="button" className="lg-plain" onClick={() => void act("withdrawForm", { right })}>
                {say("widgets.privacy.withdraw")}
              </button>
            </li>
          ))}
        </ul>
        <Copy />
      </details>
      <details>
        <summary>{say("widgets.privacy.given")}</summary>
        {of.given.length === 0 ? <p>{say("widgets.privacy.given_none")}</p> : null}
        <ul>
          {of.given.map(({ name, what, times, lastAt }) => (
            <li key={name + what}>
              <b>{name}</b>
              <small>{what}</small>
              <small>{say("widgets.privacy.times", { times, day: day(lastAt, locale, facts.tz) })}</small>
            </li>
          ))}
        </ul>
      </details>
      <details>
        <summary>{say("widgets.privacy.receipts")}</summary>
        {of.receipts.length === 0 ? <p>{say("widgets.privacy.receipts_none")}</p> : null}
        <ul>
          {of.receipts.map(({ title, agreed, words, at }) => (
            <li key={title + at}>
              <b>
                {title} · {say(agreed ? "widgets.privacy.agreed" : "widgets.privacy.withdrawn")}
              </b>
              <small>{hour(at, locale, facts.tz)}</small>
              <small>{words}</small>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

export default function PrivacyCentre({ id, props }: WidgetProps<PrivacyProps>) {
  const { pick, say } = useKit();
  const { state, data } = useOwn<{ readonly myPrivacy: Privacy }>("privacy");
  const own = data?.myPrivacy;
  return (
    <section className="lg-privacy" id="privacy" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.privacy.title")}
      </h2>
      {state === "guest" ? <p className="lg-privacy__note">{say("widgets.privacy.guest")}</p> : null}
      {state === "lost" ? <Lost /> : null}
      {own ? (
        <>
          <ul className="lg-privacy__switches">
            {own.purposes.map((one) => (
              <Switch key={one.purpose} of={one} />
            ))}
          </ul>
          <Lists of={own} />
          <Erase erasure={own.erasure} />
        </>
      ) : null}
    </section>
  );
}
