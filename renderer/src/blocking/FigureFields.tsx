/** Owns the fields of a figure: whom it shows and how it is built through the pass, and how it stands, turns and goes in the shot. */
import { type BlockingPose, blockingPoses, builds, isLiving } from "../../../shared/project/vocabulary.ts";
import { backToWords, withoutFigure } from "../../../shared/stage/by-hand.ts";
import type { FigureTrack } from "../../../shared/stage/scene.ts";
import { bearingTo, pathLength, turned } from "../../../shared/stage/vectors.ts";
import { changeStage as changeStageAndShots } from "../commands/blocking-commands.ts";
import { selectOnStage } from "../state/stage-selection.ts";
import { Button } from "../ui/Button.tsx";
import { Row, Section, TextField, Toggle } from "../ui/Field.tsx";
import { Picker } from "../ui/Picker.tsx";
import styles from "./Blocking.module.css";
import { changeFigure, changeStageFigure, make, type StageEdit } from "./field-edits.ts";
import { HandRow } from "./HandRow.tsx";
import { NumberField } from "./NumberField.tsx";
import { PathRow } from "./PathRow.tsx";
import { roundTo } from "./read-number.ts";
import type { Staged } from "./use-staged.ts";
import { XyFields } from "./XyFields.tsx";

export function labelOfName(name: string): string {
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const poseChoices = blockingPoses.map((value) => ({ value, label: labelOfName(value) }));
const buildChoices = builds.map((value) => ({ value, label: labelOfName(value) }));

export function FigureFields({ staged, track }: { staged: Staged; track: FigureTrack }) {
  return (
    <>
      <InShot staged={staged} track={track} />
      <InPass staged={staged} track={track} />
      <Foot staged={staged} track={track} />
    </>
  );
}

function InShot({ staged, track }: { staged: Staged; track: FigureTrack }) {
  const { cast, start, end, path } = track;
  const { id } = cast;
  const own = staged.shot.blocking?.figures?.[id];
  const onStage = staged.index === 0 ? staged.pass.stage?.figures?.find((each) => each.id === id) : undefined;
  const isSpoken = staged.byHand.figures.includes(id);
  const change = (fields: Parameters<typeof changeFigure>[2]): StageEdit => changeFigure(staged, id, fields);
  const toWords = (key: "at" | "facing" | "pose") => {
    if (own?.[key] !== undefined) return () => make(change({ [key]: undefined }));
    if (isSpoken && onStage?.[key] !== undefined)
      return () => make(changeStageFigure(staged, id, { [key]: undefined }));
    return undefined;
  };
  const others = staged.blocked.figures.filter((each) => each.cast.id !== id);
  const [cameraX, cameraY] = staged.blocked.camera.start.at;
  const spots = new Map([
    ...others.map((each) => [each.cast.id, each.start.at] as const),
    [cameraChoice, [cameraX, cameraY] as const],
  ]);
  const facedFrom = (other: string) => bearingTo(start.at, [...(spots.get(other) ?? start.at)]);
  const faced = [...spots.keys()].find((other) => Math.abs(turned(facedFrom(other) - start.facing)) < 2) ?? null;
  return (
    <Section title={`In ${staged.label}`}>
      <HandRow label="Seen" toWords={own?.seen === undefined ? undefined : () => make(change({ seen: undefined }))}>
        <Toggle
          label="Seen in this shot"
          checked={staged.blocked.figures.some((each) => each.cast.id === id)}
          onChange={(seen) => make(change({ seen }))}
        />
      </HandRow>
      <HandRow label="Position" toWords={toWords("at")}>
        <XyFields name="Position" at={start.at} edit={(at) => change({ at })} />
      </HandRow>
      <HandRow label="Facing" toWords={toWords("facing")}>
        <NumberField
          label="Facing"
          value={turned(start.facing)}
          unit="°"
          step={5}
          digits={0}
          edit={(facing) => change({ facing: roundTo(facing, 2) })}
        />
        <Picker
          label="Faces"
          value={faced}
          empty="Faces…"
          choices={[
            ...others.map((each) => ({ value: each.cast.id, label: each.cast.name })),
            { value: cameraChoice, label: "The camera" },
          ]}
          onPick={(other) => make(change({ facing: roundTo(facedFrom(other), 2) }))}
        />
      </HandRow>
      <HandRow label="Pose" toWords={toWords("pose")}>
        <Picker
          label="Pose"
          value={start.pose}
          choices={poseChoices}
          onPick={(pose: BlockingPose) => make(change({ pose }))}
        />
      </HandRow>
      <HandRow label="End pose" toWords={own?.toPose && (() => make(change({ toPose: undefined })))}>
        <Picker
          label="End pose"
          value={end.pose}
          choices={poseChoices}
          onPick={(toPose: BlockingPose) => make(change({ toPose }))}
        />
      </HandRow>
      <HandRow
        label="End facing"
        toWords={own?.toFacing === undefined ? undefined : () => make(change({ toFacing: undefined }))}
      >
        <NumberField
          label="End facing"
          value={turned(end.facing)}
          unit="°"
          step={5}
          digits={0}
          edit={(toFacing) => change({ toFacing: roundTo(toFacing, 2) })}
        />
      </HandRow>
      <PathRow
        meters={pathLength(path)}
        points={own?.path?.length ?? 0}
        durationMs={staged.shot.durationMs}
        clear={own?.path && (() => make(change({ path: undefined })))}
      />
    </Section>
  );
}

/** No id of a figure has a space. */
const cameraChoice = "the camera";

function InPass({ staged, track: { cast } }: { staged: Staged; track: FigureTrack }) {
  const { id } = cast;
  const own = staged.pass.stage?.figures?.find((each) => each.id === id);
  const change = (fields: Parameters<typeof changeStageFigure>[2]): StageEdit => changeStageFigure(staged, id, fields);
  const living = staged.elements.filter(({ kind }) => isLiving(kind));
  return (
    <Section title="In the whole pass">
      <Row label="Shows">
        <Picker
          label="Shows"
          value={cast.element}
          empty="Nobody"
          choices={living.map(({ name }) => ({ value: name, label: `@${name}` }))}
          onPick={(element) => make(change({ element: element === id ? undefined : element }))}
          {...(own?.element ? { onClear: () => make(change({ element: undefined })) } : {})}
        />
      </Row>
      <Row label="Label">
        <TextField
          label="Label"
          value={own?.label ?? ""}
          placeholder={cast.name}
          maxLength={60}
          onCommit={(text) => make(change({ label: text.trim() || undefined }))}
        />
      </Row>
      <HandRow
        label="Height"
        toWords={own?.height === undefined ? undefined : () => make(change({ height: undefined }))}
      >
        <NumberField
          label="Height"
          value={cast.height}
          unit="m"
          step={0.01}
          digits={2}
          edit={(height) => change({ height })}
        />
      </HandRow>
      <HandRow label="Build" toWords={own?.build && (() => make(change({ build: undefined })))}>
        <Picker label="Build" value={cast.build} choices={buildChoices} onPick={(build) => make(change({ build }))} />
      </HandRow>
    </Section>
  );
}

function Foot({ staged, track: { cast } }: { staged: Staged; track: FigureTrack }) {
  const { pass, index, elements, label, byHand } = staged;
  return (
    <div className={styles.foot}>
      {byHand.figures.includes(cast.id) && (
        <Button
          onClick={() =>
            changeStageAndShots(
              staged,
              backToWords(pass, index, elements, cast.id),
              `Back to the words for ${cast.name} in ${pass.scene} ${label}`,
            )
          }
        >
          Back to the words
        </Button>
      )}
      <Button
        onClick={() => {
          selectOnStage(null);
          changeStageAndShots(staged, withoutFigure(pass, elements, cast.id), `Remove ${cast.name} from the stage`);
        }}
      >
        Remove from the stage
      </Button>
    </div>
  );
}
