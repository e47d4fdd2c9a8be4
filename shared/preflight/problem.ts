/** Owns how a problem of a plan is put together: where, why, what to do about it, and the one click that does it. */
import { z } from "zod";
import type { Edit } from "../edits/edit.ts";
import type { ModelLimits, ModelProfile } from "../models/profile.ts";
import { mediaIdSchema } from "../project/model.ts";
import { problemSchema } from "../project/problem.ts";

export const fixableProblemSchema = problemSchema.extend({
  /** What one click does about it, in a live project: an edit, or a smaller copy of an image. */
  fix: z
    .union([
      z.object({ label: z.string(), edit: z.custom<Edit>() }),
      z.object({ label: z.string(), convertImage: z.object({ mediaId: mediaIdSchema, profile: z.string() }) }),
    ])
    .optional(),
});
export type FixableProblem = z.infer<typeof fixableProblemSchema>;
type Fix = NonNullable<FixableProblem["fix"]>;

/** How a problem is shown: `todo` is what nobody has written or pictured yet. It keeps a pass from a service, and is no mistake. */
export type Standing = FixableProblem["severity"] | "todo";

export function standingOf({ code, severity }: Pick<FixableProblem, "code" | "severity">): Standing {
  return code === "prompt.empty" || code === "element.too-few-images" ? "todo" : severity;
}

/** A problem without its severity. `fix` is null where there is no live project to change, or no single way out. */
export function problem(
  severity: FixableProblem["severity"],
  code: string,
  path: string,
  message: string,
  next: string,
  fix: Fix | null = null,
): FixableProblem {
  return { code, severity, path, message, next, ...(fix ? { fix } : {}) };
}

/** The click that makes `edit`; null when what it changes has no id, as in a plan file. */
export function fixBy(label: string, id: string | undefined, edit: (id: string) => Edit): Fix | null {
  return id === undefined ? null : { label, edit: edit(id) };
}

/** What to do, and that the limit behind it is not confirmed, where that is so. */
export function nextStep(profile: ModelProfile, next: string, ...limits: readonly (keyof ModelLimits)[]): string {
  const uncertain = limits.some((limit) => profile.uncertain.includes(limit));
  return uncertain ? `${next} (The service has not confirmed this limit.)` : next;
}
