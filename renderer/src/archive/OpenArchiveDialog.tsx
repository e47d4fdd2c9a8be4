/** Owns opening an archive: progress, what is damaged in it and whether to go on without that, and showing the project that it became. */
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import type { ErrorData } from "../../../shared/errors/app-error.ts";
import { describeError } from "../api/client.ts";
import { opening } from "../commands/commands.ts";
import { cancelOperation, OperationProblem, OperationProgress } from "../operations/OperationProgress.tsx";
import { useOperation } from "../operations/use-operation.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import formStyles from "../ui/Form.module.css";
import { Modal } from "../ui/Modal.tsx";
import styles from "./Archive.module.css";
import { OperationNotes } from "./OperationNotes.tsx";

export function OpenArchiveDialog({ file, onClose }: { file: string; onClose: () => void }) {
  const [problem, setProblem] = useState<ErrorData | null>(null);
  const [operationId, setOperationId] = useState<string | null>(null);
  const operation = useOperation(operationId);
  const state = problem ? "failed" : (operation?.state ?? "running");

  const start = useCallback(
    async (withoutDamaged: boolean) => {
      setProblem(null);
      setOperationId(null);
      try {
        setOperationId((await editor.client.call("archive.open", { file, withoutDamaged })).operationId);
      } catch (error) {
        setProblem(describeError(error));
      }
    },
    [file],
  );
  // Once, also where React begins twice.
  const isStarted = useRef(false);
  useEffect(() => {
    if (!isStarted.current) void start(false);
    isStarted.current = true;
  }, [start]);

  const notes = operation?.result?.notes ?? [];
  const [isOpen, setOpen] = useState(false);
  const show = useEffectEvent(async (projectId: string) => {
    const isShown = await opening(async () => ({ projectId }));
    if (notes.length === 0 || !isShown) onClose();
    else setOpen(true);
  });
  const projectId = operation?.result?.projectId ?? null;
  useEffect(() => {
    if (projectId !== null) void show(projectId);
  }, [projectId]);

  const leave = () => {
    if (state === "running" && operationId !== null) cancelOperation(operationId);
    onClose();
  };
  const isDamaged = operation?.error?.code === "archive.damaged";
  return (
    <Modal
      open
      title={`Open ${nameOf(file)}`}
      onClose={leave}
      buttons={
        state === "running" ? (
          <Button onClick={leave}>Cancel</Button>
        ) : (
          <>
            <Button kind={isDamaged ? "plain" : "primary"} onClick={onClose}>
              Close
            </Button>
            {isDamaged && (
              <Button kind="primary" onClick={() => void start(true)}>
                Open without damaged files
              </Button>
            )}
          </>
        )
      }
    >
      {!isOpen && (state === "running" || state === "done") && <OperationProgress operation={operation} />}
      {problem && (
        <p role="alert" className={formStyles.problem}>
          {problem.message} {problem.next}
        </p>
      )}
      {operation && state !== "running" && <OperationProblem operation={operation} />}
      {isOpen && (
        <>
          <p className={styles.about}>The project is open. Some files are not in it:</p>
          <OperationNotes notes={notes} />
        </>
      )}
    </Modal>
  );
}

function nameOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
}
