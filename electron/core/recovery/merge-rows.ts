/**
 * Owns bringing what is no plan from a damaged database into a whole one: media, takes, stills, sounds, jobs with their log and the
 * ledger. A row goes in once it fits its schema; of what both have, the later one holds. What was spent is never left out.
 */
import { basename } from "node:path";
import { newProgress } from "../../../shared/generation/advance.ts";
import { providerNames } from "../../../shared/models/profile.ts";
import { idSchema } from "../../../shared/project/model.ts";
import { stillSchema } from "../../../shared/project/still.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import type { Row, TableReader } from "../database/salvage/read-tables.ts";
import { storedMediaSchema, takeRowSchema } from "../projects/stored-rows.ts";
import type { Sidecar } from "../projects/take-sidecars.ts";
import { idsInIndex, jsonOf, rowsById, rowsByKey } from "./found-rows.ts";

export interface MergeOptions {
  /** Null where nothing of the old database can be read. */
  readonly reader: TableReader | null;
  readonly sidecars: readonly Sidecar[];
  /** Where films that the sidecars name lie: as they were stored, in the bin, or nowhere. */
  readonly placeOf: (file: string) => "stored" | "bin" | null;
  /** Whether a job's row is one that can be worked with. */
  readonly isReadableJob: (database: ProjectDatabase, id: string) => boolean;
  readonly at: string;
}

/** Puts all into the database, within its transaction; how many takes are known of and could not be had. */
export function mergeRows(database: ProjectDatabase, options: MergeOptions): { lostTakes: number } {
  const { reader } = options;
  if (reader) {
    const media = [...rowsById(reader, "media").values()];
    // Stored files are named after their hash; a row that says another one is tried last.
    const isNamed = (row: Row) => String(row["file"]).includes(`-${String(row["id"]).slice(0, 12)}.`);
    for (const row of media.filter(isNamed)) addMedia(database, row);
    addFilms(database, options);
    for (const row of media) addMedia(database, row);
    for (const row of rowsById(reader, "sound_file").values()) add(database, "sound_file", row);
    addJobs(database, reader, options);
    for (const row of rowsById(reader, "take").values()) addTake(database, row);
  }
  if (!reader) addFilms(database, options);
  addTakesOfSidecars(database, options);
  if (!reader) return { lostTakes: 0 };
  for (const row of rowsById(reader, "still").values()) addStill(database, row);
  for (const row of rowsByKey(reader, "script", () => "1").values()) add(database, "script", row);
  for (const table of ["registered", "hand_off"]) {
    for (const row of rowsByKey(reader, table, (each) => JSON.stringify(each)).values()) add(database, table, row);
  }
  const has = database.prepare("SELECT 1 FROM take WHERE id = ?");
  return { lostTakes: [...idsInIndex(reader, "take")].filter((id) => has.get(id) === undefined).length };
}

/** Whether the row is in the table now; one that breaks its rules, or is there already, is left out. */
export function add(database: ProjectDatabase, table: string, row: Row, onConflict = ""): boolean {
  const names = Object.keys(row);
  const sql = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")}) ${onConflict}`;
  try {
    return database.prepare(sql).run(...Object.values(row)).changes > 0;
  } catch (error) {
    const { code = "" } = error as { code?: string };
    if (code.startsWith("SQLITE_CONSTRAINT") || code === "SQLITE_MISMATCH") return false;
    throw error;
  }
}

function addMedia(database: ProjectDatabase, row: Row): void {
  const { width_px: widthPx, height_px: heightPx, ...rest } = row;
  if (storedMediaSchema.safeParse({ ...rest, widthPx, heightPx }).success) add(database, "media", row);
}

/** A take whose number another one has gets the next. */
function addTake(database: ProjectDatabase, row: Row): void {
  const { pass_id: passId, media_id: mediaId, created_at: createdAt, job_id: jobId, binned_at: binnedAt } = row;
  const [film, cuts] = [row["film"], row["cuts"]].map((json) => (json === null ? null : jsonOf(json)));
  const take = { ...row, passId, mediaId, createdAt, jobId, binnedAt, film, cuts };
  const read = takeRowSchema.safeParse(take);
  // A cut that does not fit is measured again.
  const isWhole = read.success || takeRowSchema.safeParse({ ...take, film: null, cuts: null }).success;
  if (!isWhole || database.prepare("SELECT 1 FROM take WHERE id = ?").get(row["id"]) !== undefined) return;
  const next = database.prepare("SELECT coalesce(max(number), 0) + 1 FROM take WHERE pass_id = ?").pluck();
  const kept = read.success ? row : { ...row, film: null, cuts: null };
  const hasJob = jobId === null || database.prepare("SELECT 1 FROM job WHERE id = ?").get(jobId) !== undefined;
  const linked = hasJob ? kept : { ...kept, job_id: null };
  for (const each of [linked, { ...linked, number: next.get(passId) as number }, { ...linked, job_id: null }]) {
    if (add(database, "take", each)) return;
  }
}

type SidecarOptions = Pick<MergeOptions, "sidecars" | "placeOf" | "at">;

