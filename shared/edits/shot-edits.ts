/** Owns the edits of shots: resize, move, add, remove, split, merge, describe. */
import { ratioOf } from "../animatic/frame-size.ts";
import { checkBudget } from "../budget/check.ts";
import { type BudgetLimits, resizeShot } from "../budget/resize.ts";
import { formatSeconds, type Wall } from "../budget/wall.ts";
import { limitsOf } from "../models/profiles.ts";
import { shotLabel, shotNumbers, totalMs, withFreeNumbers } from "../project/layout.ts";
import { type Pass, type Project, type Shot, shotSchema } from "../project/model.ts";
import { type Sketch, sketchSchema } from "../project/sketch.ts";
import { blockingSchema } from "../project/stage.ts";
import { compileShotText } from "../prompt/compile.ts";
import { blockedPass } from "../stage/block-pass.ts";
import { continuedAfter } from "../stage/continue-stage.ts";
import { divideBlocking, joinBlocking } from "../stage/divide-blocking.ts";
import { changeFields } from "./change-fields.ts";
import type { EditOf } from "./edit.ts";
import { applied, type EditResult, missing, refused } from "./edit-result.ts";

interface FoundShot {
  readonly pass: Pass;
  readonly shot: Shot;
  readonly index: number;
}

export function findShot(project: Project, shotId: string): FoundShot | null {
  for (const pass of project.passes) {
    const index = pass.shots.findIndex((shot) => shot.id === shotId);
    if (index !== -1) return { pass, shot: pass.shots[index] as Shot, index };
  }
  return null;
}

export function replacePass(project: Project, pass: Pass): Project {
  return { ...project, passes: project.passes.map((other) => (other.id === pass.id ? pass : other)) };
}

function nameOf({ passes }: Project, shotId: string): string {
  const scene = passes.find(({ shots }) => shots.some(({ id }) => id === shotId))?.scene;
  // A number depends on its own scene alone.
  return shotLabel(shotNumbers(passes.filter((pass) => pass.scene === scene)).get(shotId) ?? 0);
}

function withShots(project: Project, pass: Pass, shots: Shot[]): Project {
  return replacePass(project, { ...pass, shots });
}

export function resizeShotEdge(project: Project, edit: EditOf<"shot.resize">): EditResult {
  const found = findShot(project, edit.shotId);
  if (!found) return missing("shot");
  const { pass, shot, index } = found;
  const { durationsMs, stoppedBy } = resizeShot(
    pass.shots.map((each) => each.durationMs),
    limitsOf(pass.profile),
    { index, edge: edit.edge, deltaMs: edit.deltaMs, mode: edit.mode },
  );
  const shots = pass.shots.map((each, at) => changeFields(each, { durationMs: durationsMs[at] as number }));
  const name = () => nameOf(project, shot.id);
  if (shots.every((each, at) => each === pass.shots[at])) return applied(project, () => `Resize ${name()}`, stoppedBy);
  const verb = { ripple: "Resize", roll: "Roll", squeeze: "Squeeze" }[edit.mode];
  const label = () => `${verb} ${name()} to ${formatSeconds(durationsMs[index] as number)}`;
  return applied(withShots(project, pass, shots), label, stoppedBy);
}

export function moveShot(project: Project, edit: EditOf<"shot.move">): EditResult {
  const found = findShot(project, edit.shotId);
  const target = project.passes.find((pass) => pass.id === edit.passId);
  if (!found || !target) return missing(found ? "pass" : "shot");
  const label = () => `Move ${nameOf(project, edit.shotId)}`;
  const rest = found.pass.shots.filter((shot) => shot.id !== edit.shotId);
  if (target.id === found.pass.id) {
    const index = Math.min(edit.index, rest.length);
    if (index === found.index) return applied(project, label);
    return applied(withShots(project, found.pass, rest.toSpliced(index, 0, found.shot)), label);
  }
  if (rest.length === 0) return refused(lastShot);
  const room = roomFor(target, found.shot.durationMs);
  if (room) return refused(room);
  const moved = replacePass(project, withoutShot(project, found));
  const arriving = withFreeNumbers(moved.passes, target.scene, [found.shot]);
  return applied(withShots(moved, target, target.shots.toSpliced(edit.index, 0, ...arriving)), label);
}

export function addShot(project: Project, { shot, ...edit }: EditOf<"shot.add">): EditResult {
  return addShots(project, { ...edit, type: "shots.add", shots: [shot] });
}

