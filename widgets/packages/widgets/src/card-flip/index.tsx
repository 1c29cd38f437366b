import type { CardFlipProps } from "@largesse/contracts";
import type { WidgetProps } from "@largesse/kit";
import { Draw, Face } from "../draw/draw";

const CARDS = [0, 1, 2, 3, 4, 5];

/** The back of a card: a frame, and a star of eight points in it. */
function Back() {
  return (
    <svg viewBox="0 0 60 80" className="lg-card-flip__back" aria-hidden="true">
      <rect x="4" y="4" width="52" height="72" rx="4" />
      <path d="M30 22L35 35L48 40L35 45L30 58L25 45L12 40L25 35ZM30 30L37 33L40 40L37 47L30 50L23 47L20 40L23 33Z" />
    </svg>
  );
}

export default function CardFlip({ id, props }: WidgetProps<CardFlipProps>) {
  return (
    <Draw
      id={id}
      type="card-flip"
      props={props}
      first={1}
      picture={({ pick, played }) => (
        <>
          <div className="lg-card-flip__cards">
            {CARDS.map((at) => (
              <div key={at} className={`lg-card-flip__card${at === pick ? " is-picked" : ""}`} data-pick={at}>
                <Back />
              </div>
            ))}
          </div>
          <Face play={props.play} played={played} />
        </>
      )}
    />
  );
}
