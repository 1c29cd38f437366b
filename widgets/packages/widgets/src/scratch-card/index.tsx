import type { ScratchCardProps } from "@largesse/contracts";
import type { WidgetProps } from "@largesse/kit";
import { type PointerEvent, useLayoutEffect, useRef } from "react";
import type { Act } from "../draw/act";
import type { Press } from "../draw/ceremony";
import { Draw, Face } from "../draw/draw";
import { ENOUGH, type Point, rub, share } from "./foil";

/** As in the style, so that nobody sees one foil take the place of the other. */
const FOIL = ["#ead9ad", "#d3b473", "#e6d2a0"];
const FINGER_PX = 38;
/** A finger that moves less far across, in parts of the card, means to scroll. */
const STROKE = 0.04;

function cover(canvas: HTMLCanvasElement): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const sharp = devicePixelRatio;
  canvas.width = width * sharp;
  canvas.height = height * sharp;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.scale(sharp, sharp);
  const gleam = pen.createLinearGradient(0, 0, width, height);
  for (const [at, colour] of FOIL.entries()) gleam.addColorStop(at / 2, colour);
  pen.fillStyle = gleam;
  pen.fillRect(0, 0, width, height);
  pen.globalCompositeOperation = "destination-out";
  pen.lineWidth = FINGER_PX;
  pen.lineCap = "round";
}

function stroke(canvas: HTMLCanvasElement, from: Point, to: Point): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const pen = canvas.getContext("2d");
  pen?.beginPath();
  pen?.moveTo(from.x * width, from.y * height);
  pen?.lineTo(to.x * width, to.y * height);
  pen?.stroke();
}

function pointOf({ clientX, clientY, currentTarget }: PointerEvent): Point {
  const { x, y, width, height } = currentTarget.getBoundingClientRect();
  return { x: (clientX - x) / width, y: (clientY - y) / height };
}

/** The foil over the card: a new one for each attempt, gone once enough of it is. */
function Foil({ act, press }: { readonly act: Act; readonly press: Press }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const places = useRef(new Set<number>());
  const from = useRef<Point | null>(null);
  const on = act.motion === "asking" || act.motion === "landing";
  const endIfEnough = (): void => {
    if (act.motion === "landing" && share(places.current) >= ENOUGH) void press();
  };
  useLayoutEffect(() => {
    places.current.clear();
    if (on && canvas.current) cover(canvas.current);
  }, [on]);
  useLayoutEffect(endIfEnough);
  const move = (event: PointerEvent): void => {
    const [begun, now] = [from.current, pointOf(event)];
    if (!begun) return;
    if (on && canvas.current) {
      rub(places.current, begun, now);
      stroke(canvas.current, begun, now);
      from.current = now;
      endIfEnough();
    } else if (!act.played && Math.abs(now.x - begun.x) > STROKE) void press();
  };
  const lift = (): void => {
    from.current = null;
  };
  return (
    <div
      className="lg-scratch-card__foil"
      onPointerDown={(event) => {
        from.current = pointOf(event);
      }}
      onPointerMove={move}
      onPointerUp={lift}
      onPointerLeave={lift}
      onPointerCancel={lift}
    >
      <canvas ref={canvas} />
    </div>
  );
}

export default function ScratchCard({ id, props }: WidgetProps<ScratchCardProps>) {
  return (
    <Draw
      id={id}
      type="scratch-card"
      props={props}
      lands_ms={null}
      skip="widgets.scratch-card.reveal"
      picture={(act, press) => (
        <div className="lg-scratch-card__card">
          <Face play={props.play} played={act.played} />
          <Foil act={act} press={press} />
        </div>
      )}
    />
  );
}
