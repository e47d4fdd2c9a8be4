/** Owns the part of the contract that is about archives: a project as one file, written and opened. */
import { z } from "zod";
import { inProject, method, operationStarted, path, projectId } from "./method.ts";

const bytes = z.int().min(0);

export const archiveContract = {
  /** What an archive of the project would hold, in bytes, and how many of its files are missing and can't go in. */
  "archive.sizes": method(
    inProject,
    z.object({ plan: bytes, images: bytes, sounds: bytes, videos: bytes, missing: z.int().min(0) }),
  ),
  /** Writes the project into `file`, which must not be there and ends in `.shotarchive`; without `videos`, what is not a take's video. */
  "archive.write": method(z.strictObject({ projectId, file: path, videos: z.boolean() }), operationStarted),
  /**
   * Makes a project of an archive and opens it: a folder named like the archive in `parent` (else in the projects folder), or exactly
   * `folder`. Where some of its files are damaged that is refused as archive.damaged, unless they are to be left out.
   */
  "archive.open": method(
    z.strictObject({
      file: path,
      folder: path.optional(),
      parent: path.optional(),
      withoutDamaged: z.boolean().optional(),
    }),
    operationStarted,
  ),
} as const;
