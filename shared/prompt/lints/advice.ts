/** Owns what a piece of advice on a prompt is, and what the rules that give it read of a pass. */
import type { ModelLimits } from "../../models/profile.ts";
import type { Pass, Shot } from "../../project/model.ts";
import type { Problem } from "../../project/problem.ts";
import { referencesOf } from "../references.ts";

export type LintedShot = Omit<Shot, "id">;
export type LintedPass = Omit<Pass, "id" | "shots"> & { readonly shots: readonly LintedShot[] };

/** The fields of shots that a repair sets; null takes one away. */
export type RepairedFields = {
  readonly [Field in
    | "action"
    | "prompt"
    | "environment"
    | "lighting"
    | "wardrobe"
    | "props"
    | "transition"
    | "slowMotion"]?: Shot[Field] | null;
};

/** What would mend it, as plain data by the index of a shot; `label` is its button. */
export type Repair = { readonly label: string } & (
  | { readonly kind: "shot"; readonly shot: number; readonly fields: RepairedFields; readonly negativePrompt?: string }
  | { readonly kind: "pass"; readonly fields: { readonly guidance: number } }
  /** The shot keeps `first`, and a new one behind it says `rest`. */
  | { readonly kind: "split"; readonly shot: number; readonly first: string; readonly rest: string }
  | { readonly kind: "lengthen"; readonly shot: number; readonly toMs: number }
);

export type Advice = Problem & { readonly repair?: Repair };

/** A pass as the rules see it; what several of them need is found once. */
export interface LintContext {
  readonly pass: LintedPass;
  /** Where the pass stands in the plan. */
  readonly path: string;
  /** Names of elements, by the same in lower case with spaces for `_`. */
  readonly elements: ReadonlyMap<string, string>;
  /** Those of the profile; null when it is not known. */
  readonly limits: ModelLimits | null;
  readonly shots: readonly ShotContext[];
}

export interface ShotContext {
  readonly shot: LintedShot;
  readonly index: number;
  readonly path: string;
  /** Its text is one free text. */
  readonly free: boolean;
  /** The text that says what happens, and the field that holds it. */
  readonly action: string;
  readonly field: "action" | "prompt";
  /** Names that it calls, in order. */
  readonly called: readonly string[];
}

export function shotContext(shot: LintedShot, index: number, path: string): ShotContext {
  const free = shot.prompt !== undefined && shot.prompt !== null;
  return {
    shot,
    index,
    path: `${path}.shots[${index}]`,
    free,
    action: (free ? shot.prompt : shot.action) ?? "",
    field: free ? "prompt" : "action",
    called: referencesOf(shot).map(({ name }) => name),
  };
}

interface Extra {
  readonly range?: { readonly from: number; readonly to: number };
  readonly repair?: Repair | null;
}

export function advice(
  code: string,
  path: string,
  message: string,
  next: string,
  { range, repair }: Extra = {},
): Advice {
  return {
    code,
    severity: "advice",
    path,
    message,
    next,
    ...(range ? { range: { from: range.from, to: range.to } } : {}),
    ...(repair ? { repair } : {}),
  };
}

/** Where the match, or one of its groups, stands; groups need the flag `d`. */
export function rangeOf(match: RegExpExecArray | RegExpMatchArray, group = 0): { from: number; to: number } {
  const found = match.indices?.[group];
  if (found) return { from: found[0], to: found[1] };
  const from = match.index ?? 0;
  return { from, to: from + match[0].length };
}

export function replaceRange(text: string, { from, to }: { from: number; to: number }, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

/** Verbs of going somewhere, as a shot's action has them. */
export const goingVerbs =
  "walks?|runs?|drives?|rides?|flies|fly|swims?|crawls?|strolls?|marches|march|rushes|rush|races?|sprints?|jogs?|strides?|wanders?|hurries|hurry|gallops?|cycles|sails?|skates?";
