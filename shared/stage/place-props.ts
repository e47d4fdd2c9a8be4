/** Owns where the words of a pass put what stands in its place: a room, what is in the open, and furniture, clear of figures and of one another. */
import type { Spot } from "../project/stage.ts";
import type { PropBody } from "../project/vocabulary.ts";
import { usualSizes } from "./prop-sizes.ts";
import type { FigureTrack, SceneProp } from "./scene.ts";
import { apart, fromPath, toward } from "./vectors.ts";

/** Meters that a prop keeps from a figure and its way. */
const clear = 0.45;
/** Farther from the middle than this, in meters, nobody counts for how large a room is. */
const roomMax = 15;

/** The props so far. */
export class Built {
  readonly props: SceneProp[] = [];
  readonly #tracks: readonly FigureTrack[];
  readonly #seats: readonly Seat[];

  constructor(tracks: readonly FigureTrack[], seats: readonly Seat[]) {
    this.#tracks = tracks;
    this.#seats = seats;
  }

  add(id: string, body: PropBody, at: Spot, facing: number, size = usualSizes[body], name: string = body): void {
    this.props.push({ id, body, name, at, facing, size, byHand: false });
  }

  /** At the first of the places that is free. */
  place(id: string, body: PropBody, places: readonly (readonly [x: number, y: number, facing: number])[]): void {
    const size = usualSizes[body];
    const radius = body === "tree" ? 0.5 : Math.hypot(size[0], size[1]) / 2;
    const free = places.find(([x, y]) => this.isFree([x, y], radius));
    if (free) this.add(id, body, [free[0], free[1]], free[2]);
  }

  isFree(at: Spot, radius: number): boolean {
    return (
      this.#tracks.every(({ path }) => fromPath(path, at) > radius + clear) &&
      this.#seats.every((seat) => apart(seat.at, at) > radius + 0.3) &&
      this.props.every(
        (prop) => prop.body === "wall" || apart(prop.at, at) > radius + Math.hypot(prop.size[0], prop.size[1]) / 2,
      )
    );
  }
}

/** Where somebody sits. */
export interface Seat {
  readonly at: Spot;
  readonly facing: number;
}

/** What figures use: tables, cars, stairs, chairs. */
export function furnish(built: Built, words: string, seats: ReadonlyMap<string, Seat>): void {
  const says = (pattern: RegExp) => pattern.test(words);
  const [first, second] = [...seats.values()];
  if (says(/\b(?:tables?|desk|counter|bar|dinner|breakfast|lunch|poker)\b/i)) {
    if (first) {
      const facesSecond = second && apart(first.at, second.at) < 2.4;
      const at: Spot = facesSecond
        ? [(first.at[0] + second.at[0]) / 2, (first.at[1] + second.at[1]) / 2]
        : toward(first.at, first.facing, 0.65);
      built.add("table", "table", at, first.facing);
    } else
      built.place("table", "table", [
        [0, 1.3, 0],
        [1.9, 0.9, 90],
        [-1.9, 0.9, 90],
        [0, 2.6, 0],
        [3, 2, 90],
      ]);
  }
  if (says(/\b(?:cars?|taxi|van|truck|sedan|limousine|parking)\b/i))
    built.place("car", "car", [
      [3.4, 2.6, 62],
      [-3.4, 2.8, -62],
      [0, 4.4, 90],
      [6, 5, 60],
    ]);
  if (says(/\b(?:stairs|staircase|steps(?= (?:of|up|down|to|lead))|upstairs|downstairs)\b/i))
    built.place("stairs", "stairs", [
      [2.6, 2, 0],
      [-2.6, 2, 0],
      [3.6, 3.6, 0],
    ]);
  if (seats.size === 0 && says(/\b(?:chairs?|bench|armchair|sofa|couch|stool)\b/i))
    built.place("chair", "chair", [
      [1.3, 0.8, -120],
      [-1.3, 0.8, 120],
      [1.8, 1.9, -140],
    ]);
}

/** A room around all that happens, open toward the front, with a window and a door at its back. */
export function buildRoom(built: Built, tracks: readonly FigureTrack[], isNarrow: boolean): void {
  const spots = tracks.flatMap(({ path }) => path).filter((spot) => apart([0, 0], spot) < roomMax);
  const reach = (of: (spot: Spot) => number, least: number) => Math.max(least, ...spots.map((spot) => of(spot) + 1.2));
  const side = isNarrow ? 1.2 : 3;
  const [left, right] = [-reach(([x]) => -x, side), reach(([x]) => x, side)];
  const [back, front] = [reach(([, y]) => y + 0.6, isNarrow ? 6 : 2.8), -reach(([, y]) => -y, 1.8)];
  const [middle, width, depth] = [(left + right) / 2, right - left, back - front];
  const high = 3;
  built.add("wall-back", "wall", [middle, back], 180, [width, 0.15, high], "back wall");
  built.add("window", "window", [middle - width * 0.24, back - 0.1], 180);
  built.add("door", "door", [middle + width * 0.3, back - 0.1], 180);
  built.add("wall-left", "wall", [left, (back + front) / 2], 90, [depth, 0.15, high], "left wall");
  built.add("wall-right", "wall", [right, (back + front) / 2], -90, [depth, 0.15, high], "right wall");
}

/** What stands in the open. */
export function buildOutside(built: Built, words: string): void {
  const says = (pattern: RegExp) => pattern.test(words);
  if (says(/\b(?:forest|woods|jungle|grove|orchard)\b/i)) {
    for (const [index, spot] of forest.entries()) built.place(`tree-${index + 1}`, "tree", [spot]);
  } else if (says(/\b(?:trees?|park|garden|meadow|countryside|cemetery)\b/i)) {
    for (const [index, spot] of forest.slice(0, 3).entries()) built.place(`tree-${index + 1}`, "tree", [spot]);
  }
  if (says(/\balley\b/i)) {
    built.place("wall-left", "wall", [
      [-2.6, 3, 90],
      [-4.2, 4, 90],
    ]);
    built.place("wall-right", "wall", [
      [2.6, 3, -90],
      [4.2, 4, -90],
    ]);
  } else if (says(/\b(?:street|city|town|house|building|storefront|courtyard|square|sidewalk)\b/i)) {
    built.add("facade", "wall", [-1, 9], 180, [16, 0.3, 7], "facade");
    built.add("door", "door", [2.2, 8.75], 180);
    built.add("window", "window", [-2.4, 8.75], 180, [2, 0.12, 1.4]);
    if (says(/\bstreet\b|\bcity\b/i) && !built.props.some(({ id }) => id === "car"))
      built.place("car", "car", [
        [4, 5.4, 90],
        [-4.4, 5.6, 90],
      ]);
  } else if (says(/\b(?:wall|ruins?|rooftop|balcony|terrace)\b/i)) {
    built.place("wall", "wall", [
      [0, 3.4, 180],
      [0, 5, 180],
    ]);
  } else if (says(/\b(?:door|doorway|gate|entrance|porch)\b/i)) {
    built.add("wall", "wall", [1.2, 4.2], 180, [5, 0.2, 3]);
    built.add("door", "door", [1.6, 4], 180);
  }
}

const forest = [
  [-3.2, 3.4, 0],
  [2.7, 4.6, 40],
  [-0.9, 7.2, 80],
  [5.4, 6.6, 10],
  [-6, 6.2, 30],
  [4.6, 1.4, 60],
  [-5.4, 0.6, 20],
] as const;
