/** Owns choosing which shots of a pass are generated, each with the words that its model reads. */
import { formatSeconds } from "../../../shared/budget/wall.ts";
import { writePass } from "../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { numbersOf } from "../state/selectors.ts";
import { joinClasses } from "../ui/Button.tsx";
import styles from "./Generate.module.css";
import type { ChosenRetake } from "./use-retake.ts";

interface ShotChoiceProps {
  readonly project: Project;
  readonly pass: Pass;
  readonly profile: ModelProfile;
  readonly choice: ChosenRetake;
}

export function ShotChoice({ project, pass, profile, choice: { chosen, choose, sent } }: ShotChoiceProps) {
  const all = writePass(profile, project.elements, pass).shots;
  const written = sent && writePass(profile, project.elements, sent).shots;
  const numbers = numbersOf(project);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must scroll by keyboard
    <ul className={styles.shots} tabIndex={0} aria-label="Shots to generate">
      {pass.shots.map(({ id }, index) => {
        const isChosen = chosen.has(id);
        const shot = written?.[sent?.shots.findIndex((each) => each.id === id) ?? -1] ?? all[index];
        const label = shotLabel(numbers.get(id) ?? 0);
        return (
          <li key={id} className={joinClasses(styles.shot, !isChosen && styles.unchosen)}>
            <label className={styles.choice}>
              <input
                type="checkbox"
                checked={isChosen}
                aria-label={`Generate ${label}`}
                disabled={pass.shots.length === 1}
                onChange={(event) => choose(id, event.currentTarget.checked)}
              />
              {label}
            </label>
            <span className={styles.seconds}>{formatSeconds(shot?.durationMs ?? 0)}</span>
            <span>{shot?.text || <em className={styles.nothing}>This shot has no prompt.</em>}</span>
          </li>
        );
      })}
    </ul>
  );
}
