/** What a right asks of its client before it is served: each field with its purpose, consents, and answers held. */
import { useKit, useOwn } from "@largesse/kit";
import { type FormEvent, useState } from "react";
import { claimed } from "../claimed";
import type { RightPart } from "../rightPart";

interface Field {
  readonly key: string;
  readonly label: string;
  readonly type: string;
  readonly required: boolean;
  readonly purpose: string;
  readonly consent: string;
  readonly consents: "none" | "together" | "apart";
  readonly choices: ReadonlyArray<{ readonly value: string; readonly label: string }>;
  readonly known: string;
  readonly answer: string;
}
interface Form {
  readonly about: string;
  readonly aboutRef: string;
  readonly due: boolean;
  readonly open: boolean;
  readonly givenAt: string | null;
  readonly sentAt: string | null;
  readonly providerName: string;
  readonly fields: readonly Field[];
}
interface Answered {
  readonly problems: ReadonlyArray<{ readonly field: string; readonly message: string }>;
}

/** What phones put around a number that is copied out of contacts; nobody sees it. */
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** What a browser may fill in by itself, of the client's own only. */
const FILLS: Readonly<Record<string, string>> = {
  name: "name",
  mobile: "tel",
  email: "email",
  address: "street-address",
};
const MODES: Readonly<Record<string, "tel" | "email" | "numeric">> = {
  mobile: "tel",
  email: "email",
  whole: "numeric",
};
const LONG = new Set(["long_text", "address"]);
const idOf = (field: Field): string => `form-${field.key}`;

interface InputProps {
  readonly field: Field;
  readonly mine: boolean;
  readonly value: string;
  readonly wrong: boolean;
  readonly put: (value: string) => void;
}

function Input({ field, mine, value, wrong, put }: InputProps) {
  const { say } = useKit();
  const shared = {
    id: idOf(field),
    name: field.key,
    value,
    required: field.required,
    "aria-invalid": wrong,
    "aria-describedby": `${idOf(field)}-why`,
    autoComplete: (mine && FILLS[field.type]) || "off",
    onInput: (event: { readonly currentTarget: { readonly value: string } }) =>
      put(event.currentTarget.value),
  };
  if (LONG.has(field.type)) return <textarea rows={3} {...shared} />;
  if (field.type === "choice" || field.type === "yes") {
    const choices =
      field.type === "yes"
        ? (["yes", "no"] as const).map((one) => ({ value: one, label: say(`h5.form.${one}`) }))
        : field.choices;
    return (
      <select {...shared}>
        <option value="">{say("h5.form.choose")}</option>
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    );
  }
  return <input type={field.type === "day" ? "date" : "text"} inputMode={MODES[field.type]} {...shared} />;
}

interface AskProps {
  readonly right: string;
  readonly claims: boolean;
  readonly form: Form;
  readonly done: () => Promise<void>;
}

