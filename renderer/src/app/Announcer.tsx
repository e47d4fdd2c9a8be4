/** Owns the line that is read aloud: what a key or a drag has changed, once things have come to rest, and only the last of it. */
import { useEffect, useState } from "react";
import { said as saidOfDeeds } from "../state/said.ts";
import { sayChanges } from "../state/say-changes.ts";
import { editor } from "../state/use-editor.ts";
import styles from "../ui/Unseen.module.css";

/** A held key or a drag says where it ended. */
const restMs = 300;
/** Where the selected shot is read by the list that has the focus. */
const readsShots = "[role=listbox], [role=grid]";

export function Announcer() {
  const [said, setSaid] = useState("");
  useEffect(() => saidOfDeeds.subscribe(() => setSaid(saidOfDeeds.get().words)), []);
  useEffect(() => {
    let before = editor.get();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = () => {
      const after = editor.get();
      if (after.preview !== null) return;
      const words = sayChanges(before, after, document.activeElement?.closest(readsShots) != null);
      before = after;
      if (words !== null) setSaid(words);
    };
    const stop = editor.subscribe(() => {
      const now = editor.get();
      // Changes are counted from the project as it opens, however soon the first key comes.
      if (before.view === null || before.projectId !== now.projectId) before = now;
      clearTimeout(timer);
      timer = setTimeout(say, restMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return (
    <output className={styles.unseen} aria-live="polite" data-testid="announcer">
      {said}
    </output>
  );
}
