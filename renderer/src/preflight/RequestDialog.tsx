/** Owns showing the whole request of a pass, exactly as it would be sent. */
import { useEffect, useState } from "react";
import type { CompiledRequest } from "../../../shared/generation/compile-request.ts";
import { describeError } from "../api/client.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import styles from "./RequestDialog.module.css";
import { CopyRequest, RequestText } from "./RequestText.tsx";

export function RequestDialog({ passId, onClose }: { passId: string; onClose: () => void }) {
  const { request, problem } = useRequest(passId);
  return (
    <Modal
      open
      size="large"
      title="What will be sent"
      onClose={onClose}
      buttons={
        <>
          <CopyRequest request={request} />
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {request?.method === "LOCAL" && (
        <p className={styles.note}>The animatic is rendered on this computer. Nothing is sent.</p>
      )}
      {request && <RequestText request={request} />}
    </Modal>
  );
}

/** The request of a pass as it is saved; or why there is none. */
export function useRequest(passId: string): { request: CompiledRequest | null; problem: string | null } {
  const [request, setRequest] = useState<CompiledRequest | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const { projectId } = editor.get();
    if (projectId === null) return;
    editor.client.call("plan.compile", { projectId, passId }).then(setRequest, (error) => {
      const { message, next } = describeError(error);
      setProblem([message, next].filter(Boolean).join(" "));
    });
  }, [passId]);
  return { request, problem };
}
