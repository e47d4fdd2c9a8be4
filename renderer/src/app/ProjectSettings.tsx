/** Owns what is chosen for a project as a whole: name, frame rate, start timecode, and the sound under its cut. */
import { useState } from "react";
import type { Wall } from "../../../shared/budget/wall.ts";
import type { EditOf } from "../../../shared/edits/edit.ts";
import { type RateName, rateNames } from "../../../shared/time/rate.ts";
import { shownProject } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Row, TextField } from "../ui/Field.tsx";
import styles from "../ui/Form.module.css";
import { Modal } from "../ui/Modal.tsx";
import { Picker } from "../ui/Picker.tsx";
import { SoundSettings } from "./SoundSettings.tsx";

const rateLabels: Partial<Record<RateName, string>> = { "29.97df": "29.97 drop-frame", "59.94df": "59.94 drop-frame" };

const rateChoices = rateNames.map((value) => ({ value, label: rateLabels[value] ?? value }));

export function ProjectSettings({ onClose }: { onClose: () => void }) {
  const project = useEditor(shownProject);
  const [wall, setWall] = useState<Wall | null>(null);
  if (!project) return null;
  const describe = async (fields: EditOf<"project.describe">["fields"]) => {
    const stopped = await editor.apply({ type: "project.describe", fields });
    setWall(stopped);
    return stopped;
  };
  return (
    <Modal
      open
      size="small"
      title="Project settings"
      onClose={onClose}
      buttons={<Button onClick={onClose}>Done</Button>}
    >
      <div className={styles.form}>
        <Row label="Name">
          <TextField
            label="Project name"
            value={project.name}
            maxLength={200}
            onCommit={(name) => name.trim() && void describe({ name: name.trim() })}
          />
        </Row>
        <Row label="Frame rate">
          <Picker
            label="Frame rate"
            value={project.rate}
            choices={rateChoices}
            onPick={(rate) => void describe({ rate })}
          />
        </Row>
        <Row label="Start">
          <TextField
            label="Start timecode"
            value={project.start}
            onCommit={(start) => void describe({ start: start.trim() })}
          />
        </Row>
        <SoundSettings project={project} onChange={(sound) => describe({ sound })} />
        {wall && (
          <p role="alert" className={styles.problem}>
            {wall.message} {wall.next}
          </p>
        )}
      </div>
    </Modal>
  );
}
