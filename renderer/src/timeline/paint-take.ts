/** Owns how a take shows a shot on the timeline: frames of its film along the shot, its sound below them, and how the take stands. */
import { type CutShot, filmFrameAt } from "../../../shared/cut/out/programme.ts";
import { nearestTile } from "../../../shared/takes/products.ts";
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import { type Rate, secondsOfFrames } from "../../../shared/time/rate.ts";
import { cellsAlong } from "../media/shot-frames.ts";
import { type FilmTiles, placeOfTile } from "../media/take-films.ts";
import { cutMarkOf } from "./cut-mark.ts";
import { paintBadge } from "./paint-badge.ts";
import { drawCover, paintPicture } from "./paint-picture.ts";
import type { Box } from "./paint-shots.ts";
import { paintWave } from "./paint-sound.ts";
import { type Brushes, type Context, hairline, type Scene, snap } from "./scene.ts";
import { shownFrames, standingOf } from "./take-look.ts";
import { xOfFrame } from "./time-scale.ts";

/** A picture this high has room for the sound below it. */
const soundFromPx = 60;
const soundShare = 0.26;
const soundPxMax = 34;
const unplayedOpacity = 0.62;

/** Paints what a take shows of a shot over its box; until there are tiles of it, the shot's animatic. */
export function paintTake(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  cutShot: CutShot & { readonly take: Take },
  box: Box,
  indentPx: number,
): void {
  const { palette, films } = brushes;
  const { take } = cutShot;
  const products = scene.products.get(take.id);
  const standing = standingOf(cutShot, take, products);
  if (standing.isOffline) {
    context.fillStyle = palette.dangerFill;
    context.fillRect(box.x, box.y, box.widthPx, box.heightPx);
    paintBadge(context, brushes, take, standing, box, 0);
    return;
  }
  const tiles = films.tilesOf(scene.project.id, take, products);
  const peaks = box.heightPx >= soundFromPx ? films.peaksOf(scene.project.id, take, products) : null;
  const soundPx = peaks ? Math.round(Math.min(soundPxMax, box.heightPx * soundShare)) : 0;
  const pictureBox = { ...box, heightPx: box.heightPx - soundPx };
  const shown = shownFrames(cutShot, scene.open ? "plan" : "cut");
  const pxPerFrame = box.widthPx / Math.max(1, shown.frames);
  if (tiles) {
    context.fillStyle = palette.picture;
    context.fillRect(box.x, box.y, box.widthPx, box.heightPx);
    const there = { ...pictureBox, widthPx: shown.thereFrames * pxPerFrame };
    paintTiles(context, scene, brushes, tiles, cutShot, there, shown.firstFrame, shown.thereFrames);
  } else paintPicture(context, scene, brushes, cutShot.pass, cutShot.shot, pictureBox, indentPx);
  const soundBox = { ...box, y: box.y + pictureBox.heightPx, heightPx: soundPx };
  if (peaks) {
    context.fillStyle = palette.background;
    context.fillRect(soundBox.x, soundBox.y, soundBox.widthPx, soundBox.heightPx);
    const fromSeconds = secondsOfFrames(shown.firstFrame, scene.layout.rate);
    const secondsPerPx = secondsOfFrames(1, scene.layout.rate) / pxPerFrame;
    paintWave(context, scene, brushes, peaks, soundBox, fromSeconds, secondsPerPx);
  }
  dim(context, brushes, { ...box, widthPx: shown.played.from * pxPerFrame });
  const playedPx = shown.played.to * pxPerFrame;
  dim(context, brushes, { ...box, x: box.x + playedPx, widthPx: box.widthPx - playedPx });
  if (standing.preparing !== null) paintProgress(context, brushes, box, standing.preparing);
  const mark = scene.open && cutMarkOf(cutShot, scene.layout.rate);
  paintBadge(context, brushes, take, standing, pictureBox, mark ? mark.offset * pxPerFrame : 0);
}

/** Paints tiles of a shot's film side by side over a box that holds `frames` from `firstFrame` on, both on the grid of the cut's rate. */
export function paintTiles(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  { sheet, picture }: FilmTiles,
  { take, part }: CutShot,
  box: Box,
  firstFrame: number,
  frames: number,
): void {
  if (frames <= 0 || box.widthPx <= 0 || !take?.film || !part) return;
  const framePx = (box.heightPx * sheet.tileWidthPx) / sheet.tileHeightPx;
  const seamPx = hairline(brushes);
  const { film } = take;
  const frameAt = (offset: number) => filmFrameOf(firstFrame + offset, film, part, scene.layout.rate);
  const [from, until] = [frameAt(0), frameAt(frames - 1) + 1];
  for (const { startPx, widthPx, progress } of cellsAlong(box.widthPx, framePx, brushes.pixelRatio)) {
    const x = box.x + startPx;
    if (x >= scene.scale.widthPx || x + widthPx <= 0) continue;
    const tile = nearestTile(sheet, frameAt(Math.round(progress * (frames - 1))), from, until);
    const isLast = startPx + widthPx >= box.widthPx;
    drawCover(context, picture, { ...box, x, widthPx: widthPx - (isLast ? 0 : seamPx) }, placeOfTile(sheet, tile));
  }
}

/** The frame of the file at a frame of the grid: the same one where the film is played frame for frame. */
function filmFrameOf(gridFrame: number, film: TakeFile, part: { readonly converts: boolean }, rate: Rate): number {
  return part.converts ? filmFrameAt(gridFrame, film, rate) : Math.min(film.frames - 1, gridFrame);
}

/** What the cut leaves out. */
function dim(context: Context, brushes: Brushes, { x, y, widthPx, heightPx }: Box): void {
  const left = snap(x, brushes);
  const right = snap(x + widthPx, brushes);
  if (right <= left) return;
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * unplayedOpacity;
  context.fillStyle = brushes.palette.background;
  context.fillRect(left, y, right - left, heightPx);
  context.globalAlpha = alpha;
}

/** How far the take is made ready, along the lower end of its box. */
function paintProgress(context: Context, { palette }: Brushes, box: Box, progress: number): void {
  const y = box.y + box.heightPx - 3;
  context.fillStyle = palette.background;
  context.fillRect(box.x, y, box.widthPx, 3);
  context.fillStyle = palette.accent;
  context.fillRect(box.x, y, box.widthPx * progress, 3);
}

/** Where a box of the shot's frames lies beside it, for what the cut leaves out on that side. */
export function boxBeside({ scale }: Scene, box: Box, edgeFrame: number, frames: number): Box {
  const x = xOfFrame(scale, edgeFrame);
  const widthPx = Math.abs(frames) * scale.pxPerFrame;
  return { ...box, x: frames < 0 ? x - widthPx : x, widthPx };
}
