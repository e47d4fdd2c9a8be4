/** Owns what the drawing code asks of a canvas, so that one code draws in the worker and in the window's live preview. */

import type { PicturePart } from "../camera/framing.ts";

/** The part of CanvasRenderingContext2D that is used; the browser's and skia's contexts both fit. */
export interface Surface {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineCap: "butt" | "round" | "square";
  lineJoin: "bevel" | "round" | "miter";
  globalAlpha: number;
  font: string;
  textAlign: "left" | "right" | "center" | "start" | "end";
  textBaseline: "alphabetic" | "top" | "middle" | "bottom" | "hanging" | "ideographic";
  save(): void;
  restore(): void;
  translate(x: number, y: number): void;
  transform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  beginPath(): void;
  rect(x: number, y: number, width: number, height: number): void;
  roundRect(x: number, y: number, width: number, height: number, radius: number): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
  ellipse(x: number, y: number, radiusX: number, radiusY: number, rotation: number, start: number, end: number): void;
  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void;
  closePath(): void;
  createLinearGradient(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
  ): { addColorStop(offset: number, color: string): void };
  clip(): void;
  fill(): void;
  stroke(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { readonly width: number };
  drawImage(image: unknown, x: number, y: number, width: number, height: number): void;
}

/** A frame of its own to draw in; `image` is what the surface can draw of it. */
export interface Layer {
  readonly surface: Surface;
  readonly image: unknown;
}

/** Gives a layer of a size; the same one each time will do, as it is drawn over wholly and laid down before the next is asked for. */
export type LayerSource = (size: { readonly widthPx: number; readonly heightPx: number }) => Layer | null;

/** A decoded picture: `image` is whatever the surface can draw. `widthPx` and `heightPx` are the whole picture's. */
export interface Picture {
  readonly image: unknown;
  readonly widthPx: number;
  readonly heightPx: number;
  /** What of the picture the image holds; absent: all of it. */
  readonly part?: PicturePart;
  /** The same picture out of focus, for focus pulls; without it they stay sharp. */
  readonly soft?: unknown;
}
