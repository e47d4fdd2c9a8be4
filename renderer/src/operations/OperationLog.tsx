/** Owns the log of ended work: every step with its time, folded away, to look at or to copy. */
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";
import { showDone } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./Operation.module.css";

export function OperationLog({ operation }: { operation: Operation }) {
  const { log = [], title } = operation;
  if (log.length === 0) return null;
  const text = [title, ...log.map(({ atMs, text: step }) => `${(atMs / 1000).toFixed(1).padStart(8)} s  ${step}`)].join(
    "\n",
  );
  return (
    <details className={styles.log}>
      <summary>Log</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text must scroll by keyboard */}
      <pre className={styles.steps} tabIndex={0}>
        {text}
      </pre>
      <Button onClick={() => void copyText(text)}>Copy log</Button>
    </details>
  );
}

async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showDone("Log copied.");
  } catch (error) {
    editor.report(error);
  }
}
