/** Owns advice on prompts: it never blocks, and says what usually works better. */
import type { ModelLimits } from "../models/profile.ts";
import type { Element } from "../project/model.ts";
import { lintActions } from "./lints/actions.ts";
import { type Advice, type LintContext, type LintedPass, shotContext } from "./lints/advice.ts";
import { lintCamera } from "./lints/camera.ts";
import { lintDirection } from "./lints/direction.ts";
import { lintNames } from "./lints/names.ts";
import { lintParameters } from "./lints/parameters.ts";
import { lintRepeated } from "./lints/repeated.ts";
import { lintSpeech } from "./lints/speech.ts";
import { lintSubjects } from "./lints/subjects.ts";
import { lintTransition } from "./lints/transitions.ts";

/** Advice for one pass; `path` is where it stands in the plan, `limits` are those of its profile. */
export function lintPass(
  elements: readonly Pick<Element, "name">[],
  pass: LintedPass,
  path: string,
  limits: ModelLimits | null = null,
): Advice[] {
  const shots = pass.shots.map((shot, index) => shotContext(shot, index, path));
  const names = new Map(elements.map(({ name }) => [name.toLowerCase().replaceAll("_", " "), name]));
  const context: LintContext = { pass, path, elements: names, limits, shots };
  return [
    ...shots.flatMap((shot, index) => [
      ...lintActions(shot),
      ...lintSpeech(shot),
      ...lintTransition(shot, shots[index - 1]),
    ]),
    ...lintCamera(context),
    ...lintNames(context),
    ...lintSubjects(context),
    ...lintRepeated(context),
    ...lintDirection(shots),
    ...lintParameters(context),
  ];
}
