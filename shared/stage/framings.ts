/** Owns the set-ups that the words of a shot allow, the best first: one figure, several, a thing, a place. */
import type { CameraAngle, ShotSize } from "../project/vocabulary.ts";
import { fieldOfView } from "./optics.ts";
import { eyesOf } from "./postures.ts";
import type { Cast, SceneProp, Stance, Viewpoint } from "./scene.ts";
import { elevations, type Framed, framedBy, reachFor, type SetUp, viewpointFrom, widened } from "./set-up.ts";
import { type Cut, cuts, eyeShare } from "./sizes.ts";
import { apart, bearingTo, degrees, type Point, radians, turned } from "./vectors.ts";

/** Somebody as the shot frames them: not always as they are when it starts. */
export interface Player {
  readonly cast: Cast;
  readonly stance: Stance;
  /** Where their eyes are at the other end of getting up or down; absent: they stay as they are. */
  readonly otherEyes?: number;
  /** How far aside of where they face the camera is best, in degrees; absent: as of anybody. */
  readonly aside?: number;
}

/** A camera, and what its picture is built on. */
export interface Framing {
  readonly view: Viewpoint;
  /** Where the eyes are that it frames. */
  readonly target: Point;
  /** What else must be seen. */
  readonly others?: readonly Point[];
  /** Who shares the frame with the first; absent: nobody, or more. */
  readonly partner?: string;
}

export interface Asked extends SetUp {
  readonly size: ShotSize;
  /** Whether the words say which lens. */
  readonly isLensSaid: boolean;
  /** Which way around its subject the camera goes first. */
  readonly way: (facing: number) => 1 | -1;
}

const shouldersMeters = 0.5;
/** How far from where a figure faces the camera stands, in degrees, in the order in which it is tried. */
const aside = [28, 40, 16, 52, 64, 78, 92, 108, 125, 145, 165, 178] as const;
/** Who lies is seen from the side. */
const asideLying = 74;

/** How high, as a share of the frame's height from its upper edge, the eyes lie. */
export function eyesInFrame({ top, bottom }: Cut): number {
  return (top - eyeShare) / (top - bottom);
}

export function eyesOfPlayer({ cast, stance }: Player): Point {
  return eyesOf(stance, cast.height, cast.kind);
}

/** In heights of an animal to its shoulders, how tall a person is that has as large a head. */
const headOfAnimal = 1.6;

/** What the size frames of somebody. */
export function framedPlayer({ cast, stance, otherEyes }: Player, size: ShotSize): Framed {
  const [x, y, eyes] = eyesOf(stance, cast.height, cast.kind);
  const framed = framedBy(size, [x, y], eyes, cast.height * (cast.kind === "animal" ? headOfAnimal : 1));
  // Who gets up or down is in the frame before and after, where both find room in it.
  const above = (otherEyes ?? eyes) + 0.09 * cast.height - framed.top;
  if (above <= 0 || above > 0.5 * (framed.top - framed.bottom)) return framed;
  return { ...framed, top: framed.top + above, bottom: framed.bottom + above };
}

function bearings(facing: number, way: 1 | -1, first?: number): readonly number[] {
  const offsets = first === undefined ? aside : [first, ...aside];
  return [1, -1].flatMap((side) => offsets.map((offset) => turned(facing + side * way * offset)));
}

/** Where nothing else is clear, the camera goes higher, by so many degrees; one that is overhead goes up, and frames as many times more. */
const higher = [0, 14, 28] as const;
const farther = [1, 1.7, 3] as const;

/** One figure, a little to the side that it looks away from; from higher up where others stand in the way. */
export function* alone(player: Player, asked: Asked): Generator<Framing> {
  const isOver = asked.angle === "overhead";
  for (const round of [0, 1, 2] as const)
    yield* aloneFrom(player, asked, isOver ? 0 : higher[round], isOver ? farther[round] : 1);
}

