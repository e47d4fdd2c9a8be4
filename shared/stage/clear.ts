/** Owns what is in a camera's way: heads, bodies and props where it would stand, and between it and what it looks at. */
import type { Spot } from "../project/stage.ts";
import { eyesOf } from "./postures.ts";
import { type Solid, stretchIn } from "./prop-box.ts";
import type { FigureTrack, SceneProp } from "./scene.ts";
import { apart, fromPath, lengthOf, minus, type Point } from "./vectors.ts";

/** Meters that a camera keeps from a body and a prop, and how wide a body is that stands in a line of sight. */
const fromBody = 0.5;
const fromProp = 0.2;
const bodyRadius = 0.24;

/** Whether a camera can stand at `at`: in no body, nor in the way of one, and in no prop. `room`: meters that it keeps from bodies. */
export function canStand(
  at: Point,
  tracks: readonly FigureTrack[],
  props: readonly SceneProp[],
  room = fromBody,
): boolean {
  return (
    tracks.every(
      (track) =>
        at[2] > topOf(track) + room || (fromPath(track.path, [at[0], at[1]]) > room && fromHead(track, at) > room),
    ) && props.every((prop) => stretchIn(prop, at, at, fromProp) === null)
  );
}

/** Whether nothing stands between. `tracks`: those that may not, at their start and in the end. */
export function canSee(at: Point, target: Point, tracks: readonly FigureTrack[], props: readonly SceneProp[]): boolean {
  return (
    tracks.every((track) => [track.start.at, track.end.at].every((spot) => !hides(at, target, spot, topOf(track)))) &&
    props.every((prop) => solidsOf(prop).every((solid) => !cuts(at, target, solid)))
  );
}

function topOf({ start, end, cast: { height, kind } }: FigureTrack): number {
  const above = 0.08 * height;
  return Math.max(eyesOf(start, height, kind)[2], eyesOf(end, height, kind)[2]) + above;
}

/** Of who lies, the head is not above where they are. */
function fromHead({ start, end, cast: { height, kind } }: FigureTrack, at: Point): number {
  return Math.min(...[start, end].map((stance) => lengthOf(minus(eyesOf(stance, height, kind), at))));
}

function hides(at: Point, target: Point, spot: Spot, top: number): boolean {
  const [x, y] = [target[0] - at[0], target[1] - at[1]];
  const long = x * x + y * y;
  if (long === 0) return false;
  const share = ((spot[0] - at[0]) * x + (spot[1] - at[1]) * y) / long;
  // Whoever stands at the target itself is looked at.
  if (share <= 0 || share >= 1 - 0.3 / Math.sqrt(long)) return false;
  if (apart(spot, [at[0] + share * x, at[1] + share * y]) > bodyRadius) return false;
  return at[2] + share * (target[2] - at[2]) < top;
}

/** What of a prop is in the way: of a tree, its trunk and what is over that, not the air under it. */
export function solidsOf(prop: SceneProp): readonly Solid[] {
  if (prop.body !== "tree") return [prop];
  const { at, facing, size } = prop;
  const [trunk, under] = [0.12 * size[0], 0.4 * size[2]];
  return [
    { at, facing, size: [trunk, trunk, under] },
    { at, facing, size: [size[0], size[1], size[2] - under], lift: under },
  ];
}

/** What is looked at may be a thing itself. */
function cuts(at: Point, target: Point, prop: Solid): boolean {
  const stretch = stretchIn(prop, at, target);
  if (stretch === null || stretch.enters === stretch.leaves) return false;
  const long = lengthOf(minus(target, at));
  return stretch.enters * long < long - 0.35;
}
