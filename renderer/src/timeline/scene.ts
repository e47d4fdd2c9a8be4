/** Owns the one value that the painters draw from: everything the timeline shows at this moment, and the brushes to draw it with. */
import type { Wall } from "../../../shared/budget/wall.ts";
import type { CutProgramme, CutShot } from "../../../shared/cut/out/programme.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { SoundFile } from "../../../shared/project/sound-file.ts";
import type { TakeProducts } from "../../../shared/takes/products.ts";
import type { Take } from "../../../shared/takes/take.ts";
import type { Pictures } from "../media/fetched-files.ts";
import type { ShotFrames } from "../media/shot-frames.ts";
import type { TakeFilms } from "../media/take-films.ts";
import type { ProgrammeLayout, ShotPlace } from "../state/programme-layout.ts";
import type { Gesture } from "./gesture.ts";
import type { Edge, Target } from "./hit-test.ts";
import type { Lanes } from "./lanes.ts";
import type { OpenPass } from "./open-pass.ts";
import type { Palette } from "./palette.ts";
import type { TextFit } from "./text-fit.ts";
import type { Span, TimeScale } from "./time-scale.ts";

export interface Scene {
  readonly project: Project;
  readonly takes: readonly Take[];
  readonly sounds: readonly SoundFile[];
  /** What is made of the films of takes, by the take's id. */
  readonly products: ReadonlyMap<string, TakeProducts>;
  /** What the cut plays of every shot. */
  readonly cut: CutProgramme;
  /** Where every shot lies on the axis in view: as planned while one pass is shown, else as the cut plays them. */
  readonly layout: ProgrammeLayout;
  readonly numbers: ReadonlyMap<string, number>;
  readonly scale: TimeScale;
  /** The pass that is shown alone; null while all passes are shown in a row. */
  readonly open: OpenPass | null;
  /** What there is to scroll through. */
  readonly span: Span;
  readonly lanes: Lanes;
  /** The timecode at which the programme starts, as a frame. */
  readonly timecodeStart: number;
  readonly selectedShotId: string | null;
  readonly selectedPassId: string | null;
  /** On the axis in view. */
  readonly playheadFrame: number;
  readonly hover: Target;
  /** How many files are held over the timeline, to be dropped where `hover` is; 0 for none. */
  readonly heldFiles: number;
  readonly gesture: Gesture;
  /** Whether the project is a change under way, here or in another part of the window. */
  readonly isPreview: boolean;
  /** Where the last edit was stopped. */
  readonly blocked: { readonly shotId: string; readonly edge: Edge; readonly wall: Wall } | null;
  /** Whether the keyboard is on the list of shots. */
  readonly focused: boolean;
}

/** What the cut plays of the shot at a place. */
export function cutShotAt({ cut }: Pick<Scene, "cut">, { passIndex, shotIndex }: ShotPlace): CutShot {
  return cut.passes[passIndex]?.shots[shotIndex] as CutShot;
}

/** What stays from one drawing to the next. */
export interface Brushes {
  readonly palette: Palette;
  readonly text: TextFit;
  readonly thumbnails: Pictures;
  /** The animatic's frames along the shots, and what they are drawn from. */
  readonly frames: ShotFrames<ImageBitmap>;
  readonly framePictures: Pictures;
  readonly films: TakeFilms;
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

interface Writing {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Lines by font and colour. Setting either costs more than a short line does, so each is set once for all lines that share it. */
const writings = new Map<string, Map<string, Writing[]>>();

/**
 * Takes down one line, shortened to its room, and returns its width. `x` is its left end, or its right end when `align` says so.
 * It is on the canvas after flushTexts.
 */
export function writeText(
  context: Context,
  brushes: Brushes,
  text: string,
  at: { x: number; y: number; widthPx: number; font: string; colour: string; align?: "left" | "right" },
): number {
  const shown = brushes.text.fit(context, at.font, text, at.widthPx);
  if (shown === "") return 0;
  const widthPx = brushes.text.width(context, at.font, shown);
  const lines = linesOf(at.font, at.colour);
  lines.push({ text: shown, x: snap(at.align === "right" ? at.x - widthPx : at.x, brushes), y: snap(at.y, brushes) });
  return widthPx;
}

function linesOf(font: string, colour: string): Writing[] {
  const colours = writings.get(font) ?? new Map<string, Writing[]>();
  const lines = colours.get(colour) ?? [];
  writings.set(font, colours.set(colour, lines));
  return lines;
}

/** Paints the lines taken down so far; what is painted later lies over them. */
export function flushTexts(context: Context): void {
  for (const [font, colours] of writings) {
    context.font = font;
    for (const [colour, lines] of colours) {
      context.fillStyle = colour;
      for (const { text, x, y } of lines) context.fillText(text, x, y);
      lines.length = 0;
    }
  }
}
