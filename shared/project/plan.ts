/** Owns the plan file `shotline.plan.1`: its schema, reading it with every fault named by its path, and writing a project as one. */
import { z } from "zod";
import { rateOf } from "../time/rate.ts";
import { parseTimecode } from "../time/timecode.ts";
import { formatPath } from "./json-path.ts";
import {
  elementContentShape,
  type Project,
  passContentShape,
  projectContentShape,
  projectLimits,
  shotContentShape,
} from "./model.ts";
import type { Problem } from "./problem.ts";

/** Bytes that a plan file may have; a plan of 2,000 shots has about 2 MB. */
export const planBytesMax = 10 * 1024 * 1024;

const imagePath = z.string().min(1).max(1024);

export const planSchema = z.strictObject({
  schema: z.literal("shotline.plan.1"),
  project: z.strictObject(projectContentShape),
  elements: z
    .array(z.strictObject({ ...elementContentShape, images: z.array(imagePath) }))
    .max(projectLimits.elements)
    .default([]),
  passes: z
    .array(
      z.strictObject({
        ...passContentShape,
        startFrame: imagePath.optional(),
        endFrame: imagePath.optional(),
        shots: z.array(z.strictObject(shotContentShape)).min(1),
      }),
    )
    .max(projectLimits.passes)
    .default([]),
});
export type Plan = z.infer<typeof planSchema>;

/** Reads the text of a plan file. Either the plan, or the faults that keep it from being one. */
export function parsePlan(text: string): { plan: Plan } | { plan: null; problems: Problem[] } {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    // The parser's own words quote the file, which may be anything but a plan; where it stopped is enough.
    const place = /at position \d+(?: \(line \d+ column \d+\))?/.exec(error instanceof Error ? error.message : "")?.[0];
    const message =
      place === undefined ? "The plan is not valid JSON." : `The plan is not valid JSON: reading stopped ${place}.`;
    const next = "Correct it in an editor that checks JSON.";
    return { plan: null, problems: [{ code: "plan.not-json", severity: "error", path: "", message, next }] };
  }
  const read = planSchema.safeParse(data);
  if (!read.success) return { plan: null, problems: read.error.issues.flatMap(problemsOfIssue) };
  const problems = [...startProblems(read.data), ...imagesOfPlan(read.data).flatMap(outsideProblem)];
  return problems.length > 0 ? { plan: null, problems } : { plan: read.data };
}

function problemsOfIssue(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      code: "plan.unknown-key",
      severity: "error",
      path: formatPath([...issue.path, key]),
      message: `Unknown key "${key}".`,
      next: "Remove it, or correct the spelling.",
    }));
  }
  const path = formatPath(issue.path);
  const message = `${path || "The plan"} is not valid: ${issue.message.replace(/\.$/, "")}.`;
  const next = "Correct the value; the documentation describes the plan format.";
  return [{ code: "plan.wrong-type", severity: "error", path, message, next }];
}

function startProblems(plan: Plan): Problem[] {
  const { start, rate } = plan.project;
  if (parseTimecode(start, rateOf(rate)) !== null) return [];
  const message = `The start ${start} is not a valid timecode at ${rate} fps.`;
  const next = "Write it as 01:00:00:00, with ; before the frames for drop-frame rates only.";
  return [{ code: "plan.wrong-type", severity: "error", path: "project.start", message, next }];
}

/** Every image that a plan names, in the order of the file, with where it does. */
export function imagesOfPlan(plan: Plan): { readonly path: string; readonly image: string }[] {
  const ofElements = plan.elements.flatMap(({ images }, index) =>
    images.map((image, at) => ({ path: `elements[${index}].images[${at}]`, image })),
  );
  const ofPasses = plan.passes.flatMap((pass, index) =>
    (["startFrame", "endFrame"] as const).flatMap((key) => {
      const image = pass[key];
      return image === undefined ? [] : [{ path: `passes[${index}].${key}`, image }];
    }),
  );
  return [...ofElements, ...ofPasses];
}

function outsideProblem({ path, image: file }: ReturnType<typeof imagesOfPlan>[number]): Problem[] {
  const absolute = /^([\\/]|[A-Za-z]:)/.test(file);
  if (!absolute && !file.split(/[\\/]/).includes("..")) return [];
  const message = `${file} is outside the plan's folder.`;
  const next = 'Copy it into that folder, and use a path relative to the plan file, without "..".';
  return [{ code: "path.outside", severity: "error", path, message, next }];
}

/** The project that a plan says: new ids from `newId`, and each image path replaced by the id of its stored file. */
export function projectOfPlan(
  plan: Plan,
  id: string,
  newId: (kind: string) => string,
  mediaOf: (file: string) => string,
): Project {
  return {
    id,
    ...plan.project,
    elements: plan.elements.map(({ images, ...content }) => ({
      id: newId("element"),
      ...content,
      images: images.map(mediaOf),
    })),
    passes: plan.passes.map(({ startFrame, endFrame, shots, ...content }) => ({
      id: newId("pass"),
      ...content,
      ...(startFrame === undefined ? {} : { startFrame: mediaOf(startFrame) }),
      ...(endFrame === undefined ? {} : { endFrame: mediaOf(endFrame) }),
      shots: shots.map((shot) => ({ id: newId("shot"), ...shot })),
    })),
  };
}

/**
 * The plan that a project says. Locked numbers, shots' own frames, takes with all that is said of them, the sound, where a shot comes from
 * in a script, and what is known of elements' images have no place in `shotline.plan.1` and stay behind; trims and sketches go along.
 */
export function planOfProject(project: Project, fileOf: (mediaId: string) => string): Plan {
  const { id: _, elements, passes, sound: _sound, ...content } = project;
  return {
    schema: "shotline.plan.1",
    project: content,
    elements: elements.map(({ id: _id, images, views: _views, libraryId: _library, ...element }) => ({
      ...element,
      images: images.map(fileOf),
    })),
    passes: passes.map(
      ({
        id: _id,
        circledTake: _take,
        takes: _takes,
        continues: _continues,
        fromScript: _script,
        startFrame,
        endFrame,
        shots,
        ...pass
      }) => ({
        ...pass,
        ...(startFrame === undefined ? {} : { startFrame: fileOf(startFrame) }),
        ...(endFrame === undefined ? {} : { endFrame: fileOf(endFrame) }),
        shots: shots.map(
          ({ id: _shotId, number: _number, frame: _frame, take: _shotTake, fromScript: _from, ...shot }) => shot,
        ),
      }),
    ),
  };
}
