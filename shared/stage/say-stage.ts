/** Owns what is said of the things on a stage to those who do not see the floor plan. Left, right, in front and behind are as the camera sees them. */
import type { Spot } from "../project/stage.ts";
import { eyesOf } from "./postures.ts";
import type { BlockedShot, FigureTrack, SceneProp } from "./scene.ts";
import { apart, bearingTo, pathLength, turned } from "./vectors.ts";

/** Who stands this near to where one looks, in degrees, is faced. */
const facedWithinDegrees = 15;

/** `3.2 m`, `2 m`. */
export function sayMeters(meters: number): string {
  return `${Math.round(meters * 10) / 10 + 0} m`;
}

/** `Mara, sitting, 2 m left of Tom, facing Tom`. */
export function sayFigure(track: FigureTrack, blocked: BlockedShot): string {
  const { cast, start, path } = track;
  const others = blocked.figures.filter((each) => each !== track);
  const isTurned = start.pose === "back-turned";
  return [
    cast.name,
    start.pose === "standing" || isTurned ? "" : start.pose,
    sayPlace(start.at, others, blocked),
    isTurned ? "with the back to the camera" : `facing ${sayFaced(start, others, blocked)}`,
    pathLength(path) > 0 ? `moving ${sayMeters(pathLength(path))}` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** `Table, 1.6 by 0.8 m, 1.2 m behind Mara`. */
export function sayProp({ name, at, size: [width, depth] }: SceneProp, blocked: BlockedShot): string {
  const size = `${Math.round(width * 10) / 10} by ${sayMeters(depth)}`;
  return [`${name.charAt(0).toUpperCase()}${name.slice(1)}`, size, sayPlace(at, blocked.figures, blocked)].join(", ");
}

/** `Camera, 35 mm, 1.6 m high, 3.2 m from Mara, looking down 10°`. */
export function sayCamera({ camera, figures }: BlockedShot): string {
  const { at, lens, focus, tilt, roll } = camera.start;
  const subject = figures.find(({ cast }) => cast.id === camera.subject);
  const [up, lean] = [Math.round(tilt), Math.round(roll)];
  return [
    "Camera",
    `${Math.round(lens * 10) / 10} mm`,
    `${sayMeters(at[2])} high`,
    `${sayMeters(focus)} from ${subject?.cast.name ?? "its target"}`,
    up === 0 ? "" : `looking ${up < 0 ? "down" : "up"} ${Math.abs(up)}°`,
    lean === 0 ? "" : `leaning ${lean < 0 ? "left" : "right"} ${Math.abs(lean)}°`,
    camera.path ? `moving ${sayMeters(pathLength(camera.path))}` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** `Camera target, on Mara` or `Camera target, 1.6 m high, 0.5 m left of Tom`. */
export function sayTarget(blocked: BlockedShot): string {
  const { target, subject } = blocked.camera;
  const at: Spot = [target[0], target[1]];
  const on = blocked.figures.find(({ cast, start }) => {
    const [x, y] = eyesOf(start, cast.height, cast.kind);
    return cast.id === subject && apart([x, y], at) < 0.01;
  });
  if (on) return `Camera target, on ${on.cast.name}`;
  return `Camera target, ${sayMeters(target[2])} high, ${sayPlace(at, blocked.figures, blocked)}`;
}

/** `Mara, path point 2 of 3, 1.5 m on`. `index` counts from 1; 0 is the start. */
export function sayPathPoint(name: string, path: readonly Spot[], index: number): string {
  const on = apart(path[index - 1] as Spot, path[index] as Spot);
  return `${name}, path point ${index} of ${path.length - 1}, ${sayMeters(on)} on`;
}

function sayPlace(at: Spot, others: readonly FigureTrack[], { camera }: BlockedShot): string {
  const [nearest] = others.toSorted((one, two) => apart(one.start.at, at) - apart(two.start.at, at));
  const eye: Spot = [camera.start.at[0], camera.start.at[1]];
  if (!nearest) return `${sayMeters(apart(eye, at))} from the camera`;
  const away = apart(nearest.start.at, at);
  if (away < 0.05) return `at the place of ${nearest.cast.name}`;
  return `${sayMeters(away)} ${sayDirection(bearingTo(nearest.start.at, at) - camera.start.bearing)} ${nearest.cast.name}`;
}

/** From a bearing as the camera sees it: 0 is away from it. */
function sayDirection(bearing: number): string {
  const directions = [
    "behind",
    "behind and right of",
    "right of",
    "in front and right of",
    "in front of",
    "in front and left of",
    "left of",
    "behind and left of",
  ];
  return directions[((Math.round(turned(bearing) / 45) % 8) + 8) % 8] as string;
}

function sayFaced(
  { at, facing }: FigureTrack["start"],
  others: readonly FigureTrack[],
  { camera }: BlockedShot,
): string {
  const off = (to: Spot) => Math.abs(turned(bearingTo(at, to) - facing));
  const faced = others.filter(({ start }) => apart(start.at, at) > 0.01 && off(start.at) <= facedWithinDegrees);
  const [nearest] = faced.toSorted((one, two) => apart(one.start.at, at) - apart(two.start.at, at));
  if (nearest) return nearest.cast.name;
  if (off([camera.start.at[0], camera.start.at[1]]) <= facedWithinDegrees) return "the camera";
  const bearing = turned(facing - camera.start.bearing);
  if (Math.abs(bearing) <= 45) return "away from the camera";
  if (Math.abs(bearing) >= 135) return "toward the camera";
  return bearing < 0 ? "left" : "right";
}
