/** Owns a stage at one moment of a shot. */
import type { CameraTake } from "../camera/moment.ts";
import { figureAt } from "./figure-track.ts";
import { viewAt } from "./move-camera.ts";
import type { BlockedShot, Scene } from "./scene.ts";

/** What is seen at `progress`, 0 to 1 of the shot. */
export function sceneAt(blocked: BlockedShot, take: CameraTake, progress: number): Scene {
  const { props, light, floor, isOutside } = blocked;
  const [x, y] = blocked.camera.start.at;
  return {
    figures: blocked.figures.map((track) => figureAt(track, take, progress, [x, y])),
    props,
    light,
    ...(floor ? { floor } : {}),
    isOutside,
    view: viewAt(blocked.camera, take, progress),
  };
}

/** Whether nothing moves but what the camera's move says. */
export function isStill({ figures, camera }: BlockedShot): boolean {
  return (
    !camera.path &&
    !camera.end &&
    figures.every(({ start, end, path }) => path.length === 1 && start.facing === end.facing && start.pose === end.pose)
  );
}
