/** Owns the part of the contract that is about what a project keeps on the disk beside its plan. */
import { z } from "zod";
import { idSchema, mediaIdSchema } from "../project/model.ts";
import { inProject, method, none, operationStarted, path, projectId } from "./method.ts";

const takeIds = z.array(idSchema).min(1).max(1000);

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
  /**
   * Imports music or voice for under the cut, decoded to WAV; the operation's result names it as `mediaId`, and the edit
   * `project.describe` puts it there. Served at `media/PROJECT/ID`, its peaks (100 a second, as of a take) at `media/PROJECT/ID/peaks`.
   */
  "sound.import": method(z.strictObject({ projectId, file: path }), operationStarted),
  /** Moves takes to the bin: no cut shows them, and their films lie in the project's `bin` folder. */
  "takes.bin": method(z.strictObject({ projectId, takeIds }), none),
  /** Puts takes in the bin back. Throws film.unreadable for one whose film was deleted. */
  "takes.restore": method(z.strictObject({ projectId, takeIds }), none),
  /** Takes in the bin that can be put back, newest first; `bytes`: what emptying it frees. */
  "bin.list": method(
    inProject,
    z.object({
      takes: z.array(z.object({ takeId: idSchema, binnedAt: z.string(), name: z.string(), bytes: z.int() })),
      bytes: z.int(),
    }),
  ),
  /** Deletes the films in the bin for good. What the project remembers of the takes stays. */
  "takes.emptyBin": method(inProject, z.object({ bytes: z.int() })),
  /** Looks for the project's missing files in a folder, or at one file, by their content, and copies them in. */
  "media.relink": method(
    z.strictObject({ projectId, folder: path.optional(), file: path.optional() }),
    operationStarted,
  ),
  /** What the project takes on its disk, in bytes. `cache`: what can be made again; `missing`: stored files that are not there. */
  "storage.sizes": method(
    inProject,
    z.object({
      media: z.int(),
      bin: z.int(),
      cache: z.int(),
      missing: z.int(),
      /** Null where the disk does not say. */
      free: z.int().nullable(),
    }),
  ),
  /** Removes what can be made again, and makes it again when it is needed. */
  "cache.clear": method(inProject, z.object({ bytes: z.int() })),
} as const;
