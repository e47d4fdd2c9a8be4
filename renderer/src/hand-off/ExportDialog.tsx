/** Owns the export dialog: where to and what; then progress, and what was made. */
import { useState } from "react";
import { type ClipNames, defaultBoard, defaultClipMedia } from "../../../shared/cut/out/hand-off-options.ts";
import { type PresetId, presetOf, presets } from "../../../shared/cut/out/presets.ts";
import type { RateName } from "../../../shared/time/rate.ts";
import { describeError } from "../api/client.ts";
import { chooseFolder } from "../dialogs/chooser.ts";
import { OperationButtons } from "../operations/OperationButtons.tsx";
import { OperationLog } from "../operations/OperationLog.tsx";
import {
  cancelOperation,
  OperationFiles,
  OperationProblem,
  OperationProgress,
} from "../operations/OperationProgress.tsx";
import { suggestFolder } from "../operations/suggest-folder.ts";
import { useOperation } from "../operations/use-operation.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Row } from "../ui/Field.tsx";
import formStyles from "../ui/Form.module.css";
import { Modal } from "../ui/Modal.tsx";
import { Picker } from "../ui/Picker.tsx";
import { BoardChoice } from "./BoardChoice.tsx";
import { ClipNamesField } from "./ClipNamesField.tsx";
import { FormatList } from "./FormatList.tsx";
import { MediaChoice } from "./MediaChoice.tsx";
import { PresetChoice, PresetHelp } from "./PresetChoice.tsx";
import { rateChoices } from "./rate-choices.ts";
import { useNamePreview } from "./use-name-preview.ts";
import { VersionChoice } from "./VersionChoice.tsx";

interface ExportDialogProps {
  /** An export that was started before: how it stands is shown, instead of what to choose for a new one. */
  readonly startedId?: string | undefined;
  readonly onClose: () => void;
}

export function ExportDialog({ startedId, onClose }: ExportDialogProps) {
  const view = useEditor((state) => state.view);
  const [folder, setFolder] = useState(() => suggestFolder("hand-off"));
  const [formats, setFormats] = useState(presets.everything.formats);
  const [versions, setVersions] = useState(presets.everything.versions);
  const [board, setBoard] = useState(defaultBoard);
  const [media, setMedia] = useState(defaultClipMedia);
  const [rate, setRate] = useState<RateName | null>(null);
  const [clipNames, setClipNames] = useState<ClipNames>({
    template: presets.everything.nameTemplate,
    version: 1,
  });
  const [problem, setProblem] = useState<string | null>(null);
  const [operationId, setOperationId] = useState<string | null>(startedId ?? null);
  const operation = useOperation(operationId);
  const preview = useNamePreview(view, clipNames);
  if (!view) return null;
  const { project } = view;
  const preset = presetOf({ formats, versions, codec: media.codec, nameTemplate: clipNames.template });

  const pickPreset = (id: PresetId) => {
    const preset = presets[id];
    setFormats(preset.formats);
    setVersions(preset.versions);
    setMedia({ ...media, codec: preset.codec });
    setClipNames({ ...clipNames, template: preset.nameTemplate });
  };
  const start = async () => {
    setProblem(null);
    try {
      const started = await editor.client.call("export.start", {
        projectId: project.id,
        folder: folder.trim(),
        formats: [...formats],
        board,
        clipNames,
        versions,
        media,
        ...(rate === null ? {} : { rate }),
      });
      setOperationId(started.operationId);
    } catch (error) {
      const { message, next } = describeError(error);
      setProblem([message, next].filter(Boolean).join(" "));
    }
  };

  if (operationId !== null) {
    const state = operation?.state ?? "running";
    return (
      <Modal
        open
        size={state === "done" ? "large" : "medium"}
        title={state === "done" ? "Exported" : state === "running" ? "Exporting" : "Export"}
        onClose={onClose}
        buttons={
          <OperationButtons
            state={state}
            what="export"
            onClose={onClose}
            onCancel={() => cancelOperation(operationId)}
            onBack={() => setOperationId(null)}
          />
        }
      >
        {state === "running" && <OperationProgress operation={operation} />}
        {operation && state === "done" && (
          <>
            <OperationFiles operation={operation} />
            {preset !== null && startedId === undefined && <PresetHelp preset={preset} />}
          </>
        )}
        {operation && state !== "running" && <OperationProblem operation={operation} />}
        {operation && <OperationLog operation={operation} />}
      </Modal>
    );
  }
  return (
    <Modal
      open
      size="large"
      title="Export"
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            disabled={folder.trim() === "" || formats.length === 0 || preview.problem !== null}
            onClick={() => void start()}
          >
            Export
          </Button>
        </>
      }
    >
      <div className={formStyles.form}>
        <Row label="Folder">
          <input
            className={formStyles.input}
            aria-label="Folder"
            value={folder}
            spellCheck={false}
            placeholder="A new or empty folder"
            onChange={(event) => setFolder(event.currentTarget.value)}
          />
          <Button
            onClick={() => void chooseFolder("Choose a folder for the export").then((path) => path && setFolder(path))}
          >
            Choose…
          </Button>
        </Row>
        <Row label="For" top>
          <PresetChoice preset={preset} onPick={pickPreset} />
        </Row>
        <Row label="Formats" top>
          <FormatList formats={formats} onChange={setFormats} />
        </Row>
        {formats.includes("board") && (
          <Row label="Storyboard">
            <BoardChoice board={board} onChange={setBoard} />
          </Row>
        )}
        <Row label="Clips">
          <MediaChoice media={media} onChange={setMedia} />
        </Row>
        <Row label="Clip names" top>
          <ClipNamesField names={clipNames} {...preview} onChange={setClipNames} />
        </Row>
        <Row label="Frame rate">
          <Picker label="Frame rate" value={rate ?? project.rate} choices={rateChoices} onPick={setRate} />
          <VersionChoice formats={formats} versions={versions} onChange={setVersions} />
        </Row>
        {problem && (
          <p role="alert" className={formStyles.problem}>
            {problem}
          </p>
        )}
      </div>
    </Modal>
  );
}
