/** What every play of one press has around its picture: its name, the button, the line that says what is left. */
import { cut, isOpen, type Prize, type Words } from "@largesse/kernel";
import { type Kit, type Played, useKit, wins } from "@largesse/kit";
import type { ReactNode } from "react";
import { CategoryIcon } from "../prize-list/icons";
import type { Act } from "./act";
import { type Press, useCeremony, type Way } from "./ceremony";
import { lineOf } from "./words";

export interface DrawProps extends Way {
  readonly id: string;
  /** The component's type: the word of its button is `widgets.<type>.press`, its classes begin with `lg-<type>`. */
  readonly type: string;
  readonly props: {
    readonly play: string;
    readonly title?: Words;
    readonly label?: Words;
    readonly hint?: Words;
  };
  /** The button stands in the picture, where the component's style puts it. */
  readonly knob?: boolean;
  /** The word of the button while the picture lands. */
  readonly skip?: string;
  /** The picture, for eyes only. What is pointed at in it, by `data-pick`, is pressed like the button. */
  readonly picture: (act: Act, press: Press) => ReactNode;
  /** What stands below the line. */
  readonly more?: (act: Act, press: Press) => ReactNode;
}

/** How the attempt stands, for the styles. */
function lookOf({ motion, played }: Act): string {
  if (!played) return `is-${motion}`;
  return `is-${motion} is-known ${wins(played) ? "is-won" : "is-lost"}`;
}

function labelOf(kit: Kit, { type, props, skip }: DrawProps, landing: boolean): string {
  if (landing) return kit.say(skip ?? "widgets.draw.skip");
  return kit.pick(props.label) || kit.say(`widgets.${type}.press`);
}

/** A finger on one of several things: which one it was is shown, and changes nothing. */
const pointed =
  (press: Press) =>
  ({ target }: { readonly target: EventTarget }): void => {
    const picked = (target as Element).closest("[data-pick]");
    if (picked) void press(Number(picked.getAttribute("data-pick")));
  };

export function Draw(shown: DrawProps) {
  const { id, type, props, knob, picture, more } = shown;
  const kit = useKit();
  const { act, press } = useCeremony(kit, props.play, shown);
  const go = `lg-${type}__go`;
  const hint = kit.pick(props.hint) || (knob ? "" : kit.say("widgets.draw.fair"));
  return (
    <section className={`lg-${type} lg-draw`} aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {kit.pick(props.title) || kit.facts.plays[props.play]?.title}
      </h2>
      <div className={`lg-${type}__box lg-draw__box ${lookOf(act)}`}>
        <div aria-hidden="true" className="lg-draw__picture" onClick={pointed(press)}>
          {picture(act, press)}
        </div>
        <button
          type="button"
          className={knob ? go : `lg-button ${go}`}
          aria-busy={act.asking}
          disabled={!isOpen(kit.facts.phase)}
          aria-describedby={`${id}-c`}
          onClick={() => void press(act.pick)}
        >
          {labelOf(kit, shown, act.motion === "landing")}
        </button>
      </div>
      <p className={`lg-${type}__chances lg-draw__line`} id={`${id}-c`}>
        {lineOf(kit, props.play, act.asking, hint) || "\u00a0"}
      </p>
      {more?.(act, press)}
    </section>
  );
}

const SIGNS_MAX = 40;

/** A name where there is little room: at most so many signs of Chinese, or of letters, which are half as wide. */
export const shortened = (name: string, chinese: number, letters: number): string =>
  cut(name, /\p{sc=Han}/u.test(name) ? chinese : letters);

/** The prize of a play that was decided, as the page tells of it; null: nothing of the page's was won. */
export function prizeOf({ facts }: Kit, play: string, { prize }: Played): Prize | null {
  return facts.plays[play]?.prizes.find((one) => one.id === prize?.id) ?? null;
}

interface FaceProps {
  readonly play: string;
  readonly played: Played | null;
  readonly children?: ReactNode;
}

/** A card with the name of what was won, or that nothing was; before it is known there is none. */
export function Face({ play, played, children }: FaceProps) {
  const kit = useKit();
  if (!played) return null;
  if (!wins(played))
    return (
      <div className="lg-draw__face">
        {children}
        <i />
        {kit.say("widgets.draw.lost")}
      </div>
    );
  return (
    <div className="lg-draw__face is-won">
      {children}
      <CategoryIcon category={prizeOf(kit, play, played)?.category ?? null} />
      <b>{cut(played.prize?.title ?? "", SIGNS_MAX)}</b>
    </div>
  );
}
