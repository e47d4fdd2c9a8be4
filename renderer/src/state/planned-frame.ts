/** Owns which frame of its pass's animatic stands at a frame of the cut; the animatic's plan is made once per state of the project. */
import { type AnimaticPlan, frameAt, type PlannedFrame, planFrames } from "../../../shared/animatic/plan-frames.ts";
import { type CutPlace, cutPlaceAt } from "../../../shared/cut/out/programme.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { cutOf, type ShownState } from "./selectors.ts";

const plans = new WeakMap<Project, Map<string, AnimaticPlan>>();

/** The animatic plan of a pass. */
export function planOf(project: Project, pass: Pass): AnimaticPlan {
  let ofProject = plans.get(project);
  if (!ofProject) {
    ofProject = new Map();
    plans.set(project, ofProject);
  }
  let plan = ofProject.get(pass.id);
  if (!plan) {
    plan = planFrames(project, pass, project.start);
    ofProject.set(pass.id, plan);
  }
  return plan;
}

/** Null for an empty cut. */
export function plannedAt(
  state: ShownState,
  cutFrame: number,
): { readonly place: CutPlace; readonly planned: PlannedFrame } | null {
  const project = state.preview ?? state.view?.project;
  const place = cutPlaceAt(cutOf(state), cutFrame);
  if (!place || !project) return null;
  const { cutPass, cutShot, offset } = place;
  const { take, firstFrame, plannedStartFrame, plannedFrames } = cutShot;
  const inShot = take ? (cutShot.shot.trim?.in ?? 0) + offset : firstFrame + offset;
  const inPass = plannedStartFrame + Math.min(plannedFrames - 1, Math.max(0, inShot));
  return { place, planned: frameAt(planOf(project, cutPass.pass), inPass) };
}

/** How far what moves in the shot at a frame of the cut has come there, as the viewer shows it, 0 to 1; 0 for an empty cut. */
export function progressAt(state: ShownState, cutFrame: number): number {
  return plannedAt(state, cutFrame)?.planned.current.progress ?? 0;
}
