/** Owns what was set by hand of a shot that is cut in two, and of two shots that become one: nobody jumps, and the camera goes on. */
import { type BlockedCamera, type BlockedFigure, type Blocking, type Spot, stageLimits } from "../project/stage.ts";
import type { BlockingPose } from "../project/vocabulary.ts";
import type { BlockedShot, CameraTrack, FigureTrack } from "./scene.ts";
import { placeable } from "./snap.ts";
import { alongPath, apart, mix, type Point, pathLength, turnBetween, turned } from "./vectors.ts";

/** The blocking before and after a cut at `share` of the shot, of which `blocked` is how it is blocked as a whole. */
export function divideBlocking(blocking: Blocking, blocked: BlockedShot, share: number): [Blocking, Blocking] {
  const figures = Object.entries(blocking.figures ?? {}).map(([id, by]) => {
    const track = blocked.figures.find(({ cast }) => cast.id === id);
    return [id, divideFigure(by, track, share)] as const;
  });
  const cameras = blocking.camera && divideCamera(blocking.camera, blocked.camera, share);
  const part = (at: 0 | 1): Blocking => ({
    ...(cameras ? { camera: cameras[at] } : {}),
    ...(blocking.figures ? { figures: Object.fromEntries(figures.map(([id, parts]) => [id, parts[at]])) } : {}),
  });
  return [part(0), part(1)];
}

/** The second part says nothing of how it begins, as it begins where the first one ends. */
function divideFigure(
  by: BlockedFigure,
  track: FigureTrack | undefined,
  share: number,
): [BlockedFigure, BlockedFigure] {
  const { path, toFacing, toPose, ...start } = by;
  const { at: _at, facing: _facing, pose: _pose, ...seen } = start;
  const ending = present({ toFacing, toPose });
  // Who is not seen has no track; the first point of the path is as good a beginning.
  const way = path && (track?.path ?? [...(by.at ? [by.at] : []), ...path]);
  if (!way || pathLength(way) === 0) {
    const half = toFacing === undefined || !track ? undefined : turnBetween(track.start.facing, toFacing, share);
    const first = { path, toFacing: half === undefined ? undefined : rounded(turned(half), 360) };
    const second = { ...seen, ...ending };
    // Without a word of it, it would be seen only where it is named.
    return [{ ...start, ...present(first) }, Object.keys(second).length > 0 ? second : { seen: true }];
  }
  const { before, after } = dividePath(way, share);
  const gait: BlockingPose = track?.start.pose === "running" || toPose === "running" ? "running" : "walking";
  const left = track?.end.pose === "standing" ? undefined : track?.end.pose;
  return [
    { ...start, path: before, toPose: gait },
    { ...seen, path: after, ...present({ toPose: left }), ...ending },
  ];
}

/** A camera that nothing moves by hand is the same in both parts; one that is moved goes on from where the first part leaves it. */
function divideCamera(by: BlockedCamera, track: CameraTrack, share: number): [BlockedCamera, BlockedCamera] {
  const { path, to, ...start } = by;
  if (!path && !to) return [by, by];
  const way = path && dividePath(track.path ?? path, share);
  const stands = placeable(track.start.at);
  const { end = {} } = track;
  const [from, last] = [track.target, end.target];
  const middle: Point | undefined = last && [
    mix(from[0], last[0], share),
    mix(from[1], last[1], share),
    mix(from[2], last[2], share),
  ];
  const reached = present({
    height: to?.height === undefined ? undefined : heightOf(mix(track.start.at[2], to.height, share)),
    lens: to?.lens === undefined ? undefined : rounded(mix(track.start.lens, to.lens, share), stageLimits.lens.max),
    target: middle && {
      at: placeable(middle),
      height: Math.min(100, Math.max(-20, rounded(middle[2], stageLimits.reach))),
    },
  });
  return [
    { ...start, at: stands, ...(way ? { path: way.before } : {}), ...(to ? { to: reached } : {}) },
    {
      height: heightOf(track.start.at[2]),
      ...start,
      ...reached,
      at: way ? (way.before.at(-1) as Spot) : stands,
      ...(way ? { path: way.after } : {}),
      ...(to ? { to } : {}),
    },
  ];
}

