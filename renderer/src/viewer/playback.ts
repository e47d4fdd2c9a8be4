/** Owns playing: the playhead follows the audio clock, one frame on only when its picture is there, and what sounds follows the same clock. */
import type { CutProgramme } from "../../../shared/cut/out/programme.ts";
import { rateOf, secondsOfFrames } from "../../../shared/time/rate.ts";
import { audioOutput } from "../media/audio-output.ts";
import {
  type FrameRange,
  frameAtTime,
  heardSpeedMax,
  latestReady,
  leadSeconds,
  type PlayAnchor,
  placeInRange,
} from "../media/playback-clock.ts";
import type { Editor } from "../state/editor.ts";
import type { EditorState } from "../state/editor-state.ts";
import { cutOf, placedAt, programmeFrames, rangeInCut, shownProject } from "../state/selectors.ts";
import { laneOf, soundOf } from "./sound-plan.ts";
import type { SoundPlayer } from "./sound-player.ts";

export interface Playback {
  /** Moves the playhead to the latest frame that is due and `isReady`. Anything that moved it meanwhile starts the count anew. */
  advance(nowMs: number, isReady: (frame: number) => boolean): void;
  /** Nothing plays. */
  rest(): void;
}

interface Anchor extends PlayAnchor {
  readonly clock: "audio" | "page";
  readonly range: FrameRange;
  readonly repeats: boolean;
  readonly cut: CutProgramme;
}

export function createPlayback(editor: Editor, sound: () => SoundPlayer): Playback {
  let anchor: Anchor | null = null;
  let shownFrame = -1;

  function begin(nowMs: number, state: EditorState, range: FrameRange): Anchor {
    const { speed } = state;
    const { context, heardSeconds } = audioOutput();
    const frame = state.playheadFrame;
    const repeats = state.loop !== "none";
    const cut = cutOf(state);
    const isHeard = heardSeconds(nowMs) !== null;
    const atSeconds = context.currentTime + leadSeconds;
    if (isHeard && speed > 0 && speed <= heardSpeedMax) {
      const project = shownProject(state);
      const frameSeconds = secondsOfFrames(1, rateOf(project?.rate ?? "24"));
      const lane = project ? laneOf(project, state.view?.sounds ?? [], cut) : [];
      sound().start({
        stretches: soundOf(cut),
        lane,
        range,
        startFrame: frame,
        repeats,
        frameSeconds,
        speed,
        atSeconds,
      });
    } else sound().stop();
    const atMs = isHeard ? atSeconds * 1000 : nowMs;
    return { frame, atMs, speed, clock: isHeard ? "audio" : "page", range, repeats, cut };
  }

  return {
    advance(nowMs, isReady) {
      const range = playedRange(editor.get());
      if (editor.get().playheadFrame < range.start || editor.get().playheadFrame >= range.end) editor.seek(range.start);
      const state = editor.get();
      const heard = audioOutput().heardSeconds(nowMs);
      const goesOn =
        anchor !== null &&
        state.playheadFrame === shownFrame &&
        anchor.speed === state.speed &&
        anchor.clock === (heard === null ? "page" : "audio") &&
        anchor.range.start === range.start &&
        anchor.range.end === range.end &&
        anchor.repeats === (state.loop !== "none") &&
        anchor.cut === cutOf(state);
      if (!goesOn || !anchor) anchor = begin(nowMs, state, range);
      const clockMs = heard === null ? nowMs : heard * 1000;
      const due = frameAtTime(anchor, clockMs, rateOf(shownProject(state)?.rate ?? "24"));
      const placed = placeInRange(due, range, anchor.repeats);
      // Where it ends it stands, and its picture may come afterwards.
      const frame = placed.ended
        ? placed.frame
        : latestReady(placed.frame, state.playheadFrame, range, anchor.repeats, Math.sign(state.speed), isReady);
      if (frame !== state.playheadFrame) editor.seek(frame);
      shownFrame = editor.get().playheadFrame;
      if (placed.ended) editor.pause();
      else sound().feed();
    },
    rest() {
      if (anchor) sound().stop();
      anchor = null;
    },
  };
}

/** What is played: the shot or the pass under the playhead when that is to repeat, what lies between the marks when the cut is, else everything. */
export function playedRange(state: EditorState): FrameRange {
  const whole = { start: 0, end: programmeFrames(state) };
  const { loop, marks } = state;
  if (loop === "none") return whole;
  if (loop === "programme") {
    const marked = { start: marks.inFrame ?? 0, end: Math.min(marks.outFrame ?? whole.end, whole.end) };
    return marked.start < marked.end ? marked : whole;
  }
  const found = placedAt(state, state.playheadFrame);
  const passId = found?.placedPass.pass.id ?? null;
  const shotId = loop === "shot" ? (found?.placed.shot.id ?? null) : null;
  return rangeInCut(state, { passId, shotId }) ?? whole;
}
