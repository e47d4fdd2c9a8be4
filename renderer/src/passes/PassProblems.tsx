/** Owns what is wrong with a pass for its model, with one-click ways out, and why fewer shots fit than the model takes. */
import { CircleAlert, Lightbulb } from "lucide-react";
import { useState } from "react";
import { capacityOf, fitToBudget, splitPoint } from "../../../shared/budget/check.ts";
import type { Wall } from "../../../shared/budget/wall.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import type { Problem } from "../../../shared/rpc/contract.ts";
import { makeId } from "../state/make-id.ts";
import { problemsOf } from "../state/plan-problems.ts";
import { numbersOf } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./PassInspector.module.css";

export function PassProblems({ project, pass }: { project: Project; pass: Pass }) {
  const [wall, setWall] = useState<Wall | null>(null);
  const problems = problemsOf(project, pass);
  const limits = limitsOf(pass.profile);
  const durations = pass.shots.map((shot) => shot.durationMs);
  const budget = problems.some((problem) => problem.code.startsWith("budget."));
  const { reason } = capacityOf(limits);
  const apply = async (edit: Edit) => setWall(await editor.apply(edit));
  return (
    <>
      {problems.length > 0 && (
        <ul className={styles.problems}>
          {groupByMessage(problems).map((group) => (
            <li key={group.message} className={group.severity === "error" ? styles.error : undefined}>
              {group.severity === "error" ? <CircleAlert size={14} /> : <Lightbulb size={14} />}
              <span>
                <ShotLinks project={project} pass={pass} paths={group.paths} />
                {group.message}
              </span>
            </li>
          ))}
        </ul>
      )}
      {budget && (
        <div className={styles.fixes}>
          {fitToBudget(durations, limits) && (
            <Button onClick={() => void apply({ type: "pass.fit", passId: pass.id })}>Fit to budget</Button>
          )}
          {splitPoint(durations, limits) !== null && (
            <Button onClick={() => void apply({ type: "pass.split", passId: pass.id, newPassId: makeId("pass") })}>
              Split into two passes
            </Button>
          )}
        </div>
      )}
      {wall && (
        <p role="alert" className={styles.error}>
          {wall.message} {wall.next}
        </p>
      )}
      {reason && pass.shots.length >= capacityOf(limits).shots && <p className={styles.facts}>{reason}</p>}
    </>
  );
}

interface ProblemGroup extends Pick<Problem, "message" | "severity"> {
  readonly paths: readonly string[];
}

/** The same fault of several shots is said once. */
function groupByMessage(problems: readonly Problem[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>();
  for (const { message, severity, path } of problems) {
    const paths = [...(groups.get(message)?.paths ?? []), path];
    groups.set(message, { message, severity, paths });
  }
  return [...groups.values()];
}

/** The shots that have a problem; each leads to its own inspector. */
function ShotLinks({ project, pass, paths }: { project: Project; pass: Pass; paths: readonly string[] }) {
  const shots = paths.flatMap((path) => {
    const index = /^passes\[0\]\.shots\[(\d+)\]/.exec(path)?.[1];
    return index === undefined ? [] : (pass.shots[Number(index)] ?? []);
  });
  return [...new Set(shots)].map((shot) => (
    <span key={shot.id}>
      <button type="button" className={styles.link} onClick={() => editor.select({ passId: pass.id, shotId: shot.id })}>
        {shotLabel(numbersOf(project).get(shot.id) ?? 0)}
      </button>{" "}
    </span>
  ));
}
