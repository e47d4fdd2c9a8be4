/** Owns what would become of a pass with another model: whether the model takes it as it is, what it would leave out, and what keeps it from it. */
import { priceOfWhole } from "../generation/price.ts";
import type { ModelProfile, Money } from "../models/profile.ts";
import { modelProfiles } from "../models/profiles.ts";
import type { Media } from "../project/media.ts";
import type { Element, Pass } from "../project/model.ts";
import { namesCalledIn } from "../prompt/references.ts";
import { checkStoredImages } from "./image-rules.ts";
import { checkPlan } from "./preflight.ts";
import { type FixableProblem, standingOf } from "./problem.ts";

interface Elements {
  readonly elements: readonly Element[];
}

/** How a model takes a pass. `off` is a model to which nothing can be sent yet, whatever the pass is. */
export type Fit = "whole" | "drops" | "refuses" | "off";

export interface ComparedModel {
  readonly profile: ModelProfile;
  readonly fit: Fit;
  /** What the model would leave out or do otherwise, in a few words each: `no end frame`, `720p instead of 1080p`. */
  readonly drops: readonly string[];
  /** Why the pass can't be made with it as it is, as sentences. What nobody has written yet is no reason. */
  readonly refusals: readonly string[];
  /** Null where nobody knows, and where the model can't make it at any price. */
  readonly price: Money | null;
}

/** Every model that makes videos, in the order in which models are listed. Without `media`, the images of the project, those of the pass are not looked at. */
export function compareModels(project: Elements, pass: Pass, media?: readonly Media[]): ComparedModel[] {
  return modelProfiles()
    .filter(({ output }) => output === "film")
    .map((profile) => compareModel(project, pass, profile, media));
}

/** The same for one. */
export function compareModel(
  project: Elements,
  pass: Pass,
  profile: ModelProfile,
  media?: readonly Media[],
): ComparedModel {
  const problems = [
    ...problemsWith(project, pass, profile.id),
    ...(media ? imageProblemsWith(project, pass, profile.id, media) : []),
  ].filter(({ code }) => code !== "profile.unavailable");
  const refusals = unique(problems.filter((each) => standingOf(each) === "error").map(({ message }) => message));
  const drops = unique(
    problems.filter(({ code }) => code === "field.unsupported").map((each) => wordsOf(profile, pass, each)),
  );
  const fit =
    profile.off !== undefined ? "off" : refusals.length > 0 ? "refuses" : drops.length > 0 ? "drops" : "whole";
  return { profile, fit, drops, refusals, price: priceOfWhole(profile, pass) };
}

/** What is wrong with the pass as if it were made with this model, errors first; paths start at `passes[0]`. */
export function problemsWith(project: Elements, pass: Pass, profileId: string): readonly FixableProblem[] {
  const { elements } = project;
  return aboutPass(elements, pass, checkPlan({ elements, passes: [pass] }, profileId));
}

/** What the model has against the images that the pass uses. */
export function imageProblemsWith(
  project: Elements,
  pass: Pass,
  profileId: string,
  media: readonly Media[],
): readonly FixableProblem[] {
  const { elements } = project;
  const asked = pass.profile === profileId ? pass : { ...pass, profile: profileId };
  return aboutPass(elements, pass, checkStoredImages({ elements, passes: [asked] }, media));
}

/** Leaves out what is wrong with elements that the pass does not call. */
function aboutPass(elements: readonly Element[], pass: Pass, problems: readonly FixableProblem[]): FixableProblem[] {
  const called = namesCalledIn(pass);
  return problems.filter(({ path }) => {
    if (path.startsWith("passes[0]")) return true;
    const index = /^elements\[(\d+)\]/.exec(path)?.[1];
    return index !== undefined && called.has(elements[Number(index)]?.name ?? "");
  });
}

const fieldWords: Readonly<Record<string, string>> = {
  startFrame: "no start frame",
  endFrame: "no end frame",
  keyframes: "no keyframes",
  frame: "fewer keyframes",
  guidance: "no guidance",
  negativePrompt: "no negative prompt",
};

function wordsOf({ limits }: ModelProfile, pass: Pass, { path, message }: FixableProblem): string {
  const field = path.slice(path.lastIndexOf(".") + 1);
  if (field === "audio") return limits.audio ? "always with sound" : "no sound";
  if (field === "resolution") return `${limits.resolutions[0]} instead of ${pass.resolution}`;
  return fieldWords[field] ?? message;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** What a model would leave out, as one sentence without its end: `No end frame, 720p instead of 1080p`. */
export function sayDrops({ drops }: Pick<ComparedModel, "drops">): string {
  const said = drops.join(", ");
  return `${said.slice(0, 1).toUpperCase()}${said.slice(1)}`;
}
