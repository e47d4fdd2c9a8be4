/** Owns a job's papers: the request as it was sent, and its log line by line. */
import { useEffect, useState } from "react";
import type { CompiledRequest } from "../../../shared/generation/compile-request.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import { describeError } from "../api/client.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { useGeneration } from "../generation/use-generation.ts";
import { CopyRequest, copyText, RequestText } from "../preflight/RequestText.tsx";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import styles from "./JobDialog.module.css";

type Page = "request" | "log";

export function JobDialog({ jobId, page, onClose }: { jobId: string; page: Page; onClose: () => void }) {
  const job = useGeneration((state) => state.jobs?.find((each) => each.id === jobId));
  const papers = usePapers(jobId, page, job?.updatedAt);
  const other: Page = page === "request" ? "log" : "request";
  return (
    <Modal
      open
      size="large"
      title={`${page === "request" ? "Request" : "Log"} of ${job?.passName ?? "the job"}`}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={() => openDialog({ kind: "job", jobId, page: other })}>
            {other === "request" ? "Show request" : "Show log"}
          </Button>
          {page === "request" ? (
            <CopyRequest requests={papers.request ? [papers.request] : []} />
          ) : (
            <Button disabled={!papers.log} onClick={() => papers.log && void copyText(writeLog(papers.log))}>
              Copy
            </Button>
          )}
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      {papers.problem && (
        <p role="alert" className={styles.problem}>
          {papers.problem}
        </p>
      )}
      {page === "request" && papers.request && <RequestText requests={[papers.request]} />}
      {page === "log" && papers.log && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must scroll by keyboard
        <ol className={styles.log} tabIndex={0} aria-label="Log">
          {papers.log.map(({ at, message }, index) => (
            // Lines are only ever added at the end.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index} className={styles.entry}>
              <time dateTime={at}>{new Date(at).toLocaleTimeString()}</time>
              <span>{message}</span>
            </li>
          ))}
        </ol>
      )}
      {page === "log" && papers.log?.length === 0 && <p>No entries yet.</p>}
    </Modal>
  );
}

type Log = OutputOf<"jobs.log">;

interface Papers {
  readonly request: CompiledRequest | null;
  readonly log: Log | null;
  readonly problem: string | null;
}

/** The log is read again whenever the job has moved on. */
function usePapers(jobId: string, page: Page, updatedAt: string | undefined): Papers {
  const [papers, setPapers] = useState<Papers>({ request: null, log: null, problem: null });
  const version = page === "log" ? updatedAt : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` is the reason to ask again
  useEffect(() => {
    const { projectId } = editor.get();
    if (projectId === null) return;
    let current = true;
    const keep = (part: Partial<Papers>) => current && setPapers((before) => ({ ...before, problem: null, ...part }));
    const fail = (error: unknown) => {
      const { message, next } = describeError(error);
      keep({ problem: [message, next].filter(Boolean).join(" ") });
    };
    if (page === "log") editor.client.call("jobs.log", { projectId, jobId }).then((log) => keep({ log }), fail);
    else editor.client.call("jobs.request", { projectId, jobId }).then((request) => keep({ request }), fail);
    return () => {
      current = false;
    };
  }, [jobId, page, version]);
  return papers;
}

function writeLog(log: Log): string {
  return log.map(({ at, message }) => `${at} ${message}`).join("\n");
}
