/**
 * Owns how shots are painted, with less and less detail the narrower they are: a card with its picture, a bare box, and
 * one block for all shots of a pass where they would be under two pixels.
 */
import type { CutShot } from "../../../shared/cut/out/programme.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Pass, Shot } from "../../../shared/project/model.ts";
import {
  endFrameOf,
  type ProgrammeLayout,
  type ShotPlace,
  shotAtFrame,
  startFrameOf,
} from "../state/programme-layout.ts";
import { paintPicture, showsFrames } from "./paint-picture.ts";
import { paintTake } from "./paint-take.ts";
import { type Brushes, type Context, cutShotAt, flushTexts, fontOf, type Scene, snap, writeText } from "./scene.ts";
import { cameraLine, shotLength, shotName, spokenLine } from "./shot-texts.ts";
import { frameAtX, xOfFrame } from "./time-scale.ts";

const mergeBelowPx = 2;
/** Blocks of passes as wide as this stand apart. */
const separateFromPx = 8;
const cardFromPx = 20;
const nameFromPx = 32;
const saidFromPx = 80;
const liftedOpacity = 0.35;

/** A box in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Paints every shot in view. */
export function paintShots(context: Context, scene: Scene, brushes: Brushes): void {
  const { layout, scale, lanes, open, span } = scene;
  const endFrame = open?.endFrame ?? span.endFrame;
  const first = shotAtFrame(layout, Math.max(span.startFrame, frameAtX(scale, 0)));
  const last = shotAtFrame(layout, Math.min(endFrame - 0.5, frameAtX(scale, scale.widthPx)));
  if (!first || !last) return;
  const { top, height } = lanes.shots;
  const lifted = scene.gesture.phase === "moving" ? scene.gesture.edit.shotId : null;
  const { shotLine } = brushes.palette;
  /** Passes whose shots are too narrow to tell apart run together into one block. */
  let block: { left: number; right: number } | null = null;
  const flushBlock = () => {
    if (!block) return;
    context.fillStyle = shotLine;
    context.fillRect(block.left, top, Math.max(0.5, block.right - block.left), height);
    block = null;
  };
  for (let passIndex = first.passIndex; passIndex <= last.passIndex; passIndex += 1) {
    const pass = layout.passes[passIndex] as Pass;
    const passX = xOfFrame(scale, layout.passStarts[passIndex] as number);
    const passEndX = xOfFrame(scale, layout.passStarts[passIndex + 1] as number);
    if ((passEndX - passX) / pass.shots.length < mergeBelowPx) {
      block = { left: block ? block.left : snap(passX, brushes), right: snap(passEndX, brushes) };
      if (passEndX - passX > separateFromPx) {
        block.right -= 1;
        flushBlock();
      }
      continue;
    }
    flushBlock();
    const from = passIndex === first.passIndex ? first.shotIndex : 0;
    const to = passIndex === last.passIndex ? last.shotIndex : pass.shots.length - 1;
    for (let shotIndex = from; shotIndex <= to; shotIndex += 1) {
      const box = shotBox(scene, brushes, { passIndex, shotIndex });
      const cutShot = cutShotAt(scene, { passIndex, shotIndex });
      if (box.widthPx < cardFromPx) {
        // Whole device pixels without rounded corners: the cheapest thing that a canvas can draw.
        context.fillStyle = shotLine;
        context.fillRect(box.x, box.y, box.widthPx, box.heightPx);
      } else if (cutShot.shot.id === lifted) paintLifted(context, scene, brushes, cutShot, box);
      else paintCard(context, scene, brushes, cutShot, box, 1);
    }
  }
  flushBlock();
}

/** A shot that is being carried elsewhere, still dimly where it was. */
function paintLifted(context: Context, scene: Scene, brushes: Brushes, cutShot: CutShot, box: Box): void {
  flushTexts(context);
  paintCard(context, scene, brushes, cutShot, box, liftedOpacity);
  context.globalAlpha = liftedOpacity;
  flushTexts(context);
  context.globalAlpha = 1;
}

/** The box of a shot, a hair apart from its neighbours. */
export function shotBox({ layout, scale, lanes }: Scene, brushes: Brushes, place: ShotPlace): Box {
  const left = snap(xOfFrame(scale, startFrameOf(layout, place)), brushes);
  const right = snap(xOfFrame(scale, endFrameOf(layout, place)), brushes);
  const gapPx = right - left >= 3 ? 1 : 0;
  return {
    x: left,
    y: lanes.shots.top,
    widthPx: Math.max(0.5, right - left - gapPx),
    heightPx: lanes.shots.height,
  };
}

