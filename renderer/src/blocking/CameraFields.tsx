/** Owns the fields of the camera: its lens, where it stands, at what it looks, and what has changed when the shot ends. */
import type { CameraTarget, Spot } from "../../../shared/project/stage.ts";
import { cameraFacts } from "../../../shared/stage/camera-facts.ts";
import { framesAs } from "../../../shared/stage/frames-as.ts";
import { toMillimeters } from "../../../shared/stage/mirror.ts";
import { fieldOfView } from "../../../shared/stage/optics.ts";
import { nothing } from "../../../shared/stage/set-ups.ts";
import type { Point } from "../../../shared/stage/vectors.ts";
import { labelSize } from "../commands/camera-labels.ts";
import { planOf } from "../state/planned-frame.ts";
import { Button } from "../ui/Button.tsx";
import { Section } from "../ui/Field.tsx";
import { Picker } from "../ui/Picker.tsx";
import styles from "./Blocking.module.css";
import { changeCamera, changeCameraEnd, make, type StageEdit } from "./field-edits.ts";
import { HandRow } from "./HandRow.tsx";
import { NumberField } from "./NumberField.tsx";
import { PathRow } from "./PathRow.tsx";
import { roundTo } from "./read-number.ts";
import type { Staged } from "./use-staged.ts";
import { XyFields } from "./XyFields.tsx";

export function CameraFields({ staged }: { staged: Staged }) {
  const { camera } = staged.blocked;
  const { start } = camera;
  const own = staged.shot.blocking?.camera;
  const change = (fields: Parameters<typeof changeCamera>[1]): StageEdit => changeCamera(staged, fields);
  const toWords = (...keys: (keyof NonNullable<typeof own>)[]) =>
    keys.some((key) => own?.[key] !== undefined)
      ? () => make(change(Object.fromEntries(keys.map((key) => [key, undefined]))))
      : undefined;
  const subject = staged.cast.find(({ id }) => id === camera.subject);
  const across = Math.round(fieldOfView(start.lens, staged.ratio).across);
  return (
    <>
      <Section title="Lens and place">
        <HandRow label="Lens" toWords={toWords("lens")}>
          <NumberField
            label="Lens"
            value={start.lens}
            unit="mm"
            step={1}
            digits={1}
            edit={(lens) => change({ lens })}
          />
          <span className={styles.said}>{across}° across</span>
        </HandRow>
        <HandRow label="Height" toWords={toWords("height")}>
          <NumberField
            label="Camera height"
            value={start.at[2]}
            unit="m"
            step={0.1}
            digits={2}
            edit={(height) => change({ height })}
          />
        </HandRow>
        <HandRow label="Distance">
          <NumberField
            label="Distance to the target"
            value={start.focus}
            unit="m"
            step={0.1}
            digits={2}
            fault={(away) => (away < 0.1 ? "Enter at least 0.1 m." : null)}
            edit={(away) => change(placedAt(start.at, camera.target, away))}
          />
          {subject && (
            <span className={styles.said}>
              frames as {labelSize(framesAs(start.lens, staged.ratio, start.focus, subject.height))}
            </span>
          )}
        </HandRow>
        <HandRow label="Position" toWords={toWords("at")}>
          <XyFields name="Position" at={[start.at[0], start.at[1]]} edit={(at) => change({ at })} />
        </HandRow>
        <HandRow label="Roll" toWords={toWords("roll")}>
          <NumberField label="Roll" value={start.roll} unit="°" step={1} digits={1} edit={(roll) => change({ roll })} />
          <span className={styles.said}>{sayTilt(start.tilt)}</span>
        </HandRow>
      </Section>
      <TargetFields staged={staged} />
      <EndFields staged={staged} />
      {own && (
        <div className={styles.foot}>
          <Button onClick={() => make(change(nothing))}>Back to the words</Button>
        </div>
      )}
    </>
  );
}

