/** Owns which shots of a pass there is advice about, or something to do: judged only when somebody asks. */
import type { Element, Pass, Shot } from "../../../shared/project/model.ts";
import { inStanding, problemsOf, shotOf } from "../state/plan-problems.ts";

const none: ReadonlySet<string> = new Set();

export function toldShots(elements: readonly Element[], pass: Pass, what: "advice" | "to-do"): ReadonlySet<Shot> {
  const problems = inStanding(pass, problemsOf({ elements }, pass), none);
  const told = problems.filter(({ standing }) => (standing === "advice") === (what === "advice"));
  return new Set(told.flatMap((problem) => shotOf(pass, problem) ?? []));
}
