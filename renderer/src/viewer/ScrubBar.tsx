/** Owns the bar under the picture: where in the whole cut the playhead stands, what is marked, and scrubbing along it. */
import type { PointerEvent } from "react";
import { cutOf, editPoints, programmeFrames, shownProject } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { timecodeAt } from "./frame-plan.ts";
import styles from "./Player.module.css";

export function ScrubBar() {
  const project = useEditor(shownProject);
  const frame = useEditor((state) => state.playheadFrame);
  const total = useEditor(programmeFrames);
  const marks = useEditor((state) => state.marks);
  if (!project || total === 0) return null;
  const percent = (at: number) => `${(100 * Math.min(total, at)) / total}%`;
  const isMarked = marks.inFrame !== null || marks.outFrame !== null;
  const [start, end] = [marks.inFrame ?? 0, marks.outFrame ?? total];
  return (
    <div
      className={styles.scrub}
      role="slider"
      tabIndex={-1}
      aria-label="Position in the cut"
      aria-valuemin={0}
      aria-valuemax={total - 1}
      aria-valuenow={frame}
      aria-valuetext={timecodeAt(project, frame)}
      data-testid="scrub-bar"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        editor.pause();
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
      }}
    >
      <span className={styles.scrubTrack}>
        <Edits />
        {isMarked && (
          <span
            className={styles.scrubMarked}
            data-testid="scrub-marks"
            style={{ left: percent(start), right: `calc(100% - ${percent(end)})` }}
          />
        )}
      </span>
      <span className={styles.scrubHead} style={{ left: percent(frame + 0.5) }} />
    </div>
  );
}

/** Where shots begin; left out where there are so many that they would be a line. */
const editsMax = 200;

function Edits() {
  // As saved: a drag has no need of them.
  const cut = useEditor(({ view }) => cutOf({ preview: null, view }));
  const points = editPoints(cut);
  if (points.length > editsMax) return null;
  return points
    .slice(1)
    .map((at) => <span key={at} className={styles.scrubEdit} style={{ left: `${(100 * at) / cut.frames}%` }} />);
}

function seekTo({ clientX, currentTarget }: PointerEvent<HTMLElement>): void {
  const { left, width } = currentTarget.getBoundingClientRect();
  if (width > 0) editor.seek(Math.floor(((clientX - left) / width) * programmeFrames(editor.get())));
}
