/** Owns the problems and the advice that a pass carries, judged again only when the pass or the elements changed. */
import { continuationAdvice } from "../../../shared/cut/out/go-on.ts";
import { problemsWith } from "../../../shared/preflight/compare-models.ts";
import { type FixableProblem, type Standing, standingOf } from "../../../shared/preflight/problem.ts";
import type { Element, Pass, Shot } from "../../../shared/project/model.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";

interface Elements {
  readonly elements: readonly Element[];
}

const judged = new WeakMap<Pass, { elements: readonly Element[]; problems: readonly FixableProblem[] }>();

/** Errors first; paths start at `passes[0]`, whichever pass it is. Faults of the elements that it calls are among them. */
export function problemsOf(project: Elements, pass: Pass): readonly FixableProblem[] {
  const known = judged.get(pass);
  if (known?.elements === project.elements) return known.problems;
  const problems = problemsWith(project, pass, pass.profile);
  judged.set(pass, { elements: project.elements, problems });
  return problems;
}

const continuations = new WeakMap<Pass, { view: ProjectView; advice: FixableProblem | null }>();

/** That the pass no longer goes on from the frame that the cut ends a shot with; null where it does, and where it goes on from none. */
export function continuationOf(view: ProjectView, pass: Pass): FixableProblem | null {
  const known = continuations.get(pass);
  if (known?.view === view) return known.advice;
  const advice = continuationAdvice(view.project, view.takes, pass, "passes[0]");
  continuations.set(pass, { view, advice });
  return advice;
}

export type StandingProblem = FixableProblem & { readonly standing: Standing };

const ranks: Readonly<Record<Standing, number>> = { error: 0, todo: 1, advice: 2 };

/**
 * Problems as the window shows them, errors first and advice last. What a shot or an element lacks is to do until Generate was pressed
 * for it (`asked`: ids of shots); a shot without a word gets no advice yet.
 */
export function inStanding(
  pass: Pass,
  problems: readonly FixableProblem[],
  asked: ReadonlySet<string>,
): StandingProblem[] {
  const unwritten = new Set(
    problems.filter((problem) => standingOf(problem) === "todo").flatMap((problem) => shotOf(pass, problem) ?? []),
  );
  const isAsked = (shot: Shot | undefined) =>
    shot ? asked.has(shot.id) : pass.shots.some((each) => asked.has(each.id));
  return problems
    .filter((problem) => {
      const shot = shotOf(pass, problem);
      return problem.severity === "error" || !shot || !unwritten.has(shot);
    })
    .map((problem) => {
      const standing = standingOf(problem);
      const wanted = standing === "todo" && isAsked(shotOf(pass, problem));
      return { ...problem, standing: wanted ? ("error" as const) : standing };
    })
    .toSorted((left, right) => ranks[left.standing] - ranks[right.standing]);
}

/** The shot that a problem of a pass is about. */
export function shotOf(pass: Pass, { path }: Pick<FixableProblem, "path">): Shot | undefined {
  const index = /^passes\[0\]\.shots\[(\d+)\]/.exec(path)?.[1];
  return index === undefined ? undefined : pass.shots[Number(index)];
}
