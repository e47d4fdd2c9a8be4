/** Owns refusing to send a pass that its model would not take: judged by what is sent, and by nothing else of the project. */

import { AppError } from "../../../shared/errors/app-error.ts";
import { shotFramesSent } from "../../../shared/generation/keyframes.ts";
import type { PassRequest } from "../../../shared/generation/retake.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { checkStoredImages } from "../../../shared/preflight/image-rules.ts";
import { checkPlan } from "../../../shared/preflight/preflight.ts";
import { namesCalledIn } from "../../../shared/prompt/references.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";

const lengthenRetake = "Retake another shot with it, or lengthen the shots of the retake.";
const retakeSteps: Readonly<Record<string, string>> = {
  "budget.total-short": lengthenRetake,
  "budget.shot-too-short": lengthenRetake,
  "element.with-frame": "Begin the retake without a frame, or choose a model that accepts both.",
  "frame.required": "Begin the retake with a frame of a take, or choose a model that needs none.",
};

/** Throws `generation.refused` with the first fault. `prompt` is what a still is drawn from instead of the first shot. */
export function refuseFaults(
  { project, media }: Pick<ProjectView, "project" | "media">,
  { pass, retake }: PassRequest,
  profile: ModelProfile,
  prompt: string | null,
): void {
  const sent =
    profile.output === "film"
      ? pass.shots
      : pass.shots.slice(0, 1).map((shot) => (prompt === null ? shot : { ...shot, prompt }));
  // A shot's own frame is only drawn by the animatic, where it is no keyframe.
  const framesSent = profile.output === "film" ? shotFramesSent(profile.limits, pass) : new Set();
  const shots = sent.map(({ frame, ...shot }, at) => (framesSent.has(at) && frame ? { ...shot, frame } : shot));
  const called = namesCalledIn({ ...pass, shots });
  const elements = project.elements.filter(({ name }) => called.has(name));
  const plan = { elements, passes: [{ ...pass, profile: profile.id, shots }] };
  const problems = [...checkPlan(plan), ...checkStoredImages(plan, media)];
  const errors = problems.filter((problem) => problem.severity === "error");
  const [first] = errors;
  if (!first) return;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  // What a pass lacks is added to the plan; a retake goes by the plan.
  const own = retake === null ? undefined : retakeSteps[first.code];
  const next = own ?? first.next ?? "Fix the problems listed for the pass.";
  throw new AppError("generation.refused", `${first.message}${more}`, { next, path: first.path });
}
