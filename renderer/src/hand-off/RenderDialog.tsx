/** Owns rendering a pass as an animatic take: start, progress, and the film itself when it is done. */
import { useState } from "react";
import { describeError } from "../api/client.ts";
import { TakeFilm } from "../media/TakeFilm.tsx";
import { cancelOperation, OperationProblem, OperationProgress } from "../operations/OperationProgress.tsx";
import { useOperation } from "../operations/use-operation.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Row, Toggle } from "../ui/Field.tsx";
import formStyles from "../ui/Form.module.css";
import { Modal } from "../ui/Modal.tsx";

export function RenderDialog({ passId, onClose }: { passId: string; onClose: () => void }) {
  const project = useEditor((state) => state.view?.project ?? null);
  const pass = project?.passes.find((each) => each.id === passId);
  const [burnIn, setBurnIn] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [operationId, setOperationId] = useState<string | null>(null);
  const operation = useOperation(operationId);
  if (!project || !pass) return null;

  const start = async () => {
    setProblem(null);
    try {
      const started = await editor.client.call("animatic.render", { projectId: project.id, passId, burnIn });
      setOperationId(started.operationId);
    } catch (error) {
      const { message, next } = describeError(error);
      setProblem([message, next].filter(Boolean).join(" "));
    }
  };
  const state = operationId === null ? "idle" : (operation?.state ?? "running");
  const mediaId = operation?.result?.mediaId;
  return (
    <Modal
      open
      size={state === "done" ? "large" : "medium"}
      title={`Animatic of ${pass.scene} ${pass.name}`}
      onClose={onClose}
      buttons={
        state === "running" && operationId !== null ? (
          <>
            <Button onClick={onClose}>Continue in background</Button>
            <Button onClick={() => cancelOperation(operationId)}>Cancel render</Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Close</Button>
            {state !== "done" && (
              <Button kind="primary" onClick={() => void start()}>
                Render
              </Button>
            )}
          </>
        )
      }
    >
      {state === "running" && <OperationProgress operation={operation} />}
      {state === "idle" && (
        <div className={formStyles.form}>
          <p>Render the pass on this computer and save it as a take. Nothing is sent; nothing is charged.</p>
          <Row label="Burn-in">
            <Toggle label="Burn-in" checked={burnIn} onChange={setBurnIn} />
          </Row>
          {problem && (
            <p role="alert" className={formStyles.problem}>
              {problem}
            </p>
          )}
        </div>
      )}
      {operation && (state === "failed" || state === "cancelled") && <OperationProblem operation={operation} />}
      {state === "done" && mediaId && <TakeFilm projectId={project.id} mediaId={mediaId} />}
    </Modal>
  );
}
