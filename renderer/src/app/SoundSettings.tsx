/** Owns the sound under the cut as it is set: which file, from where on, from which place in it, how loud, and its fades. */
import { useEffect, useState } from "react";
import type { Wall } from "../../../shared/budget/wall.ts";
import type { Project, Sound } from "../../../shared/project/model.ts";
import { rateOf, timebaseOf } from "../../../shared/time/rate.ts";
import { formatTimecode, parseTimecode } from "../../../shared/time/timecode.ts";
import { describeError } from "../api/client.ts";
import { chooseSound } from "../dialogs/chooser.ts";
import { useOperation } from "../operations/use-operation.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button, joinClasses } from "../ui/Button.tsx";
import { Row, TextField } from "../ui/Field.tsx";
import styles from "../ui/Form.module.css";
import ownStyles from "./SoundSettings.module.css";

interface SoundSettingsProps {
  readonly project: Project;
  readonly onChange: (sound: Sound | null) => Promise<Wall | null>;
}

export function SoundSettings({ project, onChange }: SoundSettingsProps) {
  const sounds = useEditor((state) => state.view?.sounds ?? null);
  const { start, problem, isBusy } = useImport(onChange);
  const { sound } = project;
  const file = sound && sounds?.find(({ id }) => id === sound.soundId);
  return (
    <>
      <Row label="Sound" top={sound !== undefined}>
        <div className={ownStyles.sound}>
          {sound && (
            <span
              className={joinClasses(ownStyles.name, (!file || file.missing) && ownStyles.missing)}
              title={file?.name}
            >
              {!file || file.missing ? `Missing: ${file?.name ?? "the sound"}` : file.name}
            </span>
          )}
          <div className={ownStyles.buttons}>
            <Button disabled={isBusy} onClick={() => void start()}>
              {isBusy ? "Importing…" : sound ? "Replace…" : "Import music or voice…"}
            </Button>
            {sound && (
              <Button kind="quiet" onClick={() => void onChange(null)}>
                Remove
              </Button>
            )}
          </div>
        </div>
      </Row>
      {sound && <Place project={project} sound={sound} onChange={onChange} />}
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </>
  );
}

/** Imports what the user picks, and puts it under the cut once it is there. */
function useImport(onChange: SoundSettingsProps["onChange"]) {
  const [operationId, setOperationId] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const operation = useOperation(operationId);
  const soundId = operation?.state === "done" ? (operation.result?.mediaId ?? null) : null;
  // Once for each import.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `onChange` is another one each time
  useEffect(() => {
    if (soundId === null) return;
    setOperationId(null);
    void onChange({ soundId, startFrame: 0, inFrame: 0, gainDb: 0, fadeInFrames: 0, fadeOutFrames: 0 });
  }, [soundId]);
  const start = async () => {
    const { projectId } = editor.get();
    const file = await chooseSound();
    if (file === null || projectId === null) return;
    setProblem(null);
    await editor.client.call("sound.import", { projectId, file }).then(
      (started) => setOperationId(started.operationId),
      (error: unknown) => setProblem(sayProblem(describeError(error))),
    );
  };
  const failed = operation?.error ? sayProblem(operation.error) : null;
  return { start, problem: problem ?? failed, isBusy: operationId !== null && operation?.error == null };
}

function sayProblem({ message, next }: { readonly message: string; readonly next?: string | undefined }): string {
  return [message, next].filter(Boolean).join(" ");
}

function Place({ project, sound, onChange }: SoundSettingsProps & { readonly sound: Sound }) {
  const rate = rateOf(project.rate);
  const first = parseTimecode(project.start, rate) ?? 0;
  const change = (fields: Partial<Sound>) => void onChange({ ...sound, ...fields });
  const seconds = (frames: number) => `${Number((frames / timebaseOf(rate)).toFixed(2))}`;
  const framesOf = (text: string) => Math.round(numberIn(text) * timebaseOf(rate));
  const timecode = (text: string, from: number, field: "startFrame" | "inFrame") => {
    const frame = parseTimecode(text.trim(), rate);
    if (frame !== null && frame >= from) change({ [field]: frame - from });
  };
  const fade = (label: string, field: "fadeInFrames" | "fadeOutFrames") => (
    <Row label={label}>
      <TextField
        label={`${label} of the sound, in seconds`}
        value={seconds(sound[field])}
        onCommit={(text) => framesOf(text) >= 0 && change({ [field]: framesOf(text) })}
      />
    </Row>
  );
  return (
    <>
      <Row label="Starts at">
        <TextField
          label="Sound starts at"
          value={formatTimecode(first + sound.startFrame, rate)}
          onCommit={(text) => timecode(text, first, "startFrame")}
        />
      </Row>
      <Row label="In point">
        <TextField
          label="In point of the sound"
          value={formatTimecode(sound.inFrame, rate)}
          onCommit={(text) => timecode(text, 0, "inFrame")}
        />
      </Row>
      <Row label="Gain (dB)">
        <TextField
          label="Gain of the sound, in decibels"
          value={`${sound.gainDb}`}
          onCommit={(text) => {
            const gainDb = numberIn(text);
            if (Number.isFinite(gainDb)) change({ gainDb: Math.min(12, Math.max(-60, gainDb)) });
          }}
        />
      </Row>
      {fade("Fade in (s)", "fadeInFrames")}
      {fade("Fade out (s)", "fadeOutFrames")}
    </>
  );
}

/** NaN for what is no number; a minus may be the typographic one. */
function numberIn(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text.trim().replace("−", "-").replace(",", "."));
}
