/** Owns what a sketch lies on, as the window hands it in, and making a picture of both. */
import { drawSketch } from "../../../shared/animatic/draw-sketch.ts";
import type { SizePx } from "../../../shared/camera/placement.ts";
import type { Sketch } from "../../../shared/project/sketch.ts";
import type { Ghosts } from "../state/ghosts.ts";

export type Corners = readonly (readonly [x: number, y: number])[];

/** What is asked of the viewer. */
export interface GroundPainter {
  paintGround(surface: CanvasRenderingContext2D, shotId: string): void;
  paintGhosts(surface: CanvasRenderingContext2D, shotId: string, wanted: Ghosts): void;
  /** What the camera sees at the beginning and at the end of its move, as corners in pixels of `size`; null when it stays. */
  moveOn(shotId: string, size: SizePx): { readonly start: Corners; readonly end: Corners } | null;
  /** Resolves when the shot's picture is there; to false when it can't be shown. */
  whenReady(shotId: string): Promise<boolean>;
  close(): void;
}

export type CreatePainter = (onChange: () => void) => GroundPainter;

/** Paints what is drawn on: white paper or the shot's picture. */
export function paintGround(
  surface: CanvasRenderingContext2D,
  painter: GroundPainter,
  shotId: string,
  isPaper: boolean,
): void {
  if (!isPaper) {
    painter.paintGround(surface, shotId);
    return;
  }
  surface.fillStyle = "#ffffff";
  surface.fillRect(0, 0, surface.canvas.width, surface.canvas.height);
}

/** The sketch and what it lies on as one picture; null when the picture below is offline. */
export async function flatten(
  painter: GroundPainter,
  shotId: string,
  sketch: Sketch,
  size: SizePx,
  isPaper: boolean,
): Promise<File | null> {
  if (!isPaper && !(await painter.whenReady(shotId))) return null;
  const canvas = document.createElement("canvas");
  canvas.width = size.widthPx;
  canvas.height = size.heightPx;
  const surface = canvas.getContext("2d", { alpha: false });
  if (!surface) return null;
  paintGround(surface, painter, shotId, isPaper);
  drawSketch(surface, sketch, size);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  return blob && new File([blob], "drawn frame.png", { type: "image/png" });
}
