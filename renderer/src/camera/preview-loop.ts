/** Owns playing a show on the palette's canvas, over and over, and saying on it how far it has come. */
import type { DrawOptions } from "../../../shared/animatic/draw-frame.ts";
import type { PlannedFrame, PlannedShot } from "../../../shared/animatic/plan-frames.ts";
import type { Picture } from "../../../shared/animatic/surface.ts";
import type { EditorState } from "../state/editor-state.ts";
import { editor } from "../state/use-editor.ts";
import { drawGuide } from "./draw-guide.ts";
import type { PreviewShow } from "./preview-show.ts";

/** The viewer's way to draw frames of animatics; whoever puts the window together hands it in. */
export interface ShownPictures {
  draw(surface: CanvasRenderingContext2D, planned: PlannedFrame, options: DrawOptions, state: EditorState): void;
  pictureOf(shot: PlannedShot, state: EditorState): Picture | "missing" | "pending";
  close(): void;
}
/** `onChange` hears when a picture has come. */
export type CreatePictures = (onChange: () => void) => ShownPictures;

export interface PreviewProbe {
  /** Stops at `progress` until something else is shown. */
  showAt(progress: number): void;
}

declare global {
  interface HTMLCanvasElement {
    /** On the palette's canvas. */
    shotlinePreview?: PreviewProbe;
  }
}

/** How long the last frame stands before it starts again. */
const restMs = 500;

export interface PreviewLoop {
  /** Plays another show from its start, or the same one changed from where it is. */
  show(show: PreviewShow, options: { readonly guide: boolean; readonly anew: boolean }): void;
  stop(): void;
}

export function startPreview(canvas: HTMLCanvasElement, create: CreatePictures): PreviewLoop {
  const surface = canvas.getContext("2d", { alpha: false }) as CanvasRenderingContext2D;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let current: { show: PreviewShow; guide: boolean } | null = null;
  let startedMs = 0;
  let stoppedAt: number | null = null;
  let request = 0;
  const ask = () => {
    if (request === 0) request = requestAnimationFrame(tick);
  };
  const pictures = create(ask);

  function tick(nowMs: number): void {
    request = 0;
    if (!current) return;
    const { show } = current;
    const runs = show.moves && stoppedAt === null && !still.matches;
    const around = (nowMs - startedMs) % (show.lengthMs + restMs);
    draw(stoppedAt ?? (runs ? Math.min(1, Math.max(0, around / show.lengthMs)) : still.matches ? 0.5 : 0));
    if (runs) ask();
  }

  function draw(progress: number): void {
    if (!current) return;
    const { show, guide } = current;
    const frame = { widthPx: canvas.width, heightPx: canvas.height };
    const planned = show.frameAt(progress);
    const state = editor.get();
    pictures.draw(surface, planned, { frame, burnIn: false, matte: null, captions: false }, state);
    if (guide) {
      const { shot } = planned.current;
      const picture = shot.mediaId === null ? "missing" : pictures.pictureOf(shot, state);
      drawGuide(surface, shot, typeof picture === "string" ? null : picture, frame);
    }
    canvas.dataset["progress"] = progress.toFixed(4);
  }

  canvas.shotlinePreview = {
    showAt(progress) {
      stoppedAt = progress;
      draw(progress);
    },
  };
  return {
    show(show, { guide, anew }) {
      current = { show, guide };
      stoppedAt = null;
      if (anew) startedMs = performance.now();
      ask();
    },
    stop() {
      cancelAnimationFrame(request);
      current = null;
      pictures.close();
    },
  };
}
