/** Owns reading a plan file with its images: every fault found, in one list, before anything is made of it. */
import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ModelLimits } from "../../../shared/models/profile.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import { imagePaths, type Plan, parsePlan, planBytesMax } from "../../../shared/project/plan.ts";
import { checkPlan } from "../../../shared/project/preflight.ts";
import { referencesOf } from "../../../shared/prompt/references.ts";
import type { Problem } from "../../../shared/rpc/contract.ts";
import { AppError } from "../../../shared/rpc/errors.ts";
import type { ImageChecker, ImageFacts } from "./media-store.ts";

export interface ReadPlan {
  /** Null when the file could not be read as a plan at all; `problems` then says why. */
  readonly plan: Plan | null;
  readonly problems: readonly Problem[];
}

/** Reads and checks a plan file. Throws only when the file itself cannot be read. */
export async function readPlanFile(planFile: string, images: ImageChecker, profileId?: string): Promise<ReadPlan> {
  const info = await stat(planFile).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
    throw new AppError("not-found", `There is no plan file ${planFile}.`, { next: "Check the path." });
  });
  if (!info.isFile()) {
    throw new AppError("input.invalid", `${planFile} is not a file.`, { next: "Name the plan's .json file." });
  }
  if (info.size > planBytesMax) {
    const most = planBytesMax / 1024 / 1024;
    const message = `The plan has ${(info.size / 1024 / 1024).toFixed(0)} MB; a plan file has at most ${most} MB.`;
    return { plan: null, problems: [{ code: "plan.too-large", severity: "error", path: "", message }] };
  }
  const read = parsePlan(await readFile(planFile, "utf8"));
  if (!read.plan) return read;
  const problems = [...checkPlan(read.plan, profileId), ...(await checkImages(read.plan, planFile, images, profileId))];
  return { plan: read.plan, problems: problems.sort(errorsFirst) };
}

function errorsFirst(left: Problem, right: Problem): number {
  return Number(left.severity === "advice") - Number(right.severity === "advice");
}

async function checkImages(
  plan: Plan,
  planFile: string,
  images: ImageChecker,
  profileId: string | undefined,
): Promise<Problem[]> {
  const checked = new Map<string, Promise<ImageFacts & { bytes: number }>>();
  const factsOf = (file: string) => {
    const path = join(dirname(planFile), file);
    const known =
      checked.get(file) ??
      images.checkImage(path).then(async (facts) => ({ ...facts, bytes: (await stat(path)).size }));
    checked.set(file, known);
    return known;
  };
  const problems: Problem[] = [];
  for (const { path, file } of imagePaths(plan)) {
    try {
      const facts = await factsOf(file);
      for (const id of profilesUsing(plan, path, profileId)) problems.push(...imageProblems(id, path, file, facts));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.push({ code: error.code, severity: "error", path, message: `${file}: ${error.message}` });
    }
  }
  return [...new Map(problems.map((problem) => [`${problem.code} ${problem.path}`, problem])).values()];
}

/** The profiles that would be sent this image: the pass's own for its frames, those of every pass that names the element. */
function profilesUsing(plan: Plan, path: string, profileId: string | undefined): Set<string> {
  const [, list, index] = /^(elements|passes)\[(\d+)\]/.exec(path) ?? [];
  const element = list === "elements" ? plan.elements[Number(index)] : undefined;
  const passes = element
    ? plan.passes.filter((pass) =>
        pass.shots.some((shot) => referencesOf(shot).some((each) => each.name === element.name)),
      )
    : plan.passes.slice(Number(index), Number(index) + 1);
  return new Set(passes.map((pass) => profileId ?? pass.profile));
}

/** What one profile has against an image: size in pixels and bytes, ratio, format. */
export function imageProblems(
  profileId: string,
  path: string,
  name: string,
  facts: ImageFacts & { bytes: number },
): Problem[] {
  const profile = profileOf(profileId);
  if (!profile) return [];
  const limits: ModelLimits["image"] = profile.limits.image;
  const { widthPx, heightPx, bytes } = facts;
  const size = `${widthPx} × ${heightPx} pixels`;
  const problem = (code: string, message: string): Problem => ({ code, severity: "error", path, message });
  const found: Problem[] = [];
  if (Math.min(widthPx, heightPx) < limits.sidePxMin) {
    found.push(
      problem("image.too-small", `${name} has ${size}; ${profile.label} needs ${limits.sidePxMin} on each side.`),
    );
  }
  if (Math.max(widthPx, heightPx) > limits.sidePxMax) {
    found.push(
      problem("image.too-large", `${name} has ${size}; ${profile.label} takes at most ${limits.sidePxMax} a side.`),
    );
  }
  if (bytes > limits.bytesMax) {
    const most = `${limits.bytesMax / 1024 / 1024} MB`;
    found.push(
      problem(
        "image.too-large",
        `${name} has ${(bytes / 1024 / 1024).toFixed(1)} MB; ${profile.label} takes at most ${most}.`,
      ),
    );
  }
  if (Math.max(widthPx, heightPx) / Math.min(widthPx, heightPx) > limits.ratioMax) {
    found.push(
      problem("image.ratio", `${name} has ${size}; ${profile.label} takes ratios up to ${limits.ratioMax}:1.`),
    );
  }
  if (!(limits.formats as readonly string[]).includes(facts.format)) {
    const formats = limits.formats.join(", ").toUpperCase();
    found.push(problem("image.format", `${name} is ${facts.format.toUpperCase()}; ${profile.label} takes ${formats}.`));
  }
  return found;
}
