/** Owns what the shot's inspector says of its blocking: whether it follows the words, and the ways back to them and to the floor plan. */
import { useMemo } from "react";
import { runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { selectOnStage } from "../state/stage-selection.ts";
import { useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Row } from "../ui/Field.tsx";
import styles from "./Blocking.module.css";
import { sayByHand } from "./say-by-hand.ts";
import { stagedOf } from "./use-staged.ts";

/** Follows the saved plan, as the inspector around it does. */
export function BlockingRow({ shotId }: { shotId: string }) {
  const project = useEditor((state) => state.view?.project ?? null);
  const isOpen = useEditor((state) => state.workspace === "block");
  const staged = useMemo(() => project && stagedOf(project, shotId), [project, shotId]);
  if (!staged) return null;
  const { byHand, everybody } = staged;
  const isByHand = byHand.camera.length + byHand.figures.length > 0;
  const names = new Map(everybody.map(({ cast }) => [cast.id, cast.name]));
  return (
    <Row label="Blocking" top>
      <div className={styles.summary}>
        <p className={styles.words}>
          {isByHand && <span className={styles.dot} />}
          {sayByHand(byHand, names)}
        </p>
        <div className={styles.ways}>
          {isByHand && (
            <Button aria-label="Blocking: back to the words" onClick={() => runCommand("blocking.words")}>
              Back to the words
            </Button>
          )}
          {isOpen ? (
            <Button onClick={() => selectOnStage({ kind: "camera" })}>Camera in numbers</Button>
          ) : (
            <Button
              title={`Floor plan (${shortcutOf("workspace.block", isMac)})`}
              onClick={() => runCommand("workspace.block")}
            >
              Open floor plan
            </Button>
          )}
        </div>
      </div>
    </Row>
  );
}
