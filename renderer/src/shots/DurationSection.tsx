/** Owns a shot's length in the inspector: a stepper within the budget, what stopped it, the two ways around, and its trim in the cut. */
import { Minus, Plus, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { ResizeMode } from "../../../shared/budget/resize.ts";
import { formatSeconds, type Wall } from "../../../shared/budget/wall.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import type { Project, Shot } from "../../../shared/project/model.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { BudgetBar } from "../preflight/BudgetBar.tsx";
import { findPlaced, rangeInCut, shownProject } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Row, Section } from "../ui/Field.tsx";
import { useDraft } from "../ui/use-draft.ts";
import { describeShot } from "./describe-shot.ts";
import styles from "./ShotInspector.module.css";

export function DurationSection({ shotId }: { shotId: string }) {
  const project = useEditor(shownProject);
  const [blocked, setBlocked] = useState<{ wall: Wall; wantedMs: number; project: Project | null } | null>(null);
  const found = project && findPlaced(project, { passId: null, shotId });
  if (!project || !found) return null;
  const { pass } = found.placedPass;
  const { shot, startFrame, endFrame } = found.placed;
  const limits = limitsOf(pass.profile);
  const resize = async (wantedMs: number, mode: ResizeMode) => {
    const wall = await editor.apply({
      type: "shot.resize",
      shotId,
      edge: "end",
      deltaMs: wantedMs - shot.durationMs,
      mode,
    });
    // Any later change of the plan makes the refusal old news.
    setBlocked(wall && { wall, wantedMs, project: shownProject(editor.get()) });
  };
  return (
    <Section title="Length">
      <Row label="Duration">
        <div className={styles.stepper}>
          <IconButton label="Shorter" onClick={() => void resize(shot.durationMs - limits.stepMs, "ripple")}>
            <Minus size={14} />
          </IconButton>
          <SecondsField shot={shot} onCommit={(wantedMs) => void resize(wantedMs, "ripple")} />
          <IconButton label="Longer" onClick={() => void resize(shot.durationMs + limits.stepMs, "ripple")}>
            <Plus size={14} />
          </IconButton>
        </div>
        <span className={styles.frames} title={`${project.rate} fps`}>
          {framesText(project, endFrame - startFrame)}
        </span>
      </Row>
      {blocked?.project === project && (
        <div role="status" className={styles.blocked}>
          <p>{blocked.wall.message}</p>
          {blocked.wall.code === "pass-full" && (
            <div className={styles.ways}>
              <Button onClick={() => void resize(blocked.wantedMs, "roll")}>Roll the next shot</Button>
              <Button onClick={() => void resize(blocked.wantedMs, "squeeze")}>Squeeze later shots</Button>
            </div>
          )}
        </div>
      )}
      {shot.trim && <TrimRow shotId={shotId} plannedFrames={endFrame - startFrame} />}
      <BudgetBar pass={pass} shotId={shotId} />
    </Section>
  );
}

/** How much of the shot the cut plays, where that is not as planned. */
function TrimRow({ shotId, plannedFrames }: { shotId: string; plannedFrames: number }) {
  const frames = useEditor((state) => {
    const found = rangeInCut(state, { passId: null, shotId });
    return found && found.end - found.start;
  });
  if (frames === null) return null;
  return (
    <Row label="In the cut">
      <span className={styles.trim}>
        {frames} of {plannedFrames} frames
      </span>
      <IconButton
        label="Reset trim"
        shortcut={shortcutOf("shot.resetTrim", isMac)}
        onClick={() => describeShot(shotId, { trim: null })}
      >
        <RotateCcw size={14} />
      </IconButton>
    </Row>
  );
}

function framesText(project: Project, frames: number): string {
  const drop = rateOf(project.rate).dropFrame ? " DF" : "";
  return `${frames} frames${drop}`;
}

function SecondsField({ shot, onCommit }: { shot: Shot; onCommit: (durationMs: number) => void }) {
  const draft = useDraft(formatSeconds(shot.durationMs), (text) => {
    const seconds = Number.parseFloat(text.replace(",", "."));
    if (Number.isFinite(seconds) && seconds > 0) onCommit(Math.round(seconds * 1000));
  });
  return <input className={styles.seconds} aria-label="Duration in seconds" inputMode="decimal" {...draft} />;
}
