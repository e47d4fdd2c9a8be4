/** Owns the small pictures of the shots in view: drawn while nothing else is to do, kept up to a bound, and let go with the view. */
import { createContext } from "react";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { framesOf } from "../media/draw-shot-frame.ts";
import { createPictures } from "../media/fetched-files.ts";
import { createShotFrames } from "../media/shot-frames.ts";

export interface ShownShot {
  readonly pass: Pass;
  readonly shot: Shot;
}

export interface ShotPictures {
  /** Has the first frames of these shots drawn, and nothing else. */
  want(project: Project, shots: readonly ShownShot[], heightPxOf: (pass: Pass) => number): void;
  /** What is drawn of a shot; null while nothing is. */
  pictureOf(shotId: string): ImageBitmap | null;
  /** A frame of the shot's move, drawn now; null while its picture is not here. */
  draw(project: Project, shown: ShownShot, heightPx: number, progress: number): ImageBitmap | null;
  subscribe(listener: () => void): () => void;
  close(): void;
}

/** Longest wait for a picture while the window is busy. */
const idleMs = 400;

const whenIdle = (callback: () => void) => {
  requestIdleCallback(callback, { timeout: idleMs });
};

export function createShotPictures(sourceHeightPx: number): ShotPictures {
  const listeners = new Set<() => void>();
  let wanted: { project: Project; shots: readonly ShownShot[]; heightPxOf: (pass: Pass) => number } | null = null;

  const frames = createShotFrames<ImageBitmap>(() => {
    for (const listener of listeners) listener();
    ask();
  }, whenIdle);
  const sources = createPictures(() => ask(), { heightPx: sourceHeightPx, kept: 48 });

  function ask(): void {
    frames.wantNothing();
    if (!wanted) return;
    const { project, shots, heightPxOf } = wanted;
    for (const { pass, shot } of shots) {
      const drawing = framesOf(project, sources, pass, shot, heightPxOf(pass));
      if (drawing) frames.want({ shotId: shot.id, progresses: [0], ...drawing });
    }
  }

  return {
    want(project, shots, heightPxOf) {
      wanted = { project, shots, heightPxOf };
      ask();
    },
    pictureOf: (shotId) => frames.nearest(shotId, 0),
    draw: (project, { pass, shot }, heightPx, progress) =>
      framesOf(project, sources, pass, shot, heightPx)?.draw(progress) ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      wanted = null;
      frames.clear();
      sources.close();
    },
  };
}

export const PicturesContext = createContext<ShotPictures | null>(null);
