/** Owns the export dialog: where to and what; then progress, and what was made. */
import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { useState } from "react";
import { defaultNameTemplate } from "../../../shared/cut/name-template.ts";
import { type ClipNames, defaultBoard, type ExportFormat, exportFormats } from "../../../shared/rpc/contract.ts";
import { describeError } from "../api/client.ts";
import { chooseFolder } from "../app/chooser.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Row } from "../ui/Field.tsx";
import { Modal } from "../ui/Modal.tsx";
import { BoardChoice } from "./BoardChoice.tsx";
import { ClipNamesField } from "./ClipNamesField.tsx";
import styles from "./ExportDialog.module.css";
import { cancelOperation, OperationFiles, OperationProblem, OperationProgress } from "./OperationProgress.tsx";
import { suggestFolder } from "./suggest-folder.ts";
import { useOperation } from "./use-operation.ts";

const formatWords: Readonly<Record<ExportFormat, readonly [string, string]>> = {
  movie: ["Reference movie", "MP4 with burn-in"],
  clips: ["Clips", "One QuickTime file a shot"],
  wav: ["Sound", "WAV, 48 kHz, one a clip"],
  passes: ["Whole passes", "Takes and animatics as they are"],
  stills: ["Stills", "The middle frame of each shot"],
  edl: ["EDL", "CMX 3600, for Avid and Resolve"],
  otio: ["OpenTimelineIO", "For Premiere 26 and Kdenlive"],
  "otio-resolve": ["OpenTimelineIO for Resolve", "Plain paths, as Resolve wants"],
  fcpxml: ["FCPXML", "For Final Cut Pro and Resolve"],
  xmeml: ["Final Cut Pro 7 XML", "For Premiere and Resolve"],
  markers: ["Markers", "EDL of Resolve’s timeline markers"],
  csv: ["Shot list", "CSV, for a spreadsheet"],
  srt: ["Subtitles, SRT", "Dialogue, for suites and players"],
  vtt: ["Subtitles, WebVTT", "Dialogue, for the web"],
  ale: ["Avid log", "ALE, logs the clips into a bin"],
  board: ["Storyboard", "PDF to print or send"],
};

export function ExportDialog({ onClose }: { onClose: () => void }) {
  const view = useEditor((state) => state.view);
  const [folder, setFolder] = useState(() => suggestFolder("hand-off"));
  const [formats, setFormats] = useState<ReadonlySet<ExportFormat>>(new Set(exportFormats));
  const [board, setBoard] = useState(defaultBoard);
  const [clipNames, setClipNames] = useState<ClipNames>({ template: defaultNameTemplate, version: 1 });
  const [problem, setProblem] = useState<string | null>(null);
  const [operationId, setOperationId] = useState<string | null>(null);
  const operation = useOperation(operationId);
  if (!view) return null;
  const { project } = view;

  const start = async () => {
    setProblem(null);
    try {
      const started = await editor.client.call("export.start", {
        projectId: project.id,
        folder: folder.trim(),
        formats: exportFormats.filter((format) => formats.has(format)),
        board,
        clipNames,
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
        title={state === "done" ? "Exported" : state === "running" ? "Exporting" : "Export"}
        onClose={onClose}
        buttons={
          state === "running" ? (
            <>
              <Button onClick={onClose}>Go on in the background</Button>
              <Button onClick={() => cancelOperation(operationId)}>Cancel export</Button>
            </>
          ) : (
            <>
              {state !== "done" && <Button onClick={() => setOperationId(null)}>Back</Button>}
              <Button kind="primary" onClick={onClose}>
                Close
              </Button>
            </>
          )
        }
      >
        {state === "running" && <OperationProgress operation={operation} />}
        {operation && state === "done" && <OperationFiles operation={operation} />}
        {operation && state !== "running" && <OperationProblem operation={operation} />}
      </Modal>
    );
  }
  return (
    <Modal
      open
      title="Export"
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={folder.trim() === "" || formats.size === 0} onClick={() => void start()}>
            Export
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Row label="Folder">
          <input
            className={styles.input}
            aria-label="Folder"
            value={folder}
            spellCheck={false}
            placeholder="An empty or new folder"
            onChange={(event) => setFolder(event.currentTarget.value)}
          />
          <Button onClick={() => void chooseFolder("Folder for the export").then((path) => path && setFolder(path))}>
            Choose…
          </Button>
        </Row>
        <Row label="Formats" top>
          <ul className={styles.formats}>
            {exportFormats.map((format) => (
              <li key={format}>
                <FormatBox
                  format={format}
                  checked={formats.has(format)}
                  onChange={(on) => {
                    const next = new Set(formats);
                    if (on) next.add(format);
                    else next.delete(format);
                    setFormats(next);
                  }}
                />
              </li>
            ))}
          </ul>
        </Row>
        {formats.has("board") && (
          <Row label="Storyboard">
            <BoardChoice board={board} onChange={setBoard} />
          </Row>
        )}
        <Row label="Clip names" top>
          <ClipNamesField view={view} names={clipNames} onChange={setClipNames} />
        </Row>
        <Row label="Frame rate">
          <span className={styles.words}>{project.rate} fps, the project’s own</span>
        </Row>
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
      </div>
    </Modal>
  );
}

interface FormatBoxProps {
  readonly format: ExportFormat;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
}

function FormatBox({ format, checked, onChange }: FormatBoxProps) {
  const [name, words] = formatWords[format];
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is one
    <label className={styles.format}>
      <Checkbox.Root className={styles.box} checked={checked} onCheckedChange={onChange}>
        <Checkbox.Indicator className={styles.tick}>
          <Check size={12} strokeWidth={3} />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <span>{name}</span>
      <span className={styles.words}>{words}</span>
    </label>
  );
}
