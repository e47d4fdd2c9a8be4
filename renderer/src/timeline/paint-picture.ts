/** Owns what is painted of a shot's picture: the animatic's frames where there is room for several or no picture, else a slice of the still picture, and the words on either. */
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import { type ShotPicture, shotPictureOf } from "../../../shared/animatic/picture-of.ts";
import { framingOf, partOf } from "../../../shared/camera/framing.ts";
import type { Element, Pass, Shot } from "../../../shared/project/model.ts";
import { mediaUrl } from "../../../shared/rpc/contract.ts";
import { framesOf } from "../media/draw-shot-frame.ts";
import { cellsAlong } from "../media/shot-frames.ts";
import type { Box } from "./paint-shots.ts";
import { type Brushes, type Context, fontOf, hairline, type Scene, writeText } from "./scene.ts";
import { cameraLine, cameraLines, spokenLine } from "./shot-texts.ts";

const pictures = new WeakMap<Shot, { pass: Pass; elements: readonly Element[]; picture: ShotPicture | null }>();

/** As shotPictureOf, kept while neither the shot, its pass nor the elements have changed. */
function keptPictureOf(scene: Scene, pass: Pass, shot: Shot): ShotPicture | null {
  const known = pictures.get(shot);
  const { elements } = scene.project;
  if (known?.pass === pass && known.elements === elements) return known.picture;
  const picture = shotPictureOf(scene.project, pass, shot);
  pictures.set(shot, { pass, elements, picture });
  return picture;
}

/** Whether a box has room for more than one frame of the pass. */
export function showsFrames(pass: Pass, box: Box): boolean {
  return box.widthPx > framePxOf(pass, box);
}

function framePxOf({ aspectRatio }: Pass, { heightPx }: Box): number {
  return heightPx * ratioOf(aspectRatio);
}

/** Paints the picture of a shot over its box; words keep `indentPx` from its left end where they begin at the top. */
export function paintPicture(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  pass: Pass,
  shot: Shot,
  box: Box,
  indentPx: number,
): void {
  const { palette } = brushes;
  const picture = keptPictureOf(scene, pass, shot);
  const thumbnail =
    picture === null ? "none" : brushes.thumbnails.get(mediaUrl(scene.project.id, picture.mediaId, "thumbnail"));
  context.fillStyle = thumbnail === "missing" ? palette.dangerQuiet : palette.picture;
  context.fillRect(box.x, box.y, box.widthPx, box.heightPx);
  const still = typeof thumbnail === "string" ? null : thumbnail;
  const wide = showsFrames(pass, box);
  if (thumbnail === "none" || ((wide || shot.sketch) && thumbnail !== "missing")) {
    paintFrames(context, scene, brushes, pass, shot, box, still);
  } else if (still) drawCover(context, still, box, picture?.from === "element" ? sizedPart(still, shot) : undefined);
  // Words would hide a figure, or what is drawn on paper.
  if (still || thumbnail === "none" || shot.sketch?.paper) return;
  const said = wide ? [] : shotLines(shot, box.widthPx);
  paintLines(context, brushes, box, indentPx, thumbnail === "missing" ? ["Image missing", ...said] : said);
}

/** What of the still picture the size shows, as in the animatic's frames. */
function sizedPart({ width, height }: ImageBitmap, { camera }: Shot): Box {
  return partOf({ widthPx: width, heightPx: height }, framingOf(camera?.size));
}

/** Frames of the animatic side by side over the whole box; what is not drawn yet shows the nearest one that is, else the still picture. */
function paintFrames(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  pass: Pass,
  shot: Shot,
  box: Box,
  still: ImageBitmap | null,
): void {
  const { frames, pixelRatio } = brushes;
  const inView = cellsAlong(box.widthPx, framePxOf(pass, box), pixelRatio).filter(
    ({ startPx, widthPx }) => box.x + startPx < scene.scale.widthPx && box.x + startPx + widthPx > 0,
  );
  const seamPx = hairline(brushes);
  // A drag on the floor plan changes them sixty times a second: until it ends, those that are there do.
  const isHeld = scene.isPreview && inView.every(({ progress }) => frames.nearest(shot.id, progress) !== null);
  for (const { startPx, widthPx, progress } of inView) {
    const frame = frames.nearest(shot.id, progress) ?? still;
    if (frame)
      drawCover(context, frame, {
        ...box,
        x: box.x + startPx,
        widthPx: widthPx - (startPx + widthPx < box.widthPx ? seamPx : 0),
      });
  }
  if (scene.gesture.phase !== "idle" || isHeld || inView.length === 0) return;
  const drawing = framesOf(scene.project, brushes.framePictures, pass, shot, Math.round(box.heightPx * pixelRatio));
  if (drawing) frames.want({ ...drawing, shotId: shot.id, progresses: inView.map(({ progress }) => progress) });
}

/** What a box without a picture says: it has no room for it above. */
function shotLines(shot: Shot, widthPx: number): string[] {
  const camera = widthPx < 164 ? cameraLines(shot) : [cameraLine(shot)];
  return [...camera, spokenLine(shot)].filter(Boolean);
}

function paintLines(context: Context, brushes: Brushes, box: Box, indentPx: number, lines: readonly string[]): void {
  const textX = Math.max(0, box.x + indentPx) + 8;
  const widthPx = box.x + box.widthPx - textX - 6;
  if (widthPx < 48) return;
  const font = fontOf(brushes, 11, 400);
  for (const [index, line] of lines.entries()) {
    const y = box.y + 16 + index * 16;
    if (y > box.y + box.heightPx - 4) return;
    writeText(context, brushes, line, { x: textX, y, widthPx, font, colour: brushes.palette.textMuted });
  }
}

/** Fills the box with the middle of the picture, or of a part of it. */
export function drawCover(context: Context, picture: ImageBitmap, box: Box, part?: Box): void {
  const from = part ?? { x: 0, y: 0, widthPx: picture.width, heightPx: picture.height };
  const scale = Math.max(box.widthPx / from.widthPx, box.heightPx / from.heightPx);
  const widthPx = box.widthPx / scale;
  const heightPx = box.heightPx / scale;
  // Whole pixels, so that a frame of the right size is copied as it is.
  const x = from.x + Math.round((from.widthPx - widthPx) / 2);
  const y = from.y + Math.round((from.heightPx - heightPx) / 2);
  context.drawImage(picture, x, y, widthPx, heightPx, box.x, box.y, box.widthPx, box.heightPx);
}
