/** Owns the part of the contract that is about candidates: the images that may be picked for a frame of the plan or for an element. */
import { z } from "zod";
import { blockedMomentSchema } from "../project/kept-blocking.ts";
import { idSchema, mediaIdSchema, viewSchema } from "../project/model.ts";
import { stillSchema } from "../project/still.ts";
import { elementViews, stillPlaceSchema } from "../project/still-place.ts";
import { method, none, projectId } from "./method.ts";

const stillInProject = z.strictObject({ projectId, stillId: idSchema });

export const stillsContract = {
  /** The candidates of the project, or of a place, newest first. */
  "stills.list": method(z.strictObject({ projectId, place: stillPlaceSchema.optional() }), z.array(stillSchema)),
  /**
   * Makes a stored image a candidate for a place, once; one that was removed is listed again. The plan stays as it is. Throws not-found
   * for a place or an image that is gone.
   */
  "stills.add": method(
    z.strictObject({ projectId, place: stillPlaceSchema, mediaId: mediaIdSchema, by: z.enum(["file", "drawing"]) }),
    stillSchema,
  ),
  /** One frame of a take's own film, counted from 0, as a candidate: as a copy that the pass's model accepts, where it goes to that. */
  "stills.grab": method(
    z.strictObject({ projectId, place: stillPlaceSchema, takeId: idSchema, frame: z.int().min(0).max(10_000_000) }),
    stillSchema,
  ),
  /**
   * Draws a moment of a shot as it is blocked, without words or labels, as a candidate for a frame. Throws not-found for a place or a shot
   * that is gone, and input.invalid for an element, whose images are none.
   */
  "stills.drawBlocking": method(
    z.strictObject({ projectId, place: stillPlaceSchema, moment: blockedMomentSchema }),
    stillSchema,
  ),
  /** Takes a candidate off the list. Its image stays, and so does the plan that uses it. */
  "stills.remove": method(stillInProject, none),
  /** Puts a removed candidate back. */
  "stills.restore": method(stillInProject, none),
  /** Cuts a contact sheet into its quarters, each a candidate for its view of the element; `element.describe` gives them to the element. */
  "stills.cutViews": method(
    z.strictObject({ projectId, elementId: idSchema, mediaId: mediaIdSchema }),
    z.array(
      z.object({
        name: z.enum(elementViews),
        mediaId: mediaIdSchema,
        cropped: viewSchema.shape.cropped.unwrap(),
      }),
    ),
  ),
} as const;
