/** Owns the level meter beside the picture: how loud left and right are, in dB below full scale. */
import { useEffect, useRef } from "react";
import { openedAudio } from "../media/audio-output.ts";
import { useEditor } from "../state/use-editor.ts";
import styles from "./Player.module.css";

const lowestDb = -60;
/** Looked at no more often than pictures change: each look is painted. */
const lookMs = 40;
/** A bar falls by so much from one look to the next. */
const fallDb = 3.5;

export function LevelMeter() {
  const root = useRef<HTMLDivElement>(null);
  // Scrubbing is heard too: each move of the playhead wakes the meter.
  const playhead = useEditor((state) => (state.playing ? "playing" : state.playheadFrame));
  useEffect(() => {
    const bars = [...(root.current?.querySelectorAll<HTMLElement>("[data-bar]") ?? [])];
    const shown = [lowestDb, lowestDb];
    let quietFrames = 0;
    let request = requestAnimationFrame(tick);
    let lookedAtMs = 0;
    function tick(nowMs: number): void {
      if (nowMs - lookedAtMs < lookMs) {
        request = requestAnimationFrame(tick);
        return;
      }
      lookedAtMs = nowMs;
      const peaks = openedAudio()?.peaks() ?? [0, 0];
      for (const [channel, bar] of bars.entries()) {
        const db = 20 * Math.log10(Math.max(1e-4, peaks[channel] ?? 0));
        const level = Math.max(lowestDb, db, (shown[channel] ?? lowestDb) - fallDb);
        shown[channel] = level;
        bar.style.transform = `scaleY(${1 - level / lowestDb})`;
        bar.toggleAttribute("data-hot", level > -1);
      }
      quietFrames = shown.every((level) => level === lowestDb) ? quietFrames + 1 : 0;
      if (playhead === "playing" || quietFrames < 30) request = requestAnimationFrame(tick);
    }
    return () => cancelAnimationFrame(request);
  }, [playhead]);
  return (
    <div ref={root} className={styles.meter} aria-hidden="true" title="Level">
      <span>
        <span data-bar="" />
      </span>
      <span>
        <span data-bar="" />
      </span>
    </div>
  );
}
