/** Owns what is painted over the shots: selection, the edge in hand, the wall, and where a shot would land. */
import { formatSeconds } from "../../../shared/budget/wall.ts";
import { endFrameOf, placeOfShot, type ShotPlace, shotOf, startFrameOf } from "../state/programme-layout.ts";
import { type Gesture, previewOf } from "./gesture.ts";
import type { Edge } from "./hit-test.ts";
import { paintCuts } from "./paint-cuts.ts";
import { paintPill } from "./paint-pill.ts";
import { type Box, isInView, paintCard, shotBox } from "./paint-shots.ts";
import { paintTrim } from "./paint-trim.ts";
import { type Brushes, type Context, cutShotAt, flushTexts, fontOf, type Scene, snap } from "./scene.ts";
import { xOfFrame } from "./time-scale.ts";

export function paintMarks(context: Context, scene: Scene, brushes: Brushes): void {
  paintSelection(context, scene, brushes);
  paintCuts(context, scene, brushes);
  const { gesture, hover } = scene;
  if (gesture.phase === "trimming") paintTrim(context, scene, brushes, gesture);
  if (scene.blocked && !standsAtWallOfPass(scene, scene.blocked)) paintWall(context, scene, brushes, scene.blocked);
  if (gesture.phase === "moving") paintDrop(context, scene, brushes, gesture);
  else if (gesture.phase === "resizing") paintHeldEdge(context, scene, brushes, gesture);
  else if (gesture.phase === "trimming") paintTrimmedEdge(context, scene, brushes, gesture);
  else if (hover.kind === "edge") paintEdge(context, scene, brushes, hover.shotId, hover.edge, brushes.palette.text);
}

function placeInView(scene: Scene, shotId: string | null): ShotPlace | null {
  const place = shotId === null ? null : placeOfShot(scene.layout, shotId);
  return place && isInView(scene.layout, scene, place) ? place : null;
}

function paintSelection(context: Context, scene: Scene, brushes: Brushes): void {
  const place = placeInView(scene, scene.selectedShotId);
  if (!place) return;
  const box = shotBox(scene, brushes, place);
  const { palette } = brushes;
  context.strokeStyle = palette.accent;
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(box.x + 1, box.y + 1, Math.max(1, box.widthPx - 2), box.heightPx - 2, 3);
  context.stroke();
  if (!scene.focused) return;
  context.strokeStyle = palette.text;
  context.beginPath();
  context.roundRect(box.x - 2, box.y - 2, box.widthPx + 4, box.heightPx + 4, 5);
  context.stroke();
}

/** Where the edge of a shot lies; null when it is out of view. */
function edgeX(scene: Scene, brushes: Brushes, shotId: string, edge: Edge): { x: number; box: Box } | null {
  const place = placeInView(scene, shotId);
  if (!place) return null;
  const box = shotBox(scene, brushes, place);
  return { x: edge === "start" ? box.x : box.x + box.widthPx, box };
}

function paintEdge(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  shotId: string,
  edge: Edge,
  colour: string,
): { x: number; box: Box } | null {
  const found = edgeX(scene, brushes, shotId, edge);
  if (!found) return null;
  const { x, box } = found;
  // A bracket that opens towards the shot whose edge it is: it tells the two edges of one cut apart.
  const inward = edge === "start" ? 1 : -1;
  const left = edge === "start" ? x : x - 2;
  context.fillStyle = colour;
  context.fillRect(left, box.y, 2, box.heightPx);
  for (const y of [box.y, box.y + box.heightPx - 2]) context.fillRect(inward > 0 ? x : x - 6, y, 6, 2);
  return found;
}

/** The edge in hand, over the ghosts beside it; of what slips there is none. */
function paintTrimmedEdge(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  { press }: Extract<Gesture, { phase: "trimming" }>,
): void {
  const { cutShot, edge } = press.grip;
  const colour = scene.blocked ? brushes.palette.danger : brushes.palette.accent;
  if (edge !== "slip") paintEdge(context, scene, brushes, cutShot.shot.id, edge, colour);
}

