/** Owns the part of the contract that is about shot lists and pasted prompts, read into shots before any is in a project. */
import { z } from "zod";
import { rateNames } from "../time/rate.ts";
import { listBytesMax, listCharsMax, listReadingSchema } from "../ways-in/list-reading.ts";
import { method } from "./method.ts";

export const listsContract = {
  /**
   * Reads a list (CSV, TSV, a table in Markdown) or a prompt of several shots; `rate` is what its timecodes count. `base64` are the bytes of
   * a file, in whatever encoding. Nothing changes. Refused with input.invalid where no shots can be told apart.
   */
  "lists.read": method(
    z
      .strictObject({
        name: z.string().min(1).max(255),
        rate: z.enum(rateNames),
        text: z.string().max(listCharsMax).optional(),
        base64: z
          .base64()
          .max(Math.ceil((listBytesMax * 4) / 3) + 4)
          .optional(),
      })
      .refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), "Give text or base64."),
    listReadingSchema,
  ),
} as const;
