/** What its holder says of a right: stars of its last use, and a complaint that people answer. */
import { day, hour, useKit, useOwn } from "@largesse/kit";
import { type FormEvent, useState } from "react";
import type { Right } from "../held";

interface Turn {
  readonly byStaff: boolean;
  readonly words: string;
  readonly at: string;
}
interface Complaint {
  readonly id: string;
  readonly about: string;
  readonly state: "open" | "answered" | "closed";
  readonly dueAt: string;
  readonly turns: readonly Turn[];
}
interface Voice {
  readonly rateable: boolean;
  readonly stars: number | null;
  readonly words: string;
  readonly complaints: readonly Complaint[];
}

const STARS = [1, 2, 3, 4, 5];
const ABOUT = ["not_served", "late", "quality", "charge", "other"] as const;
const WORDS_MAX = 500;

function Rate({ id, voice }: { readonly id: string; readonly voice: Voice }) {
  const { act, say } = useKit();
  const [stars, setStars] = useState(voice.stars ?? 0);
  const [words, setWords] = useState(voice.words);
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState(false);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (stars === 0 || busy) return;
    setBusy(true);
    setTold((await act("rateUse", { entitlement: id, stars, words })) !== null);
    setBusy(false);
  };
  return (
    <form className="lg-voice" onSubmit={send}>
      <fieldset>
        <legend>{say("h5.voice.rate")}</legend>
        {STARS.map((one) => (
          <label key={one} className={one <= stars ? "is-lit" : ""}>
            <input
              type="radio"
              name="stars"
              value={one}
              checked={one === stars}
              onChange={() => setStars(one)}
            />
            <span aria-hidden="true">{one <= stars ? "★" : "☆"}</span>
            <span className="lg-unseen">{say("h5.voice.stars", { stars: one })}</span>
          </label>
        ))}
      </fieldset>
      {stars > 0 ? (
        <>
          <textarea
            rows={3}
            maxLength={WORDS_MAX}
            value={words}
            aria-label={say("h5.voice.words")}
            placeholder={say("h5.voice.words")}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
          <button type="submit" className="lg-button lg-button--small" disabled={busy}>
            {say("h5.voice.send")}
          </button>
        </>
      ) : null}
      <p role="status">{told ? say("h5.voice.thanks") : ""}</p>
    </form>
  );
}

function Complain({ id }: { readonly id: string }) {
  const { act, say } = useKit();
  const [open, setOpen] = useState(false);
  const [about, setAbout] = useState<string>(ABOUT[0]);
  const [words, setWords] = useState("");
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (words.trim() && (await act("complain", { entitlement: id, about, words }))) setOpen(false);
  };
  if (!open) {
    return (
      <button type="button" className="lg-plain" onClick={() => setOpen(true)}>
        {say("h5.voice.complain")}
      </button>
    );
  }
  return (
    <form className="lg-voice" onSubmit={send}>
      <label>
        {say("h5.voice.about")}
        <select value={about} onChange={(event) => setAbout(event.currentTarget.value)}>
          {ABOUT.map((one) => (
            <option key={one} value={one}>
              {say(`h5.voice.about.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <textarea
        rows={4}
        required
        maxLength={WORDS_MAX}
        value={words}
        aria-label={say("h5.voice.what")}
        placeholder={say("h5.voice.what")}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <button type="submit" className="lg-button lg-button--small">
        {say("h5.voice.send")}
      </button>
    </form>
  );
}

function Told({ of }: { readonly of: Complaint }) {
  const { act, say, locale, facts } = useKit();
  const [words, setWords] = useState("");
  const [still, setStill] = useState(false);
  const settle = (content: boolean) => act("settleComplaint", { complaint: of.id, content, words });
  return (
    <li>
      <b>
        {of.about} · {say(`h5.voice.${of.state}`)}
      </b>
      {of.turns.map(({ byStaff, words: said, at }) => (
        <p key={`${at}${said}`} className={byStaff ? "lg-voice__answer" : ""}>
          <small>
            {say(byStaff ? "h5.voice.bank" : "h5.voice.me")} · {hour(at, locale, facts.tz)}
          </small>
          <br />
          {said}
        </p>
      ))}
      {of.state === "open" ? <p>{say("h5.voice.due", { day: day(of.dueAt, locale, facts.tz) })}</p> : null}
      {of.state === "answered" && !still ? (
        <>
          <button
            type="button"
            className="lg-button lg-button--small lg-button--quiet"
            onClick={() => void settle(true)}
          >
            {say("h5.voice.content")}
          </button>{" "}
          <button type="button" className="lg-plain" onClick={() => setStill(true)}>
            {say("h5.voice.still")}
          </button>
        </>
      ) : null}
      {of.state === "answered" && still ? (
        <form
          className="lg-voice"
          onSubmit={(event) => {
            event.preventDefault();
            if (words.trim()) void settle(false);
          }}
        >
          <textarea
            rows={3}
            required
            maxLength={WORDS_MAX}
            value={words}
            aria-label={say("h5.voice.what")}
            placeholder={say("h5.voice.what")}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
          <button type="submit" className="lg-button lg-button--small">
            {say("h5.voice.send")}
          </button>
        </form>
      ) : null}
    </li>
  );
}

/** Before a right was claimed nothing of it can have gone wrong. */
const UNTOUCHED = new Set(["pending", "issued"]);

export default function VoicePart({ right }: { readonly right: Right }) {
  const { data } = useOwn<{ readonly myVoice: Voice | null }>("voice", { id: right.id });
  const voice = data?.myVoice;
  if (!voice || UNTOUCHED.has(right.state)) return null;
  const underWay = voice.complaints.some(({ state }) => state !== "closed");
  return (
    <section className="lg-right__part">
      {voice.rateable ? <Rate id={right.id} voice={voice} /> : null}
      {voice.complaints.length > 0 ? (
        <ul className="lg-voice__told">
          {voice.complaints.map((one) => (
            <Told key={one.id} of={one} />
          ))}
        </ul>
      ) : null}
      {underWay ? null : <Complain id={right.id} />}
    </section>
  );
}
