/** Owns the page that stands in for the window when it cannot be shown at all. */
import { Component, type ReactNode } from "react";
import type { ErrorData } from "../../../shared/errors/app-error.ts";
import { describeError } from "../api/client.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./FatalNotice.module.css";

export function FatalNotice({ problem }: { problem: Pick<ErrorData, "message" | "next"> }) {
  return (
    <main className={styles.page} role="alert">
      <h1 className={styles.title}>{problem.message}</h1>
      {problem.next && <p className={styles.next}>{problem.next}</p>}
      <Button onClick={() => window.location.reload()}>Reload window</Button>
    </main>
  );
}

/** Catches what no component caught; the project is safe, because every edit is already with the core. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { problem: ErrorData | null }> {
  override state: { problem: ErrorData | null } = { problem: null };

  static getDerivedStateFromError(error: unknown) {
    return { problem: describeError(error) };
  }

  override render() {
    const { problem } = this.state;
    if (!problem) return this.props.children;
    return (
      <FatalNotice
        problem={{
          message: "The window stopped because of an error in Shotline.",
          next: `Everything marked as saved is safe. (${problem.message})`,
        }}
      />
    );
  }
}
