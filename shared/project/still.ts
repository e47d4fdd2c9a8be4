/** Owns what a still is: an image that may be picked for a place of the plan, and where it came from. */
import { z } from "zod";
import { keptBlockingSchema } from "./kept-blocking.ts";
import { idSchema, mediaIdSchema } from "./model.ts";
import { stillPlaceSchema } from "./still-place.ts";

const name = z.string().max(1000);

/**
 * `prompt`: what was asked for; `price`: what the service said that it charged, else what was expected; null where nobody knows.
 * `blocking`: what it was made from, which is there for a picture from blocking; by `blocking` alone, the blocked frame itself.
 */
export const stillOriginSchema = z.discriminatedUnion("by", [
  z.strictObject({
    by: z.literal("job"),
    jobId: idSchema,
    profile: name,
    prompt: z.string().max(40_000),
    price: z.strictObject({ currency: z.enum(["USD", "credits"]), micros: z.int().min(0) }).nullable(),
    blocking: keptBlockingSchema.optional(),
  }),
  z.strictObject({ by: z.literal("take"), takeId: idSchema, frame: z.int().min(0).max(10_000_000) }),
  z.strictObject({ by: z.literal("file"), name }),
  z.strictObject({ by: z.literal("drawing") }),
  z.strictObject({ by: z.literal("blocking"), blocking: keptBlockingSchema }),
]);
export type StillOrigin = z.infer<typeof stillOriginSchema>;

/** A candidate for a place; what is picked is in the plan. `createdAt`: ISO. */
export const stillSchema = z.strictObject({
  id: idSchema,
  place: stillPlaceSchema,
  mediaId: mediaIdSchema,
  origin: stillOriginSchema,
  createdAt: z.string().max(40),
});
export type Still = z.infer<typeof stillSchema>;
