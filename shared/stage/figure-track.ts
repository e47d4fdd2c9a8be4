/** Owns what a figure does during a shot: how it starts, where it goes, and how it is left for the next shot. */
import type { BlockedFigure, Spot } from "../project/stage.ts";
import type { Cast, FigureTrack, Stance } from "./scene.ts";
import { bearingTo, toward, turned } from "./vectors.ts";

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

/** What a figure does during a shot: it begins as the shot before left it, but for what is set by hand. */
export function trackOf(cast: Cast, before: Stance, by: BlockedFigure | undefined): FigureTrack {
  const start = { at: by?.at ?? before.at, facing: by?.facing ?? before.facing, pose: by?.pose ?? before.pose };
  const path: Spot[] = [start.at, ...(by?.path ?? [])];
  const last = path.at(-1) as Spot;
  const arrives = path.length > 1 ? bearingTo(path.at(-2) as Spot, last) : start.facing;
  const end = {
    at: last,
    facing: by?.toFacing ?? arrives,
    pose: by?.toPose ?? (isGoing(start.pose) ? "standing" : start.pose),
  } as const;
  return { cast, start, end, path, byHand: by !== undefined };
}

/** Whether a pose is one of somebody under way. */
export function isGoing(pose: Stance["pose"]): boolean {
  return pose === "walking" || pose === "running";
}
