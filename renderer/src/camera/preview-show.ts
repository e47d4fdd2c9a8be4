/** Owns what the palette plays of an entry: frames of the shot's own animatic, from the functions that draw it everywhere. */
import { frameAt, type PlannedFrame, planFrames } from "../../../shared/animatic/plan-frames.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import { animaticChoice, type Pass, type Project, type Shot } from "../../../shared/project/model.ts";
import { frameAtMs, secondsOfFrames } from "../../../shared/time/rate.ts";
import { type CameraEntry, editOf, type Pace, withPace } from "./camera-entries.ts";

export interface PreviewShow {
  /** The frame at `progress`, 0 to 1. */
  frameAt(progress: number): PlannedFrame;
  readonly lengthMs: number;
  /** Whether any frame is unlike another. */
  readonly moves: boolean;
}

/** A long move is shown faster than it will play, and one in slow motion half as fast. */
const moveMsMax = 3000;
/** Of the neighbor and of the shot itself, around a transition. */
const aroundMs = 700;

/** The project as it is with this entry and this pace of the move; the shot is seen as planned, whatever takes it has. */
export function withEntry(project: Project, shot: Shot, entry: CameraEntry | null, pace: Pace | null): Project {
  const edited = entry && applyEdit(project, editOf(entry, shot));
  const given = edited?.ok ? edited.project : project;
  return {
    ...given,
    passes: given.passes.map((pass) =>
      pass.shots.some(({ id }) => id === shot.id)
        ? { ...pass, shots: pass.shots.map((each) => (each.id === shot.id ? asPlanned(each, pace) : each)) }
        : pass,
    ),
  };
}

function asPlanned(shot: Shot, pace: Pace | null): Shot {
  const camera = pace ? withPace(shot.camera, pace) : shot.camera;
  return { ...shot, ...(camera ? { camera } : {}), take: animaticChoice };
}

/** Null when the shot is gone. */
export function showOf(project: Project, shotId: string, entry: CameraEntry | null): PreviewShow | null {
  const pass = project.passes.find(({ shots }) => shots.some(({ id }) => id === shotId));
  return pass ? showIn(project, pass, shotId, entry) : null;
}

function showIn(project: Project, pass: Pass, shotId: string, entry: CameraEntry | null): PreviewShow | null {
  const plan = planFrames({ ...project, passes: [pass] }, pass);
  const shot = plan.shots.find((each) => each.shot.id === shotId);
  if (!shot) return null;
  if (entry?.group === "Transition") {
    const around = frameAtMs(aroundMs, plan.rate);
    const from = Math.max(plan.shots[shot.index - 1]?.startFrame ?? 0, shot.startFrame - around);
    const until = Math.min(shot.endFrame, shot.startFrame + shot.transitionFrames + around) - 1;
    return {
      frameAt: (progress) => frameAt(plan, from + Math.round(progress * (until - from))),
      lengthMs: secondsOfFrames(until - from + 1, plan.rate) * 1000,
      moves: true,
    };
  }
  const first = frameAt(plan, shot.startFrame);
  const { durationSeconds, slowMotion, move } = shot.take;
  return {
    frameAt: (progress) => ({ ...first, current: { shot, progress }, transition: null }),
    lengthMs: Math.min(durationSeconds * 1000, moveMsMax) * (slowMotion ? 2 : 1),
    moves: move !== "static",
  };
}
