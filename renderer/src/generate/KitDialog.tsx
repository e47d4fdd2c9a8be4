/** Owns writing a hand-off kit: the folder with all that a service needs which is worked by hand. */
import { useState } from "react";
import { describeError } from "../api/client.ts";
import { chooseFolder } from "../dialogs/chooser.ts";
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

export function KitDialog({ passId, onClose }: { passId: string; onClose: () => void }) {
  const pass = useEditor((state) => state.view?.project.passes.find((each) => each.id === passId) ?? null);
  const [folder, setFolder] = useState(() => suggestFolder("kit"));
  const [problem, setProblem] = useState<string | null>(null);
  const [operationId, setOperationId] = useState<string | null>(null);
  const operation = useOperation(operationId);
  if (!pass) return null;
  const start = async () => {
    const { projectId } = editor.get();
    if (projectId === null) return;
    setProblem(null);
    try {
      const started = await editor.client.call("kit.start", { projectId, passId, folder: folder.trim() });
      setOperationId(started.operationId);
    } catch (error) {
      const { message, next } = describeError(error);
      setProblem([message, next].filter(Boolean).join(" "));
    }
  };
  const state = operationId === null ? "idle" : (operation?.state ?? "running");
  return (
    <Modal
      open
      title={`Hand-off kit of ${pass.scene} ${pass.name}`}
      onClose={onClose}
      buttons={
        state === "running" && operationId !== null ? (
          <>
            <Button onClick={onClose}>Continue in background</Button>
            <Button onClick={() => cancelOperation(operationId)}>Cancel</Button>
          </>
        ) : state === "idle" ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" disabled={folder.trim() === ""} onClick={() => void start()}>
              Write kit
            </Button>
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
      {state === "idle" && (
        <div className={formStyles.form}>
          <p>
            For a service without an API: numbered prompts, a page with a Copy button for each field, the images named
            as in the prompts, and the settings. Nothing is sent. To bring the video back, choose “Import result…”.
          </p>
          <Row label="Folder">
            <input
              className={formStyles.input}
              aria-label="Folder"
              value={folder}
              spellCheck={false}
              placeholder="A new folder"
              onChange={(event) => setFolder(event.currentTarget.value)}
            />
            <Button
              onClick={() => void chooseFolder("Choose a folder for the kit").then((path) => path && setFolder(path))}
            >
              Choose…
            </Button>
          </Row>
          {problem && (
            <p role="alert" className={formStyles.problem}>
              {problem}
            </p>
          )}
        </div>
      )}
      {state === "running" && <OperationProgress operation={operation} />}
      {operation && state === "done" && <OperationFiles operation={operation} />}
      {operation && (state === "failed" || state === "cancelled") && <OperationProblem operation={operation} />}
    </Modal>
  );
}
