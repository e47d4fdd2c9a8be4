/** Owns what a profile asks of a pass apart from its texts: lengths, frames, and choices such as the resolution. */
import { nearestAspect } from "../animatic/frame-size.ts";
import { type BudgetCode, checkBudget, fitToBudget } from "../budget/check.ts";
import { formatSeconds } from "../budget/wall.ts";
import { isFarFromShot, keyframesOf, usesKeyframes, withStartFrame } from "../generation/keyframes.ts";
import type { ModelLimits, ModelProfile } from "../models/profile.ts";
import { passLimits } from "../models/profiles.ts";
import type { Pass, Shot } from "../project/model.ts";
import type { FixableProblem } from "./problem.ts";
import { fixBy, nextStep, problem } from "./problem.ts";

export type CheckedPass = Omit<Pass, "id" | "shots"> & {
  readonly id?: string;
  readonly shots: readonly (Omit<Shot, "id"> & { readonly id?: string })[];
};

/** The pass as its requests have it: whole, or a shot each where the model makes one shot at a time. */
export function requestedPasses({ limits }: ModelProfile, pass: CheckedPass): CheckedPass[] {
  const last = pass.shots.length - 1;
  if (limits.shotsMax > 1 || last <= 0) return [withStartFrame(limits, pass)];
  const { startFrame, endFrame, ...rest } = pass;
  return pass.shots.map((shot, index) =>
    withStartFrame(limits, {
      ...rest,
      ...(index === 0 && startFrame !== undefined ? { startFrame } : {}),
      ...(index === last && endFrame !== undefined ? { endFrame } : {}),
      shots: [shot],
    }),
  );
}

const budgetSteps: Readonly<Record<BudgetCode, readonly [next: string, limit: keyof ModelLimits]>> = {
  "budget.total-exceeded": ["Shorten shots, or split the pass in two.", "totalMs"],
  "budget.total-short": ["Lengthen a shot, or add one.", "totalMs"],
  "budget.too-many-shots": ["Split the pass in two, or merge shots.", "shotsMax"],
  "budget.shot-too-short": ["Lengthen the shot, or merge it with the next one.", "shotMs"],
  "budget.shot-too-long": ["Shorten the shot.", "shotMs"],
  "budget.off-step": ["Change its length to a multiple the model accepts.", "stepMs"],
};

export function checkBudgetOf(profile: ModelProfile, pass: CheckedPass, path: string): FixableProblem[] {
  const durations = pass.shots.map((shot) => shot.durationMs);
  const limits = passLimits(profile.limits);
  const broken = checkBudget(durations, limits);
  const fits = broken.length > 0 && fitToBudget(durations, limits) !== null;
  const fit = fits ? fixBy("Fit to budget", pass.id, (passId) => ({ type: "pass.fit", passId })) : null;
  return broken.map(({ code, shotIndex, message }, index) => {
    const place = shotIndex === null ? `${path}.shots` : `${path}.shots[${shotIndex}].durationMs`;
    const [next, limit] = budgetSteps[code];
    // One click mends them all.
    return problem("error", code, place, message, nextStep(profile, next, limit), index === 0 ? fit : null);
  });
}

