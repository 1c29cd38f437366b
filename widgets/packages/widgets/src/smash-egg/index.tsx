import type { SmashEggProps } from "@largesse/contracts";
import type { WidgetProps } from "@largesse/kit";
import { Draw, Face } from "../draw/draw";

const EGGS = [0, 1, 2];
/** An egg around nought, and the line along which it breaks. */
const WHOLE = "M0-52C26-52 40-14 40 10A40 40 0 0 1-40 10C-40-14-26-52 0-52Z";
const CRACK = "M-39 2L-26-8L-14 6L0-9L13 7L25-6L39 3";
const TOP = `M-39 2L-26-8L-14 6L0-9L13 7L25-6L39 3C36-24 22-52 0-52S-36-24-39 2Z`;
const CUP = "M-39 2L-26-8L-14 6L0-9L13 7L25-6L39 3L40 10A40 40 0 0 1-40 10Z";

function Egg({ at, picked }: { readonly at: number; readonly picked: boolean }) {
  return (
    <g transform={`translate(${54 + at * 106} 82)`}>
      <g className={`lg-smash-egg__egg${picked ? " is-picked" : ""}`} data-pick={at}>
        <ellipse cy="56" rx="30" ry="5" className="lg-smash-egg__shade" />
        <path d={CUP} className="lg-smash-egg__shell" />
        <g className="lg-smash-egg__top">
          <path d={TOP} className="lg-smash-egg__shell" />
        </g>
        <path d={WHOLE} className="lg-smash-egg__whole" />
        <path d="M-38-2C-20 8 20 8 38-2M-40 12C-20 24 20 24 40 12" className="lg-smash-egg__band" />
        <path d={CRACK} pathLength="1" className="lg-smash-egg__crack" />
        <ellipse cx="-16" cy="-24" rx="6" ry="12" className="lg-smash-egg__gleam" />
      </g>
    </g>
  );
}

export default function SmashEgg({ id, props }: WidgetProps<SmashEggProps>) {
  return (
    <Draw
      id={id}
      type="smash-egg"
      props={props}
      first={1}
      picture={({ pick, played }) => (
        <>
          <svg viewBox="0 0 320 160" className="lg-smash-egg__svg" aria-hidden="true">
            <path d="M8 140H312" className="lg-smash-egg__shelf" />
            {EGGS.map((at) => (
              <Egg key={at} at={at} picked={at === pick} />
            ))}
            <g className="lg-smash-egg__mallet" transform={`translate(${54 + pick * 106} 40)`}>
              <path d="M14-34L46-2L40 4L8-28Z" />
              <path d="M-4-30L14-48L32-30L14-12Z" className="lg-smash-egg__head" />
            </g>
          </svg>
          <Face play={props.play} played={played} />
        </>
      )}
    />
  );
}
