/** Owns advice on prompts: it never blocks, and says what usually works better. */
import type { Element, Pass, Shot } from "../project/model.ts";
import type { Problem } from "../project/problem.ts";
import type { Transition } from "../project/vocabulary.ts";
import { lintSubjects } from "./lint-subjects.ts";
import { referencesOf } from "./references.ts";

type LintedShot = Omit<Shot, "id">;
type LintedPass = Omit<Pass, "id" | "shots"> & { readonly shots: readonly LintedShot[] };

/** Advice for one pass; `path` is where it stands in the plan. */
export function lintPass(elements: readonly Pick<Element, "name">[], pass: LintedPass, path: string): Problem[] {
  const names = new Map(elements.map(({ name }) => [name.toLowerCase(), name]));
  return [
    ...pass.shots.flatMap((shot, index) => [
      ...lintShot(names, shot, index, `${path}.shots[${index}]`),
      ...lintTransition(shot, pass.shots[index - 1], `${path}.shots[${index}]`),
    ]),
    ...lintSubjects(pass.shots.map(actionOf), path),
    ...lintGuidance(pass, path),
  ];
}

function advice(code: string, path: string, message: string, next: string): Problem {
  return { code, severity: "advice", path, message, next };
}

function isFree(shot: LintedShot): boolean {
  return shot.prompt !== undefined && shot.prompt !== null;
}

/** The text that says what happens, and the field that holds it. */
function actionOf(shot: LintedShot): { text: string; field: "action" | "prompt" } {
  return isFree(shot) ? { text: shot.prompt ?? "", field: "prompt" } : { text: shot.action ?? "", field: "action" };
}

/** `elements`: their names by the same in lower case. */
function lintShot(elements: ReadonlyMap<string, string>, shot: LintedShot, index: number, path: string): Problem[] {
  const free = isFree(shot);
  const { text: action, field } = actionOf(shot);
  const found: Problem[] = [];
  if (action.trim() === "") {
    const message = "The shot has no action.";
    found.push(advice("advice.no-action", `${path}.action`, message, "Describe it in one sentence."));
  }
  if (!free && !shot.camera?.size && !shot.camera?.move) {
    const message = "The shot has no camera direction.";
    found.push(advice("advice.no-camera", `${path}.camera`, message, "Set a shot size or a camera move."));
  }
  if (!free && /\b(?:and then|then|after that|afterwards|before)\b/i.test(action)) {
    const message = "Use one action per shot.";
    found.push(advice("advice.one-action", `${path}.action`, message, "Move the next action to its own shot."));
  }
  if (shot.slowMotion && index > 1) {
    const message = "Slow motion late in a pass often plays at normal speed.";
    const next = "Use it for detail shots early in a pass.";
    found.push(advice("advice.slow-motion-late", `${path}.slowMotion`, message, next));
  }
  const named = new Set(referencesOf(shot).map((reference) => reference.name));
  const bare = new Set(action.toLowerCase().match(/(?<![\p{L}\p{N}_@])[\p{L}\p{N}_]+/gu));
  for (const word of bare) {
    const name = elements.get(word);
    if (name === undefined || named.has(name)) continue;
    const message = `${name} is an element, but its look is not locked in this shot.`;
    found.push(advice("advice.name-element", `${path}.${field}`, message, `Write @${name} to lock it.`));
  }
  return found;
}

/** How each transition shows itself in a free text; a cut needs no words. */
const saidAs: Readonly<Record<Exclude<Transition, "cut" | "hard-cut">, RegExp>> = {
  "fade-in": /\bfad(?:e|es|ing)\b|\bblack\b/i,
  "jump-cut": /\bjump/i,
  "match-cut": /\bmatch/i,
  dissolve: /\bdissolv|\bcross-?fad|\bmelt|\bblend/i,
  whip: /\bwhip|\bswish/i,
};
/** Words by which a shot says what it has in common with the one before. */
const matching = /\b(?:match|same|echo|mirror|likewise|again|shape|rhyme|continu|repeat|becomes?|turns? into|where)/i;

function lintTransition(shot: LintedShot, previous: LintedShot | undefined, path: string): Problem[] {
  const { transition = "cut" } = shot;
  if (transition === "cut" || transition === "hard-cut") return [];
  const { text, field } = actionOf(shot);
  if (text.trim() === "") return [];
  if (field === "prompt") {
    if (saidAs[transition].test(text)) return [];
    const message = `Free text is sent as written, and this one does not describe the ${transition.replace("-", " ")}.`;
    return [advice("advice.transition", `${path}.prompt`, message, "Describe the transition in the first words.")];
  }
  if (transition !== "match-cut" || !previous) return [];
  const texts = [text, shot.camera?.note, shot.environment, previous.camera?.note, actionOf(previous).text];
  if (texts.some((each) => each !== undefined && matching.test(each))) return [];
  const message = "A match cut needs something both shots share.";
  return [advice("advice.transition", `${path}.action`, message, "Describe the shape or motion that carries over.")];
}

function lintGuidance(pass: LintedPass, path: string): Problem[] {
  if (pass.guidance === undefined || pass.guidance < 0.8) return [];
  const message = "Guidance of 0.8 or more can cause artifacts.";
  const next = "Use 0.5 for balance, or 0.65 for several shots with elements.";
  return [advice("advice.guidance-high", `${path}.guidance`, message, next)];
}
