/** Owns a pass as it is planned for a model, without what the user says of its takes and its cut: what a take remembers, and goes back to. */
import { z } from "zod";
import { type Pass, passSchema, projectLimits, type Shot, shotSchema } from "./model.ts";

export const plannedPassSchema = passSchema
  .omit({ circledTake: true, takes: true, continues: true, fromScript: true, heading: true })
  .extend({
    shots: z
      .array(
        shotSchema.omit({
          number: true,
          take: true,
          trim: true,
          notes: true,
          wardrobe: true,
          props: true,
          fromScript: true,
        }),
      )
      .min(1)
      .max(projectLimits.shotsPerPass),
  });
export type PlannedPass = z.infer<typeof plannedPassSchema>;
export type PlannedShot = PlannedPass["shots"][number];

/** Fields that are of no model's concern stay behind. */
export function plannedPass(pass: Pass): PlannedPass {
  const { circledTake, takes, continues, fromScript, heading, shots, ...content } = pass;
  return { ...content, shots: shots.map(plannedShot) };
}

function plannedShot({ number, take, trim, notes, wardrobe, props, fromScript, ...shot }: Shot): PlannedShot {
  return shot;
}
