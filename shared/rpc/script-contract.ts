/** Owns the part of the contract that is about a project's script: reading one, what it changes, and taking that into the plan. */
import { z } from "zod";
import { remarkSchema, scriptBytesMax, scriptFormats, scriptSchema } from "../ways-in/script.ts";
import { scriptChangeSchema } from "../ways-in/script-change.ts";
import { inProject, method, path, projectId, revision } from "./method.ts";

/** A script as it comes: the name of its file, or what stands for one, and its bytes in base64. */
const source = {
  name: z.string().max(255),
  bytes: z.string().max(Math.ceil(scriptBytesMax / 3) * 4, "A script can have at most 5 MB."),
};

const format = z.enum(scriptFormats);
const accepted = { accepted: z.int(), partly: z.array(z.string()), remarks: z.array(remarkSchema) };

export const scriptContract = {
  /** The script as it was imported last; null where there is none. */
  "script.get": method(
    inProject,
    z.object({
      kept: z.object({ name: z.string(), format, readAt: z.string(), script: scriptSchema }).nullable(),
    }),
  ),
  /** What importing this script would change; nothing is written. `revision` is that of the plan that it was compared with. */
  "script.read": method(
    z.strictObject({ projectId, ...source }),
    z.object({ revision, format, script: scriptSchema, changes: z.array(scriptChangeSchema) }),
  ),
  /** Keeps the script and takes the changes with these ids into the plan, as one edit. What was done otherwise is said in `partly`. */
  "script.import": method(
    z.strictObject({ projectId, baseRevision: revision, ...source, accept: z.array(z.string().max(300)).max(100_000) }),
    z.object({ revision, ...accepted }),
  ),
  /** Makes a project of a script, called as its title says, else as its file: in `parent` (else in the projects folder), or exactly `folder`. */
  "projects.createFromScript": method(
    z.strictObject({ ...source, parent: path.optional(), folder: path.optional() }),
    z.object({ projectId, remarks: z.array(remarkSchema) }),
  ),
} as const;
