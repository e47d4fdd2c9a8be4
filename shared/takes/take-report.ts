/** Owns what is told of a take outside the window: its film, its shots with their cuts, and how it conforms to its plan. */
import { z } from "zod";
import { boundaryCutSchema } from "../conform/cuts.ts";
import { shotLabel, shotNumbers } from "../project/layout.ts";
import { idSchema, type Project } from "../project/model.ts";
import { conformReport, remedies } from "./conform-report.ts";
import type { Take, TakeFile } from "./take.ts";
import { cutOrigins, shotTakesOf } from "./take-shots.ts";

const shotOfTake = { shot: z.string().nullable(), shotId: idSchema };
const frame = z.int();

/**
 * One take. `pass` is scene and name, `passNumber` counts from 1, as commands name a pass, `shot` is such as `SH0020`; null for what is no
 * longer in the plan. `file` lies inside the project's folder. Frames are the film's own at `rate`, ranges half-open. `stale`: whether
 * the plan has changed since, `changes`: in what.
 */
export const takeReportSchema = z.object({
  id: idSchema,
  pass: z.string().nullable(),
  passId: idSchema,
  passNumber: z.int().nullable(),
  number: z.int(),
  profile: z.string(),
  file: z.string(),
  /** Whether the file is gone; what was measured of it is still told. */
  missing: z.boolean(),
  /** 0 for a film that could not be read. */
  frames: frame,
  /** `24` or `24000/1001`; empty for a film that could not be read. */
  rate: z.string(),
  createdAt: z.string(),
  circled: z.boolean(),
  rating: z.int().nullable(),
  rejected: z.boolean(),
  /** Why it is rejected, as far as the user said. */
  rejectedBecause: z.string().nullable(),
  stale: z.boolean(),
  changes: z.array(z.string()),
  shots: z.array(
    z.object({
      ...shotOfTake,
      ...{ inFrame: frame, outFrame: frame, planned: frame },
      cut: boundaryCutSchema.extend({ by: z.enum(cutOrigins) }),
    }),
  ),
  conform: z.array(
    z.object({
      ...shotOfTake,
      ...{ planned: frame, returned: frame, difference: frame },
      remedy: z.enum(remedies),
    }),
  ),
});
export type TakeReport = z.infer<typeof takeReportSchema>;

/** `film` is null for one that could not be read. */
export function takeReport(
  project: Project,
  take: Take,
  film: TakeFile | null,
  { file, missing }: Pick<TakeReport, "file" | "missing">,
): TakeReport {
  const index = project.passes.findIndex(({ id }) => id === take.passId);
  const pass = project.passes[index];
  const numbers = shotNumbers(project.passes);
  const labelOf = (shotId: string) => {
    const number = numbers.get(shotId);
    return { shot: number === undefined ? null : shotLabel(number), shotId };
  };
  const notes = pass?.takes?.[take.id];
  const shots = film ? shotTakesOf(take, film, pass) : [];
  return {
    id: take.id,
    pass: pass ? `${pass.scene} ${pass.name}` : null,
    passId: take.passId,
    passNumber: pass ? index + 1 : null,
    number: take.number,
    profile: take.profile,
    file,
    missing,
    frames: film?.frames ?? 0,
    rate: film ? (film.rateDen === 1 ? String(film.rateNum) : `${film.rateNum}/${film.rateDen}`) : "",
    createdAt: take.createdAt,
    circled: pass?.circledTake === take.id,
    rating: notes?.rating ?? null,
    rejected: notes?.rejected !== undefined,
    rejectedBecause: notes?.rejected || null,
    stale: (take.stale ?? []).length > 0,
    changes: [...(take.stale ?? [])],
    shots: shots.map(({ shotId, inFrame, outFrame, planned, cut }) => ({
      ...labelOf(shotId),
      ...{ inFrame, outFrame, planned, cut },
    })),
    conform: conformReport(shots).map(({ shotId, ...row }) => ({ ...labelOf(shotId), ...row })),
  };
}
