/** Owns painting one part of a body: which of its faces are seen, in what light, and where in the frame. */
import type { Part } from "../stage/bodies/shape.ts";
import { materials } from "../stage/bodies/shape.ts";
import { clipNear, nearest, type Projection, type Seen } from "../stage/project-view.ts";
import type { MovingView } from "../stage/scene.ts";
import type { Point } from "../stage/vectors.ts";
import { levels, type Shades } from "./shades.ts";
import type { SeenPart } from "./sort-parts.ts";
import type { Surface } from "./surface.ts";

/** A part in the frame. `places`: for each corner x and y in pixels, or, where the camera cuts through it, x, y and depth in meters. */
export interface FramedPart extends SeenPart {
  readonly shades: Shades;
  readonly places: Float64Array;
  readonly isCut: boolean;
}

/** By how many pixels faces reach over their neighbors, so that nothing shines through between them. */
const overlap = 0.5;
/** The largest circle that a point out of focus becomes, as a share of the frame's height. */
const softest = 1 / 28;
const softCopies = 10;
/** Of each copy: together they cover all but a hundredth. */
const softAlpha = 0.37;

/** Null when nothing of it lies in the frame. */
export function seePart(
  part: Part,
  of: { readonly body: number; readonly shades: Shades },
  projection: Projection,
): FramedPart | null {
  const { points, low, high } = part.shape;
  const { placing } = part;
  const { axes, eye, scale, middle } = projection;
  // From the part's own space to the camera's in one step.
  const to = new Float64Array(12);
  for (let row = 0; row < 3; row++) {
    const [u, v, w] = [axes[3 * row]!, axes[3 * row + 1]!, axes[3 * row + 2]!];
    for (let column = 0; column < 3; column++)
      to[3 * column + row] = u * placing[3 * column]! + v * placing[3 * column + 1]! + w * placing[3 * column + 2]!;
    to[9 + row] = u * (placing[9]! - eye[0]) + v * (placing[10]! - eye[1]) + w * (placing[11]! - eye[2]);
  }
  const depthAt = (x: number, y: number, z: number) => to[2]! * x + to[5]! * y + to[8]! * z + to[11]!;
  const depth = depthAt((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2);
  const reach =
    (Math.abs(to[2]!) * (high[0] - low[0]) +
      Math.abs(to[5]!) * (high[1] - low[1]) +
      Math.abs(to[8]!) * (high[2] - low[2])) /
    2;
  if (depth + reach < nearest) return null;
  const isCut = depth - reach < nearest;
  const count = points.length / 3;
  const places = new Float64Array(isCut ? 3 * count : 2 * count);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let index = 0; index < count; index++) {
    const [x, y, z] = [points[3 * index]!, points[3 * index + 1]!, points[3 * index + 2]!];
    const across = to[0]! * x + to[3]! * y + to[6]! * z + to[9]!;
    const down = to[1]! * x + to[4]! * y + to[7]! * z + to[10]!;
    const ahead = depthAt(x, y, z);
    if (isCut) {
      places[3 * index] = across;
      places[3 * index + 1] = down;
      places[3 * index + 2] = ahead;
      continue;
    }
    const [px, py] = [middle[0] + (scale * across) / ahead, middle[1] + (scale * down) / ahead];
    places[2 * index] = px;
    places[2 * index + 1] = py;
    if (px < left) left = px;
    if (px > right) right = px;
    if (py < top) top = py;
    if (py > bottom) bottom = py;
  }
  if (isCut) [left, right, top, bottom] = [-Infinity, Infinity, -Infinity, Infinity];
  else if (right < -9 || bottom < -9 || left > 2 * middle[0] + 9 || top > 2 * middle[1] + 9) return null;
  return { ...part, ...of, places, isCut, left, right, top, bottom, depth };
}

/** The faces of a part that are seen, and the color of each, for one part at a time. */
const seenFaces = new Int16Array(512);
const seenColors = new Int16Array(512);

/** Paints the faces toward the eye; softly, where the view is not focused there. */
export function paintPart(
  surface: Surface,
  part: FramedPart,
  light: Point,
  projection: Projection,
  { blur, focus }: Pick<MovingView, "blur" | "focus">,
  alpha: number,
): void {
  const count = lightFaces(part, light, projection.eye);
  const away = blur > 0 ? Math.min(1, Math.abs(1 - focus / Math.max(part.depth, nearest))) : 0;
  const radius = blur * away * softest * 2 * projection.middle[1];
  if (radius < 0.6) {
    paintFaces(surface, part, count, projection, 0, 0);
    return;
  }
  surface.globalAlpha = alpha * softAlpha;
  for (let copy = 0; copy < softCopies; copy++) {
    const reach = radius * Math.sqrt((copy + 0.5) / softCopies);
    // By the golden angle, so that copies lie evenly on the circle.
    const turn = copy * 2.399963;
    paintFaces(surface, part, count, projection, reach * Math.cos(turn), reach * Math.sin(turn));
  }
  surface.globalAlpha = alpha;
}

