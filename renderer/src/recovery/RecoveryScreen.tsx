/** Owns the screen of a project that does not open as it was left: what happened, what is there, and what to open. */

import type { Unopened } from "../state/editor-state.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";

export function RecoveryScreen({ fault }: Unopened) {
  return (
    <main>
      <h1>{fault.message}</h1>
      <p>{fault.next}</p>
      <Button onClick={() => editor.showUnopened(null)}>Back</Button>
    </main>
  );
}
