/** Owns the transport: time, play and step buttons, what repeats, and the way to how the viewer shows the picture. */
import {
  Captions,
  ChevronFirst,
  ChevronLast,
  Pause,
  Play,
  Repeat,
  Repeat1,
  Repeat2,
  StepBack,
  StepForward,
} from "lucide-react";
import type { Project } from "../../../shared/project/model.ts";
import { rateOf, secondsOfFrames } from "../../../shared/time/rate.ts";
import { formatTimecode } from "../../../shared/time/timecode.ts";
import { runCommand } from "../commands/commands.ts";
import type { Command } from "../commands/keymap.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { type LookedAt, UseFrameMenu } from "../generation/UseFrameMenu.tsx";
import { programmeFrames, shownProject } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { IconButton, joinClasses, Tip } from "../ui/Button.tsx";
import { shownAt, timecodeAt } from "./frame-plan.ts";
import styles from "./Player.module.css";
import { GuideMenu, OverlayMenu, VolumeControl } from "./ViewMenus.tsx";
import { type TimeUnit, useViewOptions, viewOptions } from "./view-options.ts";

export function Transport() {
  return (
    <div className={styles.transport}>
      <Times />
      <PlayButtons />
      <Options />
    </div>
  );
}

const nextUnit: Readonly<Record<TimeUnit, TimeUnit>> = { timecode: "frames", frames: "seconds", seconds: "timecode" };

function Times() {
  const project = useEditor(shownProject);
  const frame = useEditor((state) => state.playheadFrame);
  const total = useEditor(programmeFrames);
  const { timeUnit } = useViewOptions();
  if (!project) return <div />;
  return (
    <div className={styles.times}>
      <Tip text="Timecode, frames or seconds">
        <button
          type="button"
          className={styles.time}
          data-testid="playhead-time"
          onClick={() => viewOptions.set({ timeUnit: nextUnit[timeUnit] })}
        >
          {sayTime(project, frame, timeUnit, "point")}
        </button>
      </Tip>
      <span className={styles.total} title="Total length" data-testid="programme-length">
        {sayTime(project, total, timeUnit, "length")}
      </span>
    </div>
  );
}

function sayTime(project: Project, frames: number, unit: TimeUnit, kind: "point" | "length"): string {
  const rate = rateOf(project.rate);
  if (unit === "frames") return kind === "point" ? `${frames}` : `${frames} frames`;
  if (unit === "seconds") return `${secondsOfFrames(frames, rate).toFixed(2)} s`;
  return kind === "point" ? timecodeAt(project, frames) : formatTimecode(frames, rate);
}

function PlayButtons() {
  const playing = useEditor((state) => state.playing);
  const loop = useEditor((state) => state.loop);
  const isMarked = useEditor(({ marks }) => marks.inFrame !== null || marks.outFrame !== null);
  const button = (command: Command, label: string) => ({
    label,
    shortcut: shortcutOf(command, isMac),
    onClick: () => runCommand(command),
  });
  return (
    <div className={styles.buttons}>
      <IconButton {...button("playhead.previousEdit", "Previous edit")}>
        <ChevronFirst size={16} />
      </IconButton>
      <IconButton {...button("playhead.frameBack", "One frame back")}>
        <StepBack size={15} />
      </IconButton>
      <IconButton {...button("play", playing ? "Pause" : "Play")} className={joinClasses(styles.play)}>
        {playing ? <Pause size={18} fill="currentColor" /> : <Play size={18} fill="currentColor" />}
      </IconButton>
      <IconButton {...button("playhead.frameForward", "One frame forward")}>
        <StepForward size={15} />
      </IconButton>
      <IconButton {...button("playhead.nextEdit", "Next edit")}>
        <ChevronLast size={16} />
      </IconButton>
      <IconButton {...button("loop.shot", "Loop the shot")} pressed={loop === "shot"}>
        <Repeat1 size={15} />
      </IconButton>
      <IconButton {...button("loop.pass", "Loop the pass")} pressed={loop === "pass"}>
        <Repeat2 size={15} />
      </IconButton>
      <IconButton
        {...button("loop.programme", "Loop the whole cut")}
        tip={isMarked ? "Loop in to out" : undefined}
        pressed={loop === "programme"}
      >
        <Repeat size={15} />
      </IconButton>
    </div>
  );
}

/** The frame of a take, or of a blocked shot, that the viewer shows at the playhead; null for a picture. */
function frameAtPlayhead(): LookedAt | null {
  const state = editor.get();
  const shown = shownAt(state, state.playheadFrame);
  if (!shown) return null;
  const { cutPass, cutShot } = shown.place;
  const of = { passId: cutPass.pass.id, shotId: cutShot.shot.id };
  const isStage = state.workspace === "block";
  if (shown.film && !isStage) return { takeId: shown.film.take.id, frame: shown.film.frame, ...of };
  const { shot, progress } = shown.planned.current;
  return shot.blocked || isStage ? { moment: { shotId: shot.shot.id, progress }, ...of } : null;
}

function Options() {
  const { burnIn } = useViewOptions();
  const speed = useEditor((state) => (state.playing ? state.speed : 1));
  return (
    <div className={styles.options}>
      {speed !== 1 && <span className={styles.speed}>{String(speed).replace("-", "−")} ×</span>}
      <IconButton
        label="Burn-in"
        tip="Burn-in: shot, timecode, camera, dialogue"
        pressed={burnIn}
        onClick={() => viewOptions.set({ burnIn: !burnIn })}
      >
        <Captions size={16} />
      </IconButton>
      <UseFrameMenu lookedAt={frameAtPlayhead} pause={() => editor.pause()} className={styles.menuButton} />
      <OverlayMenu />
      <GuideMenu />
      <VolumeControl />
    </div>
  );
}
