/** Owns what is to do or better about the shown shot, as it is being typed, with a click for what can be done at once; its fields are told as well. */
import { useDeferredValue, useEffect, useMemo } from "react";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { StandingIcon } from "../preflight/StandingIcon.tsx";
import { useAskedShots } from "../state/asked-shots.ts";
import { inStanding, problemsOf, type StandingProblem, shotOf } from "../state/plan-problems.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Section } from "../ui/Field.tsx";
import { useLiveShot, withShot } from "./live-shot.ts";
import styles from "./ShotInspector.module.css";
import { showJudged } from "./shot-problems.ts";

interface NotesProps {
  readonly project: Project;
  readonly pass: Pass;
  readonly shot: Shot;
}

export function ProblemsSection({ project, pass, shot }: NotesProps) {
  const problems = useJudged(project, pass, useDeferredValue(useLiveShot(shot)));
  if (problems.length === 0) return null;
  return (
    <Section title="Advice for this shot">
      <ul className={styles.advice}>
        {problems.map((problem) => (
          <li
            key={`${problem.code} ${problem.path} ${problem.range?.from}`}
            className={problem.standing === "error" ? styles.error : undefined}
          >
            <StandingIcon standing={problem.standing} />
            <div>
              {problem.message} {problem.next && <span className={styles.next}>{problem.next}</span>}
              <FixButton problem={problem} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function FixButton({ problem: { fix } }: { problem: StandingProblem }) {
  if (!fix || !("edit" in fix)) return null;
  const { label, edit } = fix;
  return (
    <Button className={styles.fix} onClick={() => void editor.apply(edit)}>
      {label}
    </Button>
  );
}

/** The problems of the shot as it is being typed; its fields are told of them. */
function useJudged(project: Project, pass: Pass, live: Shot): readonly StandingProblem[] {
  const asked = useAskedShots();
  const { elements } = project;
  const problems = useMemo(() => {
    const livePass = withShot(pass, live);
    return inStanding(livePass, problemsOf({ elements }, livePass), asked).filter(
      (problem) => shotOf(livePass, problem) === live,
    );
  }, [elements, pass, live, asked]);
  useEffect(() => showJudged({ shot: live, elements, problems }), [live, elements, problems]);
  return problems;
}
