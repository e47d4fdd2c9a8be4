/** Owns what a figure does during a shot: how it starts, where it goes, and how it is left for the next shot. */
import { settle } from "../camera/easing.ts";
import type { CameraTake } from "../camera/moment.ts";
import type { BlockedFigure, Spot } from "../project/stage.ts";
import type { BlockingPose } from "../project/vocabulary.ts";
import { eyesIn } from "./bodies/skeleton.ts";
import { eyesOf, midStride } from "./postures.ts";
import type { Cast, FigureTrack, SceneFigure, Stance } from "./scene.ts";
import { alongPath, bearingTo, mix, type Point, pathLength, toward, turnBetween, turned } from "./vectors.ts";

/** Where one of `count` stands before anybody says: two face each other, more stand around the middle. */
export function firstStance(index: number, count: number): Stance {
  if (count === 1) return { at: [0, 0], facing: 180, pose: "standing" };
  if (count === 2)
    return index === 0
      ? { at: [-0.6, 0], facing: 90, pose: "standing" }
      : { at: [0.6, 0], facing: -90, pose: "standing" };
  const bearing = 270 + (180 * index) / (count - 1);
  return { at: toward([0, 0], bearing, 0.45 * count), facing: turned(bearing + 180), pose: "standing" };
}

/** What a figure does during a shot: it begins as the shot before left it, but for what is said of it. Who got up and went stands in the end. */
export function trackOf(cast: Cast, before: Stance, by: BlockedFigure | undefined): FigureTrack {
  const start = { at: by?.at ?? before.at, facing: by?.facing ?? before.facing, pose: by?.pose ?? before.pose };
  const path: Spot[] = [start.at, ...(by?.path ?? [])];
  const goes = pathLength(path) > 0;
  const end = {
    at: path.at(-1) as Spot,
    facing: by?.toFacing ?? (goes ? alongPath(path, 1).bearing : start.facing),
    pose: by?.toPose ?? (goes && (isGoing(start.pose) || isLow(start.pose)) ? "standing" : start.pose),
  };
  return { cast, start, end, path, byHand: by !== undefined };
}

/** Whether a pose is one of somebody under way. */
function isGoing(pose: BlockingPose): boolean {
  return pose === "walking" || pose === "running";
}

/** Whether one must get up from it to go. */
function isLow(pose: BlockingPose): boolean {
  return pose === "sitting" || pose === "kneeling" || pose === "lying";
}

/** How long it takes to change the pose on the spot, to get up or down before and after going, to fall into step, and to turn around. */
const seconds = { change: 1.2, rise: 1, step: 0.5, turn: 0.7 } as const;
/** None but the first takes more than this share of a shot. */
const shareMax = 0.3;
/** Whoever goes faster than this runs, in meters per second. */
const walkMax = 2.4;
/** What both feet go in one turn, in heights of the figure: as far as a foot swings back while it stands. */
const strides = { walking: 0.78, running: 1.55 } as const;
/** Meters before and after a corner over which a body turns. */
const cornering = 0.4;

/**
 * A figure at `progress`, 0 to 1 of the shot. It sets off and stops softly, unless it came or leaves in its stride, and changes from
 * pose to pose on its way. `camera`: where that stands before its move, to which a back is turned.
 */
export function figureAt(
  { cast, start, end, path }: FigureTrack,
  { durationSeconds, slowMotion }: Pick<CameraTake, "durationSeconds" | "slowMotion">,
  progress: number,
  camera: Spot,
): SceneFigure {
  const share = Math.min(1, Math.max(0, progress));
  const lasts = Math.max(0.001, durationSeconds * (slowMotion ? 0.5 : 1));
  const part = (of: keyof typeof seconds) => Math.min(shareMax, seconds[of] / lasts);
  const [from, to] = [facingOf(start, camera), facingOf(end, camera)];
  const whole = pathLength(path);
  if (whole === 0) {
    const changed = settle((share - 0.5) / Math.min(1, seconds.change / lasts) + 0.5);
    const facing = turnBetween(from, to, changed);
    return { ...cast, at: start.at, facing, ...between(start.pose, end.pose, changed), stride: 0 };
  }
  const runs = start.pose === "running" || end.pose === "running" || whole / lasts > walkMax;
  const gait = runs ? "running" : "walking";
  const [rises, sinks] = [isLow(start.pose) ? part("rise") : 0, isLow(end.pose) ? part("rise") : 0];
  const soft = (pose: BlockingPose) => (isGoing(pose) ? 0 : part("step"));
  const gone = underWay((share - rises) / (1 - rises - sinks), soft(start.pose), soft(end.pose));
  const { at, bearing } = alongPath(path, gone, cornering);
  const turnsIn = settle((share - rises) / part("turn"));
  const turnsOut = settle(1 - (1 - sinks - share) / part("turn"));
  const leaves = settle(1 - (1 - share) / (sinks || part("step")));
  const posed =
    leaves > 0 ? between(gait, end.pose, leaves) : between(start.pose, gait, settle(share / (rises || part("step"))));
  return {
    ...cast,
    at,
    facing: turnBetween(turnBetween(from, bearing, turnsIn), to, turnsOut),
    ...posed,
    stride: (gone * whole) / (strides[gait] * cast.height),
  };
}

/** The point between the eyes of a figure on its way from pose to pose. */
export function eyesNow({ at, facing, pose, toPose, blend, height, kind }: SceneFigure): Point {
  if (kind === "person" && blend > 0 && blend < 1 && (isLow(pose) || isLow(toPose))) {
    const [right, ahead, up] = eyesIn({ pose, toPose, blend, stride: midStride }, height);
    return [...toward(toward(at, facing, ahead), facing + 90, right), up];
  }
  const [from, to] = [pose, toPose].map((each) => eyesOf({ at, facing, pose: each }, height, kind)) as [Point, Point];
  return [mix(from[0], to[0], blend), mix(from[1], to[1], blend), mix(from[2], to[2], blend)];
}

/** Whether the figure is the same at every moment. */
export function isAtRest({ start, end, path }: FigureTrack): boolean {
  const turns = start.pose !== "back-turned" && turned(start.facing - end.facing) !== 0;
  return pathLength(path) === 0 && start.pose === end.pose && !turns;
}

/** On the way from pose to pose. Who lies down, or gets up from lying, sits on the way. */
function between(from: BlockingPose, to: BlockingPose, share: number): Pick<SceneFigure, "pose" | "toPose" | "blend"> {
  if (from === to) return { pose: from, toPose: to, blend: 0 };
  const sits = (from === "lying" && !isLow(to)) || (to === "lying" && !isLow(from));
  if (!sits) return { pose: from, toPose: to, blend: share };
  return share < 0.5
    ? { pose: from, toPose: "sitting", blend: 2 * share }
    : { pose: "sitting", toPose: to, blend: 2 * share - 1 };
}

/** Who turns the back stands with it to the camera. */
function facingOf({ at, facing, pose }: Stance, camera: Spot): number {
  return pose === "back-turned" ? bearingTo(camera, at) : facing;
}

/** Of a way, what is done after `share` of the time, when one gathers speed over the first part of it and slows over the last. */
function underWay(share: number, first: number, last: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return 1;
  const top = 1 / (1 - first / 2 - last / 2);
  if (share < first) return (top * share * share) / (2 * first);
  if (share > 1 - last) return 1 - (top * (1 - share) ** 2) / (2 * last);
  return top * (share - first / 2);
}
