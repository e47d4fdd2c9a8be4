/** Owns how what a resting camera sees lies in the frame of the moving one, and that frame on it. */
import type { Framing } from "../camera/framing.ts";
import type { CameraTake } from "../camera/moment.ts";
import { type CameraTransform, cameraTransformAt, planCamera, type SizePx } from "../camera/placement.ts";

/** A camera over a picture, of which `framing` is what it shows at rest; absent: all of it. */
export interface CameraOver {
  readonly take: CameraTake;
  readonly picture: SizePx;
  readonly framing?: Framing | undefined;
}

export type Matrix = Pick<CameraTransform, "a" | "b" | "c" | "d" | "e" | "f">;

/** From where a point of the picture is seen at rest to where `at` sees it; both in pixels of the frame. */
export function fromRest({ take, picture, framing }: CameraOver, frame: SizePx, at: Matrix): Matrix {
  const rest = cameraTransformAt(planCamera({ ...take, move: "static" }, frame, picture, framing), 0);
  return after(at, inverse(rest));
}

/** The corners of what is seen at `progress`, 0 to 1, from the upper left on clockwise, in pixels of the resting frame. */
export function seenOnRest(over: CameraOver, frame: SizePx, progress: number): readonly (readonly [number, number])[] {
  const at = cameraTransformAt(planCamera(over.take, frame, over.picture, over.framing), progress);
  const { a, b, c, d, e, f } = inverse(fromRest(over, frame, at));
  const { widthPx, heightPx } = frame;
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