export function checkFrames(profile: ModelProfile, pass: CheckedPass, path: string): FixableProblem[] {
  const { label, limits } = profile;
  const problems: FixableProblem[] = [];
  if (limits.startFrameRequired && pass.startFrame === undefined) {
    const message = `${label} needs a start frame.`;
    const isAlone = limits.shotsMax === 1;
    const step = isAlone ? "Give the shot a frame of its own" : "Add a start frame";
    const next = nextStep(profile, `${step}, or choose another model for the pass.`, "startFrameRequired");
    problems.push(
      problem("error", "frame.required", `${path}.${isAlone ? "shots[0].frame" : "startFrame"}`, message, next),
    );
  }
  const withoutEnd = takingAway(pass, "endFrame", "Remove the end frame");
  const endFrame = limits.endFrame && pass.endFrame !== undefined;
  if (endFrame && pass.shots.length > 1 && !limits.endFrameWithMultiShot) {
    const message = `${label} accepts an end frame only in a one-shot pass.`;
    const next = nextStep(profile, "Remove the end frame, or move its shot to its own pass.", "endFrameWithMultiShot");
    problems.push(problem("error", "frame.end-with-multi-shot", `${path}.endFrame`, message, next, withoutEnd));
  }
  if (endFrame && limits.endFrameNeedsStartFrame && pass.startFrame === undefined) {
    const message = `${label} accepts an end frame only with a start frame.`;
    const next = nextStep(profile, "Add a start frame, or remove the end frame.", "endFrameNeedsStartFrame");
    problems.push(problem("error", "frame.required", `${path}.startFrame`, message, next, withoutEnd));
  }
  if (pass.startFrame !== undefined && !limits.startFrame) {
    const fix = takingAway(pass, "startFrame", "Remove the start frame");
    problems.push(dropped(profile, `${path}.startFrame`, "a start frame", fix));
  }
  if (pass.endFrame !== undefined && !limits.endFrame) {
    problems.push(dropped(profile, `${path}.endFrame`, "an end frame", withoutEnd));
  }
  return [...problems, ...checkKeyframes(profile, pass, path)];
}

/** Nothing of this keeps a pass from being sent: what is left out, and what the model puts elsewhere than the plan has it. */
function checkKeyframes(profile: ModelProfile, pass: CheckedPass, path: string): FixableProblem[] {
  const { label, limits, provider } = profile;
  // The animatic draws the frames of all shots, each where it is.
  if (!pass.keyframes || provider === "animatic") return [];
  const without = takingAway(pass, "keyframes", "Turn off keyframes");
  const advice = (code: string, place: string, message: string, next: string, fix: typeof without = null) =>
    problem("advice", code, `${path}.${place}`, message, next, fix);
  if (!usesKeyframes(limits, pass)) {
    const message = `${label} does not support keyframes; the shots' own frames will not be sent.`;
    const next = "Turn off keyframes, choose a model that supports them, or leave them for later.";
    return [advice("field.unsupported", "keyframes", message, next, without)];
  }
  const { sent, leftOut } = keyframesOf(limits, pass);
  if (pass.startFrame === undefined && pass.shots.some(({ frame }) => frame !== undefined)) {
    const message = `${label} accepts keyframes only with a start frame; the shots' own frames will not be sent.`;
    return [advice("field.unsupported", "keyframes", message, "Add a start frame, or a frame to the first shot.")];
  }
  const total = pass.shots.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const far = sent.filter((each) => isFarFromShot(each, total));
  return [
    ...leftOut.map((index) => {
      const message = `${label} allows at most ${limits.keyframesMax} keyframes; this shot's frame will not be sent.`;
      const next = nextStep(profile, "Remove the frames that matter least.", "keyframesMax");
      return advice("field.unsupported", `shots[${index}].frame`, message, next);
    }),
    ...far.map(({ shotIndex, fallsAtMs, shotStartMs }) => {
      const apart = formatTenths(Math.abs(fallsAtMs - shotStartMs));
      const side = fallsAtMs > shotStartMs ? "after" : "before";
      const message = `${label} spreads keyframes evenly: this shot's frame falls at ${formatTenths(fallsAtMs)}, ${apart} ${side} the shot begins.`;
      const next = "Make the shots more even in length, or remove frames.";
      return advice("frame.uneven", `shots[${shotIndex}].frame`, message, next);
    }),
  ];
}

/** `7.5 s`: where a frame falls is no more exact than this. */
function formatTenths(ms: number): string {
  return formatSeconds(Math.round(ms / 100) * 100);
}