/** The camera as far from its target as said, on the line between them. */
function placedAt(at: Point, target: Point, away: number): { at: Spot; height: number } {
  const now = Math.hypot(at[0] - target[0], at[1] - target[1], at[2] - target[2]);
  const along = (axis: 0 | 1 | 2) =>
    now === 0 ? target[axis] - (axis === 1 ? away : 0) : target[axis] + ((at[axis] - target[axis]) * away) / now;
  return { at: [toMillimeters(along(0)), toMillimeters(along(1))], height: Math.max(0.05, toMillimeters(along(2))) };
}

function sayTilt(tilt: number): string {
  const degrees = Math.round(Math.abs(tilt));
  return degrees === 0 ? "level" : `looks ${degrees}° ${tilt > 0 ? "up" : "down"}`;
}

/** No id of a figure has a space. */
const pointChoice = "a point";

function TargetFields({ staged }: { staged: Staged }) {
  const { camera } = staged.blocked;
  const own = staged.shot.blocking?.camera?.target;
  const change = (target: CameraTarget | undefined): StageEdit => changeCamera(staged, { target });
  const point: Extract<CameraTarget, { at: Spot }> =
    own && "at" in own
      ? own
      : {
          at: [toMillimeters(camera.target[0]), toMillimeters(camera.target[1])],
          height: toMillimeters(camera.target[2]),
        };
  const isPoint = own !== undefined && "at" in own;
  const isBetween = own === undefined && camera.partner !== undefined;
  return (
    <Section title="Target">
      <HandRow label="Looks at" toWords={own && (() => make(change(undefined)))}>
        <Picker
          label="Looks at"
          value={isPoint ? pointChoice : isBetween ? null : camera.subject}
          empty={isBetween ? "Between the two" : "Nobody"}
          choices={[
            ...staged.cast.map(({ id, name }) => ({ value: id, label: name })),
            { value: pointChoice, label: "A point" },
          ]}
          onPick={(value) => make(change(value === pointChoice ? point : { figure: value }))}
        />
      </HandRow>
      {isPoint && (
        <>
          <HandRow label="Point">
            <XyFields name="Point" at={point.at} edit={(at) => change({ ...point, at })} />
          </HandRow>
          <HandRow label="Point height">
            <NumberField
              label="Point height"
              value={point.height}
              unit="m"
              step={0.1}
              digits={2}
              edit={(height) => change({ ...point, height })}
            />
          </HandRow>
        </>
      )}
    </Section>
  );
}

/** What has changed when the camera arrives; what is empty stays as it was. */
function EndFields({ staged }: { staged: Staged }) {
  const own = staged.shot.blocking?.camera;
  const { start } = staged.blocked.camera;
  const clear = (key: "lens" | "height") => () => changeCameraEnd(staged, { [key]: undefined });
  const toWords = (key: "lens" | "height") => (own?.to?.[key] === undefined ? undefined : () => make(clear(key)()));
  return (
    <Section title="At the end of the shot">
      <HandRow label="Lens" name="Lens at the end" toWords={toWords("lens")}>
        <NumberField
          label="Lens at the end"
          value={own?.to?.lens ?? null}
          empty="As at the start"
          base={start.lens}
          unit="mm"
          step={1}
          digits={1}
          edit={(lens) => changeCameraEnd(staged, { lens })}
          clear={clear("lens")}
        />
      </HandRow>
      <HandRow label="Height" name="Height at the end" toWords={toWords("height")}>
        <NumberField
          label="Height at the end"
          value={own?.to?.height ?? null}
          empty="As at the start"
          base={start.at[2]}
          unit="m"
          step={0.1}
          digits={2}
          edit={(height) => changeCameraEnd(staged, { height: roundTo(height, 3) })}
          clear={clear("height")}
        />
      </HandRow>
      <PathRow
        meters={travelOf(staged)}
        points={own?.path?.length ?? 0}
        durationMs={staged.shot.durationMs}
        clear={own?.path && (() => make(changeCamera(staged, { path: undefined })))}
      />
    </Section>
  );
}

/** Meters that the camera travels during the shot, by its path or by its move. */
function travelOf({ project, pass, index, blocked }: Staged): number {
  const take = planOf(project, pass).shots[index]?.take;
  return take ? cameraFacts(blocked, take).moveLength : 0;
}
