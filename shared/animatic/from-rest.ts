/** Owns how what a resting camera sees lies in the frame of the moving one, and that frame on it. */
import type { Framing } from "../camera/framing.ts";
import type { CameraTake } from "../camera/moment.ts";
import { type CameraTransform, cameraTransformAt, planCamera, type SizePx } from "../camera/placement.ts";
import { axesOf, nearest, projectionOf } from "../stage/project-view.ts";
import type { BlockedShot, Viewpoint } from "../stage/scene.ts";
import { sceneAt } from "../stage/scene-at.ts";
import { dot, minus, plus } from "../stage/vectors.ts";

/** A camera over a picture, of which `framing` is what it shows at rest; absent: all of it. */
export interface CameraOver {
  readonly take: CameraTake;
  readonly picture: SizePx;
  readonly framing?: Framing | undefined;
}

type Pixel = readonly [x: number, y: number];
export type Matrix = Pick<CameraTransform, "a" | "b" | "c" | "d" | "e" | "f">;

/** From where a point of the picture is seen at rest to where `at` sees it; both in pixels of the frame. */
export function fromRest({ take, picture, framing }: CameraOver, frame: SizePx, at: Matrix): Matrix {
  const rest = cameraTransformAt(planCamera({ ...take, move: "static" }, frame, picture, framing), 0);
  return after(at, inverse(rest));
}

/**
 * The same of a shot that is blocked: of what lies as far away as what its camera looks at, on a plane that the resting camera faces.
 * `null` where `view` looks away from it.
 */
export function fromRestOfStage({ camera }: BlockedShot, frame: SizePx, view: Viewpoint): Matrix | null {
  const { start, target } = camera;
  const { ahead, right, above } = axesOf(start);
  const depth = Math.max(2 * nearest, dot(minus(target, start.at), ahead));
  const moved = projectionOf(view, frame);
  const middle = plus(start.at, ahead, depth);
  // A quarter of the frame to the right and up: between the middle and the edge the plane's perspective is met best.
  const reachPx = frame.heightPx / 4;
  const reach = (reachPx * depth) / projectionOf(start, frame).scale;
  const seen = [middle, plus(middle, right, reach), plus(middle, above, reach)].map((point) => moved.see(point));
  if (seen.some((each) => each.depth < nearest)) return null;
  const [at, beside, over] = seen.map((each) => moved.place(each)) as [Pixel, Pixel, Pixel];
  const [a, b] = [(beside[0] - at[0]) / reachPx, (beside[1] - at[1]) / reachPx];
  const [c, d] = [(at[0] - over[0]) / reachPx, (at[1] - over[1]) / reachPx];
  const [x, y] = [frame.widthPx / 2, frame.heightPx / 2];
  return { a, b, c, d, e: at[0] - a * x - c * y, f: at[1] - b * x - d * y };
}

/** The corners of what is seen at `progress`, 0 to 1, from the upper left on clockwise, in pixels of the resting frame. */
export function seenOnRest(over: CameraOver, frame: SizePx, progress: number): readonly Pixel[] {
  const at = cameraTransformAt(planCamera(over.take, frame, over.picture, over.framing), progress);
  return cornersOn(fromRest(over, frame, at), frame);
}

/** The same of a shot that is blocked; `null` where nothing of the plane that it rests on is seen. */
export function seenOnRestOfStage(
  blocked: BlockedShot,
  take: CameraTake,
  frame: SizePx,
  progress: number,
): readonly Pixel[] | null {
  const moved = fromRestOfStage(blocked, frame, sceneAt(blocked, take, progress).view);
  return moved && cornersOn(moved, frame);
}

function cornersOn(moved: Matrix, { widthPx, heightPx }: SizePx): readonly Pixel[] {
  const { a, b, c, d, e, f } = inverse(moved);
  const corners = [
    [0, 0],
    [widthPx, 0],
    [widthPx, heightPx],
    [0, heightPx],
  ] as const;
  return corners.map(([x, y]) => [a * x + c * y + e, b * x + d * y + f] as const);
}

function inverse({ a, b, c, d, e, f }: Matrix): Matrix {
  const determinant = a * d - b * c;
  return {
    a: d / determinant,
    b: -b / determinant,
    c: -c / determinant,
    d: a / determinant,
    e: (c * f - d * e) / determinant,
    f: (b * e - a * f) / determinant,
  };
}

/** Does `first`, then `then`. */
function after(then: Matrix, first: Matrix): Matrix {
  return {
    a: then.a * first.a + then.c * first.b,
    b: then.b * first.a + then.d * first.b,
    c: then.a * first.c + then.c * first.d,
    d: then.b * first.c + then.d * first.d,
    e: then.a * first.e + then.c * first.f + then.e,
    f: then.b * first.e + then.d * first.f + then.f,
  };
}
