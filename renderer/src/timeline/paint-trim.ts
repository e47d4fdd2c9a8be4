/** Owns what is painted while a shot is trimmed or slipped by frames: what its film has beside it, and the counts of frames. */
import { framesThere } from "../../../shared/cut/out/trim.ts";
import { endFrameOf, placeOfShot, startFrameOf } from "../state/programme-layout.ts";
import { type Gesture, previewOf } from "./gesture.ts";
import { paintPill } from "./paint-pill.ts";
import { type Box, pictureBox, shotBox } from "./paint-shots.ts";
import { boxBeside, paintTiles } from "./paint-take.ts";
import { type Brushes, type Context, cutShotAt, type Scene } from "./scene.ts";

type Trimming = Extract<Gesture, { phase: "trimming" }>;

const ghostPxMax = 150;
const ghostOpacity = 0.55;

/** Handles of the film as ghosts on both sides, and a label that counts. */
export function paintTrim(context: Context, scene: Scene, brushes: Brushes, gesture: Trimming): void {
  const { cutShot: before, edge } = gesture.press.grip;
  const place = placeOfShot(scene.layout, before.shot.id);
  if (!place) return;
  const cutShot = cutShotAt(scene, place);
  const box = shotBox(scene, brushes, place);
  const framesMax = Math.floor(ghostPxMax / scene.scale.pxPerFrame);
  const { take, firstFrame, frames } = cutShot;
  const beforeFrames = firstFrame;
  const afterFrames = framesThere(cutShot) - firstFrame - frames;
  const tiles = take && brushes.films.tilesOf(scene.project.id, take, scene.products.get(take.id));
  const ghost = (at: Box, ghostFirst: number, count: number) => {
    if (count <= 0) return;
    context.fillStyle = brushes.palette.background;
    context.fillRect(at.x, at.y, at.widthPx, at.heightPx);
    context.globalAlpha = ghostOpacity;
    if (tiles) paintTiles(context, scene, brushes, tiles, cutShot, at, ghostFirst, count);
    context.globalAlpha = 1;
    context.strokeStyle = brushes.palette.textFaint;
    context.lineWidth = 1;
    context.setLineDash([3, 3]);
    context.strokeRect(at.x + 0.5, at.y + 0.5, Math.max(0, at.widthPx - 1), at.heightPx - 1);
    context.setLineDash([]);
  };
  const picture = pictureBox(box);
  const left = Math.min(beforeFrames, framesMax);
  const right = Math.min(afterFrames, framesMax);
  ghost(boxBeside(scene, picture, startFrameOf(scene.layout, place), -left), firstFrame - left, left);
  ghost(boxBeside(scene, picture, endFrameOf(scene.layout, place), right), firstFrame + frames, right);
  const atX = edge === "start" ? box.x + 84 : edge === "end" ? box.x + box.widthPx - 84 : box.x + box.widthPx / 2;
  const text = trimText(edge, gesture.movedFrames, { frames, beforeFrames, afterFrames });
  paintPill(context, scene, brushes, text, atX, box.y + 26, previewOf(gesture) ? "live" : "still");
}

interface Counts {
  readonly frames: number;
  readonly beforeFrames: number;
  readonly afterFrames: number;
}

/** `+3 f · 99 f · 12 f left`: how far it went, how long the shot is, and what the film has left on that side; for a slip on both. */
export function trimText(edge: "start" | "end" | "slip", movedFrames: number, counts: Counts): string {
  const { frames, beforeFrames, afterFrames } = counts;
  const sign = movedFrames > 0 ? "+" : movedFrames < 0 ? "−" : "±";
  const moved = `${sign}${Math.abs(movedFrames)} f`;
  if (edge === "slip") return `Slip ${moved} · ${beforeFrames} f before, ${afterFrames} f after`;
  return `${moved} · ${frames} f · ${edge === "start" ? beforeFrames : afterFrames} f left`;
}
