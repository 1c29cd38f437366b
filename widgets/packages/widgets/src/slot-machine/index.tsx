import type { SlotMachineProps } from "@largesse/contracts";
import type { Prize } from "@largesse/kernel";
import { type Played, useKit, type WidgetProps, wins } from "@largesse/kit";
import { Draw, prizeOf, shortened } from "../draw/draw";
import { CategoryIcon } from "../prize-list/icons";
import { type Face, passing, REELS, resting } from "./reels";

function Shown({ face }: { readonly face: Face }) {
  if (!face) return <div className="lg-slot-machine__face is-none" />;
  return (
    <div className="lg-slot-machine__face">
      <CategoryIcon category={face.category} />
      {shortened(face.title, 10, 26)}
    </div>
  );
}

interface ReelsProps {
  readonly prizes: readonly Prize[];
  /** What was won; undefined: nothing is decided yet. */
  readonly won: Face | undefined;
  readonly moves: boolean;
}

/** Three reels; the one face that stands in the window is the first of its reel. */
function Reels({ prizes, won, moves }: ReelsProps) {
  const rests = won === undefined ? resting(prizes, null) : resting(prizes, won);
  return (
    <div className="lg-slot-machine__windows">
      {REELS.map((reel) => (
        <div key={reel} className="lg-slot-machine__window">
          <div className="lg-slot-machine__reel">
            <Shown face={rests[reel] ?? null} />
            {moves ? passing(prizes, reel).map((face, at) => <Shown key={at} face={face} />) : null}
            {moves ? <Shown face={rests[reel] ?? null} /> : null}
          </div>
        </div>
      ))}
    </div>
  );
}

export default function SlotMachine({ id, props }: WidgetProps<SlotMachineProps>) {
  const kit = useKit();
  const wonBy = (played: Played): Face =>
    wins(played)
      ? (prizeOf(kit, props.play, played) ?? { id: "", title: "", category: null, ...played.prize })
      : null;
  return (
    <Draw
      id={id}
      type="slot-machine"
      props={props}
      picture={({ played, motion }) => (
        <Reels
          prizes={kit.facts.plays[props.play]?.prizes ?? []}
          won={played ? wonBy(played) : undefined}
          moves={motion === "asking" || motion === "landing"}
        />
      )}
    />
  );
}
