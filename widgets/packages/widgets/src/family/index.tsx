import type { FamilyProps } from "@largesse/contracts";
import { endOf, Lost, money, useKit, useOwn, type WidgetProps } from "@largesse/kit";
import { type ComponentType, useEffect, useState } from "react";
import { usePress } from "./press";

interface Member {
  readonly id: string;
  readonly maskedName: string;
  readonly roleName: string;
  readonly me: boolean;
  readonly child: boolean;
  readonly removable: boolean;
}
interface Invitation {
  readonly id: string;
  readonly code: string;
  readonly guardian: boolean;
  readonly expiresAt: string;
}
interface Household {
  readonly id: string | null;
  readonly role: string;
  readonly sees: string;
  readonly agreed: string;
  readonly canInvite: boolean;
  readonly canLeave: boolean;
  readonly members: readonly Member[];
  readonly invitations: readonly Invitation[];
}
interface Data {
  readonly myHousehold: Household;
}
interface Theirs {
  readonly member: string;
  readonly title: string;
  readonly stateName: string;
  readonly validTo: string;
  readonly worth: { readonly amountMinor: number; readonly currency: string } | null;
}
const SEES = ["own", "shared", "all"] as const;

interface AskTwiceProps {
  readonly label: string;
  readonly says: string;
  readonly act: () => Promise<unknown>;
}

/** What cannot be taken back is asked once more, in place: no window comes up. */
function AskTwice({ label, says, act }: AskTwiceProps) {
  const { say } = useKit();
  const [asked, setAsked] = useState(false);
  const button = (look: string, press: () => void) => (
    <button type="button" className={`lg-button lg-button--small${look}`} onClick={press}>
      {label}
    </button>
  );
  if (!asked) return button(" lg-button--quiet", () => setAsked(true));
  return (
    <span className="lg-family__asked" role="alert">
      {says}
      {button("", () => void act().then(() => setAsked(false)))}
      <button type="button" className="lg-plain" onClick={() => setAsked(false)}>
        {say("widgets.family.keep")}
      </button>
    </span>
  );
}

function Members({ of }: { readonly of: Household }) {
  const { say } = useKit();
  const [, press] = usePress();
  return (
    <ul className="lg-family__list">
      {of.members.map((one) => (
        <li key={one.id}>
          <span className="lg-family__words">
            <b>{one.me ? say("widgets.family.me", { name: one.maskedName }) : one.maskedName}</b>
            <small>{one.child ? say("widgets.family.child", { role: one.roleName }) : one.roleName}</small>
          </span>
          {one.removable ? (
            <AskTwice
              label={say("widgets.family.remove")}
              says={say("widgets.family.remove.says", { name: one.maskedName })}
              act={() => press("remove-member", { member: one.id })}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Invitations({ of }: { readonly of: Household }) {
  const { say, locale, facts } = useKit();
  const [busy, press] = usePress();
  return (
    <ul className="lg-family__list">
      {of.invitations.map((one) => (
        <li key={one.id}>
          <span className="lg-family__words">
            <small>{say("widgets.family.code")}</small>
            <b className="lg-family__code">{one.code}</b>
            <small>
              {say("widgets.family.until", { day: endOf(one.expiresAt, locale, facts.tz) })}
              {one.guardian ? ` · ${say("widgets.family.for_child")}` : ""}
            </small>
          </span>
          <button
            type="button"
            className="lg-button lg-button--small lg-button--quiet"
            disabled={busy}
            onClick={() => void press("take-invitation-back", { invitation: one.id })}
          >
            {say("widgets.family.take_back")}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Invite() {
  const { say } = useKit();
  const [busy, press] = usePress();
  const [guardian, setGuardian] = useState(false);
  return (
    <div className="lg-family__part">
      <label className="lg-family__check">
        <input type="checkbox" checked={guardian} onChange={() => setGuardian(!guardian)} />
        <span>{say("widgets.family.guardian")}</span>
      </label>
      <button
        type="button"
        className="lg-button"
        disabled={busy}
        onClick={() => void press("invite", { sees: "own", guardian })}
      >
        {say("widgets.family.invite")}
      </button>
    </div>
  );
}

function Sees({ of }: { readonly of: Household }) {
  const { say } = useKit();
  const [busy, press] = usePress();
  const payer = of.role === "payer";
  return (
    <fieldset className="lg-family__sees">
      <legend>{say(`widgets.family.sees.${payer ? "all_of_us" : "of_me"}`)}</legend>
      {SEES.map((one) => (
        <button
          type="button"
          key={one}
          disabled={busy}
          aria-pressed={(payer ? of.sees : of.agreed) === one}
          onClick={() => void press("members-see", { sees: one })}
        >
          {say(`widgets.family.sees.${one}`)}
        </button>
      ))}
    </fieldset>
  );
}

/** Who is in no household may answer an invitation: that part comes when it is needed. */
function Join() {
  const [Part, setPart] = useState<ComponentType | null>(null);
  useEffect(() => {
    import("./join").then(
      (found) => setPart(() => found.default),
      () => setPart(() => Lost),
    );
  }, []);
  return Part && <Part />;
}

/** What the others show, to be seen and not to be used. */
function Shown() {
  const { say, locale, facts } = useKit();
  const { data } = useOwn<{ readonly householdRights: readonly Theirs[] }>("household-rights");
  const rights = data?.householdRights ?? [];
  if (rights.length === 0) return null;
  return (
    <>
      <h3 className="lg-family__head">{say("widgets.family.rights")}</h3>
      <ul className="lg-family__list">
        {rights.map((one, at) => (
          <li key={at}>
            <span className="lg-family__words">
              <b>{one.title}</b>
              <small>
                {one.member} · {one.stateName} ·{" "}
                {say("widgets.rights.until", { day: endOf(one.validTo, locale, facts.tz) })}
                {one.worth ? ` · ${money(one.worth.amountMinor, one.worth.currency)}` : ""}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Home({ of }: { readonly of: Household }) {
  const { say } = useKit();
  const [, press] = usePress();
  return (
    <>
      {of.id ? <Members of={of} /> : <p className="lg-family__none">{say("widgets.family.none")}</p>}
      {of.id ? <Shown /> : null}
      {of.invitations.length > 0 ? <Invitations of={of} /> : null}
      {of.canInvite ? <Invite /> : null}
      {of.id ? <Sees of={of} /> : <Join />}
      {of.canLeave ? (
        <AskTwice
          label={say("widgets.family.leave")}
          says={say("widgets.family.leave.says")}
          act={() => press("leave-household", {})}
        />
      ) : null}
    </>
  );
}

export default function Family({ id, props }: WidgetProps<FamilyProps>) {
  const { pick, say } = useKit();
  const { state, data } = useOwn<Data>("family");
  return (
    <section className="lg-family" id="my-family" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.family.title")}
      </h2>
      {state === "lost" ? <Lost /> : null}
      {data ? (
        <Home of={data.myHousehold} />
      ) : state === "lost" ? null : (
        <p className="lg-family__none">{state === "guest" ? say("widgets.rights.guest") : "\u00a0"}</p>
      )}
    </section>
  );
}
