/** Owns the editor's layout: passes and elements left, viewer over timeline in the middle, the inspector right. */
import { ElementList } from "../elements/ElementList.tsx";
import { PassInspector } from "../passes/PassInspector.tsx";
import { PassList } from "../passes/PassList.tsx";
import { Player } from "../preview/Player.tsx";
import { ShotInspector } from "../shots/ShotInspector.tsx";
import { useEditor } from "../state/use-editor.ts";
import { Timeline } from "../timeline/Timeline.tsx";
import styles from "./EditorWindow.module.css";
import { TitleBar } from "./TitleBar.tsx";

export function EditorWindow() {
  return (
    <>
      <TitleBar />
      <div className={styles.body}>
        <aside className={styles.left}>
          <PassList />
          <ElementList />
        </aside>
        <main className={styles.centre}>
          <Player />
          <section className={styles.timeline} aria-label="Timeline">
            <Timeline />
          </section>
        </main>
        <Inspector />
      </div>
    </>
  );
}

function Inspector() {
  const shotSelected = useEditor((state) => state.selection.shotId !== null);
  return (
    <aside className={styles.right} aria-label="Inspector">
      {shotSelected ? <ShotInspector /> : <PassInspector />}
    </aside>
  );
}
