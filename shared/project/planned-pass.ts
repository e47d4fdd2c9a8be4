/** Owns a pass as it is planned for a model, without what the user says of its takes and its cut: what a take remembers, and goes back to. */
import { z } from "zod";
import { type Pass, passSchema, projectLimits, shotSchema } from "./model.ts";

export const plannedPassSchema = passSchema
  .omit({ circledTake: true, takes: true, continues: true, fromScript: true })
  .extend({
    shots: z
      .array(shotSchema.omit({ number: true, take: true, trim: true, notes: true, fromScript: true }))
      .min(1)
      .max(projectLimits.shotsPerPass),
  });
export type PlannedPass = z.infer<typeof plannedPassSchema>;
export type PlannedShot = PlannedPass["shots"][number];

export function plannedPass(pass: Pass): PlannedPass {
  const { circledTake: _circled, takes: _takes, continues: _continues, fromScript: _script, shots, ...content } = pass;
  return {
    ...content,
    shots: shots.map(
      ({ number: _number, take: _take, trim: _trim, notes: _notes, fromScript: _from, ...shot }) => shot,
    ),
  };
}
