/** Owns showing the exact text of a shot that will be sent, its length against the limit, and what is to do or better about it. */
import { limitsOf, profileOf } from "../../../shared/models/profiles.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { compileShotText } from "../../../shared/prompt/compile.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { StandingIcon } from "../preflight/StandingIcon.tsx";
import { useAskedShots } from "../state/asked-shots.ts";
import { inStanding, problemsOf, shotOf } from "../state/plan-problems.ts";
import { joinClasses } from "../ui/Button.tsx";
import { Section } from "../ui/Field.tsx";
import styles from "./ShotInspector.module.css";

interface SentProps {
  readonly project: Project;
  readonly pass: Pass;
  readonly shot: Shot;
}

export function SentSection({ project, pass, shot }: SentProps) {
  const text = compileShotText(shot, pass.look);
  const limit = limitsOf(pass.profile).shotPromptChars;
  const over = limit !== null && text.length > limit;
  const problems = inStanding(pass, problemsOf(project, pass), useAskedShots()).filter(
    (problem) => shotOf(pass, problem) === shot,
  );
  return (
    <Section
      title="What will be sent"
      action={
        <button
          type="button"
          className={styles.mode}
          title={`Full request for ${profileOf(pass.profile)?.label ?? pass.profile}`}
          onClick={() => openDialog({ kind: "request", passId: pass.id })}
        >
          Full request
        </button>
      }
    >
      <p className={styles.sent} data-testid="compiled-text">
        {text === "" ? <span className={styles.nothing}>Nothing to send yet.</span> : text}
      </p>
      <span className={joinClasses(styles.count, over && styles.over)}>
        {text.length} {limit === null ? "characters" : `of ${limit} characters`}
      </span>
      {problems.length > 0 && (
        <ul className={styles.advice}>
          {problems.map((problem) => (
            <li
              key={`${problem.code} ${problem.path} ${problem.range?.from}`}
              className={problem.standing === "error" ? styles.error : undefined}
            >
              <StandingIcon standing={problem.standing} />
              <span>{problem.message}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