/** Adds the films that sidecars lie beside. */
export function addFilms(database: ProjectDatabase, { sidecars, placeOf, at }: SidecarOptions): void {
  for (const { file, media } of sidecars) {
    if (placeOf(file) === null) continue;
    const { widthPx, heightPx, ...about } = media;
    add(database, "media", { ...about, file, width_px: widthPx, height_px: heightPx, created_at: at });
  }
}

/** Adds the takes that sidecars tell of and no row does. */
export function addTakesOfSidecars(database: ProjectDatabase, { sidecars, placeOf, at }: SidecarOptions): void {
  for (const { file, takes } of sidecars) {
    const place = placeOf(file);
    if (place === null) continue;
    for (const { id, passId, number, profile, mediaId, frames, createdAt, jobId, film, request } of takes) {
      addTake(database, {
        ...{ id, pass_id: passId, number, profile, media_id: mediaId, frames, request: JSON.stringify(request) },
        ...{ created_at: createdAt, job_id: jobId, film: film && JSON.stringify(film), cuts: null },
        binned_at: place === "bin" ? at : null,
      });
    }
  }
}

function addStill(database: ProjectDatabase, row: Row): void {
  const { id, media_id: mediaId, created_at: createdAt } = row;
  const still = { id, mediaId, createdAt, place: jsonOf(row["place"]), origin: jsonOf(row["origin"]) };
  if (stillSchema.safeParse(still).success) add(database, "still", row);
}

function addJobs(database: ProjectDatabase, reader: TableReader, options: MergeOptions): void {
  const ledger = rowsByKey(reader, "ledger", (row) => String(row["job_id"]));
  const jobs = rowsById(reader, "job");
  for (const id of new Set([...jobs.keys(), ...ledger.keys(), ...idsInIndex(reader, "job")])) {
    if (!idSchema.safeParse(id).success) continue;
    addJob(database, id, jobs.get(id), ledger.get(id), options);
  }
  const isLogged = database.prepare("SELECT 1 FROM job_log WHERE job_id = ? AND at = ? AND message = ?");
  for (const { seq: _, ...line } of rowsByKey(reader, "job_log", ({ seq }) => String(seq)).values()) {
    if (isLogged.get(line["job_id"], line["at"], line["message"]) === undefined) add(database, "job_log", line);
  }
}

function addJob(
  database: ProjectDatabase,
  id: string,
  job: Row | undefined,
  entry: Row | undefined,
  { isReadableJob, at }: MergeOptions,
): void {
  const refused = new Error("The row does not fit.");
  const put = database.transaction((row: Row, paid: Row) => {
    const isNewer = "excluded.updated_at > job.updated_at";
    const columns = Object.keys(row).filter((name) => name !== "id" && name !== "created_at");
    const sets = columns.map((name) => `${name} = excluded.${name}`).join(", ");
    add(database, "job", row, `ON CONFLICT (id) DO UPDATE SET ${sets} WHERE ${isNewer}`);
    const settled = ["state", "charged_currency", "charged_micros", "settled_at"];
    const settles = settled.map((name) => `${name} = excluded.${name}`).join(", ");
    const isSettled = "excluded.settled_at IS NOT NULL AND ledger.settled_at IS NULL";
    add(database, "ledger", paid, `ON CONFLICT (job_id) DO UPDATE SET ${settles} WHERE ${isSettled}`);
    const hasBoth = "SELECT 1 FROM job JOIN ledger ON ledger.job_id = job.id WHERE job.id = ?";
    if (database.prepare(hasBoth).get(id) === undefined || !isReadableJob(database, id)) throw refused;
  });
  // What was meant to be spent, and is not known any more, may have been.
  const paid = entry ?? { job_id: id, state: "unknown", at: String(job?.["created_at"] ?? at) };
  for (const row of [job, unreadJob(id, job, paid, at)]) {
    try {
      if (!row) continue;
      put(row, paid);
      return;
    } catch (error) {
      if (error !== refused) throw error;
    }
  }
}

/** Stands for a job that cannot be read, so that its entry in the ledger keeps its place. */
function unreadJob(id: string, job: Row | undefined, entry: Row, at: string): Row {
  const message = "This job could not be read when the project was repaired.";
  const next = "Check the service for its result.";
  const progress = { ...newProgress(), state: "failed", problem: { code: "project.damaged", message, next } };
  const passId = idSchema.safeParse(job?.["pass_id"]).data ?? "pass_unknown";
  const provider = providerNames.find((name) => name === job?.["provider"]) ?? providerNames[0];
  const name = typeof job?.["pass_name"] === "string" ? job["pass_name"].slice(0, 1000) : "Unreadable job";
  const profile = typeof job?.["profile"] === "string" ? job["profile"].slice(0, 1000) : "unknown";
  const madeAt = typeof entry["at"] === "string" ? entry["at"].slice(0, 40) : at;
  return {
    ...{
      id,
      pass_id: passId,
      pass_name: name,
      output: job?.["output"] === "still" ? "still" : "film",
      profile,
      provider,
    },
    ...{ account: "", state: "failed", progress: JSON.stringify(progress), frozen: "{}" },
    ...{ created_at: madeAt, updated_at: madeAt },
  };
}

/** The file name of a path in the project, without its folder and the hash at its end. */
export function nameOfFile(file: string): string {
  return basename(file).replace(/-[0-9a-f]{12}(?=\.[^.]*$)/, "");
}
