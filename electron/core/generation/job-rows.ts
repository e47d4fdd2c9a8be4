/** Owns which columns of jobs are read, and the schemas that they are read through. */
import { z } from "zod";
import { endedStates } from "../../../shared/generation/job.ts";
import { madeFromSchema } from "../../../shared/generation/made-from.ts";
import { retakeSchema } from "../../../shared/generation/retake.ts";
import { providerNames } from "../../../shared/models/profile.ts";
import { keptBlockingSchema } from "../../../shared/project/kept-blocking.ts";
import { idSchema } from "../../../shared/project/model.ts";
import { stillPlaceSchema } from "../../../shared/project/still-place.ts";
import { readJsonColumn, readRow } from "../database/read-rows.ts";
import type { SealedColumns } from "./job-seal.ts";
import type { FrozenCall } from "./provider.ts";

export const sealed = `job.id, pass_id AS passId, output, profile, provider, account, frozen, prepared, progress, place, seal,
  sealed_in AS sealedIn`;
export const columns = `${sealed}, job.rowid AS seq, pass_name AS passName, retake, created_at AS createdAt, updated_at AS updatedAt,
  ledger.currency, ledger.estimate_micros AS micros`;
/** The same without the request, which may be long, and with which nothing more is done. */
export const columnsOfEnded = columns.replace("frozen, prepared", "'' AS frozen, NULL AS prepared");
export const joined = "job JOIN ledger ON ledger.job_id = job.id";
export const ended = `job.state IN (${endedStates.map((state) => `'${state}'`).join(", ")})`;

const text = z.string().max(1000);

/** What stands in columns of its own. */
export const jobColumnsSchema = z.object({
  id: idSchema,
  seq: z.int(),
  passId: idSchema,
  passName: text,
  output: z.enum(["film", "still"]),
  profile: text,
  provider: z.enum(providerNames),
  account: text,
  retake: retakeSchema.nullable(),
  place: stillPlaceSchema.nullable(),
  createdAt: z.string().max(40),
  updatedAt: z.string().max(40),
});

export const preparedSchema = z.object({ values: z.array(z.tuple([z.string(), z.json()])), isWhole: z.boolean() });

/** As much of a frozen request as anything but its own adapter reads; what this installation sealed is as it was made. */
const frozenSchema = z.object({
  profile: z.object({ id: text, provider: z.enum(providerNames), output: z.enum(["film", "still"]) }).loose(),
  pass: z
    .object({ title: text, prompt: z.string(), shots: z.array(z.object({ durationMs: z.number() }).loose()) })
    .loose(),
  shotIds: z.array(idSchema).optional(),
  madeFrom: madeFromSchema.optional(),
  asked: z.string().max(40_000).optional(),
  blocking: keptBlockingSchema.optional(),
  call: z.object({
    method: z.literal("POST"),
    path: z.string().max(8192),
    headers: z.record(z.string(), z.string()),
    body: z.json(),
  }),
});

/** Throws project.damaged. */
export function readFrozen(id: string, json: string): FrozenCall {
  return readRow("job", id, frozenSchema, readJsonColumn("job", id, json)) as unknown as FrozenCall;
}

/** Where the still of a row goes, as data: the start frame of its pass where an older version queued it, and nowhere for a film. */
export function placeOf({
  id,
  output,
  passId,
  place,
}: Pick<SealedColumns, "id" | "output" | "passId" | "place">): unknown {
  if (output !== "still") return null;
  return place === null ? { kind: "startFrame", passId } : readJsonColumn("job", id, place);
}
