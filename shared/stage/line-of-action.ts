/** Owns the line of action: the line through two figures, the side of it that a camera is on, and whether a cut crosses it. */
import type { Spot } from "../project/stage.ts";
import type { BlockedShot, Cast, FigureTrack } from "./scene.ts";
import { apart, bearingTo, turned } from "./vectors.ts";

/** A camera this near to the line, in degrees, is on it, and on neither side. */
const onLineDegrees = 8;
/** One that looks down or up more steeply shows no left and right of the line. */
export const neutralTilt = 60;

/** The two between whom a shot plays: who is looked at, and who is near and looked at in turn. Null where fewer than two stand apart. */
export function lineOfAction({
  figures,
  camera,
}: Pick<BlockedShot, "figures"> & {
  readonly camera: Pick<BlockedShot["camera"], "subject">;
}): readonly [FigureTrack, FigureTrack] | null {
  const subject = figures.find(({ cast }) => cast.id === camera.subject) ?? figures[0];
  if (!subject) return null;
  const { at, facing } = subject.start;
  const farness = ({ start }: FigureTrack) =>
    apart(at, start.at) * (1 + Math.abs(turned(bearingTo(at, start.at) - facing)) / 90);
  const others = figures.filter((each) => each !== subject && apart(each.start.at, at) > 0.01);
  const [other] = others.toSorted((one, two) => farness(one) - farness(two));
  return other ? [subject, other] : null;
}

/** Which side of the line from `from` to `to` a camera stands on, looking along it; null on the line. */
export function sideOfLine(from: Spot, to: Spot, camera: Spot): "left" | "right" | null {
  const middle: Spot = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const angle = turned(bearingTo(middle, camera) - bearingTo(from, to));
  const off = Math.abs(angle);
  if (off <= onLineDegrees || off >= 180 - onLineDegrees || apart(middle, camera) === 0) return null;
  return angle < 0 ? "left" : "right";
}

/** Where the cameras are at the cut; absent: where the one before ends by its path, and where the other starts. */
export interface CutCameras {
  readonly leaves: Spot;
  readonly arrives: Spot;
}

/** The two figures that change sides in the frame at the cut from `previous`, both of whom both shots show; null where the cut keeps to its side, or one camera looks straight down. */
export function crossesLine(
  previous: BlockedShot,
  blocked: BlockedShot,
  cameras: CutCameras = { leaves: endOf(previous), arrives: flat(blocked.camera.start.at) },
): readonly [Cast, Cast] | null {
  const before = new Map(previous.figures.map((track) => [track.cast.id, track]));
  const shared = blocked.figures.filter(({ cast }) => before.has(cast.id));
  const line = lineOfAction({ ...blocked, figures: shared });
  const isNeutral = [previous, blocked].some(({ camera }) => Math.abs(camera.start.tilt) > neutralTilt);
  if (!line || isNeutral) return null;
  const [first, second] = line;
  const ended = (track: FigureTrack) => (before.get(track.cast.id) as FigureTrack).end.at;
  const was = sideOfLine(ended(first), ended(second), cameras.leaves);
  const is = sideOfLine(first.start.at, second.start.at, cameras.arrives);
  return was && is && was !== is ? [first.cast, second.cast] : null;
}

function endOf({ camera: { path, start } }: BlockedShot): Spot {
  return path?.at(-1) ?? flat(start.at);
}

function flat([x, y]: readonly [number, number, number]): Spot {
  return [x, y];
}
