/** Owns the reverse angle: a camera mirrored so that it is to the other figure as it was to the first, on the same side of the line between them. */
import type { BlockedCamera, CameraTarget, Spot } from "../project/stage.ts";
import { stageLimits } from "../project/stage.ts";
import { placeable } from "./snap.ts";
import { apart, type Point } from "./vectors.ts";

/** A figure as a set-up sees it: its name on the stage and its eyes. */
export interface Seen {
  readonly id: string;
  readonly eyes: Point;
}

/** Meters. Two who stand nearer than this have no line between them. */
const nearest = 0.01;

/** A spot as far from `b` as it was from `a`, and as far to the same side of their line. */
export function mirroredSpot(spot: Spot, a: Spot, b: Spot): Spot {
  const long = apart(a, b);
  const [x, y] = [(b[0] - a[0]) / long, (b[1] - a[1]) / long];
  const along = (spot[0] - (a[0] + b[0]) / 2) * x + (spot[1] - (a[1] + b[1]) / 2) * y;
  return placeable([spot[0] - 2 * along * x, spot[1] - 2 * along * y]);
}

/**
 * The camera from which `other` is seen as `subject` was: as far away, as high against the eyes, and by the same lens. What looked at the
 * one looks at the other. Null where both stand on one spot.
 */
export function mirroredCamera(camera: BlockedCamera, subject: Seen, other: Seen): BlockedCamera | null {
  const [a, b]: readonly [Spot, Spot] = [
    [subject.eyes[0], subject.eyes[1]],
    [other.eyes[0], other.eyes[1]],
  ];
  if (apart(a, b) < nearest) return null;
  const higher = other.eyes[2] - subject.eyes[2];
  const spot = (at: Spot) => mirroredSpot(at, a, b);
  const height = (before: number) => {
    const { min, max } = stageLimits.cameraHeight;
    return toMillimeters(Math.min(max, Math.max(min, before + higher)));
  };
  const target = (before: CameraTarget): CameraTarget => {
    if ("at" in before) return { at: spot(before.at), height: toMillimeters(before.height + higher) };
    if (before.figure === subject.id) return { figure: other.id };
    return before.figure === other.id ? { figure: subject.id } : before;
  };
  const turnedView = <View extends Pick<BlockedCamera, "height" | "target">>(view: View): View => ({
    ...view,
    ...(view.height === undefined ? {} : { height: height(view.height) }),
    ...(view.target ? { target: target(view.target) } : {}),
  });
  const { at, roll, path, to } = camera;
  return {
    ...turnedView(camera),
    ...(at ? { at: spot(at) } : {}),
    ...(roll ? { roll: -roll } : {}),
    ...(path ? { path: path.map(spot) } : {}),
    ...(to ? { to: turnedView(to) } : {}),
  };
}

export function toMillimeters(meters: number): number {
  // Never -0, which a plan file does not know.
  return Math.round(meters * 1000) / 1000 + 0;
}