function* aloneFrom(player: Player, asked: Asked, by: number, wider: number): Generator<Framing> {
  const { size, ratio, lens, angle } = asked;
  const { stance, cast } = player;
  let framed = widened(framedPlayer(player, size), wider);
  const across = 2 * Math.tan(radians(fieldOfView(lens, ratio).across) / 2);
  let reach = reachFor(framed, asked, elevations[angle] + by);
  // Who lies is as long as others are tall.
  const isWhole = cuts[size].bottom < 0.3;
  const lies = stance.pose === "lying" && isWhole && cast.kind === "person";
  const long = lies ? 1.25 * cast.height : 0;
  if (lies) framed = { ...framed, at: stance.at };
  if (long > reach.away * across) {
    framed = widened(framed, long / (reach.away * across));
    reach = reachFor(framed, asked, elevations[angle] + by);
  }
  const half = Math.tan(radians(fieldOfView(lens, ratio).across) / 2);
  const target = eyesOfPlayer(player);
  const first = player.aside ?? (stance.pose === "lying" ? asideLying : undefined);
  const isCentered = angle === "overhead" || lies || (first ?? 0) > 45;
  for (const from of bearings(stance.facing, asked.way(stance.facing), first)) {
    const view = viewpointFrom(framed, asked, reach, from);
    const looks = Math.sin(radians(stance.facing - view.bearing));
    const free = reach.away * half - 0.1 * cast.height;
    const lead = isCentered
      ? 0
      : looks * Math.max(-0.025 * cast.height, Math.min(0.24 * reach.away * half, 0.6 * free));
    yield { view: { ...view, bearing: turned(view.bearing + degrees(Math.atan2(lead, reach.away))) }, target };
  }
}

/** How far out of the line between the first two a camera stands, in degrees, and how much more may be framed before the next one is tried. */
const turns = [
  [90, 0],
  [72, 0.02],
  [108, 0.02],
  [55, 0.06],
  [125, 0.06],
  [40, 0.1],
  [140, 0.1],
  [28, 0.16],
  [152, 0.16],
] as const;

interface Try {
  readonly turn: number;
  /** How many times as much as the size says is framed. */
  readonly by: number;
}

const tries = new Map<string, readonly Try[]>();

/** Ways to frame several, the nearest to what the size says first. From above or below, heads in depth are apart in height, too: side by side counts for more. */
function triesUpTo(widestBy: number, isLevel: boolean): readonly Try[] {
  const key = `${widestBy} ${isLevel}`;
  let known = tries.get(key);
  if (!known) {
    const factors = Array.from(
      { length: 1 + Math.floor(Math.log(widestBy) / Math.log(1.08)) },
      (_, nth) => 1.08 ** nth,
    );
    known = factors
      .flatMap((by) => turns.map(([turn, price]) => ({ turn, by, cost: by + price * (isLevel ? 1 : 8) })))
      .toSorted((a, b) => a.cost - b.cost);
    tries.set(key, known);
  }
  return known;
}

/** Several who are seen as large as the size says, from where their bodies fit side by side; else from farther away, up to `widestBy`. */
export function* together(players: readonly Player[], asked: Asked, widestBy: number): Generator<Framing> {
  const { ratio, lens, angle } = asked;
  const eyes = players.map(eyesOfPlayer);
  // Of more than two, some may hide others, but not whom it is about.
  const others = players.length === 2 ? eyes : eyes.slice(0, 1);
  const middle = middleOf(eyes);
  const tallest = players.toSorted((a, b) => eyesOfPlayer(b)[2] - eyesOfPlayer(a)[2])[0] as Player;
  const framed = { ...framedPlayer(tallest, asked.size), at: [middle[0], middle[1]] as const };
  const [first, second] = players as readonly [Player, Player];
  const partner = players.length === 2 ? { partner: second.cast.id } : {};
  const line = bearingTo(first.stance.at, second.stance.at);
  const way = asked.way(line);
  const across = fieldOfView(lens, ratio).across * 0.96;
  const widest = apartAcross(players) + shouldersMeters;
  // The other side of the line comes last.
  for (const side of [way, -way]) {
    for (const { turn, by } of triesUpTo(widestBy, elevations[angle] === 0)) {
      const wider = widened(framed, by);
      const view = viewpointFrom(wider, asked, reachFor(wider, asked), turned(line + side * turn));
      const [left, right] = spanOf(view, players);
      const centered = { ...view, bearing: turned(view.bearing + (left + right) / 2) };
      const fits =
        angle === "overhead"
          ? widest < (wider.top - wider.bottom) * ratio
          : right - left <= across && areWithin(centered, players, ratio);
      if (fits) yield { view: centered, target: middle, others, ...partner };
    }
  }
}

