/** Owns the part of the contract that is about what a project keeps on the disk beside its plan. */
import { z } from "zod";
import { idSchema, mediaIdSchema } from "../project/model.ts";
import { method, projectId } from "./method.ts";

export const storageContract = {
  /** One frame of a take's own film, counted from 0, as an image of the project; as a copy that `profile` accepts where it does not so. */
  "takes.frame": method(
    z.strictObject({
      projectId,
      takeId: idSchema,
      frame: z.int().min(0).max(10_000_000),
      profile: z.string().optional(),
    }),
    z.object({ mediaId: mediaIdSchema }),
  ),
} as const;
