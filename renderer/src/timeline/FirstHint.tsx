/** Owns showing a hint of the first minute: in the line under the timeline, with its tip under what it speaks of. */
import { X } from "lucide-react";
import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { onTimelineCommand } from "../state/timeline-commands.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { followHints, type Hint, hideHints, hintFor, hintsDone } from "./hints.ts";
import styles from "./Timeline.module.css";

/** `host`: the timeline's element. */
export function FirstHint({ host }: { host: RefObject<HTMLElement | null> }) {
  const { hint, shotId } = useHint();
  const selected = useEditor((state) => state.selection.shotId === shotId);
  const place = useRef<HTMLDivElement>(null);
  const at = useAnchor(host, place, hint, shotId);
  useEffect(() => followHints(editor), []);
  const given = hint !== null;
  return (
    <div className={styles.hintPlace} ref={place}>
      <div className={given ? styles.firstHint : undefined} style={{ left: `${at}%`, translate: `-${at}%` }}>
        {given && <span className={styles.hintTip} data-testid="hint-tip" style={{ left: `${at}%` }} />}
        <output>{given && sayHint(hint, selected)}</output>
        {given && (
          <button
            type="button"
            className={styles.hideHints}
            aria-label="Hide hints"
            title="Hide hints"
            onClick={hideHints}
          >
            <X size={12} />
          </button>
        )}
      </div>
    </div>
  );
}

/** The hint that is given now; nulls when there is none. */
export function useHint(): { hint: Hint | null; shotId: string | null } {
  const done = useSyncExternalStore(hintsDone.subscribe, hintsDone.get);
  const hint = useEditor((state) => hintFor(state, done)?.hint ?? null);
  const shotId = useEditor((state) => hintFor(state, done)?.shot.id ?? null);
  return { hint, shotId };
}

function sayHint(hint: Hint, selected: boolean): string {
  if (hint === "edge") return "Drag the end of a shot to change its length.";
  if (hint === "play") return "Press Space to play the animatic.";
  return selected ? "Write this shot’s prompt in the inspector." : "Click a shot to write its prompt.";
}

/** Where in the width of `place` that lies of which the hint speaks, in percent; kept up with the view. */
function useAnchor(
  host: RefObject<HTMLElement | null>,
  place: RefObject<HTMLElement | null>,
  hint: Hint | null,
  shotId: string | null,
): number {
  const [percent, setPercent] = useState(0);
  useEffect(() => {
    const element = host.current;
    if (!element || hint === null || shotId === null) return;
    let request = 0;
    const measure = () => {
      request = 0;
      const probe = element.shotlineTimeline;
      const box = place.current?.getBoundingClientRect();
      const point =
        hint === "edge"
          ? probe?.edge(shotId, "end")
          : hint === "play"
            ? probe?.frame(editor.get().playheadFrame)
            : probe?.shot(shotId);
      if (point && box) setPercent(Math.max(0, Math.min(100, ((point.x - box.left) / box.width) * 100)));
    };
    const ask = () => {
      // An edge in hand moves a hundred times a second: the tip follows when it is let go.
      if (request === 0 && editor.get().preview === null) request = requestAnimationFrame(measure);
    };
    ask();
    const listening = new AbortController();
    const stops = [editor.subscribe(ask), onTimelineCommand(ask)];
    const resizing = new ResizeObserver(ask);
    resizing.observe(element);
    for (const event of ["wheel", "pointerup"]) {
      element.addEventListener(event, ask, { signal: listening.signal, passive: true });
    }
    return () => {
      cancelAnimationFrame(request);
      listening.abort();
      resizing.disconnect();
      for (const stop of stops) stop();
    };
  }, [host, place, hint, shotId]);
  return percent;
}
