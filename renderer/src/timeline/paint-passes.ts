/** Owns how the header strip of a pass is painted: scene, name, what its budget has left, and the button for one more shot. */
import type { Pass } from "../../../shared/project/model.ts";
import { passAtFrame } from "../state/programme-layout.ts";
import { addButtonPx, addButtonX } from "./lanes.ts";
import { type Brushes, type Context, fontOf, type Scene, snap, writeText } from "./scene.ts";
import { budgetFigures, type PassBudget, passBudget } from "./shot-texts.ts";
import { frameAtX, xOfFrame } from "./time-scale.ts";

const barHeightPx = 3;

/** Paints the header that spans `startX` to `endX`. */
export function paintPassHeader(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  pass: Pass,
  startX: number,
  endX: number,
): void {
  const { palette } = brushes;
  const { top, height } = scene.lanes.header;
  const left = snap(startX, brushes);
  const right = snap(endX, brushes) - 1;
  const widthPx = Math.max(1, right - left);
  const selected = scene.selectedPassId === pass.id;
  const hovered = scene.hover.kind === "pass" && scene.hover.passId === pass.id;
  context.fillStyle = selected || hovered ? palette.passSelected : palette.pass;
  context.fillRect(left, top + 2, widthPx, height - 2);
  const budget = passBudget(pass);
  paintBudgetBar(context, brushes, budget, left, top + height - barHeightPx, widthPx);
  if (widthPx < 40) return;
  // A pass that begins left of the view keeps its texts in view.
  const visibleLeft = Math.min(Math.max(left, 0), right - 40);
  const visibleRight = Math.max(Math.min(right, scene.scale.widthPx), visibleLeft + 40);
  const buttonX = addButtonX(startX, endX);
  if (buttonX !== null) paintAddButton(context, scene, brushes, pass, buttonX, budget);
  const textRight = buttonX === null ? visibleRight - 8 : Math.min(buttonX - 6, visibleRight - 8);
  paintTexts(context, brushes, pass, budget, { left: visibleLeft + 8, right: textRight, baseline: top + 17 });
}

const overviewLabelGapPx = 76;
const barFromPx = 6;

/** Zoomed far out: one strip that names a pass here and there, and shows which do not fit and which one is selected. */
export function paintPassOverview(context: Context, scene: Scene, brushes: Brushes): void {
  const { layout, scale, lanes, span } = scene;
  const { palette } = brushes;
  const { top, height } = lanes.header;
  const startX = Math.max(0, xOfFrame(scale, 0));
  const endX = Math.min(scale.widthPx, xOfFrame(scale, span.endFrame));
  context.fillStyle = palette.pass;
  context.fillRect(startX, top + 2, endX - startX, height - 2);
  const last = passAtFrame(layout, frameAtX(scale, scale.widthPx));
  const font = fontOf(brushes, 11, 400);
  let labelFromX = startX;
  for (let index = passAtFrame(layout, frameAtX(scale, 0)); index <= last; index += 1) {
    const pass = layout.passes[index] as Pass;
    const x = snap(xOfFrame(scale, layout.passStarts[index] as number), brushes);
    const widthPx = snap(xOfFrame(scale, layout.passStarts[index + 1] as number), brushes) - x - 1;
    const budget = passBudget(pass);
    const { state } = budget;
    if (widthPx >= barFromPx) paintBudgetBar(context, brushes, budget, x, top + height - barHeightPx, widthPx);
    if (pass.id === scene.selectedPassId || (state !== "room" && state !== "full")) {
      context.fillStyle = pass.id === scene.selectedPassId ? palette.accent : palette.danger;
      context.fillRect(x, top + height - barHeightPx - 1, Math.max(3, widthPx), barHeightPx + 1);
    }
    if (x < labelFromX || x > endX - overviewLabelGapPx) continue;
    context.fillStyle = palette.lineStrong;
    context.fillRect(x, top + 8, 1, height - 8);
    writeText(context, brushes, pass.scene, {
      x: x + 5,
      y: top + 18,
      widthPx: overviewLabelGapPx - 12,
      font,
      colour: palette.textMuted,
    });
    labelFromX = x + overviewLabelGapPx;
  }
}

function paintTexts(
  context: Context,
  brushes: Brushes,
  pass: Pass,
  budget: PassBudget,
  room: { left: number; right: number; baseline: number },
): void {
  const { palette } = brushes;
  const medium = fontOf(brushes, 12, 600);
  const regular = fontOf(brushes, 12, 400);
  const sceneWidthPx = brushes.text.width(context, medium, pass.scene);
  // Half a scene's name says less than none.
  if (sceneWidthPx > room.right - room.left) return;
  let right = room.right;
  const write = (text: string, font: string, colour: string) => {
    const widthPx = brushes.text.width(context, font, text);
    if (right - widthPx - 12 < room.left + sceneWidthPx) return;
    writeText(context, brushes, text, { x: right, y: room.baseline, widthPx: 400, font, colour, align: "right" });
    right -= widthPx + 10;
  };
  write(budget.note, fontOf(brushes, 11.5, 500), noteColour(brushes, budget));
  write(budgetFigures(budget), fontOf(brushes, 11.5, 400), palette.textMuted);
  const at = { x: room.left, y: room.baseline };
  const written = writeText(context, brushes, pass.scene, {
    ...at,
    widthPx: right - room.left,
    font: medium,
    colour: palette.text,
  });
  if (written < sceneWidthPx) return;
  const nameX = room.left + written + 7;
  writeText(context, brushes, pass.name, {
    ...at,
    x: nameX,
    widthPx: right - nameX - 4,
    font: regular,
    colour: palette.textMuted,
  });
}

function noteColour({ palette }: Brushes, { state }: PassBudget): string {
  if (state === "room") return palette.text;
  return state === "full" ? palette.warning : palette.danger;
}

/** Used against the limit; over it, the mark shows where the limit lies. */
function paintBudgetBar(
  context: Context,
  { palette }: Brushes,
  { usedMs, maxMs, state }: PassBudget,
  left: number,
  top: number,
  widthPx: number,
): void {
  context.fillStyle = palette.background;
  context.fillRect(left, top, widthPx, barHeightPx);
  const wholeMs = Math.max(usedMs, maxMs);
  context.fillStyle = state === "room" ? palette.textFaint : state === "full" ? palette.warning : palette.danger;
  context.fillRect(left, top, (widthPx * usedMs) / wholeMs, barHeightPx);
  if (usedMs > maxMs) {
    context.fillStyle = palette.text;
    context.fillRect(left + (widthPx * maxMs) / wholeMs - 1, top - 2, 2, barHeightPx + 2);
  }
}

function paintAddButton(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  pass: Pass,
  x: number,
  budget: PassBudget,
): void {
  const { palette } = brushes;
  const { top } = scene.lanes.header;
  const hovered = scene.hover.kind === "add-shot" && scene.hover.passId === pass.id;
  const left = snap(x, brushes);
  const buttonTop = snap(top + 3, brushes);
  if (hovered) {
    context.fillStyle = palette.lineStrong;
    context.beginPath();
    context.roundRect(left, buttonTop, addButtonPx, addButtonPx, 3);
    context.fill();
  }
  context.fillStyle = budget.state === "room" ? (hovered ? palette.text : palette.textMuted) : palette.lineStrong;
  const middle = addButtonPx / 2;
  const arm = 4.5;
  context.fillRect(left + middle - arm, snap(buttonTop + middle - 0.75, brushes), arm * 2, 1.5);
  context.fillRect(snap(left + middle - 0.75, brushes), buttonTop + middle - arm, 1.5, arm * 2);
}
