/** Owns what a take remembers of how it was made, read from the request that it keeps, and what of the plan has changed since. */
import { z } from "zod";
import {
  changesSince,
  changesSinceWritten,
  madeFromSchema,
  type TakeMemory,
  writtenPassSchema,
} from "../../../shared/generation/made-from.ts";
import { writePass } from "../../../shared/generation/written-pass.ts";
import { animaticProfile } from "../../../shared/models/profiles.ts";
import { idSchema, type Project } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";

/** Each part is read for itself: a take is worth having whatever the rest of its request says. */
const requestSchema = z.object({
  // What is not there is no fault: composing thousands of those would take longer than reading the rest.
  shotIds: z.array(idSchema).nullish().catch(null),
  madeFrom: madeFromSchema.nullish().catch(null),
  pass: z.unknown().optional(),
  file: z.string().nullish().catch(null),
});
const lengthsSchema = z.object({ shots: z.array(z.object({ durationMs: z.int().positive() })) });

export function takeMemoryOf(request: unknown): TakeMemory {
  const read = requestSchema.safeParse(request);
  if (!read.success) return { shots: null, madeFrom: null, written: null, file: null };
  const { shotIds = null, madeFrom = null, pass, file = null } = read.data;
  const lengths = pass === undefined ? [] : (lengthsSchema.safeParse(pass).data?.shots ?? []);
  const asked = shotIds && shotIds.length === lengths.length ? shotIds.map(withLength(lengths)) : null;
  const planned = madeFrom?.pass.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })) ?? null;
  const written = pass === undefined ? null : (writtenPassSchema.safeParse(pass).data ?? null);
  return { shots: asked ?? planned, madeFrom, written, file };
}

/** What no service has read was drawn, or made by hand, from the texts as they are typed. */
export function withTypedTexts(memory: TakeMemory): TakeMemory {
  const { madeFrom, written } = memory;
  if (written || !madeFrom) return memory;
  return { ...memory, written: writePass(animaticProfile, madeFrom.elements, madeFrom.pass) };
}

function withLength(lengths: readonly { readonly durationMs: number }[]) {
  return (shotId: string, at: number) => ({ shotId, durationMs: (lengths[at] as { durationMs: number }).durationMs });
}

/** What has changed in the plan since the take was made; empty also where nobody knows. */
export function changesOfTake(
  { profile, passId }: Pick<Take, "profile" | "passId">,
  { shots, madeFrom, written }: TakeMemory,
  project: Project,
): string[] {
  if (!shots) return [];
  const shotIds = shots.map(({ shotId }) => shotId);
  if (madeFrom) return changesSince({ profile, passId, shotIds, madeFrom }, project);
  return written ? changesSinceWritten({ profile, passId, shotIds, written }, project) : [];
}
