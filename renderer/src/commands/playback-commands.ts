/** Owns what the keys of the viewer do: play, shuttle and repeat, and move the playhead by frames, to edits and to marks. */
import type { Project } from "../../../shared/project/model.ts";
import { rateOf, timebaseOf } from "../../../shared/time/rate.ts";
import type { LoopMode } from "../state/editor-state.ts";
import { cutOf, editPoints, programmeFrames } from "../state/selectors.ts";
import { shuttledSpeed } from "../state/shuttled-speed.ts";
import { editor } from "../state/use-editor.ts";
import type { Command } from "./keymap.ts";

type PlaybackCommand = Extract<
  Command,
  "play" | `play.${string}` | `playhead.${string}` | `mark.${string}` | `loop.${string}`
>;

export const playbackCommands: Readonly<Record<PlaybackCommand, (project: Project) => void>> = {
  play: () => (editor.get().playing ? editor.pause() : playFromHere()),
  "play.forward": () => shuttle(1),
  "play.back": () => shuttle(-1),
  "play.stop": () => editor.pause(),
  "playhead.frameBack": () => step(-1),
  "playhead.frameForward": () => step(1),
  "playhead.secondBack": (project) => step(-timebaseOf(rateOf(project.rate))),
  "playhead.secondForward": (project) => step(timebaseOf(rateOf(project.rate))),
  "playhead.previousEdit": () => {
    const here = editor.get().playheadFrame;
    moveTo(editPoints(cutOf(editor.get())).findLast((frame) => frame < here) ?? 0);
  },
  "playhead.nextEdit": () => {
    const here = editor.get().playheadFrame;
    moveTo(editPoints(cutOf(editor.get())).find((frame) => frame > here) ?? programmeFrames(editor.get()) - 1);
  },
  "playhead.start": () => moveTo(0),
  "playhead.end": () => moveTo(programmeFrames(editor.get()) - 1),
  "playhead.in": () => moveTo(editor.get().marks.inFrame ?? 0),
  "playhead.out": () => moveTo((editor.get().marks.outFrame ?? programmeFrames(editor.get())) - 1),
  "mark.in": () => editor.mark("in"),
  "mark.out": () => editor.mark("out"),
  "mark.clear": () => editor.clearMarks(),
  "loop.shot": () => toggleLoop("shot"),
  "loop.pass": () => toggleLoop("pass"),
  "loop.programme": () => toggleLoop("programme"),
};

function playFromHere(): void {
  if (editor.get().playheadFrame >= programmeFrames(editor.get()) - 1) editor.seek(0);
  editor.play(1);
}

function shuttle(direction: 1 | -1): void {
  const { playing, speed } = editor.get();
  editor.play(shuttledSpeed(playing ? speed : 0, direction));
}

function toggleLoop(loop: LoopMode): void {
  editor.setLoop(editor.get().loop === loop ? "none" : loop);
}

function step(frames: number): void {
  moveTo(editor.get().playheadFrame + frames);
}

function moveTo(frame: number): void {
  editor.pause();
  editor.seek(frame);
}
