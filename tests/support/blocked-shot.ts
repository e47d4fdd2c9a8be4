/** Makes a shot that is blocked by numbers, for tests that need to know each of them. */
import type { CameraTake } from "../../shared/camera/moment.ts";
import type { BlockedFigure } from "../../shared/project/stage.ts";
import type { CameraMove } from "../../shared/project/vocabulary.ts";
import { trackOf } from "../../shared/stage/figure-track.ts";
import { aimAt } from "../../shared/stage/keep-framing.ts";
import type { BlockedShot, CameraTrack, FigureTrack, SceneProp } from "../../shared/stage/scene.ts";
import type { Point } from "../../shared/stage/vectors.ts";

export function figureTrack(id: string, by: BlockedFigure = {}): FigureTrack {
  const person = { kind: "person", height: 1.75, build: "average" } as const;
  const cast = { id, name: id, element: null, mediaId: null, color: 0, ...person };
  return trackOf(cast, { at: [0, 0], facing: 180, pose: "standing" }, by);
}

export function wall(at: readonly [number, number], size: readonly [number, number, number] = [10, 0.2, 3]): SceneProp {
  return { id: `wall-${at.join("-")}`, body: "wall", name: "Wall", at: [...at], facing: 0, size, byHand: false };
}

/** A camera at `at`, 1.6 m high and 3 m before Mara, who stands in the middle of the plan, if nothing else is said; it looks 1.64 m above her feet. */
export function blockedShot({
  at = [0, -3, 1.6],
  lens = 50,
  figures = [figureTrack("Mara")],
  props = [],
  camera = {},
}: {
  readonly at?: Point;
  readonly lens?: number;
  readonly figures?: readonly FigureTrack[];
  readonly props?: readonly SceneProp[];
  readonly camera?: Partial<CameraTrack>;
} = {}): BlockedShot {
  const [mara] = figures;
  const target: Point = [...(mara?.start.at ?? ([0, 0] as const)), 1.64];
  const start = { at, ...aimAt(at, target, { right: 0, up: 4 }, lens), roll: 0, lens };
  return {
    figures,
    props,
    camera: { start, target, ratio: 16 / 9, subject: mara?.cast.id ?? null, byHand: false, ...camera },
    light: { bearing: -140, elevation: 48 },
    isOutside: true,
  };
}

export function takeOf(move: CameraMove, more: Partial<CameraTake> = {}): CameraTake {
  return { move, durationSeconds: 4, slowMotion: false, seed: 1, ...more };
}