export function checkChoices(profile: ModelProfile, pass: CheckedPass, path: string): FixableProblem[] {
  const { limits } = profile;
  const problems = [...checkAspectRatio(profile, pass, path), ...checkResolution(profile, pass, path)];
  if (pass.guidance !== undefined && !limits.guidance) {
    const fix = takingAway(pass, "guidance", "Remove the guidance");
    problems.push(dropped(profile, `${path}.guidance`, "guidance", fix));
  }
  if (pass.negativePrompt && !limits.negativePrompt) {
    const fix = takingAway(pass, "negativePrompt", "Remove the negative prompt");
    problems.push(dropped(profile, `${path}.negativePrompt`, "a negative prompt", fix));
  }
  if (pass.audio && !limits.audio) {
    problems.push(dropped(profile, `${path}.audio`, "sound", takingAway(pass, "audio", "Turn off audio")));
  }
  if (!pass.audio && limits.audioAlways) problems.push(alwaysHeard(profile, pass, path));
  return problems;
}

export function checkAspectRatio({ label, limits }: ModelProfile, pass: CheckedPass, path: string): FixableProblem[] {
  const nearest = nearestAspect(pass.aspectRatio, limits.aspectRatios);
  if (limits.aspectRatios.includes(pass.aspectRatio) || nearest === null) return [];
  const message = `${label} supports ${limits.aspectRatios.join(", ")}, not ${pass.aspectRatio}.`;
  const fix = fixBy(`Use ${nearest}`, pass.id, (passId) => ({
    type: "pass.describe",
    passId,
    fields: { aspectRatio: nearest },
  }));
  return [problem("error", "field.not-allowed", `${path}.aspectRatio`, message, "Choose one of these.", fix)];
}

/** A model that makes one resolution alone makes that, whatever is asked for; one with several has to be asked rightly. */
function checkResolution(profile: ModelProfile, pass: CheckedPass, path: string): FixableProblem[] {
  const { label, limits } = profile;
  const { resolutions } = limits;
  if (resolutions.includes(pass.resolution)) return [];
  const [first = ""] = resolutions;
  const usual = resolutions.includes("1080p") ? "1080p" : first;
  const place = `${path}.resolution`;
  const fix = fixBy(`Use ${usual}`, pass.id, (passId) => ({
    type: "pass.describe",
    passId,
    fields: { resolution: usual },
  }));
  if (resolutions.length > 1) {
    const message = `${label} supports ${resolutions.join(", ")}, not ${pass.resolution}.`;
    const next = nextStep(profile, "Choose one of these.", "resolutions");
    return [problem("error", "field.not-allowed", place, message, next, fix)];
  }
  const message = `${label} supports ${first} only, not ${pass.resolution}; the video will be ${first}.`;
  const next = `For ${pass.resolution}, choose another model from this service.`;
  return [problem("advice", "field.unsupported", place, message, next, fix)];
}

/** A pass without sound gets a video with it: said, and no fault. */
function alwaysHeard({ label }: ModelProfile, pass: CheckedPass, path: string): FixableProblem {
  const message = `${label} always makes sound; the video will have it.`;
  const next = "Turn on audio, or mute the video in your editing app.";
  const fix = fixBy("Turn on audio", pass.id, (passId) => ({
    type: "pass.describe",
    passId,
    fields: { audio: true },
  }));
  return problem("advice", "field.unsupported", `${path}.audio`, message, next, fix);
}

function takingAway(
  pass: CheckedPass,
  field: "startFrame" | "endFrame" | "keyframes" | "guidance" | "negativePrompt" | "audio",
  label: string,
) {
  return fixBy(label, pass.id, (passId) => ({ type: "pass.describe", passId, fields: { [field]: null } }));
}

function dropped(
  { label }: ModelProfile,
  path: string,
  what: string,
  fix: FixableProblem["fix"] | null,
): FixableProblem {
  const message = `${label} does not support ${what}; it will not be sent.`;
  const next = "Remove it, choose a model that supports it, or leave it for the animatic.";
  return problem("advice", "field.unsupported", path, message, next, fix ?? null);
}