function Ask({ right, claims, form, done }: AskProps) {
  const { act, say } = useKit();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [agreed, setAgreed] = useState<Readonly<Record<string, boolean>>>({});
  const [wrong, setWrong] = useState<Answered["problems"]>([]);
  const [no, setNo] = useState("");
  const [busy, setBusy] = useState(false);
  const shownIn = (field: Field): string => values[field.key] ?? field.known;
  const agree = (name: string, yes: boolean): void => setAgreed({ ...agreed, [name]: yes });
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answers = form.fields.map((field) => ({
      field: field.key,
      value: shownIn(field).replace(UNSEEN, ""),
      agreed: agreed[field.consents === "together" ? "" : field.key] === true,
    }));
    const found = await act<Answered>("answerForm", { right, about: form.aboutRef, answers });
    setWrong(found?.problems ?? []);
    document.getElementById(`form-${found?.problems[0]?.field}`)?.focus();
    if (found?.problems.length === 0) {
      const refusal = claims
        ? await claimed(right).catch(() => ({ message: say("h5.offline.other") }))
        : null;
      setNo(refusal?.message ?? "");
      await done();
    }
    setBusy(false);
  };
  const together = form.fields.filter(({ consents }) => consents === "together");
  return (
    <form className="lg-form" onSubmit={(event) => void send(event)} noValidate>
      <p>{say(form.about ? "h5.form.about" : "h5.form.says", { name: form.about })}</p>
      {form.fields.map((field) => {
        const why = wrong.find((one) => one.field === field.key)?.message;
        return (
          <div key={field.key} className="lg-field">
            <label htmlFor={idOf(field)}>
              {field.label}
              {field.required ? "" : ` ${say("h5.form.optional")}`}
            </label>
            <Input
              field={field}
              mine={form.about === ""}
              value={shownIn(field)}
              wrong={why !== undefined}
              put={(value) => setValues({ ...values, [field.key]: value })}
            />
            <small id={`${idOf(field)}-why`}>
              {why ? <span className="lg-field__wrong">{why}</span> : field.purpose}
            </small>
            {field.consents === "apart" ? (
              <Agree words={field.consent} yes={agreed[field.key]} put={(yes) => agree(field.key, yes)} />
            ) : null}
          </div>
        );
      })}
      {together.length > 0 ? (
        <Agree
          words={[...new Set(together.map(({ consent }) => consent))].join(say("h5.form.and"))}
          yes={agreed[""]}
          put={(yes) => agree("", yes)}
        />
      ) : null}
      <p className="lg-field__wrong" role="alert">
        {no || (wrong.length > 0 ? say("h5.form.wrong", { n: wrong.length }) : "")}
      </p>
      <button type="submit" className="lg-button" disabled={busy}>
        {say(claims ? "h5.form.claim" : "h5.form.send")}
      </button>
    </form>
  );
}

interface AgreeProps {
  readonly words: string;
  readonly yes: boolean | undefined;
  readonly put: (yes: boolean) => void;
}

function Agree({ words, yes, put }: AgreeProps) {
  return (
    <label className="lg-form__agree">
      <input type="checkbox" checked={yes === true} onChange={(event) => put(event.currentTarget.checked)} />
      <span>{words}</span>
    </label>
  );
}

/** What was answered, masked; to be changed until it has gone, and to be taken back. */
function Given({ right, form, change, done }: Omit<AskProps, "claims"> & { readonly change: () => void }) {
  const { act, say } = useKit();
  const [sure, setSure] = useState(false);
  const back = async (): Promise<void> => {
    await act("withdrawForm", { right });
    await done();
  };
  return (
    <details>
      <summary>{say("h5.form.given")}</summary>
      <dl className="lg-form__given">
        {form.fields
          .filter(({ answer }) => answer)
          .map((field) => (
            <div key={field.key}>
              <dt>{field.label}</dt>
              <dd>
                {field.type === "yes" || field.type === "choice"
                  ? (field.choices.find(({ value }) => value === field.answer)?.label ?? field.answer)
                  : field.answer}
              </dd>
            </div>
          ))}
      </dl>
      <p>{say(form.sentAt ? "h5.form.sent" : "h5.form.unsent", { provider: form.providerName })}</p>
      {form.open ? (
        <button type="button" className="lg-button lg-button--small lg-button--quiet" onClick={change}>
          {say("h5.form.change")}
        </button>
      ) : null}
      {sure ? <p role="status">{say(form.sentAt ? "h5.form.sure_sent" : "h5.form.sure")}</p> : null}
      <button
        type="button"
        className="lg-button lg-button--small lg-button--quiet"
        onClick={() => (sure ? void back() : setSure(true))}
      >
        {say(sure ? "h5.form.sure_yes" : "h5.form.back")}
      </button>
    </details>
  );
}

const FormPart: RightPart = ({ right, again }) => {
  const { data, again: reread } = useOwn<{ readonly myForm: Form | null }>("form", { right: right.id });
  const [changing, setChanging] = useState(false);
  const form = data?.myForm;
  if (!form || right.waiting) return null;
  const done = async (): Promise<void> => {
    setChanging(false);
    await Promise.all([again(), reread()]);
  };
  const asking = form.open && (changing || form.givenAt === null);
  if (!(asking || form.givenAt)) return null;
  return (
    <section className="lg-right__part">
      {asking ? (
        <Ask key={form.aboutRef} right={right.id} claims={right.state === "issued"} form={form} done={done} />
      ) : (
        <Given right={right.id} form={form} change={() => setChanging(true)} done={done} />
      )}
    </section>
  );
};

export default FormPart;