/** Adds all of the shots, or none where one of them has no room. */
export function addShots(project: Project, edit: EditOf<"shots.add">): EditResult {
  const pass = project.passes.find((each) => each.id === edit.passId);
  if (!pass) return missing("pass");
  const ids = new Set(edit.shots.map((shot) => shot.id));
  if (ids.size < edit.shots.length || edit.shots.some((shot) => findShot(project, shot.id))) return refused(shotTaken);
  const added = withFreeNumbers(project.passes, pass.scene, edit.shots);
  for (const [at, { durationMs }] of added.entries()) {
    const room = roomFor({ ...pass, shots: [...pass.shots, ...added.slice(0, at)] }, durationMs);
    if (room) return refused(room);
  }
  const next = withShots(project, pass, pass.shots.toSpliced(edit.index, 0, ...added));
  const [first, ...others] = edit.shots as [Shot, ...Shot[]];
  return applied(next, () =>
    others.length === 0 ? `Add ${nameOf(next, first.id)}` : `Add ${edit.shots.length} shots`,
  );
}

export function removeShot(project: Project, edit: EditOf<"shot.remove">): EditResult {
  const found = findShot(project, edit.shotId);
  if (!found) return missing("shot");
  if (found.pass.shots.length === 1) return refused(lastShot);
  return applied(replacePass(project, withoutShot(project, found)), () => `Remove ${nameOf(project, edit.shotId)}`);
}

/** What is left of a pass of several shots; where the first one goes, whoever was put somewhere by hand stands as it leaves them. */
function withoutShot({ elements }: Project, { pass, index }: FoundShot): Pass {
  const left =
    index === 0
      ? continuedAfter(pass, elements, ratioOf(pass.aspectRatio), 1)
      : { shots: pass.shots.toSpliced(index, 1) };
  return { ...pass, ...left, shots: lengthenToMinimum(left.shots, limitsOf(pass.profile), index) };
}

export function splitShot(project: Project, edit: EditOf<"shot.split">): EditResult {
  const found = findShot(project, edit.shotId);
  if (!found) return missing("shot");
  if (findShot(project, edit.newShotId)) return refused(shotTaken);
  const { pass, shot, index } = found;
  const limits = limitsOf(pass.profile);
  const firstMs = Math.round(edit.atMs / limits.stepMs) * limits.stepMs;
  const secondMs = shot.durationMs - firstMs;
  const least = formatSeconds(limits.shotMs.min);
  if (pass.shots.length >= limits.shotsMax) return refused(tooMany(limits));
  if (Math.min(firstMs, secondMs) < limits.shotMs.min) {
    const message = `Both parts of a split must be at least ${least} for this model.`;
    return refused({ code: "shot-shortest", message, next: "Split closer to the middle, or lengthen the shot first." });
  }
  const { number: _number, frame: _frame, sketch: _sketch, take: _take, trim: _trim, ...content } = shot;
  const second: Shot = { ...content, id: edit.newShotId, durationMs: secondMs, transition: "cut" };
  const first: Shot = { ...withoutTrim(shot), durationMs: firstMs };
  const blocked = shot.blocking && blockedPass(pass, project.elements, ratioOf(pass.aspectRatio))[index];
  if (shot.blocking && blocked) {
    [first.blocking, second.blocking] = divideBlocking(shot.blocking, blocked, firstMs / shot.durationMs);
  }
  const shots = pass.shots.toSpliced(index, 1, first, second);
  return applied(withShots(project, pass, shots), () => `Split ${nameOf(project, shot.id)}`);
}

/** A trim says where in its old length the cut plays a shot. */
function withoutTrim({ trim: _, ...shot }: Shot): Shot {
  return shot;
}

/** Joins a shot with the next one: the first keeps its camera and number, and the texts follow one another. */
export function mergeShot(project: Project, edit: EditOf<"shot.merge">): EditResult {
  const found = findShot(project, edit.shotId);
  if (!found) return missing("shot");
  const { pass, shot, index } = found;
  const next = pass.shots[index + 1];
  if (!next) return refused({ code: "no-neighbour", message: "Can't merge: there is no shot after this one." });
  const limits = limitsOf(pass.profile);
  const durationMs = shot.durationMs + next.durationMs;
  if (durationMs > limits.shotMs.max) {
    const message = `The merged shot would be ${formatSeconds(durationMs)}; this model's longest shot is ${formatSeconds(limits.shotMs.max)}.`;
    return refused({ code: "shot-longest", message, next: "Shorten one of them first." });
  }
  const merged = { ...withoutTrim(shot), durationMs, ...joinTexts(shot, next) };
  if (!shotSchema.safeParse(merged).success) {
    const isTooMuch = merged.sketch && !sketchSchema.safeParse(merged.sketch).success;
    const isTooFull = merged.blocking && !blockingSchema.safeParse(merged.blocking).success;
    return refused(isTooMuch ? tooMuchDrawn : isTooFull ? tooManyFigures : tooLong);
  }
  const label = () => `Merge ${nameOf(project, shot.id)} with ${nameOf(project, next.id)}`;
  return applied(withShots(project, pass, pass.shots.toSpliced(index, 2, merged)), label);
}

