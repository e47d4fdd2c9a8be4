/**
 * Owns the record of what was saved last. It is kept beside the database and by this installation, so that a database which the disk, a
 * sync program or a restored folder has set back is noticed and not taken for the newest. A record is data: it leads to a question at most.
 */
import { z } from "zod";
import { AppError } from "../../../shared/errors/app-error.ts";
import { damagedNext } from "../database/read-rows.ts";

/** What only ever grows in a project, by its name. */
const countsSchema = z
  .record(z.string().max(40), z.int().min(0))
  .refine((counts) => Object.keys(counts).length <= 20, "too many counts");

export const savedRecordSchema = z.object({
  /** Random, made with the first record of a project; copies of the project have the same. */
  key: z.string().regex(/^[0-9a-f]{32}$/),
  revision: z.int().min(0),
  /** ISO time. */
  savedAt: z.iso.datetime(),
  counts: countsSchema,
  /** Of the plan's rows, in the schema of this number. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  schema: z.int().min(0),
  /** Which file on the disk the database was; only in the installation's own record. */
  file: z.string().max(100).optional(),
});
export type SavedRecord = z.infer<typeof savedRecordSchema>;

/** What a database has now. */
export type StoredState = Pick<SavedRecord, "revision" | "counts" | "digest" | "schema">;

/** Why a database is not what was saved last; null when it is that, or newer. */
export function faultOf(state: StoredState, record: SavedRecord): AppError | null {
  const at = formatSavedAt(record.savedAt);
  if (state.revision < record.revision) {
    const message = `This project is older than what was last saved: revision ${record.revision} of ${at} is missing, revision ${state.revision} is there.`;
    return new AppError("project.older", message, { next: damagedNext });
  }
  if (Object.entries(record.counts).some(([name, count]) => (state.counts[name] ?? count) < count)) {
    const message = `This project is older than what was last saved: takes, jobs, images or steps of ${at} are missing.`;
    return new AppError("project.older", message, { next: damagedNext });
  }
  const isSamePlan = state.revision === record.revision && state.schema === record.schema;
  if (!isSamePlan || state.digest === record.digest) return null;
  const message = `This project is damaged: parts of the plan are not what was saved on ${at}.`;
  return new AppError("project.damaged", message, { next: damagedNext });
}

/** Whether nothing needs to be written for the state to be the record's. */
export function isRecordOf(record: SavedRecord | null, key: string, state: StoredState): boolean {
  if (record === null) return false;
  const { revision, digest, schema, counts } = state;
  const isSame =
    record.key === key && record.revision === revision && record.digest === digest && record.schema === schema;
  return isSame && Object.entries(counts).every(([name, count]) => record.counts[name] === count);
}

const savedAtFormat = new Intl.DateTimeFormat("en-US", {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** Such as `Nov 28, 14:03`. */
function formatSavedAt(iso: string): string {
  return savedAtFormat.format(new Date(iso));
}
