/** Owns the takes of a pass in its inspector: how many there are and which are in the cut, and the two ways to get one by hand. */
import { useMemo } from "react";
import { shotsShownBy } from "../../../shared/cut/out/shot-takes.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { chooseFilm } from "../dialogs/chooser.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { numbersOf } from "../state/selectors.ts";
import { showTray } from "../state/takes-tray.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Section } from "../ui/Field.tsx";
import { sayShown } from "./card-words.ts";
import styles from "./TakeList.module.css";

const noTakes: readonly Take[] = [];

export function TakeList({ passId }: { passId: string }) {
  const takes = useEditor((state) => state.view?.takes) ?? noTakes;
  const project = useEditor((state) => state.view?.project ?? null);
  const shown = useMemo(() => (project ? shotsShownBy(project, takes) : null), [project, takes]);
  const pass = project?.passes.find(({ id }) => id === passId);
  const own = takes.filter((take) => take.passId === passId && take.binnedAt === null);
  if (!project || !pass) return null;
  const used = own.filter(({ id }) => shown?.has(id));
  return (
    <Section
      title="Takes"
      action={
        own.length > 0 && (
          <Button kind="quiet" onClick={() => showTray("pass")}>
            Show {own.length === 1 ? "1 take" : `${own.length} takes`}
          </Button>
        )
      }
    >
      {own.length === 0 && <p className={styles.none}>No takes yet.</p>}
      {used.length > 0 && (
        <dl className={styles.used} aria-label="In the cut">
          {used.map((take) => (
            <div key={take.id} className={styles.row}>
              <dt className={styles.name}>
                Take {take.number}
                {pass.circledTake === take.id && ", circled"}
              </dt>
              <dd className={styles.shown}>{sayShown(shown?.get(take.id) ?? [], pass, numbersOf(project))}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className={styles.ways}>
        <Button title="Import a video file as a take of this pass" onClick={() => void importTake(passId)}>
          Import result…
        </Button>
        <Button
          title="Write prompts, images and settings to a folder, for a service without an API"
          onClick={() => openDialog({ kind: "kit", passId })}
        >
          Hand-off kit…
        </Button>
      </div>
    </Section>
  );
}

/** Its progress shows in the title bar. */
async function importTake(passId: string): Promise<void> {
  const { projectId } = editor.get();
  const file = await chooseFilm();
  if (file === null || projectId === null) return;
  try {
    await editor.client.call("takes.import", { projectId, passId, file });
  } catch (error) {
    editor.report(error);
  }
}
