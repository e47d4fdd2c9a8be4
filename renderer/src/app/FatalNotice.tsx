/** Owns the page that stands in for the window when it cannot be shown at all, and the ways on from there. */
import { Component, type ErrorInfo, type ReactNode } from "react";
import type { ErrorData } from "../../../shared/errors/app-error.ts";
import { describeError } from "../api/client.ts";
import { ReportBox } from "../settings/ReportBox.tsx";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { goHome, reopenLast } from "./address.ts";
import { noteStopped } from "./crash-note.ts";
import styles from "./FatalNotice.module.css";

interface FatalProps {
  readonly problem: Pick<ErrorData, "message" | "next">;
  /** What else can be done than to reload the window. */
  readonly ways?: ReactNode;
  readonly children?: ReactNode;
}

export function FatalNotice({ problem, ways, children }: FatalProps) {
  return (
    <main className={styles.page}>
      <div role="alert" className={styles.words}>
        <h1 className={styles.title}>{problem.message}</h1>
        {problem.next && <p className={styles.next}>{problem.next}</p>}
      </div>
      <div className={styles.buttons}>
        <Button kind="primary" autoFocus onClick={() => window.location.reload()}>
          Reload window
        </Button>
        {ways}
      </div>
      {children}
    </main>
  );
}

/** Catches what no component caught; the project is safe, because every edit is already with the core. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { problem: ErrorData | null }> {
  override state: { problem: ErrorData | null } = { problem: null };

  static getDerivedStateFromError(error: unknown) {
    return { problem: describeError(error) };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo) {
    const folder = editor.get().view?.folder;
    if (folder !== undefined) noteStopped(folder);
    const message = (error instanceof Error ? error.message : String(error)).slice(0, 2000);
    const stack = `${error instanceof Error ? error.stack : ""}\n${componentStack ?? ""}`.slice(0, 16_000);
    // Without a core there is no log either.
    void editor.client.call("app.crashed", { message, stack }).catch(() => {});
  }

  override render() {
    const { problem } = this.state;
    if (!problem) return this.props.children;
    const next =
      editor.get().save.kind === "saved"
        ? "Everything was saved: nothing is lost."
        : "Everything marked as saved is safe. What was being saved at that moment may be missing.";
    return (
      <FatalNotice
        problem={{ message: "The window stopped because of an error in Shotline.", next }}
        ways={
          <>
            <Button onClick={() => void reopenLast()}>Reopen last project</Button>
            <Button onClick={goHome}>Open another project</Button>
          </>
        }
      >
        <details className={styles.report}>
          <summary>Copy report…</summary>
          <ReportBox />
        </details>
      </FatalNotice>
    );
  }
}
