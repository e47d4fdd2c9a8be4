/** Owns the look of one frame of an animatic: pictures under the moving camera, transitions, matte and burn-in. */

import { settle } from "../camera/easing.ts";
import { cameraTransformAt, planCamera, type SizePx } from "../camera/placement.ts";
import { sceneAt } from "../stage/scene-at.ts";
import { drawBurnIn } from "./draw-burn-in.ts";
import { drawCaption } from "./draw-caption.ts";
import { drawLabels, type PortraitSource } from "./draw-labels.ts";
import { drawMoment } from "./draw-moment.ts";
import { drawSketchUnderCamera } from "./draw-sketch.ts";
import { drawSlate } from "./draw-slate.ts";
import { fromRest } from "./from-rest.ts";
import type { PlannedFrame, PlannedShot, SeenShot } from "./plan-frames.ts";
import type { LayerSource, Picture, Surface } from "./surface.ts";

export interface DrawOptions {
  /** Size of the frame in units of the surface; the frame's corner is the surface's origin. */
  readonly frame: SizePx;
  readonly burnIn: boolean;
  /** Width over height of the picture area, such as 2.39; the rest is black. Null for none. */
  readonly matte: number | null;
  /** Whether shots without a picture say their words; a frame too small to read leaves them out. Absent: they do. */
  readonly captions?: boolean;
  /** Where a stage is drawn that others show through. Absent: its figures show what is behind them, too. */
  readonly layer?: LayerSource;
  /** Whom the figures of blocked shots show, for labels over them; absent: they have none. */
  readonly portraits?: PortraitSource;
}

/** The picture of a shot that has one; `missing` draws the red slate, `pending` (still being read) an empty one. */
export type PictureSource = (shot: PlannedShot) => Picture | "missing" | "pending";

const black = "#000000";
const white = "#ffffff";
const smearSteps = 9;

/**
 * Draws one whole frame, opaque, and nothing outside it. Shots without a picture are seen as they are
 * blocked, with their text. The surface's state is left as it was found.
 */
export function drawFrame(
  surface: Surface,
  planned: PlannedFrame,
  pictures: PictureSource,
  options: DrawOptions,
): void {
  const { widthPx, heightPx } = options.frame;
  surface.save();
  surface.beginPath();
  surface.rect(0, 0, widthPx, heightPx);
  surface.clip();
  const draw = (seen: SeenShot, alpha: number) => drawShot(surface, seen, alpha, pictures, options);
  const { current, transition } = planned;
  if (transition?.kind === "whip" && transition.from) {
    drawWhip(surface, transition.share, current, transition.from, options.frame, draw, current.shot.transitionFrames);
  } else if (transition?.kind === "dissolve" && transition.from) {
    draw(transition.from, 1);
    draw(current, transition.share);
  } else {
    draw(current, 1);
    if (transition) shade(surface, 1 - transition.share, widthPx, heightPx);
  }
  surface.globalAlpha = 1;
  if (options.matte !== null) drawMatte(surface, options.matte, options.frame);
  if (options.burnIn) drawBurnIn(surface, planned, options.frame);
  surface.restore();
}

