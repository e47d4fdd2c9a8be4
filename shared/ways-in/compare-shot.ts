/** Owns comparing one shot with the script that it was made from: what says something else now, and what the user wrote over. */
import { sameData } from "../edits/change-fields.ts";
import type { OneEdit } from "../edits/edit.ts";
import { limitsOf } from "../models/profiles.ts";
import type { Shot } from "../project/model.ts";
import type { LinkedShot } from "./link-script.ts";
import { fieldsOfParts, type ScriptFields, type ShotWords, shotLength } from "./part-shots.ts";
import { describeField } from "./say-fields.ts";
import type { ScriptChange, Step } from "./script-change.ts";
import type { Part } from "./script-parts.ts";

/** What becomes of a shot that there is: the parts that it has in the script now. */
export interface Fate {
  readonly linked: LinkedShot;
  readonly parts: Part[];
}

/** A change, and what accepting it does. */
export interface Compared {
  readonly change: ScriptChange;
  readonly step: Step;
}

const fieldNames = {
  action: "Action",
  dialogue: "Dialogue",
  notes: "Notes",
  transition: "Transition",
  camera: "Camera",
} as const;
type FieldName = keyof typeof fieldNames;

/**
 * One change of all fields that are still as the script made them, and one more for each field that the user wrote since. Nothing where
 * the words differ in nothing that a shot says.
 */
export function compareShot(
  { linked: { pass, shot }, parts }: Fate,
  name: string,
  words: { readonly before: ShotWords; readonly after: ShotWords },
): Compared[] {
  const was = shot.fromScript ?? [];
  if (was.map(({ text }) => text).join("\n\n") === parts.map(({ text }) => text).join("\n\n")) return [];
  const before = fieldsOfParts(was, "", words.before);
  const after = fieldsOfParts(parts, "", words.after);
  const fromScript = parts.slice(0, 100).map(({ key, text }) => ({ key, text }));
  const about = { kind: "changed", line: parts[0]?.line ?? 1, shotId: shot.id } as const;
  const plain: Record<string, unknown> = {};
  const fields: ScriptChange["fields"] = [];
  const own: Compared[] = [];
  for (const key of Object.keys(fieldNames) as FieldName[]) {
    if (sameData(before[key], after[key])) continue;
    const wanted = wantedField(key, shot, before, after);
    if (sameData(shot[key], wanted ?? undefined)) continue;
    const said = { ...shot, [key]: wanted ?? undefined };
    const shown = { name: fieldNames[key], before: describeField(key, shot), after: describeField(key, said) };
    if (isUntouched(key, shot, before)) {
      plain[key] = wanted;
      fields.push(shown);
      continue;
    }
    const edit: OneEdit = { type: "shot.describe", shotId: shot.id, fields: { [key]: wanted, fromScript } };
    const sentence = `${name}: ${fieldNames[key].toLowerCase()}.`;
    const change = {
      ...about,
      id: `own:${shot.id}:${key}`,
      sentence,
      note: "You changed this yourself.",
      fields: [shown],
    };
    own.push({ change, step: { does: "edit", edits: [edit] } });
  }
  if (fields.length === 0) return own;
  const edits: OneEdit[] = [{ type: "shot.describe", shotId: shot.id, fields: { ...plain, fromScript } }];
  const limits = limitsOf(pass.profile);
  const deltaMs = shotLength(parts, limits) - shot.durationMs;
  // A length that is still the script's follows its words.
  if (shot.durationMs === shotLength(was, limits) && deltaMs !== 0) {
    edits.push({ type: "shot.resize", shotId: shot.id, edge: "end", deltaMs, mode: "ripple" });
  }
  const what = `${name}: ${fields.map((field) => field.name.toLowerCase()).join(", ")}.`;
  const sentence = typeof shot.prompt === "string" ? `${what} The shot's own prompt stays as it is.` : what;
  const change = { ...about, id: `shot:${shot.id}`, sentence, note: "", fields };
  return [{ change, step: { does: "edit", edits } }, ...own];
}

/** Why a shot that the script no longer has is removed only by hand; empty where nothing would be lost. */
export function whyKeep(shot: Shot, words: ShotWords, takenShots: ReadonlySet<string> | undefined): string {
  if (takenShots?.has(shot.id) || shot.take !== undefined) return "The shot has takes.";
  if (shot.number !== undefined) return "The shot's number is locked.";
  const before = fieldsOfParts(shot.fromScript ?? [], "", words);
  const rewritten = (["action", "dialogue", "notes"] as const).some((key) => !isUntouched(key, shot, before));
  const { lighting, mood, ambience, music, wardrobe, props, prompt, frame, sketch, blocking } = shot;
  const added = [lighting, mood, ambience, music, wardrobe, props, prompt, frame, sketch, blocking].some(Boolean);
  return rewritten || added || !sameData(shot.camera, before.camera) ? "You worked on the shot." : "";
}

/** The field as the script has it now; of the camera only what the script says, the rest stays. */
function wantedField(key: FieldName, shot: Shot, before: ScriptFields, after: ScriptFields): Shot[FieldName] | null {
  if (key !== "camera") return after[key] ?? null;
  const rest = Object.entries(shot.camera ?? {}).filter(([name]) => !(name in (before.camera ?? {})));
  const camera = { ...Object.fromEntries(rest), ...after.camera };
  return Object.keys(camera).length === 0 ? null : camera;
}

/** Whether the field still is what the words made of it that the shot was made from. */
function isUntouched(key: FieldName, shot: Shot, before: ScriptFields): boolean {
  if (key !== "camera") return sameData(shot[key], before[key]);
  const there: Readonly<Record<string, unknown>> = shot.camera ?? {};
  return Object.entries(before.camera ?? {}).every(([name, value]) => sameData(there[name], value));
}
