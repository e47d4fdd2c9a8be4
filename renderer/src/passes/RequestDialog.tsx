/** Owns showing the whole request of a pass, exactly as it would be sent. */
import { useEffect, useState } from "react";
import type { CompiledRequest } from "../../../shared/rpc/contract.ts";
import { describeError } from "../api/client.ts";
import { showDone } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import styles from "./RequestDialog.module.css";

export function RequestDialog({ passId, onClose }: { passId: string; onClose: () => void }) {
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
  const text = request ? writeRequest(request) : "";
  return (
    <Modal
      open
      size="large"
      title="What will be sent"
      onClose={onClose}
      buttons={
        <>
          <Button disabled={!request} onClick={() => void copy(text)}>
            Copy
          </Button>
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
        <p className={styles.note}>The animatic is drawn on this computer; nothing is sent anywhere.</p>
      )}
      {request && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text must scroll by keyboard
        <pre className={styles.request} tabIndex={0}>
          {text}
        </pre>
      )}
    </Modal>
  );
}

function writeRequest({ method, url, headers, body }: CompiledRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${url}`, ...lines, "", JSON.stringify(body, null, 2)].join("\n");
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showDone("Copied.");
  } catch (error) {
    editor.report(error);
  }
}
