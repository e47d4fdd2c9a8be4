/** Owns a stage at one moment of a shot. */
import type { CameraTake } from "../camera/moment.ts";
import { viewAt } from "./move-camera.ts";
import type { BlockedShot, FigureTrack, Scene, SceneFigure } from "./scene.ts";
import { alongPath, pathLength, turnBetween } from "./vectors.ts";

/** Meters of a step, both feet. */
const strideMeters = 1.4;

/** What is seen at `progress`, 0 to 1 of the shot. */
export function sceneAt(blocked: BlockedShot, take: CameraTake, progress: number): Scene {
  const { props, light, floor, isOutside } = blocked;
  return {
    figures: blocked.figures.map((track) => figureAt(track, progress)),
    props,
    light,
    ...(floor ? { floor } : {}),
    isOutside,
    view: viewAt(blocked.camera, take, progress),
  };
}

function figureAt({ cast, start, end, path }: FigureTrack, progress: number): SceneFigure {
  const share = Math.min(1, Math.max(0, progress));
  const goes = path.length > 1;
  const { at, bearing } = alongPath(path, share);
  const pose = share === 1 ? end.pose : goes && start.pose === "standing" ? "walking" : start.pose;
  const facing =
    goes && share > 0 && share < 1 ? bearing : turnBetween(start.facing, end.facing, goes ? Math.round(share) : share);
  return { ...cast, at, facing, pose, stride: (share * pathLength(path)) / strideMeters };
}

/** Whether nothing moves but what the camera's move says. */
export function isStill({ figures, camera }: BlockedShot): boolean {
  return (
    !camera.path &&
    !camera.end &&
    figures.every(({ start, end, path }) => path.length === 1 && start.facing === end.facing && start.pose === end.pose)
  );
}
