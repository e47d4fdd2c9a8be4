/** Owns which fields of a shot are written by the director: what its history keeps, and what a version of it gives back. */
import { z } from "zod";
import type { Shot } from "./model.ts";
import { shotSchema } from "./model.ts";

export const shotTextsSchema = shotSchema
  .pick({
    transition: true,
    slowMotion: true,
    camera: true,
    action: true,
    environment: true,
    lighting: true,
    mood: true,
    dialogue: true,
    ambience: true,
    music: true,
    prompt: true,
    wardrobe: true,
    props: true,
    notes: true,
  })
  .partial();
export type ShotTexts = z.infer<typeof shotTextsSchema>;

export const shotTextFields = Object.keys(shotTextsSchema.shape) as readonly (keyof ShotTexts)[];

/** What is written of a shot, and nothing else. */
export function textsOf(shot: Shot): ShotTexts {
  return Object.fromEntries(
    shotTextFields.filter((field) => shot[field] !== undefined).map((field) => [field, shot[field]]),
  );
}

/** A state that the texts of a shot once had; `label` is the step by which they got it, null for what they began with. */
export const shotVersionSchema = z.object({
  at: z.string(),
  label: z.string().nullable(),
  texts: shotTextsSchema,
});
export type ShotVersion = z.infer<typeof shotVersionSchema>;
