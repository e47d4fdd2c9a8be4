/** Owns reading a plan file with its images: every fault found, in one list, before anything is made of it. */
import { readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { AppError, errorCodes } from "../../../shared/errors/app-error.ts";
import { imageProblems, imageUses, type StoredImage } from "../../../shared/preflight/image-rules.ts";
import { checkPlan, errorsFirst } from "../../../shared/preflight/preflight.ts";
import type { FixableProblem } from "../../../shared/preflight/problem.ts";
import { type Plan, parsePlan, planBytesMax } from "../../../shared/project/plan.ts";
import type { ImageChecker } from "./media-store.ts";

export interface ReadPlan {
  /** Null when the file could not be read as a plan at all; `problems` then says why. */
  readonly plan: Plan | null;
  readonly problems: readonly FixableProblem[];
}

/** Reads and checks a plan file. Throws only when the file itself cannot be read. */
export async function readPlanFile(planFile: string, images: ImageChecker, profileId?: string): Promise<ReadPlan> {
  const info = await stat(planFile).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
    throw new AppError("not-found", `Plan file not found: ${planFile}.`, { next: "Check the path." });
  });
  if (!info.isFile()) {
    throw new AppError("input.invalid", `${planFile} is not a file.`, { next: "Name the plan's .json file." });
  }
  if (info.size > planBytesMax) {
    const most = planBytesMax / 1024 / 1024;
    const message = `The plan is ${(info.size / 1024 / 1024).toFixed(0)} MB; the limit is ${most} MB.`;
    const next = "Split it into several plans.";
    return { plan: null, problems: [{ code: "plan.too-large", severity: "error", path: "", message, next }] };
  }
  const text = decode(await readFile(planFile));
  if (text === null) {
    const message = "The plan is not UTF-8 text.";
    const next = "Save it as UTF-8.";
    return { plan: null, problems: [{ code: "plan.not-json", severity: "error", path: "", message, next }] };
  }
  const read = parsePlan(text);
  if (!read.plan) return read;
  const problems = [...checkPlan(read.plan, profileId), ...(await checkImages(read.plan, planFile, images, profileId))];
  return { plan: read.plan, problems: errorsFirst(problems) };
}

/** Null for bytes that are not UTF-8: reading them anyway would put other characters in their place. */
function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

async function checkImages(
  plan: Plan,
  planFile: string,
  images: ImageChecker,
  profileId: string | undefined,
): Promise<FixableProblem[]> {
  const checked = new Map<string, Promise<StoredImage>>();
  const factsOf = (file: string) => {
    const known = checked.get(file) ?? checkFile(dirname(planFile), file, images);
    checked.set(file, known);
    return known;
  };
  const problems: FixableProblem[] = [];
  for (const { path, image, profiles, aspectRatio } of imageUses(plan, profileId)) {
    try {
      const facts = await factsOf(image);
      problems.push(...profiles.flatMap((id) => imageProblems(id, path, image, facts, aspectRatio)));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, message, next } = error;
      problems.push({ code, severity: "error", path, message, ...(next === undefined ? {} : { next }) });
    }
  }
  return [...new Map(problems.map((problem) => [`${problem.code} ${problem.path}`, problem])).values()];
}

async function checkFile(folder: string, file: string, images: ImageChecker): Promise<StoredImage> {
  const path = await planImagePath(folder, file);
  const facts = await images.checkImage(path);
  return { ...facts, bytes: (await stat(path)).size };
}

/**
 * Where an image of a plan really lies, its links followed. Throws path.outside where that is not in the plan's own folder, and
 * image.unreadable where it is no file. What is not there is left to whoever opens it.
 */
export async function planImagePath(folder: string, file: string): Promise<string> {
  const path = join(folder, file);
  const real = await realpath(path).catch(() => null);
  if (real === null) return path;
  if (!real.startsWith(`${await realpath(folder)}${sep}`)) {
    const next = 'Copy it into that folder, and use a path relative to the plan file, without "..".';
    throw new AppError("path.outside", `${file} leads outside the plan's folder.`, { next });
  }
  if ((await stat(real)).isFile()) return real;
  throw new AppError("image.unreadable", `${file} is not a file.`, { next: "Choose an image file." });
}

/** The refusal of a plan: its first fault, with the count of the others. */
export function planRefused(planFile: string, problems: readonly FixableProblem[]): AppError {
  const errors = problems.filter((problem) => problem.severity === "error");
  const [first] = errors;
  const code = errorCodes.find((each) => each === first?.code) ?? "plan.refused";
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  const next = `Correct the plan; run \`plan check ${planFile}\` to list every problem.`;
  return new AppError(code, `${first?.message ?? "The plan can't be read."}${more}`, {
    next,
    ...(first?.path ? { path: first.path } : {}),
  });
}
