/** Owns drags as tests say them: `drag(edge("A"), project).by(+120).release().expectCommit({…})`. */
import { expect } from "vitest";
import {
  endFrameOf,
  layoutProgramme,
  placeOfShot,
  startFrameOf,
  totalFrames,
} from "../../../renderer/src/state/programme-layout.ts";
import {
  cancel,
  type Gesture,
  type Grip,
  type Modifiers,
  move,
  press,
  previewOf,
  release,
  settle,
  wallOf,
} from "../../../renderer/src/timeline/gesture.ts";
import type { Span } from "../../../renderer/src/timeline/time-scale.ts";
import { cutProgramme } from "../../../shared/cut/out/programme.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { lengthsOf, shotId } from "./make-project.ts";

/** 60 pixels a second at 24 fps. */
const pxPerFrame = 2.5;

export function edge(letter: string, which: "start" | "end" = "end"): Grip {
  return { kind: "edge", shotId: shotId(letter), edge: which };
}

export function body(letter: string): Grip {
  return { kind: "shot", shotId: shotId(letter) };
}

/** An edge of a shot that is trimmed by frames in the cut, or all that shows it. */
export function trim(letter: string, which: "start" | "end" | "slip", project: Project, takes: readonly Take[]): Grip {
  const shots = cutProgramme(project, takes).passes.flatMap((pass) => pass.shots);
  const cutShot = shots.find(({ shot }) => shot.id === shotId(letter));
  if (!cutShot) throw new Error(`no shot ${letter}`);
  return { kind: "trim", cutShot, edge: which };
}

/** `within`: where a shot may be dropped; the whole programme unless said otherwise. */
export function drag(grip: Grip, project: Project, dropSpan?: Span) {
  const layout = layoutProgramme(project);
  const id = grip.kind === "trim" ? grip.cutShot.shot.id : grip.shotId;
  const within = dropSpan ?? { startFrame: 0, endFrame: totalFrames(layout) };
  const place = placeOfShot(layout, id);
  if (!place) throw new Error(`no shot ${id}`);
  const start = startFrameOf(layout, place);
  const end = endFrameOf(layout, place);
  const frame = grip.kind === "shot" || grip.edge === "slip" ? (start + end) / 2 : grip.edge === "start" ? start : end;
  const pressedPx = frame * pxPerFrame;
  let contentPx = pressedPx;
  let modifiers: Modifiers = { alt: false, shift: false };
  let gesture: Gesture = press({ project, layout, pxPerFrame, within }, grip, pressedPx);
  const update = () => {
    gesture = move(gesture, contentPx, modifiers);
    return driver;
  };
  const driver = {
    /** Moves on by so many pixels. */
    by(px: number) {
      contentPx += px;
      return update();
    },
    to(otherFrame: number) {
      contentPx = otherFrame * pxPerFrame;
      return update();
    },
    holding(held: Partial<Modifiers>) {
      modifiers = { alt: false, shift: false, ...held };
      return update();
    },
    release() {
      gesture = release(gesture);
      return driver;
    },
    cancel() {
      gesture = cancel(gesture);
      return driver;
    },
    settle() {
      gesture = settle(gesture);
      return driver;
    },
    gesture: () => gesture,
    preview: () => previewOf(gesture),
    expectPhase(phase: Gesture["phase"]) {
      expect(gesture.phase).toBe(phase);
      return driver;
    },
    expectLengths(lengths: string) {
      expect(lengthsOf(previewOf(gesture) ?? project)).toBe(lengths);
      return driver;
    },
    expectWall(code: string | null) {
      expect(wallOf(gesture)?.code ?? null).toBe(code);
      return driver;
    },
    expectCommit(edit: Partial<Edit>) {
      expect(gesture).toMatchObject({ phase: "committing", edit });
      return driver;
    },
    expectNothing() {
      expect(gesture).toEqual({ phase: "idle" });
      return driver;
    },
  };
  return driver;
}
