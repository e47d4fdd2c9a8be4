/** Owns what the preview shows at a frame of the programme: the pass's animatic plan, made once per state of the project. */
import { type AnimaticPlan, frameAt, type PlannedFrame, planFrames } from "../../../shared/animatic/plan-frames.ts";
import type { PlacedPass } from "../../../shared/project/layout.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import { formatTimecode, parseTimecode } from "../../../shared/time/timecode.ts";
import { placedAt } from "../state/selectors.ts";

const plans = new WeakMap<Project, Map<string, AnimaticPlan>>();

/** Null for a project without passes. */
export function shownAt(project: Project, programmeFrame: number): { pass: Pass; planned: PlannedFrame } | null {
  const found = placedAt(project, programmeFrame);
  if (!found) return null;
  const { placedPass } = found;
  return {
    pass: placedPass.pass,
    planned: frameAt(planOf(project, placedPass), programmeFrame - placedPass.startFrame),
  };
}

/** A frame as the still viewer shows it: without its fade where that leaves nothing to see, which `says` then tells. */
export function asStill(planned: PlannedFrame): { planned: PlannedFrame; says: string | null } {
  const black = planned.transition?.kind === "fade-in" && planned.transition.share === 0;
  return black ? { planned: { ...planned, transition: null }, says: "Fade in from black" } : { planned, says: null };
}

/** Its shot alone, as far into the camera move as `progress` says. */
export function inMove(planned: PlannedFrame, progress: number): PlannedFrame {
  return { ...planned, current: { ...planned.current, progress }, transition: null };
}

/** The animatic plan of a pass, with the timecode that it has in the programme. */
export function planOf(project: Project, placedPass: PlacedPass): AnimaticPlan {
  let ofProject = plans.get(project);
  if (!ofProject) {
    ofProject = new Map();
    plans.set(project, ofProject);
  }
  let plan = ofProject.get(placedPass.pass.id);
  if (!plan) {
    plan = planFrames(project, placedPass.pass, timecodeAt(project, placedPass.startFrame));
    ofProject.set(placedPass.pass.id, plan);
  }
  return plan;
}

/** The record timecode of a frame of the programme. */
export function timecodeAt(project: Project, programmeFrame: number): string {
  const rate = rateOf(project.rate);
  return formatTimecode((parseTimecode(project.start, rate) ?? 0) + programmeFrame, rate);
}
