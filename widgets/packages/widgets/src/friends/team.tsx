/** A play with friends: whose link one came by, how one's own team stands, and what can be done now. */
import type { Words } from "@largesse/kernel";
import { hour, type Kit, Lost, useKit, useOwn } from "@largesse/kit";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type Took, toldOf } from "../standing/standing";
import { Act, SendOn } from "./send";

export interface Friend {
  readonly maskedName: string;
  readonly me: boolean;
  readonly amount: number;
}
export interface Team {
  readonly state: "open" | "whole" | "over";
  readonly helped: boolean;
  readonly leaderName: string;
  readonly link: string;
  readonly needed: number;
  readonly missing: number;
  readonly reached: number;
  readonly sum: number;
  /** Points that the team shares, 0: none; and one's own part of them, 0: none yet. */
  readonly packet: number;
  readonly part: number;
  readonly counts: "help" | "join";
  readonly until: string;
  readonly friends: readonly Friend[];
}
export interface Step {
  readonly at: number;
  readonly title: string;
}
interface Mine {
  readonly due: boolean;
  readonly steps: readonly Step[];
  readonly own: Team | null;
  readonly friends: Team | null;
}
interface Data {
  readonly myTeams: Mine | null;
}

export const figure = (units: number): string => units.toLocaleString("en");

export interface FriendsProps {
  readonly id: string;
  /** The component's type: its classes begin with `lg-<type>`, its words with `widgets.<type>`. */
  readonly type: string;
  readonly props: { readonly play: string; readonly title?: Words; readonly hint?: Words };
  /** How a team stands; before there is one it is null. */
  readonly picture: (team: Team | null, steps: readonly Step[]) => ReactNode;
}

/** The code of the link that one came by, known also after a look at other pages in this tab; empty: by none. */
function useCode(slug: string): string {
  const [code, setCode] = useState("");
  useEffect(() => {
    const place = `lg:from:${slug}`;
    const came = new URLSearchParams(location.search).get("s") ?? "";
    setCode(came);
    try {
      if (came) sessionStorage.setItem(place, came);
      else setCode(sessionStorage.getItem(place) ?? "");
    } catch {
      // A browser without storage: the address alone knows it.
    }
  }, [slug]);
  return code;
}

/** Who comes by a link is bound to its sender as soon as he is recognised; a no is told where he acts. */
function useBond(kit: Kit, code: string, team: Team | null): void {
  const asked = useRef("");
  const wanted = code && team?.state === "open" && !team.helped ? code : "";
  useEffect(() => {
    if (!wanted || asked.current === wanted) return;
    asked.current = wanted;
    void kit.act("open-share", { code: wanted }, () => true);
  }, [wanted, kit]);
}

/** What is said of a team: how many are missing and until when, or how it ended. */
function lineOf({ say, locale, facts }: Kit, type: string, team: Team): string {
  const until = hour(team.until, locale, facts.tz);
  const { missing, needed } = team;
  return say(`widgets.${type}.${team.state}`, { missing, needed, came: needed - missing, until });
}

/** What a team shares while it is open, and one's own part of it; one that was not whole in time shares nothing. */
function Packet({ of }: { readonly of: Team | null }) {
  const { say } = useKit();
  if (!of?.packet || of.state === "over") return null;
  return (
    <>
      {of.state === "open" && <p>{say("widgets.friends.packet", { points: figure(of.packet) })}</p>}
      {of.part > 0 && <b>{say("widgets.friends.part", { points: figure(of.part) })}</b>}
    </>
  );
}

/** The result says how much it is, where a packet was shared. */
function withPart({ say }: Kit, took: Took): Took {
  const part = Number(toldOf(took, "part"));
  if (!part || !took.prize) return took;
  const title = say("widgets.friends.got", { title: took.prize.title, points: figure(part) });
  return { ...took, prize: { ...took.prize, title } };
}

/** The team of who sent the link: what one can do for him, or has done. */
function Theirs({ of, code, type }: { readonly of: Team; readonly code: string; readonly type: string }) {
  const kit = useKit();
  const name = of.leaderName;
  const open = !of.helped && of.state === "open";
  const joins = of.counts === "join";
  return (
    <div className="lg-friends__theirs">
      <b>{kit.say(of.helped ? "widgets.friends.helped" : `widgets.${type}.asks`, { name })}</b>
      <p role="status">{open && joins ? kit.say("widgets.friends.join", { name }) : lineOf(kit, type, of)}</p>
      <Packet of={of} />
      {open && !joins && (
        <Act says={kit.say(`widgets.${type}.help`)} act={() => kit.act("help-friend", { code })} />
      )}
    </div>
  );
}

function Own({
  of,
  type,
  begin,
}: {
  readonly of: Team | null;
  readonly type: string;
  readonly begin: () => Promise<unknown>;
}) {
  const kit = useKit();
  if (of?.link) return <SendOn link={of.link} />;
  if (of?.state === "whole") return null;
  return <Act says={kit.say(of ? "widgets.friends.again" : `widgets.${type}.begin`)} act={begin} />;
}

export function Friends({ id, type, props, picture }: FriendsProps) {
  const kit = useKit();
  const code = useCode(kit.facts.slug);
  const play = props.play;
  const { state, data, again } = useOwn<Data>("team", { activity: kit.facts.slug, play, code });
  const mine = data?.myTeams ?? null;
  const own = mine?.own ?? null;
  useBond(kit, code, mine?.friends ?? null);
  const begin = async (): Promise<void> => {
    await kit.act("share-play", { activity: kit.facts.slug, play });
    await again();
  };
  const collect = async (): Promise<void> => {
    const took = await kit.act<Took>("take-part", { activity: kit.facts.slug, play, said: [] });
    if (took) await kit.finish(withPart(kit, took));
    await again();
  };
  return (
    <section className={`lg-${type} lg-friends`} aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {kit.pick(props.title) || kit.facts.plays[play]?.title}
      </h2>
      {state === "lost" ? <Lost /> : null}
      {mine?.friends ? <Theirs of={mine.friends} code={code} type={type} /> : null}
      <div className="lg-friends__box">
        {picture(own, mine?.steps ?? [])}
        <p className="lg-friends__line" role="status">
          {own ? lineOf(kit, type, own) : kit.pick(props.hint) || kit.say(`widgets.${type}.lead`)}
        </p>
        <Packet of={own} />
        {mine?.due ? <Act says={kit.say("widgets.friends.collect")} act={collect} /> : null}
        <Own of={own} type={type} begin={begin} />
        <small className="lg-friends__fair">{kit.say("widgets.friends.fair")}</small>
      </div>
    </section>
  );
}
