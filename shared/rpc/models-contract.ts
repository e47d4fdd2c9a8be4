/** Owns the part of the contract that is about model files of the user's own. */
import { z } from "zod";
import type { ModelProfile } from "../models/profile.ts";
import { method, none, path } from "./method.ts";

const fault = z.object({ path: z.string(), message: z.string() });

export const modelsContract = {
  /**
   * Reads again what changed in the folder of models, and gives those that can be used, by the names of their files, and why others can't:
   * the place in the file, and what to write there.
   */
  "models.own": method(
    none,
    z.object({
      folder: z.string(),
      /** The id that the settings have for new passes, whether or not there is such a model. */
      defaultProfile: z.string(),
      models: z.array(z.object({ file: z.string(), profile: z.custom<ModelProfile>() })),
      faults: z.array(fault.extend({ file: z.string() })),
    }),
  ),
  /** What a model file says and what is wrong with it; `id` and `label` are null where it is not one. Throws not-found for no file. */
  "models.check": method(
    z.strictObject({ file: path }),
    z.object({
      id: z.string().nullable(),
      label: z.string().nullable(),
      /** A model that the app comes with has the same id. */
      replaces: z.boolean(),
      /** Where to put it. */
      folder: z.string(),
      faults: z.array(fault),
    }),
  ),
  /**
   * Keeps a model as a file under its id, in the place of one of the user's own that is there. Throws input.invalid for what is no model, and
   * for a workflow of ComfyUI with a value bound to an input that can't take it.
   */
  "models.keep": method(z.strictObject({ profile: z.unknown() }), z.object({ file: z.string() })),
  /** Removes the file of one of the user's own models. Throws not-found for any other. */
  "models.remove": method(z.strictObject({ id: z.string().max(100) }), none),
} as const;
