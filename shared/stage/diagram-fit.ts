/** Owns how a floor plan is fitted onto paper: its scale, where what lies too far away is shown, and where words are free to stand. */
import type { Spot } from "../project/stage.ts";

/** In units of the box, from its upper left: right, down. */
export type Place = readonly [x: number, y: number];

export interface DiagramBox {
  readonly width: number;
  readonly height: number;
  /** The size of its texts, which all else is drawn to go with. */
  readonly textSize: number;
}

export interface PlanFit {
  /** Units that a meter has. */
  readonly scale: number;
  place(spot: Spot): Place;
  /** The same spot, or, of one that lies beyond the edge, the place on the edge on the way to it. */
  within(spot: Spot): { readonly spot: Spot; readonly isFar: boolean };
}

/** The most text sizes that a meter has. */
const meterMax = 8;
/** How many times as far as half of the cameras one may stand and is still shown where it is; and how far they all may, in meters. */
const farTimes = 3;
const nearMeters = 3;

/** What is fitted. `core` is seen whole; of `cameras` those that stand far beyond the others, and `props` beyond all cameras, are not made room for. */
export interface Fitted {
  readonly core: readonly Spot[];
  readonly cameras: readonly Spot[];
  readonly props: readonly Spot[];
}

/** Without any of them, the middle of the stage is shown. */
export function fitPlan({ core, cameras, props }: Fitted, box: DiagramBox): PlanFit {
  const margin = 2.2 * box.textSize;
  // The scale stands below.
  const height = box.height - box.textSize;
  const [roomX, roomY] = [Math.max(1, box.width - 2 * margin), Math.max(1, height - 2 * margin)];
  const others = [...cameras, ...props];
  const inner = boundsOf(core.length > 0 ? core : others.length > 0 ? [middleOf(boundsOf(others))] : [[0, 0]]);
  const [x, y] = middleOf(inner);
  const away = cameras.map((spot) => Math.max(Math.abs(spot[0] - x), Math.abs(spot[1] - y))).sort((a, b) => a - b);
  const farthest = farTimes * (away[Math.floor(away.length / 2)] ?? 0);
  const reach = Math.max(nearMeters, 1.1 * (away.findLast((each) => each <= farthest) ?? 0));
  const [reachX, reachY] = [Math.max(reach, inner.right - x), Math.max(reach, inner.top - y)];
  const within = (spot: Spot) => {
    const by = Math.max(Math.abs(spot[0] - x) / reachX, Math.abs(spot[1] - y) / reachY);
    if (by <= 1.0001) return { spot, isFar: false };
    return { spot: [x + (spot[0] - x) / by, y + (spot[1] - y) / by] satisfies Spot, isFar: true };
  };
  const seen = boundsOf([...core, ...others.map((spot) => within(spot).spot), [x, y]]);
  const wide = Math.max(0.01, seen.right - seen.left);
  const high = Math.max(0.01, seen.top - seen.bottom);
  const scale = Math.min(meterMax * box.textSize, roomX / wide, roomY / high);
  const [middleX, middleY] = middleOf(seen);
  return {
    scale,
    place: ([right, up]) => [box.width / 2 + (right - middleX) * scale, height / 2 - (up - middleY) * scale],
    within,
  };
}

interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

function boundsOf(spots: readonly Spot[]): Bounds {
  const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
}

function middleOf({ left, right, bottom, top }: Bounds): Spot {
  return [(left + right) / 2, (bottom + top) / 2];
}

/** A rectangle by its middle. */
interface Taken {
  readonly at: Place;
  readonly width: number;
  readonly height: number;
}

/** What is taken in a box, so that numbers and names do not lie on one another. */
export class Room {
  readonly #box: DiagramBox;
  readonly #taken: Taken[] = [];

  constructor(box: DiagramBox) {
    this.#box = box;
  }

  take(at: Place, width: number, height: number): void {
    this.#taken.push({ at, width, height });
  }

  /** The first of the places where a rectangle lies on nothing and within the box, which is then taken; null where none is. */
  find(places: readonly Place[], width: number, height: number): Place | null {
    const found = places.find((at) => this.#isFree({ at, width, height })) ?? null;
    if (found) this.take(found, width, height);
    return found;
  }

  #isFree({ at: [x, y], width, height }: Taken): boolean {
    const isInside =
      x - width / 2 >= 0 &&
      x + width / 2 <= this.#box.width &&
      y - height / 2 >= 0 &&
      y + height / 2 <= this.#box.height;
    return (
      isInside &&
      this.#taken.every(
        (other) =>
          Math.abs(other.at[0] - x) >= (other.width + width) / 2 ||
          Math.abs(other.at[1] - y) >= (other.height + height) / 2,
      )
    );
  }
}
