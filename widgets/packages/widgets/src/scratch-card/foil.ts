/** The foil as a field of small places: which of them a stroke rubs away; pure, in parts of the card's sides. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

const [COLUMNS, ROWS] = [16, 9];
/** How far a finger reaches around itself, in columns. */
const REACH = 1.2;
/** From here on nobody needs to rub any more. */
export const ENOUGH = 0.5;

function rubAt(places: Set<number>, { x, y }: Point): void {
  const [column, row] = [x * COLUMNS, y * ROWS];
  for (let r = 0; r < ROWS; r++)
    for (let c = 0; c < COLUMNS; c++)
      if (Math.hypot(c + 0.5 - column, r + 0.5 - row) < REACH) places.add(r * COLUMNS + c);
}

/** Rub along a line; the places that are free of foil by now are added. */
export function rub(places: Set<number>, from: Point, to: Point): void {
  const steps = Math.ceil(Math.hypot((to.x - from.x) * COLUMNS, (to.y - from.y) * ROWS)) + 1;
  for (let at = 0; at <= steps; at++)
    rubAt(places, { x: from.x + ((to.x - from.x) * at) / steps, y: from.y + ((to.y - from.y) * at) / steps });
}

/** How much of the foil is gone, from 0 to 1. */
export const share = (places: ReadonlySet<number>): number => places.size / (COLUMNS * ROWS);
