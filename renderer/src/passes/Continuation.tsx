/** Owns the link of a pass to the shot that it goes on from: which frame of which take, whether that is still so, and letting go of it. */
import { staleContinuation } from "../../../shared/cut/out/go-on.ts";
import { takeLabel } from "../../../shared/cut/out/take-film.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { continueAgain } from "../commands/remake.ts";
import { numbersOf } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./PassInspector.module.css";

export function Continuation({ pass }: { pass: Pass }) {
  const view = useEditor((state) => state.view);
  const { continues } = pass;
  if (!view || !continues) return null;
  const number = numbersOf(view.project).get(continues.shotId);
  const take = view.takes.find(({ id }) => id === continues.takeId);
  const from = [
    number === undefined ? "a removed shot" : shotLabel(number),
    take ? takeLabel(take) : "a removed take",
    `frame ${continues.frame}`,
  ].join(", ");
  const stale = staleContinuation(view.project, view.takes, pass);
  const now = stale?.now;
  return (
    <div className={styles.continuation}>
      <p className={stale ? styles.stale : styles.note}>
        Continues from {from}.
        {now &&
          ` The cut now ends it on frame ${now.frame}${now.takeId === continues.takeId ? "" : " of another take"}.`}
        {stale && !now && " No take shows it now."}
      </p>
      <div className={styles.continuationButtons}>
        {now && <Button onClick={() => void continueAgain(pass, now)}>Take the frame again</Button>}
        <Button
          kind="quiet"
          onClick={() => void editor.apply({ type: "pass.describe", passId: pass.id, fields: { continues: null } })}
        >
          Unlink
        </Button>
      </div>
    </div>
  );
}