/** Half way between the outermost. */
function middleOf(points: readonly Point[]): Point {
  const along = (axis: 0 | 1 | 2) => {
    const values = points.map((point) => point[axis]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  };
  return [along(0), along(1), along(2)];
}

function apartAcross(players: readonly Player[]): number {
  return Math.max(...players.flatMap((a) => players.map((b) => apart(a.stance.at, b.stance.at))));
}

/** From the leftmost to the rightmost shoulder, in degrees from the middle of the frame. */
function spanOf({ at, bearing }: Viewpoint, players: readonly Player[]): readonly [number, number] {
  const ends = players.flatMap(({ stance }) => {
    const away = Math.max(0.3, apart([at[0], at[1]], stance.at));
    const off = turned(bearingTo([at[0], at[1]], stance.at) - bearing);
    const wide = degrees(Math.atan(shouldersMeters / 2 / away));
    return [off - wide, off + wide];
  });
  return [Math.min(...ends), Math.max(...ends)];
}

/** How far down in the frame eyes may be, as a share of its height, and how much nearer than the middle anybody. */
const lowestEyes = 0.62;
const nearestShare = 0.62;

/** Whether all heads are in the frame, and nobody towers before the others. */
function areWithin({ at, tilt, lens, focus }: Viewpoint, players: readonly Player[], ratio: number): boolean {
  const half = Math.tan(radians(fieldOfView(lens, ratio).up / 2));
  return players.every((player) => {
    const [x, y, z] = eyesOfPlayer(player);
    const away = apart([at[0], at[1]], [x, y]);
    const down = (height: number) => (1 - Math.tan(Math.atan2(height - at[2], away) - radians(tilt)) / half) / 2;
    const isNear = players.length > 2 && away < nearestShare * focus;
    return !isNear && down(z + (1 - eyeShare) * player.cast.height) > 0 && down(z) < lowestEyes;
  });
}

/** How far above a thing the camera is, as an angle. */
const aboveThing: Readonly<Record<CameraAngle, number>> = { eye: 36, low: 10, high: 55, dutch: 36, overhead: 88 };

/** A thing, from above at an angle: what lies there, or is in somebody's hands. `wide`: meters across it. */
export function* close(target: Point, facing: number, wide: number, asked: Asked, first?: number): Generator<Framing> {
  const { top, bottom } = cuts[asked.size];
  const half = Math.max(((top - bottom) * 1.75) / 2, wide * 0.75, (wide * 0.75) / asked.ratio);
  const framed: Framed = {
    at: [target[0], target[1]],
    eyes: target[2],
    top: target[2] + half,
    bottom: target[2] - half,
  };
  const elevation = asked.size === "insert" ? aboveThing[asked.angle] : undefined;
  const reach = reachFor(framed, asked, elevation);
  for (const from of bearings(facing, asked.way(facing), first))
    yield { view: viewpointFrom(framed, asked, reach, from), target };
}

/** Meters that the camera of an empty stage is above the floor. */
const standing = 1.6;

/** A place with nobody in it, as large as if somebody stood there. */
export function* empty(asked: Asked): Generator<Framing> {
  const framed = framedBy(asked.size, [0, 0.6], standing, 1.75);
  const reach = reachFor(framed, asked);
  for (const from of bearings(180, 1, 12))
    yield { view: viewpointFrom(framed, asked, reach, from), target: [0, 0.6, 1.2] };
}

/** Where a prop's middle is. */
export function middleOfProp({ at, size, lift = 0 }: SceneProp): Point {
  return [at[0], at[1], lift + size[2] / 2];
}
