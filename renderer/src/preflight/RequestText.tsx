/** Owns requests as text: written as it would travel, scrollable, copyable. */
import type { CompiledRequest } from "../../../shared/generation/compile-request.ts";
import { showDone } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./RequestDialog.module.css";

interface Requests {
  /** Several where each shot is a request of its own. */
  readonly requests: readonly CompiledRequest[];
}

export function RequestText({ requests }: Requests) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text must scroll by keyboard
    <pre className={styles.request} tabIndex={0} data-testid="request-text">
      {writeRequests(requests)}
    </pre>
  );
}

export function CopyRequest({ requests }: Requests) {
  return (
    <Button disabled={requests.length === 0} onClick={() => void copyText(writeRequests(requests))}>
      Copy
    </Button>
  );
}

function writeRequests(requests: readonly CompiledRequest[]): string {
  return requests.map(writeRequest).join("\n\n");
}

function writeRequest({ method, url, headers, body }: CompiledRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${url}`, ...lines, "", JSON.stringify(body, null, 2)].join("\n");
}

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showDone("Copied.");
  } catch (error) {
    editor.report(error);
  }
}
