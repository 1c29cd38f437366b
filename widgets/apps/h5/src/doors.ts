/** The live kit: what a component asks of the page becomes a call, a sheet or a way. */
import { pick, say } from "@largesse/kernel";
import type { Door, Kit, Live } from "@largesse/kit";
import { heard } from "./clock";
import { go } from "./go";
import { takePart } from "./plays";
import { deskOf, sheetsFor } from "./show";
import type { Start } from "./start";
import type { Desk } from "./views";

export interface Page {
  readonly start: Start;
  readonly refresh: () => Promise<void>;
  readonly live: () => Live;
  /** No answer came, so a guest may be a client; the server will know. */
  readonly lost: boolean;
}

/** The client's own page has no activity. A chosen language or theme goes along. */
const at = (slug: string, more = ""): string => `${slug ? `/a/${slug}` : "/my"}${more}${location.search}`;
const rightAddress = (slug: string, right: string): string => at(slug, `/r/${right}`);

/** A name is opened where it stands on the page; a page without it gets a sheet. */
function reveal(id: string): boolean {
  const there = document.getElementById(id);
  if (!there) return false;
  if ("open" in there) there.open = true;
  there.scrollIntoView({ behavior: "smooth", block: "start" });
  return true;
}

function through(door: Door, slug: string, desk: Desk): void {
  if (door.to === "right") go(rightAddress(slug, door.right));
  else if (door.to === "my") go(at(""));
  else if (door.to === "rights") {
    if (desk.kit.live.who === "guest") void desk.show({ view: "who", after: () => reveal("my-rights") });
    else reveal("my-rights");
  } else if (door.to === "adviser" || !reveal("rules")) void desk.show({ view: door.to });
}

export function liveKit({ start, refresh, live, lost }: Page): Kit {
  const { locale, copy: words } = start;
  const facts = { ...start.facts, phase: live().phase ?? start.facts.phase };
  const desk = (): Desk => deskOf(kit, start.demo, refresh);
  const kit: Kit = {
    editing: false,
    locale,
    facts,
    live: live(),
    now: heard,
    pick: (text) => pick(text, locale),
    say: (key, said) => say(words, key, said),
    play: async (play) => {
      if (facts.phase === "preview") {
        const note = say(words, "widgets.phase.preview");
        void desk().show({ view: "no", title: say(words, "h5.preview"), note });
        return null;
      }
      if (live().who === "guest" && !lost) {
        void desk().show({ view: "who" });
        return null;
      }
      return takePart(facts.slug, play, desk());
    },
    finish: (took) => {
      void refresh();
      return desk().show({ view: "result", took });
    },
    claim: async (right) => {
      if (await (await sheetsFor(kit))?.claimRight(right, desk())) go(rightAddress(facts.slug, right));
    },
    read: (name, variables) => import("./own").then((own) => own.read(name, variables, refresh, live)),
    act: (name, ask, says) => import("./own").then((own) => own.act(name, ask, desk(), says)),
    refresh,
    open: (door) => through(door, facts.slug, desk()),
    missed: (node, why) => void import("./missed").then((of) => of.missed(facts, node, why)),
  };
  return kit;
}
