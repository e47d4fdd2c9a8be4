/** Owns the switch that sends the shots' own frames as keyframes, and where the model will put each of them. */
import { formatSeconds } from "../../../shared/budget/wall.ts";
import { isFarFromShot, keyframesOf } from "../../../shared/generation/keyframes.ts";
import type { ModelLimits } from "../../../shared/models/profile.ts";
import { shotLabel, totalMs } from "../../../shared/project/layout.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { numbersOf } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";
import { Row, Toggle } from "../ui/Field.tsx";
import styles from "./PassInspector.module.css";

interface KeyframesFieldProps {
  readonly project: Project;
  readonly pass: Pass;
  readonly limits: ModelLimits;
}

/** Only for models that take any. */
export function KeyframesField({ project, pass, limits }: KeyframesFieldProps) {
  const on = pass.keyframes ?? false;
  const { sent } = keyframesOf(limits, pass);
  const numbers = numbersOf(project);
  const labelOf = (shotIndex: number) => shotLabel(numbers.get(pass.shots[shotIndex]?.id ?? "") ?? 0);
  const turn = (keyframes: boolean) =>
    void editor.apply({ type: "pass.describe", passId: pass.id, fields: { keyframes: keyframes || null } });
  return (
    <>
      <Row label="Keyframes">
        <Toggle label="Use the shots’ own frames as keyframes" checked={on} onChange={turn} />
      </Row>
      <p className={styles.facts}>{on ? sayKeyframes(pass, sent.length) : "Use the shots’ own frames as keyframes."}</p>
      {sent.length > 0 && (
        <ol className={styles.keyframes} aria-label="Keyframes">
          {sent.map((each) => (
            <li key={each.shotIndex}>
              <span>{labelOf(each.shotIndex)}</span>
              <span className={styles.at}>at {tenths(each.fallsAtMs)}</span>
              <span className={isFarFromShot(each, totalMs(pass)) ? styles.far : styles.note}>
                shot begins at {formatSeconds(each.shotStartMs)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function sayKeyframes({ startFrame, shots }: Pass, count: number): string {
  const [first, ...later] = shots;
  if (later.every(({ frame }) => frame === undefined)) return "No shot after the first has a frame of its own yet.";
  if (startFrame === undefined && first?.frame === undefined) {
    return "Nothing is sent without a start frame: add one, or a frame to the first shot.";
  }
  const start = startFrame === undefined ? " The first shot’s frame is the start frame." : "";
  return `${count === 1 ? "1 keyframe" : `${count} keyframes`}, which the model spreads evenly.${start}`;
}

function tenths(ms: number): string {
  return formatSeconds(Math.round(ms / 100) * 100);
}