function paintHeldEdge(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  gesture: Extract<Gesture, { phase: "resizing" }>,
): void {
  const { shotId, edge, mode } = gesture.edit;
  const { palette } = brushes;
  const colour = scene.blocked ? palette.danger : palette.accent;
  const found = paintEdge(context, scene, brushes, shotId, edge, colour);
  const before = gesture.press.layout;
  const was = placeOfShot(before, shotId);
  const is = placeOfShot(scene.layout, shotId);
  if (!found || !was || !is) return;
  const nowMs = shotOf(scene.layout, is).durationMs;
  const changeMs = nowMs - shotOf(before, was).durationMs;
  const sign = changeMs > 0 ? "+" : changeMs < 0 ? "−" : "±";
  const verb = { ripple: "", roll: " · roll", squeeze: " · squeeze" }[mode];
  const text = `${formatSeconds(nowMs)}  ${sign}${formatSeconds(Math.abs(changeMs))}${verb}`;
  const inward = edge === "end" ? -1 : 1;
  paintPill(
    context,
    scene,
    brushes,
    text,
    found.x + inward * 64,
    found.box.y + 26,
    previewOf(gesture) ? "live" : "still",
  );
}

type Blocked = NonNullable<Scene["blocked"]>;

/** Whether the stopped edge lies on the limit of the open pass, which is lit itself. */
function standsAtWallOfPass({ layout, open }: Scene, { shotId, edge }: Blocked): boolean {
  const place = placeOfShot(layout, shotId);
  return place !== null && edge === "end" && endFrameOf(layout, place) === open?.limitFrame;
}

/** A wall: a solid bar at the edge that cannot go on, hatched on the side it was pulled to. */
function paintWall(context: Context, scene: Scene, brushes: Brushes, { shotId, edge }: Blocked): void {
  const found = edgeX(scene, brushes, shotId, edge);
  if (!found) return;
  const { x, box } = found;
  context.fillStyle = brushes.palette.danger;
  context.fillRect(x - 2, box.y - 3, 4, box.heightPx + 6);
  context.strokeStyle = brushes.palette.danger;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let y = box.y; y < box.y + box.heightPx; y += 8) {
    context.moveTo(x + 2, y + 8);
    context.lineTo(x + 9, y + 1);
  }
  context.stroke();
}

function paintDrop(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  gesture: Extract<Gesture, { phase: "moving" }>,
): void {
  const { press, drop, contentPx, changes, stoppedBy } = gesture;
  const from = placeOfShot(scene.layout, gesture.edit.shotId);
  if (!from) return;
  const { palette } = brushes;
  const pass = scene.layout.passes[from.passIndex];
  if (!pass) return;
  const grabbedPx = press.contentPx - startFrameOf(press.layout, from) * press.pxPerFrame;
  const box = shotBox(scene, brushes, from);
  const ghost = { ...box, x: snap(contentPx - grabbedPx - scene.scale.scrollPx, brushes), y: box.y + 6 };
  if (box.widthPx >= 20) {
    paintCard(context, scene, brushes, cutShotAt(scene, from), ghost, 0.9);
    flushTexts(context);
  }
  if (!changes && !stoppedBy) return;
  const x = snap(xOfFrame(scene.scale, drop.frame), brushes);
  const { top, height } = scene.lanes.shots;
  context.fillStyle = stoppedBy ? palette.danger : palette.accent;
  context.fillRect(x - 1.5, top - 4, 3, height + 8);
  for (const [y, direction] of [
    [top - 4, 1],
    [top + height + 4, -1],
  ] as const) {
    context.beginPath();
    context.moveTo(x - 6, y);
    context.lineTo(x + 6, y);
    context.lineTo(x, y + 7 * direction);
    context.fill();
  }
  const target = scene.project.passes.find((each) => each.id === drop.passId);
  if (!target || target.id === pass.id) return;
  const text = stoppedBy ? `No room in ${target.scene}` : `To ${target.scene} ${target.name}`;
  const shown = brushes.text.fit(context, fontOf(brushes, 11.5, 600), text, 260);
  paintPill(context, scene, brushes, shown, x, top + 26, stoppedBy ? "refused" : "live");
}
