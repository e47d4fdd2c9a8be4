/** Owns showing the whole request of a pass, exactly as it would be sent. */
import { useEffect, useState } from "react";
import type { CompiledRequest } from "../../../shared/generation/compile-request.ts";
import type { Retake } from "../../../shared/generation/retake.ts";
import { describeError } from "../api/client.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import styles from "./RequestDialog.module.css";
import { CopyRequest, RequestText } from "./RequestText.tsx";

export function RequestDialog({ passId, onClose }: { passId: string; onClose: () => void }) {
  const { requests, problem } = useRequests(passId, null);
  return (
    <Modal
      open
      size="large"
      title="What will be sent"
      onClose={onClose}
      buttons={
        <>
          <CopyRequest requests={requests} />
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {requests[0]?.method === "LOCAL" && (
        <p className={styles.note}>The animatic is rendered on this computer. Nothing is sent.</p>
      )}
      {requests.length > 0 && <RequestText requests={requests} />}
    </Modal>
  );
}

/** The requests of a pass, or of a retake of it, as it is saved; or why there are none. */
export function useRequests(
  passId: string,
  retake: Retake | null,
): { requests: readonly CompiledRequest[]; problem: string | null } {
  const [requests, setRequests] = useState<readonly CompiledRequest[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = JSON.stringify(retake);
  useEffect(() => {
    const { projectId } = editor.get();
    if (projectId === null) return;
    const wanted: Retake | null = JSON.parse(asked);
    let current = true;
    editor.client.call("plan.compile", { projectId, passId, ...(wanted ? { retake: wanted } : {}) }).then(
      (answer) => {
        if (!current) return;
        setProblem(null);
        setRequests(answer.requests);
      },
      (error) => {
        const { message, next } = describeError(error);
        if (current) setProblem([message, next].filter(Boolean).join(" "));
      },
    );
    return () => {
      current = false;
    };
  }, [passId, asked]);
  return { requests, problem };
}
