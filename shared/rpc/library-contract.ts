/** Owns the part of the contract that is about what elements are made of: the library over projects, and crops of images. */
import { z } from "zod";
import { errorDataSchema } from "../errors/app-error.ts";
import { mediaSchema } from "../project/media.ts";
import { elementSchema, idSchema, mediaIdSchema } from "../project/model.ts";
import { inProject, method, none, projectId } from "./method.ts";

/** The most elements that a library holds. */
export const libraryMax = 1000;

export const libraryEntrySchema = z.object({
  libraryId: idSchema,
  name: elementSchema.shape.name,
  kind: elementSchema.shape.kind,
  description: elementSchema.shape.description,
  /** The first is the frontal one; shown by `libraryPictureUrl`. */
  images: elementSchema.shape.images,
  /** The elements of projects that it was kept from. */
  elementIds: z.array(idSchema),
  /** The name of the project that it was kept from last, and when (ISO). */
  project: z.string(),
  keptAt: z.string(),
});
export type LibraryEntry = z.infer<typeof libraryEntrySchema>;

const place = z.int().min(0).max(100_000);
const length = z.int().positive().max(100_000);

export const libraryContract = {
  /** By name. `damaged`: what can't be read, each named by its file. */
  "library.list": method(none, z.object({ entries: z.array(libraryEntrySchema), damaged: z.array(errorDataSchema) })),
  /** Copies an element with its images, their originals and the names of its views; one that was kept before is brought up to date. */
  "library.keep": method(
    inProject.extend({ elementId: idSchema }),
    z.object({ libraryId: idSchema, isNew: z.boolean() }),
  ),
  /**
   * Copies the images of entries into the project and gives its new elements, under names that are free there, for `element.add`. An entry
   * that can't be used is in `refused`, and the others come.
   */
  "library.use": method(
    inProject.extend({ libraryIds: z.array(idSchema).min(1).max(200) }),
    z.object({ elements: z.array(elementSchema), media: z.array(mediaSchema), refused: z.array(errorDataSchema) }),
  ),
  /** What projects have of it stays theirs. It can be restored for a day. */
  "library.remove": method(z.strictObject({ libraryId: idSchema }), none),
  "library.restore": method(z.strictObject({ libraryId: idSchema }), none),
  /**
   * Makes a new image of a region of a stored one, in pixels of that as it is seen, kept beside it. It is enlarged, made smaller or
   * converted to JPEG where the models of the project's passes ask for that.
   */
  "image.crop": method(
    z.strictObject({ projectId, mediaId: mediaIdSchema, x: place, y: place, width: length, height: length }),
    mediaSchema,
  ),
} as const;
