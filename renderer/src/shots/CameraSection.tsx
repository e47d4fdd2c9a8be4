/** Owns the camera of a shot: size, angle, move, lens and a note. */
import { Clapperboard } from "lucide-react";
import { memo, type ReactNode } from "react";
import type { Shot } from "../../../shared/project/model.ts";
import { cameraAngles, cameraMoves, shotSizes } from "../../../shared/project/vocabulary.ts";
import { angleWords, sizeWords } from "../../../shared/prompt/vocabulary.ts";
import { angleLabels, labelSize } from "../commands/camera-labels.ts";
import { labelMove, labelPace } from "../commands/camera-moves.ts";
import { runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Row, Section, TextField } from "../ui/Field.tsx";
import { Picker } from "../ui/Picker.tsx";
import { describeCamera } from "./describe-shot.ts";
import { FieldMenu } from "./FieldMenu.tsx";
import { TextFieldOfShot } from "./TextFieldOfShot.tsx";

const sizeChoices = shotSizes.map((value) => ({
  value,
  label: labelSize(value),
  ...(sizeWords[value].toLowerCase().startsWith(value) ? {} : { note: sizeWords[value] }),
}));

const angleChoices = cameraAngles.map((value) => ({ value, label: angleLabels[value], note: angleWords[value] }));

interface CameraSectionProps {
  readonly shot: Shot;
  /** What the look of the pass says where the shot names no lens. */
  readonly lookLens: string | undefined;
  /** What is said of the shot's blocking, at its end. */
  readonly blocking: ReactNode;
}

/** With the key of each that has one. */
const moveChoices = cameraMoves.map((value) => {
  const key = shortcutOf(`camera.${value}`, isMac);
  return { value, label: labelMove(value), ...(key === undefined ? {} : { note: key }) };
});

export const CameraSection = memo(function CameraSection({ shot, lookLens, blocking }: CameraSectionProps) {
  const { id, camera } = shot;
  return (
    <Section
      title="Camera"
      action={
        <IconButton
          label="Camera palette"
          shortcut={shortcutOf("camera.palette", isMac)}
          onClick={() => runCommand("camera.palette")}
        >
          <Clapperboard size={15} />
        </IconButton>
      }
    >
      <Row label="Size">
        <Picker
          label="Shot size"
          value={camera?.size ?? null}
          choices={sizeChoices}
          empty="Not set"
          onPick={(size) => describeCamera(id, camera, "size", size)}
          onClear={() => describeCamera(id, camera, "size", undefined)}
        />
      </Row>
      <Row label="Angle">
        <Picker
          label="Camera angle"
          value={camera?.angle ?? null}
          choices={angleChoices.map(({ value, label }) => ({ value, label }))}
          empty="Not set"
          onPick={(angle) => describeCamera(id, camera, "angle", angle)}
          onClear={() => describeCamera(id, camera, "angle", undefined)}
        />
      </Row>
      <Row label="Move">
        <Picker
          label="Camera move"
          value={camera?.move ?? null}
          choices={moveChoices}
          empty="Not set"
          onPick={(move) => describeCamera(id, camera, "move", move)}
          onClear={() => describeCamera(id, camera, "move", undefined)}
        />
      </Row>
      {camera?.move && camera.move !== "static" && (
        <Row label="Pace">
          <Button
            aria-label={`Pace of the move: ${labelPace(camera)}`}
            title="Strength, timing and easing, in the camera palette"
            onClick={() => runCommand("camera.palette")}
          >
            {labelPace(camera)}
          </Button>
        </Row>
      )}
      <Row label="Lens">
        <TextField
          label="Lens"
          value={camera?.lens ?? ""}
          placeholder={lookLens ? `From the pass’s look: ${lookLens}` : "50mm"}
          onCommit={(lens) => describeCamera(id, camera, "lens", lens.trim() || undefined)}
        />
        <FieldMenu shotId={id} field="camera.lens" label="Lens" />
      </Row>
      <TextFieldOfShot
        shot={shot}
        field="camera.note"
        shared="camera.note"
        label="Camera note"
        placeholder="Shallow focus"
      />
      {blocking}
    </Section>
  );
});
