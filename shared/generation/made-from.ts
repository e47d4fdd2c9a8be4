/** Owns what a take was made from, its pass as it was planned then with the elements that it called, and what of that has changed since. */
import { z } from "zod";
import { shotPictureOf } from "../animatic/picture-of.ts";
import { animaticProfile, profileOf } from "../models/profiles.ts";
import { shotLabel, shotNumbers } from "../project/layout.ts";
import {
  type Element,
  elementSchema,
  idSchema,
  type Look,
  type Pass,
  type Project,
  type Shot,
} from "../project/model.ts";
import { type PlannedPass, type PlannedShot, plannedPass, plannedPassSchema } from "../project/planned-pass.ts";
import { elementsOnStage } from "../project/stage-names.ts";
import { aspectRatios, elementKinds } from "../project/vocabulary.ts";
import { compileShotText } from "../prompt/compile.ts";
import { referencesOf, referencesOfLook, renameReferences } from "../prompt/references.ts";
import { usesKeyframes } from "./keyframes.ts";
import { type WrittenElement, type WrittenPass, writeParameters, writePass } from "./written-pass.ts";

export const madeFromSchema = z.strictObject({ pass: plannedPassSchema, elements: z.array(elementSchema) });
/** `elements`: those that the pass called, and those on its stage. Images are named by their hashes. */
export type MadeFrom = z.infer<typeof madeFromSchema>;

const text = z.string().max(200_000);
const images = z.array(text).max(1000);
/** A written pass, as far as a take shows it. */
export const writtenPassSchema: z.ZodType<WrittenPass> = z.object({
  title: text,
  durationMs: z.number(),
  shots: z.array(z.object({ durationMs: z.number(), text })),
  prompt: text,
  elements: z.array(z.object({ name: text, kind: z.enum(elementKinds), description: text, images, id: text })),
  startFrame: text.nullable(),
  endFrame: text.nullable(),
  keyframes: images.optional(),
  aspectRatio: z.enum(aspectRatios),
  resolution: text,
  audio: z.boolean(),
  negativePrompt: text.nullable(),
  guidance: z.number().nullable(),
});

/** What a take remembers of how it was made. What is not known, such as of a take of an older version, is null. */
export const takeMemorySchema = z.object({
  /** The shots that it was made to show, in order, as long as was asked for. */
  shots: z.array(z.object({ shotId: idSchema, durationMs: z.int() })).nullable(),
  madeFrom: madeFromSchema.nullable(),
  /** The pass as its model read it. */
  written: writtenPassSchema.nullable(),
  /** The name of an imported film's file. */
  file: z.string().nullable(),
});
export type TakeMemory = z.infer<typeof takeMemorySchema>;

export function madeFrom({ elements }: Pick<Project, "elements">, pass: Pass): MadeFrom {
  const called = new Set([...pass.shots.flatMap(namesIn), ...namesInLook(pass), ...elementsOnStage(pass)]);
  return { pass: plannedPass(pass), elements: elements.filter(({ name }) => called.has(name)) };
}

/** What a take remembers never changes, and is compared after every edit. */
const names = new WeakMap<PlannedShot, string[]>();

function namesIn(shot: PlannedShot): string[] {
  const known = names.get(shot);
  if (known) return known;
  const found = referencesOf(shot).map(({ name }) => name);
  names.set(shot, found);
  return found;
}

function namesInLook({ look }: Pick<Pass, "look">): string[] {
  return referencesOfLook(look).map(({ name }) => name);
}

/** A take, as far as it says how it was made. `shotIds`: the shots that it shows. */
export interface MadeTake {
  readonly profile: string;
  readonly passId: string;
  readonly shotIds: readonly string[];
  readonly madeFrom: MadeFrom;
}

/**
 * What has changed in the plan since a take was made from it, for the shots that it shows, such as `SH0020: action, length`,
 * `@Driver: images` or `start frame`; empty while both say the same to its model. Shots that are gone, and others of the pass, do not count.
 */
