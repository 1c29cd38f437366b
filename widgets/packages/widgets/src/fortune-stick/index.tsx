import type { FortuneStickProps } from "@largesse/contracts";
import { useKit, type WidgetProps, wins } from "@largesse/kit";
import { Draw, Face } from "../draw/draw";

const STICKS = [-34, -22, -11, 1, 13, 24, 35];

/** The holder with its sticks; one of them rises. */
function Holder() {
  return (
    <svg viewBox="0 0 320 220" className="lg-fortune-stick__svg" aria-hidden="true">
      <ellipse cx="160" cy="206" rx="76" ry="8" className="lg-fortune-stick__shade" />
      <g className="lg-fortune-stick__holder" data-pick="0">
        <g className="lg-fortune-stick__drawn">
          <path d="M155 40H165V150H155Z" className="lg-fortune-stick__stick" />
          <path d="M155 40H165V56H155Z" className="lg-fortune-stick__tip" />
        </g>
        {STICKS.map((at) => (
          <g key={at} transform={`rotate(${at / 3} 160 200) translate(${at} ${Math.abs(at) / 5})`}>
            <path d="M156 62H164V150H156Z" className="lg-fortune-stick__stick" />
            <path d="M156 62H164V74H156Z" className="lg-fortune-stick__tip" />
          </g>
        ))}
        <path d="M106 108H214L206 202H114Z" className="lg-fortune-stick__side" />
        <path d="M107 120H213M113 192H207" className="lg-fortune-stick__line" />
        <circle cx="160" cy="156" r="22" className="lg-fortune-stick__line" />
        <path
          d="M160 140L164 152L176 156L164 160L160 172L156 160L144 156L156 152Z"
          className="lg-fortune-stick__star"
        />
      </g>
    </svg>
  );
}

export default function FortuneStick({ id, props }: WidgetProps<FortuneStickProps>) {
  const { say } = useKit();
  return (
    <Draw
      id={id}
      type="fortune-stick"
      props={props}
      picture={({ played }) => (
        <>
          <Holder />
          <Face play={props.play} played={played}>
            <span className="lg-fortune-stick__luck">
              {say(`widgets.fortune-stick.${played && wins(played) ? "best" : "plain"}`)}
            </span>
          </Face>
        </>
      )}
    />
  );
}