/** The points up to where `share` of the path's length is gone, that place included, and those after it. */
function dividePath(path: readonly Spot[], share: number): { before: Spot[]; after: Spot[] } {
  const cut = placeable(alongPath(path, share).at);
  const gone = pathLength(path) * share;
  const passed = path.filter((_, index) => index > 0 && pathLength(path.slice(0, index + 1)) < gone);
  const after = path.slice(1 + passed.length);
  return { before: [...passed, cut], after: after.length > 0 ? after : [path.at(-1) as Spot] };
}

/** The blocking of two shots that become one: as the first begins, as the second ends, and by all points between; undefined for none. */
export function joinBlocking(first: Blocking | undefined, next: Blocking | undefined): Blocking | undefined {
  const [before, after] = [new Map(entriesOf(first)), new Map(entriesOf(next))];
  const figures = [...new Set([...before.keys(), ...after.keys()])].map(
    (id) => [id, joinFigure(before.get(id), after.get(id))] as const,
  );
  const camera = first?.camera && joinCamera(first.camera, next?.camera);
  if (!camera && figures.length === 0) return undefined;
  return {
    ...(camera ? { camera } : {}),
    ...(figures.length > 0 ? { figures: Object.fromEntries(figures) } : {}),
  };
}

function entriesOf(blocking: Blocking | undefined): [string, BlockedFigure][] {
  return Object.entries(blocking?.figures ?? {});
}

/** Poses that nobody ends in who goes, unless it is said. */
const leftToGo: ReadonlySet<BlockingPose> = new Set(["walking", "running", "sitting", "kneeling", "lying"]);

function joinFigure(first: BlockedFigure | undefined, next: BlockedFigure | undefined): BlockedFigure {
  if (!first || !next) return { ...first, ...next };
  const { at, facing, pose } = first;
  const path = joinPaths(first, next);
  const left = next.pose ?? first.toPose;
  const getsUp = next.path !== undefined && left !== undefined && leftToGo.has(left);
  const seen = [first.seen, next.seen];
  return present({
    ...{ at, facing, pose },
    path: path.length > 0 ? path : undefined,
    toFacing: next.toFacing ?? (next.path ? undefined : (next.facing ?? (next.at ? undefined : first.toFacing))),
    toPose: next.toPose ?? (getsUp ? "standing" : left),
    seen: seen.includes(true) ? true : seen.every((each) => each === false) ? false : undefined,
  });
}

/** The first keeps its camera, which goes the second one's way too where that begins where the first one's ends. */
function joinCamera(first: BlockedCamera, next: BlockedCamera | undefined): BlockedCamera {
  const ends = first.path?.at(-1) ?? first.at;
  const moves = first.path !== undefined || first.to !== undefined;
  if (!moves || !next?.at || !ends || apart(ends, next.at) > 0) return first;
  const path = joinPaths(first, next);
  const to = { ...first.to, ...next.to };
  return { ...first, ...(path.length > 0 ? { path } : {}), ...(Object.keys(to).length > 0 ? { to } : {}) };
}

/** Evenly thinned where a path has no room for all points. */
function joinPaths(first: BlockedFigure | BlockedCamera, next: BlockedFigure | BlockedCamera): Spot[] {
  const ends = first.path?.at(-1) ?? first.at;
  const comes = next.at && !(ends && apart(ends, next.at) === 0) ? [next.at] : [];
  const path = [...(first.path ?? []), ...comes, ...(next.path ?? [])];
  const most = stageLimits.pathPoints;
  if (path.length <= most) return path;
  return Array.from({ length: most }, (_, at) => path[Math.round((at * (path.length - 1)) / (most - 1))] as Spot);
}

function heightOf(meters: number): number {
  const { min, max } = stageLimits.cameraHeight;
  return Math.max(min, rounded(meters, max));
}

/** To a thousandth, and not beyond `most` either way. */
export function rounded(value: number, most: number): number {
  return Math.min(most, Math.max(-most, Math.round(value * 1000) / 1000)) + 0;
}

type Present<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

/** Without the fields that are undefined, which plain data does not have. */
function present<Fields extends object>(fields: Fields): Present<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<Fields>;
}
