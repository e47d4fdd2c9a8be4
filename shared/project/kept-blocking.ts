/** Owns what an image keeps of the blocking that it was made from: one moment of a shot, as its camera saw it. */
import { z } from "zod";
import { idSchema } from "./model.ts";
import { blockingPoses, builds, propBodies } from "./vocabulary.ts";

/** `progress`: how far into the shot, from 0 at its start to 1 at its end. */
export const blockedMomentSchema = z.strictObject({ shotId: idSchema, progress: z.number().min(0).max(1) });
export type BlockedMoment = z.infer<typeof blockedMomentSchema>;

/** More than any stage has of either. */
export const keptThingsMax = 400;

const spot = z.tuple([z.number(), z.number()]);
const who = z.string().min(1).max(200);

/** Meters, degrees and millimeters as on a stage; `ratio`: the frame's width over its height. */
export const keptBlockingSchema = z.strictObject({
  ...blockedMomentSchema.shape,
  ratio: z.number(),
  camera: z.strictObject({
    at: z.tuple([z.number(), z.number(), z.number()]),
    bearing: z.number(),
    tilt: z.number(),
    roll: z.number(),
    lens: z.number(),
  }),
  /** `who`: the id of the element that it shows, so that a new name is nobody else; or its own on the stage. */
  figures: z
    .array(
      z.strictObject({
        who,
        at: spot,
        facing: z.number(),
        pose: z.enum(blockingPoses),
        height: z.number(),
        build: z.enum(builds),
      }),
    )
    .max(keptThingsMax),
  props: z
    .array(
      z.strictObject({
        id: who,
        body: z.enum(propBodies),
        at: spot,
        facing: z.number(),
        size: z.tuple([z.number(), z.number(), z.number()]),
      }),
    )
    .max(keptThingsMax),
});
export type KeptBlocking = z.infer<typeof keptBlockingSchema>;