export function changesSince({ profile: id, passId, shotIds, madeFrom: made }: MadeTake, project: Project): string[] {
  const { pass: then, elements } = withNamesOfNow(made, project.elements);
  const { passes, shots: now, numbers } = indexOf(project);
  const profile = profileOf(id) ?? profileOf(then.profile) ?? animaticProfile;
  const isDrawn = id === animaticProfile.id;
  const sees = { drawing: isDrawn, picture: isDrawn || usesKeyframes(profile.limits, then) };
  const shown = then.shots.filter((shot) => shotIds.includes(shot.id) && now.has(shot.id));
  const pass = passes.get(passId);
  const blocked = isDrawn
    ? shown.filter((shot) => isBlocked(then, shot) || (pass && isBlocked(pass, now.get(shot.id))))
    : [];
  const changes = shown.flatMap((shot): string[] => {
    const after = now.get(shot.id) as PlannedShot;
    const fields = changedFields(shot, after, then.look, sees);
    if (blocked.includes(shot) && differ(shot.blocking, after.blocking)) fields.push("blocking");
    return fields.length === 0 ? [] : [`${shotLabel(numbers.get(shot.id) ?? 0)}: ${fields.join(", ")}`];
  });
  if (shown.length === 0 || !pass) return changes;
  const seen = blocked.length > 0 ? elementsOnStage(then) : [];
  const called = new Set([...shown.flatMap(namesIn), ...namesInLook(then), ...seen]);
  changes.push(...elementChanges(called, elements, project.elements));
  const looksOther = (shot: PlannedShot) => compileShotText(shot, then.look) !== compileShotText(shot, pass.look);
  if (differ(then.look, pass.look) && shown.some(looksOther)) changes.push("look");
  if (blocked.length > 0 && differ(then.stage, pass.stage)) changes.push("blocking");
  if (parameterNames.every((key) => then[key] === pass[key])) return changes;
  const ends = {
    startFrame: shotIds.includes(then.shots[0]?.id ?? ""),
    endFrame: shotIds.includes(then.shots.at(-1)?.id ?? ""),
  };
  const before = writeParameters(profile, then);
  // Which pictures a pass with keyframes has is said of its shots.
  const after = writeParameters(profile, then.keyframes === pass.keyframes ? { ...pass, shots: then.shots } : pass);
  return [...changes, ...parameterChanges(before, after, ends)];
}

interface Index {
  readonly passes: ReadonlyMap<string, Pass>;
  readonly shots: ReadonlyMap<string, Shot>;
  readonly numbers: ReadonlyMap<string, number>;
}

const indexes = new WeakMap<Project, Index>();

/** Asked for every take of a project. */
function indexOf(project: Project): Index {
  const known = indexes.get(project);
  if (known) return known;
  const shots = new Map(project.passes.flatMap((pass) => pass.shots.map((shot) => [shot.id, shot])));
  const passes = new Map(project.passes.map((pass) => [pass.id, pass]));
  const index = { passes, shots, numbers: shotNumbers(project.passes) };
  indexes.set(project, index);
  return index;
}

/** An element that has another name now is still the same, and so is a text that calls it. */
function withNamesOfNow({ pass, elements }: MadeFrom, now: readonly Element[]): MadeFrom {
  let renamed = pass as Pass;
  const named = elements.map((element) => {
    const name = now.find(({ id }) => id === element.id)?.name ?? element.name;
    if (name !== element.name) renamed = renameReferences(renamed, element.name, name);
    return { ...element, name };
  });
  return { pass: renamed, elements: named };
}

const textFields = {
  transition: "transition",
  slowMotion: "slow motion",
  camera: "camera",
  action: "action",
  environment: "environment",
  lighting: "lighting",
  mood: "mood",
  dialogue: "dialogue",
  ambience: "ambience",
  music: "music",
  prompt: "prompt",
} as const;

/**
 * The fields by which two states of a shot say something else to a model under one look; the picture of a shot counts where it is seen,
 * what is drawn on it and the exact pacing of its move for a drawn one alone.
 */
function changedFields(
  then: PlannedShot,
  now: PlannedShot,
  look: Look | undefined,
  sees: { readonly drawing: boolean; readonly picture: boolean },
): string[] {
  const changed = saysTheSame(then, now) ? [] : fieldsThatChange(then, now, look);
  if (then.durationMs !== now.durationMs) changed.push("length");
  const moved = !changed.includes("camera") && differ(drawnCamera(then), drawnCamera(now));
  if (sees.drawing && moved) changed.push("camera");
  if (sees.picture && then.frame !== now.frame) changed.push("picture");
  if (sees.drawing && differ(then.sketch, now.sketch)) changed.push("drawing");
  return changed;
}

/** Whether a drawn film shows the shot as it is blocked, and no frame in its place. */
function isBlocked(pass: PlannedPass, shot: PlannedShot | undefined): boolean {
  return shot !== undefined && shotPictureOf({ elements: [] }, pass, shot) === null;
}

