/** Owns what is wrong with a pass for its model and what is to do, with one-click ways out, and why fewer shots fit than the model takes. */
import { useState } from "react";
import { capacityOf, fitToBudget, splitPoint } from "../../../shared/budget/check.ts";
import type { Wall } from "../../../shared/budget/wall.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import { imageProblemsWith } from "../../../shared/preflight/compare-models.ts";
import type { FixableProblem } from "../../../shared/preflight/problem.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Media } from "../../../shared/project/media.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { closeDialog } from "../dialogs/dialogs.ts";
import { useAskedShots } from "../state/asked-shots.ts";
import { makeId } from "../state/make-id.ts";
import { continuationOf, inStanding, problemsOf, type StandingProblem, shotOf } from "../state/plan-problems.ts";
import { numbersOf } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./PassProblems.module.css";
import { StandingIcon } from "./StandingIcon.tsx";

type Fix = NonNullable<FixableProblem["fix"]>;

const noMedia: readonly Media[] = [];

/** Everything about a pass and its images, errors first. */
export function useProblems(project: Project, pass: Pass): readonly StandingProblem[] {
  const media = useEditor((state) => state.view?.media) ?? noMedia;
  const asked = useAskedShots();
  const stale = useEditor((state) => state.view && continuationOf(state.view, pass));
  const problems = [
    ...problemsOf(project, pass),
    ...imageProblemsWith(project, pass, pass.profile, media),
    ...(stale ? [stale] : []),
  ];
  return inStanding(pass, problems, asked);
}

interface PassProblemsProps {
  readonly project: Project;
  readonly pass: Pass;
  /** Leaves the others out. */
  readonly only?: (problem: FixableProblem) => boolean;
}

export function PassProblems({ project, pass, only = () => true }: PassProblemsProps) {
  const [wall, setWall] = useState<Wall | null>(null);
  const problems = useProblems(project, pass).filter(only);
  const limits = limitsOf(pass.profile);
  const durations = pass.shots.map((shot) => shot.durationMs);
  const budget = problems.some((problem) => problem.code.startsWith("budget."));
  const fitIsOffered = problems.some(({ fix }) => fix && "edit" in fix && fix.edit.type === "pass.fit");
  const { reason } = capacityOf(limits);
  const apply = async (edit: Edit) => setWall(await editor.apply(edit));
  return (
    <>
      {problems.length > 0 && (
        <ul className={styles.problems}>
          {groupByMessage(problems).map((group) => (
            <li
              key={`${group.standing} ${group.message}`}
              className={group.standing === "error" ? styles.error : undefined}
            >
              <StandingIcon standing={group.standing} />
              <div className={styles.problem}>
                <ShotLinks project={project} pass={pass} problems={group.problems} />
                {group.message} {group.next && <span className={styles.next}>{group.next}</span>}
                <FixButtons fixes={group.fixes} apply={apply} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {budget && (
        <div className={styles.fixes}>
          {!fitIsOffered && fitToBudget(durations, limits) && (
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

/** One button for each way out; the same way for several places is one click. */
function FixButtons({ fixes, apply }: { fixes: readonly Fix[]; apply: (edit: Edit) => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  if (fixes.length === 0) return null;
  const labels = [...new Set(fixes.map((fix) => fix.label))];
  const run = async (label: string) => {
    setBusy(true);
    for (const fix of fixes.filter((each) => each.label === label)) {
      if ("edit" in fix) await apply(fix.edit);
      else await convertImage(fix.convertImage);
    }
    setBusy(false);
  };
  return (
    <div className={styles.fixes}>
      {labels.map((label) => (
        <Button key={label} className={styles.fix} disabled={busy} onClick={() => void run(label)}>
          {label}
        </Button>
      ))}
    </div>
  );
}

async function convertImage(image: { mediaId: string; profile: string }): Promise<void> {
  const { projectId } = editor.get();
  if (projectId === null) return;
  try {
    await editor.client.call("images.convert", { projectId, ...image });
  } catch (error) {
    editor.report(error);
  }
}

interface ProblemGroup extends Pick<StandingProblem, "message" | "standing" | "next"> {
  readonly problems: readonly StandingProblem[];
  readonly fixes: readonly Fix[];
}

/** The same fault of several shots is said once. */
function groupByMessage(problems: readonly StandingProblem[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>();
  for (const problem of problems) {
    const { message, standing, next, fix } = problem;
    const key = `${standing} ${message}`;
    const known = groups.get(key);
    const fixes = [...(known?.fixes ?? []), ...(fix ? [fix] : [])];
    const grouped = [...(known?.problems ?? []), problem];
    groups.set(key, { message, standing, problems: grouped, fixes, next: known?.next ?? next });
  }
  return [...groups.values()];
}

interface PassProblemsOf {
  readonly project: Project;
  readonly pass: Pass;
  readonly problems: readonly StandingProblem[];
}

/** The shots that have a problem; each leads to its own inspector. */
function ShotLinks({ project, pass, problems }: PassProblemsOf) {
  const shots = problems.flatMap((problem) => shotOf(pass, problem) ?? []);
  return [...new Set(shots)].map((shot) => (
    <span key={shot.id}>
      <button type="button" className={styles.link} onClick={() => showShot(pass.id, shot.id)}>
        {shotLabel(numbersOf(project).get(shot.id) ?? 0)}
      </button>{" "}
    </span>
  ));
}

/** In the inspector, which a dialog would cover. */
function showShot(passId: string, shotId: string): void {
  closeDialog();
  editor.select({ passId, shotId });
}
