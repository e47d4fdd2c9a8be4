/** Owns mending what is safe to mend in an open project: nothing that it does can lose anything, and all that it did is told. */

import { join } from "node:path";
import type { ErrorData } from "../../../shared/errors/app-error.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { isSound, rebuildIndexes } from "../database/salvage/fresh-database.ts";
import { openAsFile, storedPath, workFolders } from "../media/project-paths.ts";
import { clearProjectLeftovers } from "../projects/clear-leftovers.ts";
import { relinkMedia } from "../projects/relink.ts";
import { listSounds } from "../projects/sound-rows.ts";
import type { StoredMedia } from "../projects/stored-rows.ts";
import { readSidecars, type Sidecar, writeMissingSidecars } from "../projects/take-sidecars.ts";
import { hashFile } from "../runtime/files.ts";
import { leftoversIn } from "../runtime/work-name.ts";
import { addFilms, addTakesOfSidecars } from "./merge-rows.ts";
import { placesIn } from "./write-salvage.ts";

interface FixParts {
  readonly folder: string;
  readonly database: ProjectDatabase;
  readonly media: readonly StoredMedia[];
  readonly now: () => Date;
}

type Done = OutputOf<"recovery.fix">["done"];

/** What cannot be mended is left as it is; `verify` names it. Throws what the disk says. */
export async function fixProject(parts: FixParts): Promise<{ done: Done }> {
  const { folder, database } = parts;
  const done: Done = [];
  const say = (count: number, kind: Done[number]["kind"], one: string, more: string) => {
    if (count > 0) done.push({ kind, count, message: count === 1 ? one : `${count} ${more}` });
  };
  const wereSound = isSound(database, "integrity_check");
  if (!wereSound && rebuildIndexes(database)) {
    done.push({ kind: "indexes", count: 1, message: "Rebuilt the indexes of the database." });
  }
  const found = await findMissing(parts);
  say(
    found,
    "files",
    "Found 1 missing file elsewhere in the project.",
    "missing files found elsewhere in the project.",
  );
  const taken = await takeBack(parts);
  say(
    taken,
    "takes",
    "Took 1 take back in that only its file told of.",
    "takes taken back in that only their files told of.",
  );
  const written = await writeMissingSidecars(folder, database);
  say(
    written,
    "sidecars",
    "Wrote 1 missing description beside its take.",
    "missing descriptions written beside their takes.",
  );
  const left = (await Promise.all(workFolders.map((each) => leftoversIn(join(folder, each))))).flat().length;
  await clearProjectLeftovers(folder);
  say(left, "leftovers", "Removed 1 unfinished file of an earlier run.", "unfinished files of earlier runs removed.");
  return { done };
}

async function findMissing({ folder, database, media }: FixParts): Promise<number> {
  const stored = [...media, ...listSounds(database)];
  const context = { signal: new AbortController().signal, report: () => {} };
  try {
    return (await relinkMedia(folder, stored, join(folder, "media"), context)).length;
  } catch (error) {
    // None is missing, or none was found.
    if ((error as Partial<ErrorData>).code === "not-found" && error instanceof AppError) return 0;
    throw error;
  }
}

/** Takes that are in no row, of films that are what their sidecars say. */
async function takeBack({ folder, database, now }: FixParts): Promise<number> {
  const has = database.prepare("SELECT 1 FROM take WHERE id = ?");
  const lost = (await readSidecars(folder)).filter(({ takes }) => takes.some(({ id }) => has.get(id) === undefined));
  const placeOf = placesIn(folder);
  const sidecars: Sidecar[] = [];
  for (const sidecar of lost) {
    if (placeOf(sidecar.file) !== "stored") continue;
    const hash = await hashFile(storedPath(folder, sidecar.file), openAsFile).catch(() => null);
    if (hash === sidecar.media.id) sidecars.push(sidecar);
  }
  const count = () => database.prepare("SELECT count(*) FROM take").pluck().get() as number;
  const before = count();
  database.transaction(() => {
    addFilms(database, { sidecars, placeOf, at: now().toISOString() });
    addTakesOfSidecars(database, { sidecars, placeOf, at: now().toISOString() });
  })();
  return count() - before;
}
