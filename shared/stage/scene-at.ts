/** Owns a stage at one moment of a shot. */
import type { CameraTake } from "../camera/moment.ts";
import type { Spot } from "../project/stage.ts";
import { clearWay } from "./clear-way.ts";
import { eyesNow, figureAt, isAtRest } from "./figure-track.ts";
import { type StageMoment, viewAt, type Way } from "./move-camera.ts";
import { eyesOf } from "./postures.ts";
import type { BlockedShot, FigureTrack, Scene, SceneFigure } from "./scene.ts";
import { apart, lengthOf, minus, type Point, plus } from "./vectors.ts";

/** What is seen at `progress`, 0 to 1 of the shot. The same input gives the same scene on every machine. */
export function sceneAt(blocked: BlockedShot, take: CameraTake, progress: number): Scene {
  const { props, light, floor, isOutside, camera } = blocked;
  const stage = stageAt(blocked, take, progress);
  return {
    figures: stage.figures,
    props,
    light,
    ...(floor ? { floor } : {}),
    isOutside,
    view: viewAt(camera, take, progress, stage, wayOf(blocked, take)),
  };
}

/** Whether nothing moves but what the camera's move says: with a static one, every moment is the same. */
export function isStill({ figures, camera: { start, target, path, end, through } }: BlockedShot): boolean {
  const goes = path?.some((spot) => apart(spot, [start.at[0], start.at[1]]) > 0);
  const changes =
    (end?.height ?? start.at[2]) !== start.at[2] ||
    (end?.lens ?? start.lens) !== start.lens ||
    (end?.target !== undefined && lengthOf(minus(end.target, target)) > 0);
  return !goes && !changes && [...figures, ...(through ? [through] : [])].every(isAtRest);
}

const none: Point = [0, 0, 0];

function stageAt({ figures: tracks, camera }: BlockedShot, take: CameraTake, progress: number): StageMoment {
  const stands: Spot = [camera.start.at[0], camera.start.at[1]];
  const figures = tracks.map((track) => figureAt(track, take, progress, stands));
  const find = (id: string | null | undefined) => {
    const index = tracks.findIndex(({ cast }) => cast.id === id);
    return index === -1 ? null : { track: tracks[index] as FigureTrack, figure: figures[index] as SceneFigure };
  };
  const seen = [find(camera.subject), find(camera.partner)].filter((each) => each !== null);
  const movedBy = (track: FigureTrack, figure: SceneFigure): Point =>
    isAtRest(track) ? none : minus(eyesNow(figure), eyesNow(figureAt(track, take, 0, stands)));
  const moved = seen.map(({ track, figure }) => movedBy(track, figure));
  const mean = (points: readonly Point[]) => points.reduce((sum, by): Point => plus(sum, by, 1 / points.length), none);
  const through = camera.through;
  const last = find(camera.end?.subject);
  return {
    figures,
    targetBy: mean(moved),
    goneBy: mean(seen.map(({ track: { start }, figure: { at } }) => [at[0] - start.at[0], at[1] - start.at[1], 0])),
    targetTravels: seen.some(({ track: { path, start } }) => path.some((spot) => apart(spot, start.at) > 0.2)),
    targetRises: seen.some(({ track: { cast, start, end } }) => {
      if (start.pose === end.pose) return false;
      const [from, to] = [start, end].map((stance) => eyesOf(stance, cast.height, cast.kind)[2]) as [number, number];
      return Math.abs(to - from) > 0.15;
    }),
    ...(through ? { carriedBy: movedBy(through, figureAt(through, take, progress, stands)) } : {}),
    ...(last ? { endTarget: eyesNow(last.figure) } : {}),
  };
}

const ways = new WeakMap<BlockedShot, Map<string, Way>>();
/** A shot is asked for with few takes at once: of the animatic, of a picture of it, of the cut before the next shot. */
const waysMax = 8;

/** How much room there is for the move, kept while the shot is the same object. */
function wayOf(blocked: BlockedShot, take: CameraTake): Way {
  const mark = JSON.stringify(take);
  const known = ways.get(blocked) ?? new Map<string, Way>();
  const before = known.get(mark);
  if (before) return before;
  if (known.size >= waysMax) known.clear();
  const rests =
    [...blocked.figures, ...(blocked.camera.through ? [blocked.camera.through] : [])].every(isAtRest) &&
    stageAt(blocked, take, 0);
  const way = clearWay(blocked, take, (progress) => rests || stageAt(blocked, take, progress));
  ways.set(blocked, known.set(mark, way));
  return way;
}
