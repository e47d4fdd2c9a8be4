/** Owns the geometry of marks: from the hand's way to a mark, which mark is meant, and moving it. Points are ten-thousandths of the frame. */
import type { Mark, Sketch } from "../../../shared/project/sketch.ts";

export type Point = [x: number, y: number];

/** A mark of a sketch by its place. */
export interface MarkPlace {
  readonly layer: number;
  readonly mark: number;
}

const whole = 10_000;
const most = { low: -5000, high: 15_000 } as const;
const pointsMax = 2000;
/** Of the frame's height, in ten-thousandths: what the eye does not miss. */
const tolerance = 8;

/** A point as a mark keeps it, from shares of the frame. */
export function pointAt(acrossShare: number, downShare: number): Point {
  const kept = (share: number) => Math.round(Math.min(most.high, Math.max(most.low, share * whole)));
  return [kept(acrossShare), kept(downShare)];
}

/** How far apart two points are, in ten-thousandths of the frame's height; `ratio` is its width over its height. */
export function distance([x, y]: Readonly<Point>, [otherX, otherY]: Readonly<Point>, ratio: number): number {
  return Math.hypot((x - otherX) * ratio, y - otherY);
}

/** So many points of a line are looked at together: the time for it grows with their square. */
const togetherMax = 400;

/** The points of a line without those that it can do without, and never more than a mark holds. */
export function simplify(points: readonly Point[], ratio: number): Point[] {
  const kept: Point[] = [];
  for (let from = 0; from === 0 || from < points.length - 1; from += togetherMax) {
    // Parts share the point between them.
    const part = withoutNeedless(points.slice(from, from + togetherMax + 1), ratio, tolerance);
    kept.push(...(from === 0 ? part : part.slice(1)));
  }
  const step = kept.length / pointsMax;
  if (step <= 1) return kept;
  return Array.from({ length: pointsMax }, (_, index) =>
    index === pointsMax - 1 ? kept.at(-1)! : kept[Math.floor(index * step)]!,
  );
}

/** Ramer, Douglas and Peucker: a point stays when the line without it would run more than `allowed` beside it. */
function withoutNeedless(points: readonly Point[], ratio: number, allowed: number): Point[] {
  const last = points.length - 1;
  const kept = new Set([0, last]);
  const stretches: [from: number, to: number][] = [[0, last]];
  for (let stretch = stretches.pop(); stretch; stretch = stretches.pop()) {
    const [from, to] = stretch;
    let furthest = 0;
    let off = allowed;
    for (let index = from + 1; index < to; index += 1) {
      const beside = distanceToLine(points[index]!, points[from]!, points[to]!, ratio);
      if (beside > off) [furthest, off] = [index, beside];
    }
    if (furthest === 0) continue;
    kept.add(furthest);
    stretches.push([from, furthest], [furthest, to]);
  }
  return points.filter((_, index) => kept.has(index));
}

function distanceToLine(point: Readonly<Point>, from: Readonly<Point>, to: Readonly<Point>, ratio: number): number {
  const [x, y] = [(point[0] - from[0]) * ratio, point[1] - from[1]];
  const [alongX, alongY] = [(to[0] - from[0]) * ratio, to[1] - from[1]];
  const squared = alongX ** 2 + alongY ** 2;
  const share = squared === 0 ? 0 : Math.min(1, Math.max(0, (x * alongX + y * alongY) / squared));
  return Math.hypot(x - alongX * share, y - alongY * share);
}

/** Of its length: an arrow whose way runs less beside the straight one is straight. */
const bendMin = 0.06;

/** What an arrow passes half way when it follows the hand; undefined when that went straight. */
export function bendOf(way: readonly Point[], ratio: number): Point | undefined {
  const [from, to] = [way[0], way.at(-1)];
  if (!from || !to) return undefined;
  const lengths = way.map((point, index) => (index === 0 ? 0 : distance(way[index - 1]!, point, ratio)));
  const half = lengths.reduce((sum, each) => sum + each, 0) / 2;
  let gone = 0;
  const middle = way.find((_, index) => {
    gone += lengths[index]!;
    return gone >= half;
  });
  if (!middle) return undefined;
  const off = distanceToLine(middle, from, to, ratio);
  return off > distance(from, to, ratio) * bendMin ? middle : undefined;
}

/** The mark, moved; its points stay within what a sketch may hold. */
export function moveMark(mark: Mark, [acrossBy, downBy]: Readonly<Point>): Mark {
  const moved = ([x, y]: Readonly<Point>): Point => pointAt((x + acrossBy) / whole, (y + downBy) / whole);
  switch (mark.kind) {
    case "pencil":
      return { ...mark, points: mark.points.map(moved) };
    case "arrow":
      return { ...mark, from: moved(mark.from), to: moved(mark.to), ...(mark.by ? { by: moved(mark.by) } : {}) };
    case "box":
      return { ...mark, from: moved(mark.from), to: moved(mark.to) };
    case "text":
      return { ...mark, at: moved(mark.at) };
  }
}

