/** Sheets that only tell: a refusal, the adviser, the rules; and the demo's client picker. */
import { freshKey, telephone } from "@largesse/kernel";
import { hour, KitContext } from "@largesse/kit";
import { Terms } from "@largesse/widgets/terms";
import { useEffect, useState } from "react";
import DEMO_CLIENTS from "../../documents/demoClients.graphql";
import ENTER from "../../documents/enterAsDemoClient.graphql";
import { start } from "../start";
import type { Said, Shown } from "../views";
import { ask } from "../wire";
import { Challenge } from "./challenge";
import { Help, Title } from "./title";

export function No({ title, note, retryAt, code, facts: told, desk, close }: Shown & Said) {
  const { say, locale, facts } = desk.kit;
  const { refresh } = desk;
  const queued = code === "play.queued";
  const when = queued ? "h5.queued.when" : "h5.again";
  useEffect(() => {
    if (queued) void refresh();
  }, [queued, refresh]);
  const challenge = told?.find(({ name }) => name === "challenge")?.value;
  if (challenge) return <Challenge id={challenge} note={note} desk={desk} close={close} />;
  return (
    <>
      <Title words={queued ? say("h5.queued") : title} />
      <p className="lg-sheet__note">{note}</p>
      {retryAt ? (
        <p className="lg-sheet__note">{say(when, { day: hour(retryAt, locale, facts.tz) })}</p>
      ) : null}
      <div className="lg-sheet__stack">
        <button type="button" className="lg-button" onClick={close}>
          {say("h5.understood")}
        </button>
        <Help desk={desk} />
      </div>
    </>
  );
}

/** A number that takes messages: a mobile of this country. */
const MOBILE = /^(?:\+?86)?[ -]?1\d{2}[ -]?\d{4}[ -]?\d{4}$/;

/** Whom to ask, by every way that is known; the activity's own contact where nobody is. */
export function Adviser({ desk, close }: Shown) {
  const { say, live, facts } = desk.kit;
  const adviser = live.client?.adviser;
  const contact = facts.disclosure.find(({ field }) => field === "contact")?.words;
  return (
    <>
      <Title words={say("h5.adviser.title")} />
      {adviser ? (
        <div className="lg-adviser">
          <span className="lg-adviser__mark" aria-hidden="true">
            {adviser.name.slice(0, 1)}
          </span>
          <span>
            <b>{adviser.name}</b>
            <small>{adviser.unitName}</small>
          </span>
        </div>
      ) : (
        <p className="lg-sheet__note">
          {say("h5.adviser.none")} {contact}
        </p>
      )}
      <div className="lg-sheet__stack">
        {adviser?.phone ? (
          <>
            <a className="lg-button" href={telephone(adviser.phone)}>
              {say("h5.adviser.call", { phone: adviser.phone })}
            </a>
            {MOBILE.test(adviser.phone) ? (
              <a className="lg-button lg-button--quiet" href={telephone(adviser.phone).replace("tel", "sms")}>
                {say("h5.adviser.message")}
              </a>
            ) : null}
          </>
        ) : null}
        {start.service ? (
          <a
            className={`lg-button${adviser?.phone ? " lg-button--quiet" : ""}`}
            href={telephone(start.service)}
          >
            {say("h5.adviser.service", { phone: start.service })}
          </a>
        ) : null}
        {adviser?.phone || start.service ? null : (
          <button type="button" className="lg-button" onClick={close}>
            {say("h5.understood")}
          </button>
        )}
      </div>
    </>
  );
}

export function Rules({ desk }: Shown) {
  return (
    <>
      <Title words={desk.kit.say("h5.rules")} />
      <KitContext.Provider value={desk.kit}>
        <Terms />
      </KitContext.Provider>
    </>
  );
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly tierName: string;
}

export function Demo({ desk, close }: Shown) {
  const { say } = desk.kit;
  const [people, setPeople] = useState<readonly Person[]>([]);
  useEffect(() => {
    ask<{ demoClients: Person[] }>(DEMO_CLIENTS, {}).then((data) => setPeople(data.demoClients), close);
  }, [close]);
  const enter = async (client: string): Promise<void> => {
    await ask(ENTER, { ask: { key: freshKey(), client } }).catch(() => undefined);
    (await import("../own")).forget();
    await desk.refresh();
    close();
  };
  return (
    <>
      <Title words={say("h5.demo.title")} />
      <p className="lg-sheet__note">{say("h5.demo.note")}</p>
      <ul className="lg-people">
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" onClick={() => enter(person.id)}>
              {person.name} <small>{person.tierName}</small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
