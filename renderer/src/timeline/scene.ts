/** Owns the one value that the painters draw from: everything the timeline shows at this moment, and the brushes to draw it with. */
import type { Wall } from "../../../shared/budget/wall.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Gesture } from "./gesture.ts";
import type { Edge, Target } from "./hit-test.ts";
import type { Lanes } from "./lanes.ts";
import type { Palette } from "./palette.ts";
import type { ProgrammeLayout } from "./programme-layout.ts";
import type { TextFit } from "./text-fit.ts";
import type { Thumbnails } from "./thumbnails.ts";
import type { TimeScale } from "./time-scale.ts";

export interface Scene {
  readonly project: Project;
  readonly layout: ProgrammeLayout;
  readonly numbers: ReadonlyMap<string, number>;
  readonly scale: TimeScale;
  readonly lanes: Lanes;
  /** The timecode at which the programme starts, as a frame. */
  readonly timecodeStart: number;
  readonly selectedShotId: string | null;
  readonly selectedPassId: string | null;
  readonly playheadFrame: number;
  readonly hover: Target;
  readonly gesture: Gesture;
  /** Where the last edit was stopped. */
  readonly blocked: { readonly shotId: string; readonly edge: Edge; readonly wall: Wall } | null;
  /** Whether the keyboard is on the list of shots. */
  readonly focused: boolean;
}

/** What stays from one drawing to the next. */
export interface Brushes {
  readonly palette: Palette;
  readonly text: TextFit;
  readonly thumbnails: Thumbnails;
  readonly pixelRatio: number;
}

/** The native context: everything is painted inside one Konva shape per layer. */
export type Context = CanvasRenderingContext2D;

/** The nearest place that lies on a device pixel, so that lines stay sharp at every pixel ratio. */
export function snap(value: number, { pixelRatio }: Brushes): number {
  return Math.round(value * pixelRatio) / pixelRatio;
}

/** One device pixel, in CSS pixels. */
export function hairline({ pixelRatio }: Brushes): number {
  return Math.max(1, Math.round(pixelRatio)) / pixelRatio;
}

export function fontOf({ palette }: Brushes, sizePx: number, weight: 400 | 500 | 600): string {
  return `${weight} ${sizePx}px ${palette.font}`;
}

/** Writes one line, shortened to its room; returns its width. `x` is its left end, or its right end when `align` says so. */
export function writeText(
  context: Context,
  brushes: Brushes,
  text: string,
  at: { x: number; y: number; widthPx: number; font: string; colour: string; align?: "left" | "right" },
): number {
  const shown = brushes.text.fit(context, at.font, text, at.widthPx);
  if (shown === "") return 0;
  const widthPx = brushes.text.width(context, at.font, shown);
  if (context.font !== at.font) context.font = at.font;
  context.fillStyle = at.colour;
  context.fillText(shown, snap(at.align === "right" ? at.x - widthPx : at.x, brushes), snap(at.y, brushes));
  return widthPx;
}
