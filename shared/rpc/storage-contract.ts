/** Owns the part of the contract that is about what a project keeps on the disk beside its plan. */
import { z } from "zod";
import { idSchema, mediaIdSchema } from "../project/model.ts";
import { method, projectId } from "./method.ts";

export const storageContract = {
  /** One frame of a take's own film, counted from 0, as an image of the project. */
  "takes.frame": method(
    z.strictObject({ projectId, takeId: idSchema, frame: z.int().min(0).max(10_000_000) }),
    z.object({ mediaId: mediaIdSchema }),
  ),
} as const;
