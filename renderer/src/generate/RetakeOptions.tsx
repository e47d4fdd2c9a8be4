/** Owns what a retake is asked for beside its shots: the frame that it begins with, and longer shots where the model needs them. */
import { formatSeconds } from "../../../shared/budget/wall.ts";
import { takeLabel } from "../../../shared/cut/out/take-film.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Continues, Pass, Project } from "../../../shared/project/model.ts";
import { numbersOf } from "../state/selectors.ts";
import { useEditor } from "../state/use-editor.ts";
import { Row } from "../ui/Field.tsx";
import { type Choice, Picker } from "../ui/Picker.tsx";
import styles from "./Generate.module.css";
import type { BeginsWith, ChosenRetake } from "./use-retake.ts";

interface RetakeOptionsProps {
  readonly project: Project;
  readonly pass: Pass;
  readonly choice: ChosenRetake;
}

export function RetakeOptions({ project, pass, choice }: RetakeOptionsProps) {
  const takes = useEditor((state) => state.view?.takes ?? null);
  const { retake, frames, beginsWith, beginWith, shortage, lengthen, setLengthen, chosen } = choice;
  if (retake === null) return null;
  const say = ({ shotId, takeId, frame }: Continues, which: string) => {
    const take = takes?.find(({ id }) => id === takeId);
    const shot = shotLabel(numbersOf(project).get(shotId) ?? 0);
    return { label: `${which} frame of ${shot}`, note: take ? `${takeLabel(take)}, frame ${frame}` : "" };
  };
  const hasOwn = pass.startFrame !== undefined && chosen.has(pass.shots[0]?.id ?? "");
  const choices: Choice<BeginsWith>[] = [
    { value: "pass", label: hasOwn ? "Start frame of the pass" : "None" },
    ...(frames.previous ? [{ value: "previous" as const, ...say(frames.previous, "Last") }] : []),
    ...(frames.same ? [{ value: "same" as const, ...say(frames.same, "First") }] : []),
  ];
  const shots = pass.shots.filter(({ id }) => chosen.has(id));
  const plannedMs = shots.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return (
    <section className={styles.retake} aria-label="Retake">
      <p className={styles.hint}>The take shows these shots only; the others stay as they are.</p>
      {choices.length > 1 && (
        <Row label="Start frame">
          <Picker label="Start frame of the retake" value={beginsWith} choices={choices} onPick={beginWith} />
          {choice.sent === null && <span className={styles.hint}>Taking the frame…</span>}
        </Row>
      )}
      {shortage && (
        <div className={styles.shortage} role={lengthen ? undefined : "alert"}>
          <p>
            {shortage.message} {shortage.canLengthen ? "" : "Choose another shot as well."}
          </p>
          {shortage.canLengthen && (
            <label className={styles.choice}>
              <input
                type="checkbox"
                checked={lengthen}
                onChange={(event) => setLengthen(event.currentTarget.checked)}
              />
              Lengthen the shots for the model; the cut still plays {formatSeconds(plannedMs)}
            </label>
          )}
        </div>
      )}
    </section>
  );
}