function joinTexts(shot: Shot, next: Shot): Partial<Shot> {
  const joined: Partial<Shot> = {};
  for (const key of [
    "action",
    "environment",
    "lighting",
    "mood",
    "ambience",
    "music",
    "notes",
    "wardrobe",
    "props",
  ] as const) {
    const texts = [shot[key], next[key]].filter((each): each is string => Boolean(each?.trim()));
    if (texts.length > 0) joined[key] = [...new Set(texts)].join("; ");
  }
  const dialogue = [...(shot.dialogue ?? []), ...(next.dialogue ?? [])];
  if (dialogue.length > 0) joined.dialogue = dialogue;
  const parts = [...(shot.fromScript ?? []), ...(next.fromScript ?? [])];
  // Both halves of a split shot come from the same words.
  const fromScript = [...new Map(parts.map((part) => [part.key, part])).values()];
  if (fromScript.length > 0) joined.fromScript = fromScript;
  const sketch = joinSketches(shot, next);
  if (sketch) joined.sketch = sketch;
  const blocking = joinBlocking(shot.blocking, next.blocking);
  if (blocking) joined.blocking = blocking;
  // A free text hides the fields, so beside one the other shot has to say its own in the same way.
  if (typeof shot.prompt === "string" || typeof next.prompt === "string") {
    const texts = [compileShotText(shot), compileShotText({ ...next, transition: "cut" })];
    joined.prompt = texts.filter(Boolean).join(" ");
  }
  return joined;
}

/** What was drawn on the second shot's picture is kept, and hidden where the first has a picture or a drawing of its own. */
function joinSketches(shot: Shot, next: Shot): Sketch | undefined {
  if (!next.sketch || (!shot.sketch && !shot.frame)) return shot.sketch ?? next.sketch;
  const layers = next.sketch.layers.map((layer) => ({ ...layer, hidden: true as const }));
  return { ...shot.sketch, layers: [...(shot.sketch?.layers ?? []), ...layers] };
}

export function describeShot(project: Project, edit: EditOf<"shot.describe">): EditResult {
  const found = findShot(project, edit.shotId);
  if (!found) return missing("shot");
  const { pass, shot, index } = found;
  const next = changeFields(shot, edit.fields);
  const fields = Object.keys(edit.fields);
  const name = () => nameOf(project, shot.id);
  const alone = fields.length === 1 ? fields[0] : undefined;
  const label = () =>
    alone === "sketch"
      ? `Draw on ${pass.scene} ${name()}`
      : alone === "blocking"
        ? `Block ${pass.scene} ${name()}`
        : `Change ${fields.map(fieldName).join(", ")} of ${name()}`;
  return applied(next === shot ? project : withShots(project, pass, pass.shots.with(index, next)), label);
}

/** `slowMotion` -> `slow motion`: the name of a field as undo shows it. */
export function fieldName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

const shotTaken: Wall = { code: "name-taken", message: "This shot is already in the project." };

const tooLong: Wall = {
  code: "limit",
  message: "The combined text of both shots is too long for one shot.",
  next: "Shorten the text of one of them first.",
};

const tooMuchDrawn: Wall = {
  code: "limit",
  message: "The drawings of both shots are too much for one.",
  next: "Erase some lines first.",
};

const tooManyFigures: Wall = {
  code: "limit",
  message: "Both shots together set too many figures by hand for one shot.",
  next: "Take some of them back to the words first.",
};

const lastShot: Wall = {
  code: "last-shot",
  message: "A pass needs at least one shot.",
  next: "Remove the pass instead.",
};

function tooMany(limits: BudgetLimits): Wall {
  return { code: "too-many-shots", message: `This model allows at most ${limits.shotsMax} shots per pass.` };
}

/** Why one more shot of `durationMs` does not fit into the pass; null when it does. */
export function roomFor(pass: Pass, durationMs: number): Wall | null {
  const limits = limitsOf(pass.profile);
  if (pass.shots.length >= limits.shotsMax) return tooMany(limits);
  const left = limits.totalMs.max - totalMs(pass);
  if (durationMs > left) {
    const message = `The pass has ${formatSeconds(Math.max(0, left))} left; the shot needs ${formatSeconds(durationMs)}.`;
    return { code: "pass-full", message, next: "Shorten other shots first, or start a new pass." };
  }
  const [problem] = checkBudget([durationMs], { ...limits, totalMs: { min: 0, max: limits.totalMs.max } });
  return problem ? { code: "limit", message: problem.message } : null;
}

/** What is left after a shot went keeps the pass's minimum: the neighbour of the gap grows by what is missing. */
function lengthenToMinimum(shots: Shot[], limits: BudgetLimits, gap: number): Shot[] {
  const neighbour = Math.max(0, gap - 1);
  return shots.map((shot, index) => {
    const missingMs = limits.totalMs.min - totalMs({ shots });
    if (index !== neighbour || missingMs <= 0) return shot;
    // In whole steps, whatever lengths another model left.
    return { ...shot, durationMs: Math.ceil((shot.durationMs + missingMs) / limits.stepMs) * limits.stepMs };
  });
}
