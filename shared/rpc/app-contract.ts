/** Owns the part of the contract that is about this installation: what it is, its settings, the projects that it knows, its folders. */
import { z } from "zod";
import { errorDataSchema } from "../errors/app-error.ts";
import { method, none, path } from "./method.ts";

const cap = z.number().min(0).max(1_000_000).nullable();

export const settingsSchema = z.strictObject({
  /** Empty means: choose by itself. */
  ffmpegPath: z.string().max(4096),
  ffprobePath: z.string().max(4096),
  /** The most that may be spent, by the ledger; null for no cap. Dollars and credits are counted apart. */
  spendCaps: z.strictObject({
    projectUsd: cap,
    dayUsd: cap,
    projectCredits: cap,
    dayCredits: cap,
  }),
  /** The id of the image model that the Gemini API is asked for. */
  geminiModel: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, "Use only letters, digits, periods and hyphens in a model ID."),
  /** Where the user's ComfyUI is; empty means: on this computer, at its usual port. */
  comfyuiAddress: z
    .string()
    .max(500)
    .regex(
      /^(https?:\/\/[^\s/@?#\\]+[^\s@?#\\]*)?$/,
      "Enter an address such as http://127.0.0.1:8188, without a password.",
    ),
  /** The id of the model that new passes are planned for. */
  defaultProfile: z.string().min(1).max(100),
  /** Whether it is looked at each start if there is a newer version. */
  checkForUpdates: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;
/** What a call may set: which programs are run is chosen in a native dialog, by the command or in the environment. */
export const settingsChangeSchema = settingsSchema
  .omit({ ffmpegPath: true, ffprobePath: true })
  .partial({ checkForUpdates: true, comfyuiAddress: true, defaultProfile: true });
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/** `newer`: the version that came out since, with what is new in a sentence, as its makers say it. */
const updateAnswerSchema = z.object({
  version: z.string(),
  newer: z.object({ version: z.string(), summary: z.string() }).nullable(),
});
export type UpdateAnswer = z.infer<typeof updateAnswerSchema>;

/** What of others is part of the app: packages by name and version, and each license's text once. */
export const licensesSchema = z.object({
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      license: z.string(),
      /** What else is to be said of it: which build it is, where its source is. */
      note: z.string().optional(),
      /** Places in `texts`. */
      texts: z.array(z.int()),
    }),
  ),
  texts: z.array(z.string()),
});
export type Licenses = z.infer<typeof licensesSchema>;

export const appContract = {
  "app.info": method(
    none,
    z.object({
      version: z.string(),
      projectsFolder: z.string(),
      /** `age`: what to tell of programs that are old, and how to get new ones. */
      ffmpeg: z.object({ path: z.string(), version: z.string(), age: z.string().nullable() }).nullable(),
      ffmpegError: errorDataSchema.nullable(),
    }),
  ),
  /** What to send along with a question: versions, counts and the end of the log, as text without names, prompts and keys. */
  "app.report": method(z.strictObject({ window: z.string().max(500) }), z.object({ text: z.string() })),
  /** The window stopped; kept in the log. */
  "app.crashed": method(z.strictObject({ message: z.string().max(2000), stack: z.string().max(16_000) }), none),
  "settings.get": method(none, settingsSchema),
  "settings.set": method(settingsChangeSchema, settingsSchema),
  /** Asks the homepage once, when the user wants it. */
  "app.checkForUpdates": method(none, updateAnswerSchema),
  "app.licenses": method(none, licensesSchema),
  "projects.list": method(
    none,
    z.array(
      z.object({
        folder: z.string(),
        name: z.string(),
        openedAt: z.string(),
        missing: z.boolean(),
        /** As they were when it was last open here; null where that is not known. */
        durationMs: z.int().nullable(),
        passes: z.int().nullable(),
        /** Names its poster (see `posterUrl`); null for none. */
        poster: z.string().nullable(),
      }),
    ),
  ),
  /** Takes a project off the list of recent ones; its folder stays. */
  "projects.forget": method(z.strictObject({ folder: path }), none),
  /** What a folder holds, for choosing one where the host has no native dialogs. Without `folder`, the projects folder. */
  "files.browse": method(
    z.strictObject({ folder: path.optional() }),
    z.object({
      folder: z.string(),
      parent: z.string().nullable(),
      entries: z.array(
        z.object({
          name: z.string(),
          path: z.string(),
          kind: z.enum(["folder", "project", "archive", "plan", "film", "sound", "comments", "edit-list"]),
        }),
      ),
    }),
  ),
} as const;
