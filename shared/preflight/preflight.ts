/** Owns checking a plan against its profiles, apart from image files; the same for a plan file and a live project. */
import type { ModelProfile } from "../models/profile.ts";
import { profileOf, sayUnknown } from "../models/profiles.ts";
import { lintPass } from "../prompt/lints.ts";
import { namesCalledIn } from "../prompt/references.ts";
import { withFix } from "./advice-fixes.ts";
import { type CheckedElement, checkElements } from "./element-rules.ts";
import { checkFramesOrElements } from "./frames-or-elements.ts";
import { type CheckedPass, checkBudgetOf, checkChoices, checkFrames, requestedPasses } from "./pass-rules.ts";
import type { FixableProblem } from "./problem.ts";
import { problem } from "./problem.ts";
import { checkReferences, checkStill, checkTexts } from "./text-rules.ts";

/** What is checked: a plan as read, or a project. What has ids, as in a live project, gets fixes. */
export interface CheckedPlan {
  readonly elements: readonly CheckedElement[];
  readonly passes: readonly CheckedPass[];
}

/**
 * All problems of a plan, errors first. `profileId` judges every pass as if it were made for that profile; one of stills
 * looks only at what its still is made from. Edits that would fix the pass are offered for its own profile alone.
 */
export function checkPlan(plan: CheckedPlan, profileId?: string): FixableProblem[] {
  const problems = [
    ...checkElements(plan.elements, neededIn(plan.passes, profileId)),
    ...plan.passes.flatMap((pass, index) => checkPass(plan, pass, `passes[${index}]`, profileId ?? pass.profile)),
  ];
  const seen = new Set<string>();
  const keyOf = ({ code, path, range }: FixableProblem) => `${code} ${path} ${range?.from ?? ""}`;
  const unique = problems.filter((each) => !seen.has(keyOf(each)) && seen.add(keyOf(each)));
  return errorsFirst(unique);
}

/**
 * Which elements need an image: not those that are called only where none is needed, such as in animatics, which show them as they are
 * blocked; and none at all where every pass is like that.
 */
function neededIn(passes: readonly CheckedPass[], profileId: string | undefined): (name: string) => boolean {
  const needsNone = ({ profile }: CheckedPass) => profileOf(profileId ?? profile)?.limits.imagesPerElement.min === 0;
  const others = passes.filter((pass) => !needsNone(pass));
  if (others.length === 0) return () => false;
  const calledIn = (some: readonly CheckedPass[]) => new Set(some.flatMap((pass) => [...namesCalledIn(pass)]));
  const [byOthers, byAny] = [calledIn(others), calledIn(passes)];
  return (name) => byOthers.has(name) || !byAny.has(name);
}

/** Errors before advice, otherwise in the order that they have. */
export function errorsFirst(problems: readonly FixableProblem[]): FixableProblem[] {
  return problems.toSorted((left, right) => rank(left) - rank(right));
}

/** Those of the pass at `index` and those of no pass: what is wrong with other passes does not keep one from being sent. */
export function problemsOfPass(problems: readonly FixableProblem[], index: number): FixableProblem[] {
  return problems.filter(({ path }) => !path.startsWith("passes[") || path.startsWith(`passes[${index}].`));
}

function rank(each: FixableProblem): number {
  return each.severity === "error" ? 0 : 1;
}

function checkPass({ elements }: CheckedPlan, pass: CheckedPass, path: string, profileId: string): FixableProblem[] {
  const profile = profileOf(profileId);
  if (!profile) {
    const { message, next } = sayUnknown(profileId);
    return [problem("error", "profile.unknown", `${path}.profile`, message, next)];
  }
  const { id, ...withoutId } = pass;
  const judged = id !== undefined && profileId === pass.profile ? pass : withoutId;
  if (profile.output === "still")
    return [...checkAvailable(profile, path), ...checkStill(profile, elements, judged, path)];
  const requests = requestedPasses(profile, judged);
  /** What is wrong with any of the requests, where it is in the pass. */
  const inEach = (check: (pass: CheckedPass) => FixableProblem[]) =>
    requests.flatMap((each, index) => {
      const inPass = (place: string) => place.replace(`${path}.shots[0]`, `${path}.shots[${index}]`);
      const found = check(each);
      return requests.length === 1 ? found : found.map((problem) => ({ ...problem, path: inPass(problem.path) }));
    });
  const texts = inEach((each) => checkTexts(profile, elements, each, path));
  const empty = new Set(texts.filter(({ code }) => code === "prompt.empty").map((each) => `${each.path}.action`));
  return [
    ...checkAvailable(profile, path),
    ...checkBudgetOf(profile, judged, path),
    ...inEach((each) => checkFramesOrElements(profile, elements, each, path)),
    ...inEach((each) => checkReferences(profile, elements, each, path)),
    ...inEach((each) => checkFrames(profile, each, path)),
    ...texts,
    ...checkChoices(profile, judged, path),
    // The same is not said twice of one shot.
    ...lintPass(elements, judged, path, profile.limits)
      .filter((each) => each.code !== "advice.no-action" || !empty.has(each.path))
      .map((each) => withFix(each, judged, profile.limits)),
  ];
}

/** A model that is known, and to which nothing can be sent yet. */
function checkAvailable({ label, off }: ModelProfile, path: string): FixableProblem[] {
  if (off === undefined) return [];
  const message = `${label} is not available yet. ${off}`;
  return [problem("error", "profile.unavailable", `${path}.profile`, message, "Choose another model for the pass.")];
}
