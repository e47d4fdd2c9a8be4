/** Owns a request as text: written as it would travel, scrollable, copyable. */
import type { CompiledRequest } from "../../../shared/generation/compile-request.ts";
import { showDone } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./RequestDialog.module.css";

export function RequestText({ request }: { request: CompiledRequest }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text must scroll by keyboard
    <pre className={styles.request} tabIndex={0} data-testid="request-text">
      {writeRequest(request)}
    </pre>
  );
}

export function CopyRequest({ request }: { request: CompiledRequest | null }) {
  return (
    <Button disabled={!request} onClick={() => request && void copyText(writeRequest(request))}>
      Copy
    </Button>
  );
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
