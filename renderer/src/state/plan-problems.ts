/** Owns the problems and the advice that a pass carries, judged again only when the pass or the elements changed. */
import type { Element, Pass, Project } from "../../../shared/project/model.ts";
import { checkPlan } from "../../../shared/project/preflight.ts";
import type { Problem } from "../../../shared/rpc/contract.ts";

const judged = new WeakMap<Pass, { elements: readonly Element[]; problems: readonly Problem[] }>();

/** Errors first; paths start at `passes[0]`, whichever pass it is. Faults of the elements' names are left out. */
export function problemsOf(project: Project, pass: Pass): readonly Problem[] {
  const known = judged.get(pass);
  if (known?.elements === project.elements) return known.problems;
  const all = checkPlan({ elements: project.elements, passes: [pass] });
  const problems = all.filter((problem) => problem.path.startsWith("passes[0]"));
  judged.set(pass, { elements: project.elements, problems });
  return problems;
}

/** Those about one shot, by its place in the pass. */
export function problemsOfShot(problems: readonly Problem[], index: number): Problem[] {
  return problems.filter((problem) => problem.path.startsWith(`passes[0].shots[${index}]`));
}