/** Puts down which faces are seen, and in which color; how many they are. */
function lightFaces({ shape, placing }: Part, light: Point, eye: Point): number {
  const inside = (x: number, y: number, z: number, column: number) =>
    placing[column]! * x + placing[column + 1]! * y + placing[column + 2]! * z;
  const [dx, dy, dz] = [eye[0] - placing[9]!, eye[1] - placing[10]!, eye[2] - placing[11]!];
  const [ex, ey, ez] = [inside(dx, dy, dz, 0), inside(dx, dy, dz, 3), inside(dx, dy, dz, 6)];
  const [lx, ly, lz] = [inside(...light, 0), inside(...light, 3), inside(...light, 6)];
  const [ux, uy, uz] = [placing[2]!, placing[5]!, placing[8]!];
  const { faces } = shape;
  let count = 0;
  for (let index = 0; index < faces.length; index++) {
    const { normal, reach, material } = faces[index]!;
    const [nx, ny, nz] = normal;
    if (nx * ex + ny * ey + nz * ez <= reach) continue;
    const lit = 0.5 + 0.5 * (nx * lx + ny * ly + nz * lz);
    const sky = 0.5 + 0.5 * (nx * ux + ny * uy + nz * uz);
    const level = Math.round((levels - 1) * Math.min(1, 0.08 + 0.2 * sky + 0.78 * lit * Math.sqrt(lit)));
    seenFaces[count] = index;
    seenColors[count] = materialIndex[material] * levels + level;
    count += 1;
  }
  return count;
}

const materialIndex = Object.fromEntries(materials.map((material, index) => [material, index])) as Record<
  (typeof materials)[number],
  number
>;

/** Each face is a path of its own: of faces in one path, skia leaves gaps where their edges overlap, and is no faster. */
function paintFaces(
  surface: Surface,
  part: FramedPart,
  count: number,
  projection: Projection,
  x: number,
  y: number,
): void {
  let color = -1;
  for (let index = 0; index < count; index++) {
    if (seenColors[index] !== color) {
      color = seenColors[index]!;
      surface.fillStyle = part.shades[color];
    }
    const { corners } = part.shape.faces[seenFaces[index]!]!;
    surface.beginPath();
    if (part.isCut) traceCut(surface, corners, part.places, projection, x, y);
    else traceFace(surface, corners, part.places, x, y);
    surface.fill();
  }
}

/** Each edge is moved outward by `overlap`: corners go around counterclockwise as they are seen. */
function traceFace(surface: Surface, corners: readonly number[], places: Float64Array, x: number, y: number): void {
  const count = corners.length;
  const last = 2 * corners[count - 1]!;
  let fromX = places[last]!;
  let fromY = places[last + 1]!;
  const before = 2 * corners[count - 2]!;
  let [outX, outY] = outward(fromX - places[before]!, fromY - places[before + 1]!);
  for (let index = 0; index < count; index++) {
    const corner = 2 * corners[index]!;
    const [toX, toY] = [places[corner]!, places[corner + 1]!];
    const [nextX, nextY] = outward(toX - fromX, toY - fromY);
    // Sharp corners would reach far.
    const by = overlap / Math.max(0.3, 1 + outX * nextX + outY * nextY);
    const [px, py] = [fromX + (outX + nextX) * by + x, fromY + (outY + nextY) * by + y];
    if (index === 0) surface.moveTo(px, py);
    else surface.lineTo(px, py);
    [fromX, fromY, outX, outY] = [toX, toY, nextX, nextY];
  }
  surface.closePath();
}

function outward(x: number, y: number): readonly [number, number] {
  const long = Math.sqrt(x * x + y * y);
  return long < 1e-6 ? [0, 0] : [-y / long, x / long];
}

function traceCut(
  surface: Surface,
  corners: readonly number[],
  places: Float64Array,
  projection: Projection,
  x: number,
  y: number,
): void {
  const polygon = corners.map(
    (corner): Seen => ({ x: places[3 * corner]!, y: places[3 * corner + 1]!, depth: places[3 * corner + 2]! }),
  );
  tracePolygon(surface, polygon, projection, x, y);
}

/** Adds a polygon to the path as far as it lies ahead of the camera. */
export function tracePolygon(surface: Surface, polygon: readonly Seen[], projection: Projection, x = 0, y = 0): void {
  const clipped = clipNear(polygon);
  if (clipped.length < 3) return;
  for (const [index, seen] of clipped.entries()) {
    const [px, py] = projection.place(seen);
    if (index === 0) surface.moveTo(px + x, py + y);
    else surface.lineTo(px + x, py + y);
  }
  surface.closePath();
}
