/** Recognise the client once: mobile number, then the code that was sent to it. */
import { freshKey } from "@largesse/kernel";
import { type FormEvent, useState } from "react";
import CONFIRM from "../../documents/confirmCode.graphql";
import REQUEST from "../../documents/requestCode.graphql";
import { announce, type Shown } from "../views";
import { ask, isRefusal, type Refusal, Unreached } from "../wire";
import { Help, Title } from "./title";

type Answer = Refusal | { readonly __typename: string };

/** Ask the server; give the words of its no, or null when it said yes. */
async function noOf(id: string, asked: object, say: (key: string) => string): Promise<string | null> {
  try {
    const [answer] = Object.values(
      await ask<Record<string, Answer>>(id, { ask: { key: freshKey(), ...asked } }),
    );
    return answer && isRefusal(answer) ? answer.message : null;
  } catch (trouble) {
    return say(trouble instanceof Unreached ? "h5.offline.other" : "h5.broken.note");
  }
}

/** Digits as they are pasted or typed: in any width, with spaces, a country's number before a mobile's. */
export const digitsOf = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/\D/g, "")
    .replace(/^(?:00)?86(?=1\d{10}$)/, "");

export interface StepProps {
  readonly label: string;
  readonly send: string;
  readonly length: number;
  readonly wrong: string;
  readonly name: "tel-national" | "one-time-code";
  readonly refused: string | null;
  readonly go: (digits: string) => Promise<void>;
}

export function Step({ label, send, length, wrong, name, refused, go }: StepProps) {
  const [digits, setDigits] = useState("");
  const [short, setShort] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setShort(digits.length !== length);
    if (digits.length !== length || busy) return;
    setBusy(true);
    await go(digits);
    setBusy(false);
  };
  const told = short ? wrong : refused;
  return (
    <form className="lg-sheet__stack" onSubmit={submit} noValidate>
      <label className="lg-field">
        {label}
        <input
          type="tel"
          inputMode="numeric"
          autoComplete={name}
          value={digits}
          data-first=""
          aria-invalid={told !== null}
          aria-describedby="who-wrong"
          onInput={(event) => setDigits(digitsOf(event.currentTarget.value).slice(0, length))}
        />
      </label>
      <p className="lg-field__wrong" id="who-wrong" role="alert">
        {told}
      </p>
      <button type="submit" className="lg-button" disabled={busy}>
        {send}
      </button>
    </form>
  );
}

const masked = (mobile: string): string => `${mobile.slice(0, 3)}****${mobile.slice(7)}`;

export function Who({ after, desk, close }: Shown & { readonly after?: (() => void) | undefined }) {
  const { say } = desk.kit;
  const [mobile, setMobile] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const request = async (digits: string): Promise<void> => {
    const no = await noOf(REQUEST, { mobile: digits }, say);
    setRefused(no);
    if (no === null) setMobile(digits);
  };
  const confirm = async (code: string): Promise<void> => {
    const no = await noOf(CONFIRM, { mobile, code }, say);
    setRefused(no);
    if (no !== null) return;
    (await import("../own")).forget();
    await desk.refresh();
    close();
    announce(say("h5.who.welcome"));
    after?.();
  };
  const change = (): void => {
    setRefused(null);
    setMobile(null);
  };
  const note = mobile === null ? say("h5.who.note") : say("h5.who.sent", { mobile: masked(mobile) });
  const step =
    mobile === null
      ? ({
          name: "tel-national",
          length: 11,
          go: request,
          label: "mobile",
          send: "send",
          wrong: "wrong_mobile",
        } as const)
      : ({
          name: "one-time-code",
          length: 6,
          go: confirm,
          label: "code",
          send: "confirm",
          wrong: "wrong_code",
        } as const);
  const words = {
    label: say(`h5.who.${step.label}`),
    send: say(`h5.who.${step.send}`),
    wrong: say(`h5.who.${step.wrong}`),
  };
  return (
    <>
      <Title words={say("h5.who")} />
      <p className="lg-sheet__note">{note}</p>
      {desk.demo && mobile !== null ? <p className="lg-sheet__note">{say("h5.who.demo")}</p> : null}
      <Step key={step.name} {...words} name={step.name} length={step.length} go={step.go} refused={refused} />
      {mobile === null ? null : (
        <>
          <button type="button" className="lg-plain" onClick={() => void request(mobile)}>
            {say("h5.who.resend")}
          </button>
          <button type="button" className="lg-plain" onClick={change}>
            {say("h5.who.change")}
          </button>
        </>
      )}
      <Help desk={desk} />
    </>
  );
}
