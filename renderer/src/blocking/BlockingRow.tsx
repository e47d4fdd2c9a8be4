/** Owns what the shot's inspector says of its blocking: whether it follows the words, and the ways back to them and to the floor plan. */
import { useMemo } from "react";
import { setByHand } from "../../../shared/stage/by-hand.ts";
import { castOf } from "../../../shared/stage/cast.ts";
import { giveBackShot } from "../commands/blocking-commands.ts";
import { runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { selectOnStage } from "../state/stage-selection.ts";
import { shotInPass } from "../state/staged-shot.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Row } from "../ui/Field.tsx";
import styles from "./Blocking.module.css";
import { sayByHand } from "./say-by-hand.ts";

/** Follows the saved plan, as the inspector around it does. */
export function BlockingRow({ shotId }: { shotId: string }) {
  const project = useEditor((state) => state.view?.project ?? null);
  const isOpen = useEditor((state) => state.workspace === "block");
  const place = useMemo(() => project && shotInPass(project, shotId), [project, shotId]);
  if (!project || !place) return null;
  const { pass, index, elements } = place;
  const byHand = setByHand(pass, index, elements);
  const isByHand = byHand.camera.length + byHand.figures.length > 0;
  const names = new Map(isByHand ? castOf(pass, elements).map(({ id, name }) => [id, name]) : []);
  return (
    <Row label="Blocking" top>
      <div className={styles.summary}>
        <p className={styles.words}>
          {isByHand && <span className={styles.dot} />}
          {sayByHand(byHand, names)}
        </p>
        <div className={styles.ways}>
          {isByHand && (
            <Button aria-label="Blocking: back to the words" onClick={() => giveBackShot(project, shotId)}>
              Back to the words
            </Button>
          )}
          {isOpen ? (
            <Button
              onClick={() => {
                // The playhead may stand in another shot, whose stage is shown.
                editor.select({ passId: pass.id, shotId });
                selectOnStage({ kind: "camera" });
              }}
            >
              Camera in numbers
            </Button>
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
