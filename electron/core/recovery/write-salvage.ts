/** Owns writing what was found of a damaged project into a fresh database, and saying in numbers what that is and what is lost. */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { Losses, Standing } from "../../../shared/rpc/recovery-contract.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { openInMemory } from "../database/salvage/fresh-database.ts";
import { isLogWhole } from "../database/salvage/pages.ts";
import type { TableReader } from "../database/salvage/read-tables.ts";
import { binnedFile, isStored } from "../media/project-paths.ts";
import type { ImageChecker } from "../projects/media-store.ts";
import { PlanDigest } from "../projects/plan-digest.ts";
import { ProjectRepository } from "../projects/repository.ts";
import { recordsOf } from "../projects/saved-files.ts";
import { takeMemoryOf } from "../projects/take-memory.ts";
import { readSidecars, type Sidecar } from "../projects/take-sidecars.ts";
import { stepsThatHold } from "./found-history.ts";
import { type FoundPlan, findPlan } from "./found-plan.ts";
import { jsonOf, rowsById } from "./found-rows.ts";
import { add, type MergeOptions, mergeRows } from "./merge-rows.ts";
import { findStoredImages, imagesOf } from "./stored-files.ts";

export interface Salvage {
  readonly folder: string;
  readonly reader: TableReader;
  readonly sidecars: readonly Sidecar[];
  readonly plan: FoundPlan;
}

export interface WriteParts {
  /** Where this installation remembers what was saved last. */
  readonly dataDir: string;
  readonly images: ImageChecker;
  readonly isReadableJob: MergeOptions["isReadableJob"];
  readonly now: () => Date;
}

/**
 * What can be had of the database that `reader` reads; null where that is no plan. Where it is remembered what was saved last, the plan
 * that is that very one is taken, and one that is not has lost something.
 */
export async function findSalvage(
  folder: string,
  reader: TableReader,
  { dataDir, now }: Pick<WriteParts, "dataDir" | "now">,
): Promise<Salvage | null> {
  const sidecars = await readSidecars(folder);
  const day = now().toLocaleDateString("en-US", { month: "short", day: "numeric" });
  const options = {
    name: basename(folder, ".shotline"),
    note: `This shot could not be read when the project was repaired on ${day}. Look for it in a backup.`,
    lengths: lengthsOf(reader, sidecars),
  };
  const plan = findPlan(reader, { ...options, prefer: "rows" });
  if (!plan) return null;
  const remembered = recordsOf(folder, dataDir);
  const records = remembered.filter(({ revision }) => revision === plan.revision);
  const isSaved = (found: FoundPlan) => {
    const digest = digestOf(found);
    return records.some((record) => record.digest === digest);
  };
  const found = { folder, reader, sidecars };
  // What is that very plan has lost nothing; one with empty shots cannot be.
  const whole = { passes: 0, shots: 0, older: 0, elements: 0 };
  if (plan.empty + plan.lost.passes + plan.lost.elements === 0 && records.length > 0) {
    if (isSaved(plan)) return { ...found, plan: { ...plan, lost: whole } };
    const other = findPlan(reader, { ...options, prefer: "steps" });
    if (other && isSaved(other)) return { ...found, plan: { ...other, lost: whole } };
  }
  // Past a broken part of the log, the pages of a database are of several times.
  const there = plan.project.passes.reduce((sum, each) => sum + each.shots.length, 0) - plan.empty;
  if (!isLogWhole(folder)) return { ...found, plan: { ...plan, lost: { ...plan.lost, older: there } } };
  const { passes, shots, older, elements } = plan.lost;
  if (remembered.length === 0 || passes + shots + older + elements > 0) return { ...found, plan };
  return { ...found, plan: { ...plan, lost: { ...plan.lost, older: 1 } } };
}

/** What a plan is remembered by once it is saved. */
function digestOf({ project }: FoundPlan): string {
  const database = openInMemory();
  try {
    database.pragma("foreign_keys = OFF");
    new ProjectRepository(database, () => new Date()).create(project);
    return new PlanDigest(database).value();
  } finally {
    database.close();
  }
}

/** Puts all of it into `database`, an empty one. `images` are looked at in the project's files only where they are to be kept. */
export async function writeSalvage(
  { folder, reader, sidecars, plan }: Salvage,
  database: ProjectDatabase,
  { images, isReadableJob, now }: WriteParts,
): Promise<Standing & { lost: Losses }> {
  const at = now().toISOString();
  const repository = new ProjectRepository(database, now);
  const options = { reader, sidecars, placeOf: placesIn(folder), isReadableJob, at };
  const { lostTakes } = repository.transaction(() => mergeRows(database, options));
  await findStoredImages(folder, database, imagesOf(plan.project), images, at);
  const steps = stepsThatHold(plan.history, plan.project, plan.rebuilt);
  repository.transaction(() => {
    repository.create(plan.project);
    database.prepare("UPDATE project SET revision = ?").run(plan.revision);
    for (const { changes, undone, ...step } of [...steps].reverse()) {
      add(database, "history", { ...step, undone: undone ? 1 : 0, changes: JSON.stringify(changes) });
    }
  });
  const { passes, name } = plan.project;
  return {
    name,
    revision: plan.revision,
    savedAt: plan.history.steps[0]?.at ?? null,
    passes: passes.length,
    shots: passes.reduce((sum, { shots }) => sum + shots.length, 0),
    takes: database.prepare("SELECT count(*) FROM take").pluck().get() as number,
    lost: { ...plan.lost, takes: lostTakes, history: Math.max(0, plan.history.known - steps.length) },
  };
}

/** Where a film is that a sidecar names. */
export function placesIn(folder: string): MergeOptions["placeOf"] {
  return (file) => {
    if (isStored(folder, file)) return "stored";
    return existsSync(join(folder, binnedFile(file))) ? "bin" : null;
  };
}

/** How long takes were asked to show each shot, the latest last. */
function lengthsOf(reader: TableReader, sidecars: readonly Sidecar[]): Map<string, number> {
  const requests: unknown[] = sidecars.flatMap(({ takes }) => takes.map(({ request }) => request));
  for (const row of rowsById(reader, "take").values()) requests.push(jsonOf(row["request"]));
  const lengths = new Map<string, number>();
  for (const request of requests) {
    for (const { shotId, durationMs } of takeMemoryOf(request).shots ?? []) {
      if (durationMs > 0 && durationMs <= 3_600_000) lengths.set(shotId, durationMs);
    }
  }
  return lengths;
}
