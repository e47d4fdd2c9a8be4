/** Owns the transport: time, play and step buttons, what repeats, and how the viewer shows the picture. */
import { Menu } from "@base-ui/react/menu";
import {
  Captions,
  Check,
  ChevronFirst,
  ChevronLast,
  Pause,
  Play,
  RectangleHorizontal,
  Repeat,
  Repeat1,
  StepBack,
  StepForward,
} from "lucide-react";
import type { Project } from "../../../shared/project/model.ts";
import { rateOf, secondsOfFrames } from "../../../shared/time/rate.ts";
import { formatTimecode } from "../../../shared/time/timecode.ts";
import { runCommand } from "../commands/commands.ts";
import { type Command, shortcutOf } from "../commands/keymap.ts";
import { isMac } from "../commands/platform.ts";
import { programmeFrames, shownProject } from "../state/selectors.ts";
import { useEditor } from "../state/use-editor.ts";
import { IconButton, joinClasses, Tip } from "../ui/Button.tsx";
import menuStyles from "../ui/Menu.module.css";
import { timecodeAt } from "./frame-plan.ts";
import styles from "./Player.module.css";
import { type AspectGuide, aspectGuides, type TimeUnit, useViewOptions, viewOptions } from "./view-options.ts";

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
      <IconButton {...button("loop.pass", "Loop the pass")} pressed={loop === "pass"}>
        <Repeat1 size={15} />
      </IconButton>
      <IconButton {...button("loop.programme", "Loop the whole cut")} pressed={loop === "programme"}>
        <Repeat size={15} />
      </IconButton>
    </div>
  );
}

function Options() {
  const { burnIn } = useViewOptions();
  const speed = useEditor((state) => (state.playing ? state.speed : 1));
  return (
    <div className={styles.options}>
      {speed !== 1 && <span className={styles.speed}>{speed} ×</span>}
      <IconButton
        label="Burn-in"
        tip="Burn-in: shot, timecode, camera, dialogue"
        pressed={burnIn}
        onClick={() => viewOptions.set({ burnIn: !burnIn })}
      >
        <Captions size={16} />
      </IconButton>
      <GuideMenu />
    </div>
  );
}

function GuideMenu() {
  const { guide, matte } = useViewOptions();
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.guideButton} aria-label="Aspect guides" data-on={guide ? "" : undefined}>
        <RectangleHorizontal size={16} />
        {guide ?? "Guides"}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.place} side="top" align="end" sideOffset={6}>
          <Menu.Popup className={menuStyles.popup}>
            <Menu.RadioGroup
              value={guide ?? "none"}
              onValueChange={(value: string) =>
                viewOptions.set({ guide: value === "none" ? null : (value as AspectGuide) })
              }
            >
              {["none", ...Object.keys(aspectGuides)].map((value) => (
                <Menu.RadioItem key={value} value={value} className={joinClasses(menuStyles.item, menuStyles.check)}>
                  <Menu.RadioItemIndicator>
                    <Check size={14} />
                  </Menu.RadioItemIndicator>
                  <span>{value === "none" ? "No guide" : value}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className={menuStyles.separator} />
            <Menu.CheckboxItem
              checked={matte}
              disabled={guide === null}
              onCheckedChange={(on) => viewOptions.set({ matte: on })}
              className={joinClasses(menuStyles.item, menuStyles.check)}
            >
              <Menu.CheckboxItemIndicator>
                <Check size={14} />
              </Menu.CheckboxItemIndicator>
              <span>Matte</span>
            </Menu.CheckboxItem>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
