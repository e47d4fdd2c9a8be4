/** Owns what a crew asks of a shot's camera: lens, height, distance, tilt, and how far it travels. */
import type { CameraTake } from "../camera/moment.ts";
import { fieldOfView } from "./optics.ts";
import type { BlockedShot } from "./scene.ts";
import { sceneAt } from "./scene-at.ts";
import { lengthOf, minus } from "./vectors.ts";

/** At the start of the shot, unless it says otherwise. Meters; angles in degrees. */
export interface CameraFacts {
  /** Millimeters. */
  readonly lens: number;
  readonly endLens: number;
  /** Across the frame. */
  readonly fieldOfView: number;
  readonly height: number;
  /** To what it looks at, such as a figure's eyes. */
  readonly distance: number;
  /** Up from level. */
  readonly tilt: number;
  /** How long the way of the camera through the shot is; 0 for one that only sways. */
  readonly moveLength: number;
  /** The move of which that is the way; `move` for a path that was drawn by hand. */
  readonly moveName: string;
}

/** Enough for the arc of an orbit. */
const steps = 16;
/** Meters. A camera that comes no farther from where it starts sways, and has not moved. */
const swayMost = 0.06;

export function cameraFacts(blocked: BlockedShot, take: CameraTake): CameraFacts {
  const views = Array.from({ length: steps + 1 }, (_, step) => sceneAt(blocked, take, step / steps).view);
  const [start, end] = [views[0]!, views.at(-1)!];
  const { camera } = blocked;
  const hasMoved = views.some(({ at }) => lengthOf(minus(at, start.at)) > swayMost);
  const way = views.reduce((sum, { at }, step) => sum + (step === 0 ? 0 : lengthOf(minus(at, views[step - 1]!.at))), 0);
  return {
    lens: start.lens,
    endLens: end.lens,
    fieldOfView: fieldOfView(start.lens, camera.ratio).across,
    height: start.at[2],
    distance: lengthOf(minus(camera.target, start.at)),
    tilt: start.tilt,
    moveLength: hasMoved ? way : 0,
    moveName: camera.path || camera.end ? "move" : nameMove(take.move),
  };
}

function nameMove(move: CameraTake["move"]): string {
  if (move === "fpv") return "FPV";
  return move === "push-in" || move === "pull-out" ? move : move.replaceAll("-", " ");
}

/** `35 mm`, or `35 to 56 mm` for a zoom. */
export function sayLens({ lens, endLens }: Pick<CameraFacts, "lens" | "endLens">): string {
  const [from, to] = [roundedLens(lens), roundedLens(endLens)];
  return Math.abs(lens - endLens) < 0.5 ? `${from} mm` : `${from} to ${to} mm`;
}

/** Lenses are made to the millimeter, and short ones to the half; what lies between was worked out. */
function roundedLens(lens: number): number {
  return Number.isInteger(2 * lens) ? lens : Math.round(lens);
}

/** `2.4 m`; what is short to the centimeter, what is long to the meter. */
export function sayMeters(meters: number): string {
  const digits = meters < 0.295 ? 2 : meters < 99.95 ? 1 : 0;
  return `${meters.toFixed(digits)} m`;
}

/** `0.9 m push-in`; empty for a camera that stays where it is. */
export function sayMove({ moveLength, moveName }: Pick<CameraFacts, "moveLength" | "moveName">): string {
  return moveLength === 0 ? "" : `${sayMeters(moveLength)} ${moveName}`;
}

/** `12° down`; empty for a camera that is as good as level. */
export function sayTilt({ tilt }: Pick<CameraFacts, "tilt">): string {
  const degrees = Math.round(Math.abs(tilt));
  return degrees < 3 ? "" : `${degrees}° ${tilt > 0 ? "up" : "down"}`;
}

/** All of them: `35 mm · 1.6 m high · 2.4 m away · 0.9 m push-in`. */
export function sayCamera(facts: CameraFacts): string {
  const { height, distance } = facts;
  const said = [
    sayLens(facts),
    `${sayMeters(height)} high`,
    `${sayMeters(distance)} away`,
    sayTilt(facts),
    sayMove(facts),
  ];
  return said.filter((each) => each !== "").join(" · ");
}