/** A point of a mark that can be moved alone. */
export type Handle = "from" | "by" | "to";

/** Where its handles are; an arrow that is straight is bent by the middle of its way. */
export function handlesOf(mark: Mark): readonly (readonly [Handle, Point])[] {
  if (mark.kind === "arrow") {
    const by = mark.by ?? pointAt((mark.from[0] + mark.to[0]) / 2 / whole, (mark.from[1] + mark.to[1]) / 2 / whole);
    return [
      ["from", mark.from],
      ["by", by],
      ["to", mark.to],
    ];
  }
  if (mark.kind !== "box") return [];
  return [
    ["from", mark.from],
    ["to", mark.to],
  ];
}

/** The mark with one of its handles elsewhere. */
export function moveHandle(mark: Mark, handle: Handle, point: Point): Mark {
  if (mark.kind === "arrow") return { ...mark, [handle]: point };
  return mark.kind === "box" && handle !== "by" ? { ...mark, [handle]: point } : mark;
}

/** The mark in front of all others within `reach` of a point; hidden layers have none. */
export function markAt(sketch: Sketch | undefined, point: Point, ratio: number, reach: number): MarkPlace | null {
  const layers = sketch?.layers ?? [];
  for (let layer = layers.length - 1; layer >= 0; layer -= 1) {
    const { marks, hidden } = layers[layer]!;
    if (hidden) continue;
    for (let mark = marks.length - 1; mark >= 0; mark -= 1) {
      if (distanceToMark(marks[mark]!, point, ratio) <= reach) return { layer, mark };
    }
  }
  return null;
}

/** Steps along a bent arrow that are near enough to its curve. */
const curveSteps = 24;

function distanceToMark(mark: Mark, point: Point, ratio: number): number {
  const half = mark.thickness / 2;
  switch (mark.kind) {
    case "pencil":
      return distanceToWay(mark.points, point, ratio) - half;
    case "arrow":
      return distanceToWay(wayOf(mark), point, ratio) - half;
    case "box": {
      const { left, top, right, bottom } = boundsOf(mark, ratio);
      const isLabel = mark.label !== undefined && isWithin(point, { left, top, right, bottom });
      const corners: Point[] = [
        [left, top],
        [right, top],
        [right, bottom],
        [left, bottom],
        [left, top],
      ];
      return isLabel ? 0 : distanceToWay(corners, point, ratio) - half;
    }
    case "text":
      return isWithin(point, boundsOf(mark, ratio)) ? 0 : Number.POSITIVE_INFINITY;
  }
}

function wayOf({ from, to, by }: Extract<Mark, { kind: "arrow" }>): Point[] {
  if (!by) return [from, to];
  return Array.from({ length: curveSteps + 1 }, (_, step): Point => {
    const share = step / curveSteps;
    const at = (axis: 0 | 1) => {
      const control = 2 * by[axis] - (from[axis] + to[axis]) / 2;
      return (1 - share) ** 2 * from[axis] + 2 * share * (1 - share) * control + share ** 2 * to[axis];
    };
    return [at(0), at(1)];
  });
}

function distanceToWay(way: readonly Point[], point: Point, ratio: number): number {
  if (way.length === 1) return distance(way[0]!, point, ratio);
  let nearest = Number.POSITIVE_INFINITY;
  for (let index = 1; index < way.length; index += 1) {
    nearest = Math.min(nearest, distanceToLine(point, way[index - 1]!, way[index]!, ratio));
  }
  return nearest;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Letters are about this wide, as a share of their height; the height of a line likewise. */
const letter = { width: 0.56, lineHeight: 1.3 } as const;

/** The box around a mark; of a text, as wide as its letters usually are. */
export function boundsOf(mark: Mark, ratio: number): Bounds {
  if (mark.kind === "text") {
    const lines = mark.text.split(/\r?\n/);
    const width = (Math.max(1, ...lines.map((line) => [...line].length)) * letter.width * mark.thickness) / ratio;
    const [left, top] = mark.at;
    return { left, top, right: left + width, bottom: top + lines.length * letter.lineHeight * mark.thickness };
  }
  const points = mark.kind === "pencil" ? mark.points : mark.kind === "arrow" ? wayOf(mark) : [mark.from, mark.to];
  const bounds = { left: whole * 2, top: whole * 2, right: -whole, bottom: -whole };
  for (const [x, y] of points) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}

function isWithin([x, y]: Point, { left, top, right, bottom }: Bounds): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

/** What a mark is called. */
export function sayMark(mark: Mark): string {
  switch (mark.kind) {
    case "pencil":
      return "Pencil line";
    case "arrow":
      return "Arrow";
    case "box":
      return mark.label ? `Box “${mark.label}”` : "Box";
    case "text":
      return `Text “${mark.text}”`;
  }
}