function drawnCamera({ camera: { size, move, strength, easing, hold } = {} }: PlannedShot) {
  return [size, move, strength, easing, hold?.start, hold?.end];
}

const fields = Object.keys(textFields) as (keyof typeof textFields)[];

function saysTheSame(then: PlannedShot, now: PlannedShot): boolean {
  return fields.every((field) => {
    const [one, other] = [then[field], now[field]];
    return one === other || (typeof one === "object" && !differ(one, other));
  });
}

function differ(one: unknown, other: unknown): boolean {
  return one !== other && JSON.stringify(one) !== JSON.stringify(other);
}

/** Of the fields that differ, those by which the text does. */
function fieldsThatChange(then: PlannedShot, now: PlannedShot, look: Look | undefined): string[] {
  const text = compileShotText(then, look);
  if (compileShotText(now, look) === text) return [];
  const alone = fields.filter((field) => compileShotText({ ...then, [field]: now[field] }, look) !== text);
  // A free text hides the fields: where it went, they speak.
  return (alone.length > 0 ? alone : ["prompt" as const]).map((field) => textFields[field]);
}

function elementChanges(
  names: ReadonlySet<string>,
  then: readonly (Element | WrittenElement)[],
  now: readonly Element[],
): string[] {
  return [...names].flatMap((name): string[] => {
    const before = then.find((element) => element.name === name);
    const after = now.find((element) => element.name === name);
    if (!before && !after) return [];
    if (!before || !after) return [`@${name}: ${after ? "added" : "removed"}`];
    const changed = [
      ...(before.images.join() === after.images.join() ? [] : ["images"]),
      ...((before.description ?? "") === (after.description ?? "") ? [] : ["description"]),
      ...(before.kind === after.kind ? [] : ["kind"]),
    ];
    return changed.length === 0 ? [] : [`@${name}: ${changed.join(", ")}`];
  });
}

const parameters = {
  startFrame: "start frame",
  endFrame: "end frame",
  keyframes: "keyframes",
  aspectRatio: "aspect ratio",
  resolution: "resolution",
  audio: "sound",
  negativePrompt: "negative prompt",
  guidance: "guidance",
} as const;
const parameterNames = Object.keys(parameters) as (keyof typeof parameters)[];

/** Only what the profile takes is written, so what it lacks changes nothing. Frames count for whoever shows that end of the pass. */
function parameterChanges(
  then: ReturnType<typeof writeParameters>,
  now: ReturnType<typeof writeParameters>,
  ends: { readonly startFrame: boolean; readonly endFrame: boolean },
): string[] {
  return parameterNames
    .filter((key) => differ(then[key], now[key]) && ((key !== "startFrame" && key !== "endFrame") || ends[key]))
    .map((key) => parameters[key]);
}

/**
 * The same of a take that keeps no more than what its model read: texts as they were written, which say no single field. `written`
 * has the shots of `shotIds`, in that order.
 */
export function changesSinceWritten(
  { profile: id, passId, shotIds, written }: Omit<MadeTake, "madeFrom"> & { readonly written: WrittenPass },
  project: Project,
): string[] {
  const profile = profileOf(id);
  const pass = indexOf(project).passes.get(passId);
  const shots = shotIds.flatMap((shotId) => pass?.shots.find((shot) => shot.id === shotId) ?? []);
  // What another model, or another set of shots, would be told is no measure.
  if (!profile || !pass || shots.length === 0 || shots.length !== written.shots.length) return [];
  const now = writePass(profile, project.elements, { ...pass, shots });
  const { numbers } = indexOf(project);
  const texts = written.shots.flatMap(({ durationMs, text }, at): string[] => {
    const other = now.shots[at];
    const changed = [
      ...(other?.text === text ? [] : ["prompt"]),
      ...(other?.durationMs === durationMs ? [] : ["length"]),
    ];
    return changed.length === 0 ? [] : [`${shotLabel(numbers.get(shotIds[at] ?? "") ?? 0)}: ${changed.join(", ")}`];
  });
  const names = new Set(written.elements.map(({ name }) => name));
  const ends = { startFrame: shots[0] === pass.shots[0], endFrame: shots.at(-1) === pass.shots.at(-1) };
  return [
    ...texts,
    ...elementChanges(names, written.elements, project.elements),
    ...parameterChanges(written, now, ends),
  ];
}