/** Paints one shot as a card: number and length above, its picture, the first words of its action below. */
export function paintCard(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  cutShot: CutShot,
  box: Box,
  opacity: number,
): void {
  const { palette } = brushes;
  const { pass, shot, take } = cutShot;
  const selected = shot.id === scene.selectedShotId;
  const hovered = scene.hover.kind === "shot" && scene.hover.shotId === shot.id;
  context.globalAlpha = opacity;
  context.fillStyle = selected || hovered ? palette.shotSelected : palette.shot;
  context.beginPath();
  context.roundRect(box.x, box.y, box.widthPx, box.heightPx, 3);
  context.fill();
  // What is left of the view is not written on: texts of a long shot stay in view.
  const inView = Math.max(box.x, Math.min(0, box.x + box.widthPx - 80));
  const marginPx = box.widthPx < 40 ? 4 : 8;
  const textX = inView + marginPx;
  const textRight = box.x + box.widthPx - marginPx + 1;
  const picture = pictureBox(box);
  const said = showsFrames(pass, picture) ? [cameraLine(shot), spokenLine(shot)].filter(Boolean).join("   ") : "";
  paintTopLine(context, scene, brushes, cutShot, said, textX, textRight, box.y + 15);
  if (picture.heightPx >= 16) {
    const indentPx = hasSign(shot) ? transitionSignPx + 4 : 0;
    if (take) paintTake(context, scene, brushes, { ...cutShot, take }, picture, indentPx);
    else paintPicture(context, scene, brushes, pass, shot, picture, indentPx);
  }
  if (hasName(box) && textRight - textX >= nameFromPx) {
    const name = shotName(shot);
    const colour = name ? palette.text : palette.textFaint;
    const at = { x: textX, y: box.y + box.heightPx - 8, widthPx: textRight - textX, font: fontOf(brushes, 11.5, 400) };
    writeText(context, brushes, name || "No action yet", { ...at, colour });
  }
  paintTransition(context, brushes, shot, box);
  context.globalAlpha = 1;
}

function hasName({ heightPx }: Box): boolean {
  return heightPx >= 76;
}

/** The part of a shot's box that its picture takes. */
export function pictureBox(box: Box): Box {
  return { ...box, y: box.y + 22, heightPx: box.heightPx - (hasName(box) ? 46 : 26) };
}

function paintTopLine(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  cutShot: CutShot,
  said: string,
  left: number,
  right: number,
  baseline: number,
): void {
  const { palette } = brushes;
  const strong = fontOf(brushes, 11.5, 600);
  const regular = fontOf(brushes, 11.5, 400);
  const [seconds, frames] = shotLength(cutShot, scene.open ? "plan" : "cut");
  const secondsPx = brushes.text.width(context, strong, seconds);
  const framesPx = brushes.text.width(context, regular, frames);
  const label = shotLabel(scene.numbers.get(cutShot.shot.id) ?? 0);
  const labelPx = brushes.text.width(context, strong, label);
  let end = right;
  if (right - left >= labelPx + 12 + secondsPx + 6 + framesPx) {
    end -= writeText(context, brushes, frames, {
      x: end,
      y: baseline,
      widthPx: 80,
      font: regular,
      colour: palette.textMuted,
      align: "right",
    });
    end -= 6;
  }
  const onlyLength = right - left < labelPx + 10 + secondsPx;
  if (right - left < secondsPx) return;
  const at = { y: baseline, widthPx: 80, font: strong };
  if (onlyLength) writeText(context, brushes, seconds, { ...at, x: left, colour: palette.text });
  else {
    writeText(context, brushes, seconds, { ...at, x: end, colour: palette.text, align: "right" });
    writeText(context, brushes, label, { ...at, x: left, colour: palette.textMuted });
    const saidX = left + labelPx + 10;
    const widthPx = end - secondsPx - 14 - saidX;
    const colour = palette.textMuted;
    if (widthPx >= saidFromPx)
      writeText(context, brushes, said, { x: saidX, y: baseline, widthPx, font: regular, colour });
  }
}

const transitionSignPx = 15;
const transitionSigns: Record<string, string> = { "jump-cut": "J", "match-cut": "M", whip: "»" };

function hasSign({ transition }: Shot): boolean {
  return transition !== undefined && transition !== "cut" && transition !== "hard-cut";
}

/** A wedge for what comes in over time, a sign for the named cuts; a plain cut needs none. */
function paintTransition(context: Context, brushes: Brushes, shot: Shot, box: Box): void {
  const { transition } = shot;
  if (!transition || !hasSign(shot) || box.widthPx < 36) return;
  const { palette } = brushes;
  const sidePx = transitionSignPx;
  const y = box.y + 25;
  const x = box.x + 3;
  context.fillStyle = palette.background;
  context.beginPath();
  context.roundRect(x, y, sidePx, sidePx, 2);
  context.fill();
  context.fillStyle = palette.text;
  const sign = transitionSigns[transition];
  if (sign) {
    const font = fontOf(brushes, 10, 600);
    const widthPx = brushes.text.width(context, font, sign);
    writeText(context, brushes, sign, {
      x: x + (sidePx - widthPx) / 2,
      y: y + 11,
      widthPx: 40,
      font,
      colour: palette.text,
    });
    return;
  }
  context.beginPath();
  context.moveTo(x + 3, y + sidePx - 3);
  context.lineTo(x + sidePx - 3, y + sidePx - 3);
  context.lineTo(x + sidePx - 3, y + 3);
  context.closePath();
  context.fill();
  if (transition === "dissolve") {
    context.fillStyle = palette.textFaint;
    context.beginPath();
    context.moveTo(x + 3, y + sidePx - 3);
    context.lineTo(x + 3, y + 3);
    context.lineTo(x + sidePx - 3, y + 3);
    context.closePath();
    context.fill();
  }
}

/** The layout's place of the shot that the pointer or the keyboard is on, when it is in view. */
export function isInView(layout: ProgrammeLayout, scene: Scene, place: ShotPlace): boolean {
  if (scene.open && scene.open.index !== place.passIndex) return false;
  const startX = xOfFrame(scene.scale, startFrameOf(layout, place));
  return startX < scene.scale.widthPx && xOfFrame(scene.scale, endFrameOf(layout, place)) > 0;
}
