/** Owns the order in which the parts of a stage are painted: whatever covers another comes after it. */
import type { Part } from "../stage/bodies/shape.ts";
import type { Point } from "../stage/vectors.ts";

/** A part and where it is in the frame, in pixels; `depth` is how far away its middle is. */
export interface SeenPart extends Part {
  /** Of which body it is, by its number. */
  readonly body: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly depth: number;
}

/**
 * Two parts that meet in the frame are told apart by a plane between the boxes around them: the one on the eye's side comes later. This
 * holds however large they are; distances of middles, which fail for walls and tabletops, only decide where nothing else does.
 */
export function paintOrder<Each extends SeenPart>(parts: readonly Each[], eye: Point): readonly Each[] {
  const sorted = parts.toSorted((one, other) => one.left - other.left);
  const boxes = sorted.map(boxOf);
  const later: number[][] = sorted.map(() => []);
  const waitsFor = new Int32Array(sorted.length);
  for (let index = 0; index < sorted.length; index++) {
    const one = sorted[index]!;
    for (let next = index + 1; next < sorted.length; next++) {
      const other = sorted[next]!;
      if (other.left >= one.right) break;
      if (other.top >= one.bottom || other.bottom <= one.top) continue;
      const covers =
        isStuckInto(other, one) || (!isStuckInto(one, other) && isCovering(boxes[index]!, boxes[next]!, eye));
      const [far, near] = covers ? [next, index] : [index, next];
      later[far]!.push(near);
      waitsFor[near]! += 1;
    }
  }
  return released(sorted, later, waitsFor);
}

function isStuckInto(one: SeenPart, other: SeenPart): boolean {
  return one.into === other.shape && one.body === other.body;
}

/** Farthest first among those that wait for nothing. Where all wait for each other, the farthest goes ahead. */
function released<Each extends SeenPart>(
  parts: readonly Each[],
  later: readonly (readonly number[])[],
  waitsFor: Int32Array,
): readonly Each[] {
  const left = parts.map((_, index) => index).toSorted((one, other) => parts[other]!.depth - parts[one]!.depth);
  const order: Each[] = [];
  while (left.length > 0) {
    const free = left.findIndex((index) => waitsFor[index]! <= 0);
    const [index] = left.splice(Math.max(0, free), 1) as [number];
    order.push(parts[index]!);
    for (const each of later[index]!) waitsFor[each]! -= 1;
  }
  return order;
}

/** Three axes, the middle, and half the sides: twelve numbers and three. */
type Box = Float64Array;

function boxOf({ shape: { low, high }, placing }: Part): Box {
  const box = new Float64Array(15);
  box.set(placing);
  const [x, y, z] = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2];
  for (let row = 0; row < 3; row++) box[9 + row]! += placing[row]! * x + placing[3 + row]! * y + placing[6 + row]! * z;
  box[12] = (high[0] - low[0]) / 2;
  box[13] = (high[1] - low[1]) / 2;
  box[14] = (high[2] - low[2]) / 2;
  return box;
}

/** Whether `a` lies before `b`: by the plane, among those along the sides of either, that leaves the widest gap, or the smallest overlap. */
function isCovering(a: Box, b: Box, eye: Point): boolean {
  const [x, y, z] = [b[9]! - a[9]!, b[10]! - a[10]!, b[11]! - a[11]!];
  let widest = Number.NEGATIVE_INFINITY;
  let eyeIsAtA = true;
  for (let axis = 0; axis < 6; axis++) {
    const [own, other] = axis < 3 ? [a, b] : [b, a];
    const column = 3 * (axis % 3);
    const [u, v, w] = [own[column]!, own[column + 1]!, own[column + 2]!];
    const away = x * u + y * v + z * w;
    const half = own[12 + (axis % 3)]!;
    let reach = 0;
    for (let side = 0; side < 3; side++)
      reach += Math.abs(other[3 * side]! * u + other[3 * side + 1]! * v + other[3 * side + 2]! * w) * other[12 + side]!;
    const gap = Math.abs(away) - half - reach;
    if (gap <= widest) continue;
    widest = gap;
    // Along the axis, from the box whose side it is toward the other one.
    const toOther = axis < 3 ? Math.sign(away) || 1 : -Math.sign(away) || 1;
    const eyeAt =
      toOther * ((eye[0] - own[9]!) * u + (eye[1] - own[10]!) * v + (eye[2] - own[11]!) * w) - half - gap / 2;
    eyeIsAtA = axis < 3 ? eyeAt < 0 : eyeAt > 0;
  }
  return eyeIsAtA;
}
