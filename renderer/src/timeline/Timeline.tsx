/** Owns the timeline in the page: the canvas, the same shots as a list, what stopped an edit, and the zoom buttons. */
import { ZoomIn, ZoomOut } from "lucide-react";
import { useCallback, useEffect, useRef } from "react";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import type { TimelineView } from "../state/editor-state.ts";
import { onTimelineCommand, sendTimelineCommand, type TimelineCommand } from "../state/timeline-commands.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { takeProducts } from "../state/use-take-products.ts";
import { FirstHint } from "./FirstHint.tsx";
import { attachFileDrop } from "./file-drop.ts";
import { KonvaSurface, type SurfaceHandle } from "./KonvaSurface.tsx";
import { attachPointer } from "./pointer-input.ts";
import { ShotList } from "./ShotList.tsx";
import { StatusLine } from "./StatusLine.tsx";
import styles from "./Timeline.module.css";
import { probeOf } from "./timeline-probe.ts";
import { createTimelineStage, type TimelineStage } from "./timeline-stage.ts";

const zoomStep = 1.5;

export function Timeline() {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const surface = useRef<SurfaceHandle>(null);
  const playhead = useRef<HTMLDivElement>(null);
  const stage = useRef<TimelineStage>(null);
  useEffect(() => {
    if (!host.current || !canvas.current || !surface.current || !playhead.current) return;
    const made = createTimelineStage(canvas.current, surface.current, playhead.current, editor, takeProducts);
    const detachPointer = attachPointer(host.current, made, editor);
    const detachDrop = attachFileDrop(host.current, made);
    const stopCommands = onTimelineCommand((command) => runCommand(made, command));
    host.current.shotlineTimeline = probeOf(host.current, made);
    stage.current = made;
    return () => {
      stopCommands();
      detachPointer();
      detachDrop();
      made.destroy();
    };
  }, []);
  const showFocus = useCallback((focused: boolean) => stage.current?.setFocused(focused), []);
  return (
    <>
      <div className={styles.timeline}>
        <div className={styles.stage} ref={host} tabIndex={-1} data-testid="timeline">
          <div className={styles.canvas} ref={canvas} aria-hidden="true">
            <KonvaSurface ref={surface} />
          </div>
          <div className={styles.playhead} ref={playhead} aria-hidden="true" />
          <ShotList onFocusChange={showFocus} />
        </div>
        <div className={styles.footer}>
          <StatusLine />
          <ZoomButton command="zoom.out" label="Zoom out (−)">
            <ZoomOut size={15} />
          </ZoomButton>
          <ZoomButton command="zoom.in" label="Zoom in (+)">
            <ZoomIn size={15} />
          </ZoomButton>
          <ViewSwitch />
        </div>
      </div>
      <FirstHint host={host} />
    </>
  );
}

/** Which of the two views is on; a press on that one shows it whole again. */
function ViewSwitch() {
  const { shows } = useEditor((state) => state.timelineView);
  const part = (view: TimelineView["shows"], text: string) => (
    <button
      type="button"
      className={styles.view}
      aria-pressed={shows === view}
      title={`${text} (${shortcutOf("timeline.toggle", isMac)} switches)`}
      onClick={() => editor.showTimeline(view)}
    >
      {text}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot take this shape
    <div className={styles.views} role="group" aria-label="Timeline view">
      {part("pass", "Pass")}
      {part("programme", "All passes")}
    </div>
  );
}

function ZoomButton({
  command,
  label,
  children,
}: {
  command: TimelineCommand;
  label: string;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      className={styles.zoomButton}
      aria-label={label}
      title={label}
      onClick={() => sendTimelineCommand(command)}
    >
      {children}
    </button>
  );
}

function runCommand(stage: TimelineStage, command: TimelineCommand): void {
  stage.zoomBy(command === "zoom.in" ? zoomStep : 1 / zoomStep);
}
