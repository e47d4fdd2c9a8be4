/**
 * Owns what this installation remembers of a large database that it has looked through from end to end: the hash of its file, and what the
 * window is shown of it. The very same bytes are not looked through again when the project is opened. What comes from elsewhere, was
 * written since, or differs in a bit, is looked through as any other.
 */
import { hash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { modelProfiles } from "../../../shared/models/profiles.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { openBytes } from "../database/back-up.ts";
import { type ProjectDatabase, schemaVersion } from "../database/open-database.ts";
import { knowJson } from "../runtime/known-json.ts";
import { workName } from "../runtime/work-name.ts";
import { type HashedPlan, hashedPlanSchema, PlanDigest } from "./plan-digest.ts";
import { ProjectRepository } from "./repository.ts";
import { recordOfInstallation, recordsOf } from "./saved-files.ts";
import { listSounds } from "./sound-rows.ts";
import { takesWithStale } from "./stale-takes.ts";

/** A smaller one is looked through before anybody notices; closing a larger one would take long. */
const bytesMin = 4_000_000;
const bytesMax = 100_000_000;
/** Of so many projects it is remembered, those that were closed last. */
const filesMax = 12;
const ending = ".whole";

/** Where a project lies, and which version of the app looks at it. */
export interface WholePlace {
  /** A real path. */
  readonly folder: string;
  readonly dataDir: string;
  readonly version: string;
}

/** What was found in the database when it was looked through. */
export interface KnownWhole {
  readonly project: Project;
  readonly revision: number;
  readonly takes: Take[];
  readonly plan: HashedPlan;
  /** Of the plan's rows, as `plan` makes it. */
  readonly digest: string;
}

const hexSchema = z.string().regex(/^[0-9a-f]{64}$/);
const headSchema = z.object({
  /** Of the database's file. */
  content: hexSchema,
  /** Of all by which the same rows could be read as something else. */
  reader: hexSchema,
  revision: z.int().min(0),
  plan: hashedPlanSchema,
  digest: hexSchema,
});
type Head = z.infer<typeof headSchema>;

/** What is remembered of the database as it stands on the disk; null for one that has to be looked through. `id` is the project's handle. */
export function recallWhole(place: WholePlace, id: string, database: ProjectDatabase): KnownWhole | null {
  if (!isOfSize(place.folder)) return null;
  const read = readRemembered(place);
  if (read?.head.reader !== readerOf(place)) return null;
  // Nothing is written back into the file while a reader has it without a log.
  return database.transaction(() => {
    const revision = database.prepare("SELECT revision FROM project").pluck().get();
    if (revision !== read.head.revision || !hasEmptyLog(place.folder)) return null;
    if (contentOf(readFileSync(databaseIn(place.folder))) !== read.head.content) return null;
    const project = JSON.parse(read.project) as Project;
    if (project.id !== id) return null;
    const takes = JSON.parse(read.takes) as Take[];
    knowJson(project, read.project);
    knowJson(takes, read.takes);
    return { ...read.head, project, takes };
  })();
}

/**
 * Looks through the database of a project that was just closed, and remembers it if it is whole and what was saved last. Takes a second
 * for the largest. Throws what the disk says, and project.damaged.
 */
export function rememberWhole(place: WholePlace, id: string): void {
  const { folder, dataDir } = place;
  if (!isOfSize(folder) || !hasEmptyLog(folder)) return;
  const bytes = readFileSync(databaseIn(folder));
  const [content, reader] = [contentOf(bytes), readerOf(place)];
  const known = readRemembered(place)?.head;
  if (known?.content === content && known.reader === reader) return;
  const database = openBytes(bytes, "of the project");
  try {
    const repository = new ProjectRepository(database, () => new Date());
    const { project, revision } = repository.load(id);
    // All that opening reads.
    repository.historyLabels();
    repository.listMedia();
    listSounds(database);
    const digest = new PlanDigest(database);
    const records = recordsOf(folder, dataDir);
    const head: Head = { content, reader, revision, plan: digest.hashed(), digest: digest.value() };
    const isSaved = records.every((record) => record.revision === revision && record.digest === head.digest);
    if (records.length === 0 || !isSaved) return;
    const takes = takesWithStale(repository.takes, project);
    write(fileOf(place), [JSON.stringify(head), JSON.stringify(project), JSON.stringify(takes)].join("\n"));
  } finally {
    database.close();
  }
}

function fileOf({ folder, dataDir }: WholePlace): string {
  return `${recordOfInstallation(dataDir, folder)}${ending}`;
}

function databaseIn(folder: string): string {
  return join(folder, "project.db");
}

function isOfSize(folder: string): boolean {
  const bytes = statSync(databaseIn(folder), { throwIfNoEntry: false })?.size ?? 0;
  return bytes >= bytesMin && bytes <= bytesMax;
}

function hasEmptyLog(folder: string): boolean {
  return (statSync(join(folder, "project.db-wal"), { throwIfNoEntry: false })?.size ?? 0) === 0;
}

function contentOf(bytes: Buffer): string {
  return hash("sha256", bytes);
}

function readerOf({ version }: WholePlace): string {
  return hash("sha256", JSON.stringify([version, schemaVersion, modelProfiles()]));
}

/** Null for what is not there or not as it was written. */
function readRemembered(place: WholePlace): { head: Head; project: string; takes: string } | null {
  try {
    const bytes = readFileSync(fileOf(place));
    const check = bytes.toString("latin1", 0, 64);
    if (bytes[64] !== 0x0a || contentOf(bytes.subarray(65)) !== check) return null;
    const [head = "", project = "", takes = ""] = bytes.toString("utf8", 65).split("\n");
    return { head: headSchema.parse(JSON.parse(head)), project, takes };
  } catch {
    return null;
  }
}

function write(file: string, text: string): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const part = workName(file);
  try {
    writeFileSync(part, `${contentOf(Buffer.from(text))}\n${text}`, { mode: 0o600, flush: true });
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  const others = readdirSync(folder).filter((name) => name.endsWith(ending));
  if (others.length <= filesMax) return;
  const writtenAtMs = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const oldest = others.toSorted((one, other) => writtenAtMs(one) - writtenAtMs(other));
  for (const name of oldest.slice(0, -filesMax)) rmSync(join(folder, name), { force: true });
}