function drawShot(
  surface: Surface,
  { shot, progress }: SeenShot,
  alpha: number,
  pictures: PictureSource,
  { frame, burnIn, captions = true, portraits, layer }: DrawOptions,
): void {
  const { sketch } = shot.shot;
  const onPaper = sketch?.paper === "white";
  if (shot.blocked && !onPaper) {
    drawMoment(surface, shot.blocked, shot.take, progress, { frame, alpha, sketch, layer });
    surface.globalAlpha = alpha;
    if (captions) drawCaption(surface, shot, { frame, burnIn });
    if (portraits) drawLabels(surface, sceneAt(shot.blocked, shot.take, progress), frame, portraits);
    return;
  }
  const picture = onPaper ? paperOf(frame) : pictures(shot);
  const framing = onPaper ? undefined : shot.framing;
  if (typeof picture === "string") {
    surface.globalAlpha = alpha;
    drawSlate(surface, shot, progress, { frame, burnIn, state: picture });
    return;
  }
  const at = cameraTransformAt(planCamera(shot.take, frame, picture, framing), progress);
  // A fast move is drawn several times along its way, as an open shutter sees it; the steps average out evenly.
  const steps = Math.abs(at.smearPx) > 1 ? smearSteps : 1;
  for (let step = 0; step < steps; step++) {
    const along = steps === 1 ? 0 : at.smearPx * (step / (steps - 1) - 0.5);
    const weight = alpha / (step + 1);
    surface.save();
    surface.transform(at.a, at.b, at.c, at.d, at.e + along, at.f);
    const softness = picture.soft === undefined ? 0 : at.blur;
    if (softness > 0) paint(surface, picture, picture.soft, weight);
    if (softness < 1) paint(surface, picture, picture.image, weight * (1 - softness));
    surface.restore();
    if (!sketch) continue;
    surface.globalAlpha = weight;
    const over = { take: shot.take, picture, framing };
    drawSketchUnderCamera(surface, sketch, frame, fromRest(over, frame, { ...at, e: at.e + along }));
  }
}

/** A sheet of the frame's size stands in for a picture: the camera moves over it like over any. */
function paperOf(frame: SizePx): Picture {
  return { ...frame, image: paperImage };
}

const paperImage = Symbol("white paper");

function paint(surface: Surface, { widthPx, heightPx, part }: Picture, image: unknown, alpha: number): void {
  surface.globalAlpha = alpha;
  if (image === paperImage) {
    surface.fillStyle = white;
    surface.fillRect(0, 0, widthPx, heightPx);
  } else if (part) surface.drawImage(image, part.x, part.y, part.widthPx, part.heightPx);
  else surface.drawImage(image, 0, 0, widthPx, heightPx);
}

/** The camera flies from one shot to the next: both pass by, smeared as far as they move in half a frame's time. */
function drawWhip(
  surface: Surface,
  share: number,
  incoming: SeenShot,
  outgoing: SeenShot,
  { widthPx, heightPx }: SizePx,
  draw: (seen: SeenShot, alpha: number) => void,
  frames: number,
): void {
  const flown = settle(share);
  const smear = settle(share + 0.5 / frames) - settle(share - 0.5 / frames);
  for (let step = 0; step < smearSteps; step++) {
    // Whole pixels, so that no seam shows between the two.
    const left = -Math.round(widthPx * (flown + smear * (step / (smearSteps - 1) - 0.5)));
    for (const [seen, x] of [
      [outgoing, left],
      [incoming, left + widthPx],
    ] as const) {
      if (x <= -widthPx || x >= widthPx) continue;
      surface.save();
      surface.translate(x, 0);
      surface.beginPath();
      surface.rect(0, 0, widthPx, heightPx);
      surface.clip();
      draw(seen, 1 / (step + 1));
      surface.restore();
    }
  }
}

function shade(surface: Surface, alpha: number, widthPx: number, heightPx: number): void {
  surface.globalAlpha = alpha;
  surface.fillStyle = black;
  surface.fillRect(0, 0, widthPx, heightPx);
}

/** Blackens what lies outside `ratio` (width over height). */
export function drawMatte(surface: Surface, ratio: number, { widthPx, heightPx }: SizePx): void {
  surface.fillStyle = black;
  const barHeight = Math.round((heightPx - widthPx / ratio) / 2);
  const barWidth = Math.round((widthPx - heightPx * ratio) / 2);
  if (barHeight > 0) {
    surface.fillRect(0, 0, widthPx, barHeight);
    surface.fillRect(0, heightPx - barHeight, widthPx, barHeight);
  } else if (barWidth > 0) {
    surface.fillRect(0, 0, barWidth, heightPx);
    surface.fillRect(widthPx - barWidth, 0, barWidth, heightPx);
  }
}
