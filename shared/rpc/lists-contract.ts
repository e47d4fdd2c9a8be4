/** Owns the part of the contract that is about shot lists and pasted prompts, read into shots before any is in a project. */
import { z } from "zod";
import { rateNames } from "../time/rate.ts";
import { listBytesMax, listCharsMax, listReadingSchema } from "../ways-in/list-reading.ts";
import { method } from "./method.ts";

const asked = { name: z.string().min(1).max(255), rate: z.enum(rateNames) };

export const listsContract = {
  /**
   * Reads a list (CSV, TSV, a table in Markdown) or a prompt of several shots; `rate` is what its timecodes count. `base64` are the bytes of
   * a file, in whatever encoding. Nothing changes. Refused with input.invalid where no shots can be told apart.
   */
  "lists.read": method(
    z.union([
      z.strictObject({ ...asked, text: z.string().max(listCharsMax) }),
      z.strictObject({ ...asked, base64: z.base64().max(Math.ceil((listBytesMax * 4) / 3) + 4) }),
    ]),
    listReadingSchema,
  ),
} as const;
