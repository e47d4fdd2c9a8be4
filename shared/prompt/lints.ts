/** Owns advice on prompts: it never blocks, and says what usually works better. */
import type { Element, Pass, Shot } from "../project/model.ts";
import type { Problem } from "../rpc/contract.ts";
import { referencesOf } from "./references.ts";

type LintedPass = Omit<Pass, "id" | "shots"> & { readonly shots: readonly Omit<Shot, "id">[] };

/** Advice for one pass; `path` is where it stands in the plan. */
export function lintPass(elements: readonly Pick<Element, "name">[], pass: LintedPass, path: string): Problem[] {
  return [
    ...pass.shots.flatMap((shot, index) => lintShot(elements, shot, index, `${path}.shots[${index}]`)),
    ...lintGuidance(pass, path),
  ];
}

function advice(code: string, path: string, message: string): Problem {
  return { code, severity: "advice", path, message };
}

function lintShot(
  elements: readonly Pick<Element, "name">[],
  shot: Omit<Shot, "id">,
  index: number,
  path: string,
): Problem[] {
  const free = shot.prompt !== undefined && shot.prompt !== null;
  const action = (free ? shot.prompt : shot.action) ?? "";
  const found: Problem[] = [];
  if (action.trim() === "") {
    found.push(advice("advice.no-action", `${path}.action`, "Say what happens in the shot."));
  }
  if (!free && !shot.camera?.size && !shot.camera?.move) {
    const message = "Give the shot a size or a camera move; models follow camera language well.";
    found.push(advice("advice.no-camera", `${path}.camera`, message));
  }
  if (!free && /\b(?:and then|then|after that|afterwards|before)\b/i.test(action)) {
    const message = "One action a shot works best; give the next action a shot of its own.";
    found.push(advice("advice.one-action", `${path}.action`, message));
  }
  if (shot.slowMotion && index > 1) {
    const message = "Slow motion suits detail shots early in a pass; late ones often come out at normal speed.";
    found.push(advice("advice.slow-motion-late", `${path}.slowMotion`, message));
  }
  const named = new Set(referencesOf(shot).map((reference) => reference.name));
  const lower = action.toLowerCase();
  for (const { name } of elements) {
    if (named.has(name) || !lower.includes(name.toLowerCase())) continue;
    const bare = new RegExp(`(?<![\\p{L}\\p{N}_@])${name}(?![\\p{L}\\p{N}_])`, "iu");
    if (!bare.test(action)) continue;
    const message = `Write @${name} to lock the look of this element.`;
    found.push(advice("advice.name-element", `${path}.${free ? "prompt" : "action"}`, message));
  }
  return found;
}

function lintGuidance(pass: LintedPass, path: string): Problem[] {
  if (pass.guidance === undefined || pass.guidance < 0.8) return [];
  const message = "Guidance of 0.8 and over risks artefacts; 0.5 is balanced, 0.65 suits several shots with elements.";
  return [advice("advice.guidance-high", `${path}.guidance`, message)];
}
