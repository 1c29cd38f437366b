import type { ShakeProps } from "@largesse/contracts";
import { isOpen } from "@largesse/kernel";
import { useKit, type WidgetProps } from "@largesse/kit";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Act } from "../draw/act";
import type { Press } from "../draw/ceremony";
import { Draw, Face } from "../draw/draw";
import { type Felt, recent, shaken } from "./jolts";

/** Where a phone feels only what it was allowed to: it is asked by a press. */
interface Asks {
  requestPermission?(): Promise<"granted" | "denied">;
}
const asks = (): Asks | undefined => (globalThis as { DeviceMotionEvent?: Asks }).DeviceMotionEvent;

/** In sight, and nothing lies over it. */
function reachable(element: Element | null): boolean {
  const { top = 0, bottom = -1 } = element?.getBoundingClientRect() ?? {};
  return bottom > 0 && top < innerHeight && !document.hidden && !element?.closest("[inert]");
}

/** Press once for each shaking, while `on`; gives whether the phone feels anything. */
function useShaking(place: RefObject<Element | null>, on: boolean, shake: () => void): boolean {
  const [feels, setFeels] = useState(false);
  const told = useRef(shake);
  told.current = shake;
  useEffect(() => {
    if (!on) return;
    let felt: Felt[] = [];
    const feel = ({ accelerationIncludingGravity: now, timeStamp: at_ms }: DeviceMotionEvent): void => {
      if (typeof now?.x !== "number") return;
      setFeels(true);
      felt = recent(felt, { at_ms, x: now.x, y: now.y ?? 0, z: now.z ?? 0 });
      if (!shaken(felt) || !reachable(place.current)) return;
      felt = [];
      told.current();
    };
    addEventListener("devicemotion", feel);
    return () => removeEventListener("devicemotion", feel);
  }, [on, place]);
  return feels;
}

interface SensorProps {
  readonly play: string;
  readonly act: Act;
  readonly press: Press;
}

/** Whether shaking counts, and the way to allow it where the phone wants to be asked. */
function Sensor({ play, act, press }: SensorProps) {
  const { say, facts, live, editing } = useKit();
  const place = useRef<HTMLDivElement>(null);
  const [wants, setWants] = useState(false);
  const ask = useCallback((otherwise: boolean): void => {
    asks()
      ?.requestPermission?.()
      .then(
        () => setWants(false),
        () => setWants(otherwise),
      );
  }, []);
  // Without a press it is answered only where somebody has answered before, and refused where one has to press.
  useEffect(() => ask(true), [ask]);
  const ready = isOpen(facts.phase) && !editing && !act.asking && act.motion === "rest";
  const feels = useShaking(place, ready && live.chances[play] !== 0, () => void press());
  return (
    <div className="lg-shake__sensor" ref={place}>
      {feels ? say("widgets.shake.feels") : null}
      {wants && !feels ? (
        <button type="button" className="lg-plain" onClick={() => ask(false)}>
          {say("widgets.shake.sense")}
        </button>
      ) : null}
    </div>
  );
}

export default function Shake({ id, props }: WidgetProps<ShakeProps>) {
  return (
    <Draw
      id={id}
      type="shake"
      props={props}
      picture={({ played }) => (
        <>
          <svg viewBox="0 0 320 200" className="lg-shake__svg" aria-hidden="true">
            <circle cx="160" cy="100" r="92" className="lg-shake__ground" />
            <g className="lg-shake__phone" data-pick="0">
              <rect x="127" y="40" width="66" height="120" rx="11" className="lg-shake__case" />
              <rect x="133" y="50" width="54" height="94" rx="3" className="lg-shake__glass" />
              <path d="M153 152H167" className="lg-shake__case" />
              <path
                d="M160 80L164 93L177 97L164 101L160 114L156 101L143 97L156 93Z"
                className="lg-shake__star"
              />
            </g>
            <path
              d="M108 72Q98 100 108 128M94 62Q78 100 94 138M212 72Q222 100 212 128M226 62Q242 100 226 138"
              className="lg-shake__waves"
            />
          </svg>
          <Face play={props.play} played={played} />
        </>
      )}
      more={(act, press) => <Sensor play={props.play} act={act} press={press} />}
    />
  );
}
