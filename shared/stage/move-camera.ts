/** Owns where the camera is during a shot: as its move says, after who is looked at, or on the path that was drawn by hand. */
import { type CameraTake, type Moment, momentOf } from "../camera/moment.ts";
import { breathe, float, type Move, moves, type Rig } from "./camera-moves.ts";
import { aimAt, onSensor, type SensorPlace } from "./keep-framing.ts";
import type { CameraTrack, MovingView, SceneFigure, Viewpoint } from "./scene.ts";
import { alongPath, lengthOf, minus, mix, type Point, plus } from "./vectors.ts";

/** The stage at a moment of a shot, as far as its camera minds it. */
export interface StageMoment {
  readonly figures: readonly SceneFigure[];
  /** How far what is looked at has come since the start of the shot, and of that how far on the floor: eyes also move where one stays. */
  readonly targetBy: Point;
  readonly goneBy: Point;
  /** Whether who is looked at goes anywhere during the shot, and whether that one gets up or down. */
  readonly targetTravels: boolean;
  readonly targetRises: boolean;
  /** How far that one has come through whose eyes the camera looks; absent: it looks through nobody's. */
  readonly carriedBy?: Point;
  /** Where it has come what is looked at in the end of a path by hand; absent: the same as in the beginning. */
  readonly endTarget?: Point;
}

/** How much of a move there is room for, and how much of the way of who is looked at, 0 to 1. */
export interface Way {
  readonly share: number;
  readonly along: number;
}

/** Steeper than this, in degrees, a camera follows by going along: turning would spin it around. */
const steep = 60;
/** Meters before and after a corner over which a camera bends its path. */
const bending = 0.3;

/** Whether the camera goes as was set by hand, and not as its move says. */
export function isLedByHand({ path, end }: CameraTrack): boolean {
  return path !== undefined || end !== undefined;
}

/** The camera at `progress`, 0 to 1 of the shot, on the stage as it is then. */
export function viewAt(
  track: CameraTrack,
  take: CameraTake,
  progress: number,
  stage: StageMoment,
  way: Way,
): MovingView {
  const at = momentOf(take, progress);
  const by = (take.strength ?? 100) / 100;
  const still = { blur: 0, smear: 0 };
  if (isLedByHand(track)) return { ...still, ...shaken(ledByHand(track, at.eased, stage), track, take, at, by) };
  const move = moves[take.move];
  const rig = rigOf(track, stage, move.subject, way.along);
  return { ...still, ...rig.start, ...move.view(rig, at, by * way.share) };
}

function rigOf(track: CameraTrack, stage: StageMoment, follows: Move["subject"], along: number): Rig {
  const { start, ratio, subject } = track;
  const place = onSensor(start, track.target);
  const target = plus(track.target, stage.targetBy);
  return {
    start: followed(start, target, place, stage, follows, along),
    target,
    middle: plus(track.target, stage.goneBy),
    distance: lengthOf(minus(start.at, track.target)),
    place,
    ratio,
    subject,
    figures: stage.figures,
    follows: stage.targetTravels && follows !== "stays",
    rises: stage.targetRises,
  };
}

function followed(
  start: Viewpoint,
  target: Point,
  place: SensorPlace,
  { targetBy, goneBy, carriedBy }: StageMoment,
  follows: Move["subject"],
  along: number,
): Viewpoint {
  const aimed = (at: Point) => ({ ...start, at, ...aimAt(at, target, place, start.lens) });
  if (carriedBy) return aimed(plus(start.at, carriedBy));
  if (follows === "stays" || targetBy.every((meters) => meters === 0)) return start;
  if (Math.abs(start.tilt) > steep) return aimed(plus(start.at, goneBy));
  return aimed(follows === "goes" ? plus(start.at, goneBy, along) : start.at);
}

function ledByHand({ start, path, end, target }: CameraTrack, share: number, stage: StageMoment): Viewpoint {
  const [x, y] = path ? alongPath(path, share, bending).at : start.at;
  const at: Point = [x, y, mix(start.at[2], end?.height ?? start.at[2], share)];
  const lens = start.lens * ((end?.lens ?? start.lens) / start.lens) ** share;
  const from = plus(target, stage.targetBy);
  const to = stage.endTarget ?? end?.target ?? from;
  const aim: Point = [mix(from[0], to[0], share), mix(from[1], to[1], share), mix(from[2], to[2], share)];
  return { ...start, at, lens, ...aimAt(at, aim, onSensor(start, target), lens) };
}

/** A path by hand is gone as the camera is carried. */
function shaken(view: Viewpoint, { ratio }: CameraTrack, { move }: CameraTake, at: Moment, by: number): Viewpoint {
  if (move === "handheld") return { ...view, ...breathe(view, ratio, at, by) };
  if (move === "steadicam" || move === "fpv") return { ...view, ...float(view, at, by) };
  return view;
}
