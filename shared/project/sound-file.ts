/** Owns what a stored sound of a project is: scratch music or voice, decoded once to 48 kHz stereo WAV, so that everything hears the same samples. */
import { z } from "zod";
import { mediaIdSchema } from "./model.ts";

export const soundHz = 48_000;
/** How many peaks the timeline draws a second of; it divides the rate that they are read at, so that no part is longer than another. */
export const peaksPerSecond = 100;
/** The longest sound that is imported. */
export const soundSecondsMax = 3600;

/** `samples` of each of its two channels. `missing` when it is gone from the project's folder. */
export const soundFileSchema = z.object({
  id: mediaIdSchema,
  name: z.string().max(1000),
  bytes: z.int().positive(),
  samples: z
    .int()
    .positive()
    .max(soundSecondsMax * soundHz),
  missing: z.boolean(),
});
export type SoundFile = z.infer<typeof soundFileSchema>;
