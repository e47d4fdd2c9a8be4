/** Owns the rows of stills: candidates for places of the plan, which the user picks from. Their images are media like any other. */
import type { Still, StillOrigin } from "../../../shared/project/still.ts";
import { stillSchema } from "../../../shared/project/still.ts";
import { isSamePlace, type StillPlace } from "../../../shared/project/still-place.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { readJsonColumn, readRow } from "../database/read-rows.ts";
import { writeAtOnce } from "../database/write-at-once.ts";

interface Row {
  readonly id: string;
  readonly place: string;
  readonly mediaId: string;
  readonly origin: string;
  readonly createdAt: string;
}

const columns = "id, place, media_id AS mediaId, origin, created_at AS createdAt";

export function addStill(database: ProjectDatabase, { id, place, mediaId, origin, createdAt }: Still): void {
  const sql = "INSERT INTO still (id, place, media_id, origin, created_at) VALUES (?, ?, ?, ?, ?)";
  const values = [id, JSON.stringify(place), mediaId, JSON.stringify(origin), createdAt];
  writeAtOnce(database, () => void database.prepare(sql).run(...values));
}

/** The candidates that were not removed, of the project or of a place, newest first. Throws project.damaged. */
export function listStills(database: ProjectDatabase, place?: StillPlace): Still[] {
  const sql = `SELECT ${columns} FROM still WHERE removed_at IS NULL ORDER BY created_at DESC, rowid DESC`;
  const stills = (database.prepare(sql).all() as Row[]).map(asStill);
  return place === undefined ? stills : stills.filter((still) => isSamePlace(still.place, place));
}

/** The candidate of this image for the place, also a removed one; null for none. Throws project.damaged. */
export function findStill(database: ProjectDatabase, place: StillPlace, mediaId: string): Still | null {
  const rows = database.prepare(`SELECT ${columns} FROM still WHERE media_id = ? ORDER BY rowid`).all(mediaId) as Row[];
  return rows.map(asStill).find((still) => isSamePlace(still.place, place)) ?? null;
}

/** Says anew where a candidate came from. */
export function setStillOrigin(database: ProjectDatabase, id: string, origin: StillOrigin): void {
  const sql = "UPDATE still SET origin = ? WHERE id = ?";
  writeAtOnce(database, () => void database.prepare(sql).run(JSON.stringify(origin), id));
}

/** Takes a candidate off the list at `removedAt` (ISO), or puts it back with null; false where there is none. */
export function removeStill(database: ProjectDatabase, id: string, removedAt: string | null): boolean {
  const sql = "UPDATE still SET removed_at = ? WHERE id = ?";
  return writeAtOnce(database, () => database.prepare(sql).run(removedAt, id).changes > 0);
}

function asStill({ place, origin, ...row }: Row): Still {
  const parts = { place: readJsonColumn("still", row.id, place), origin: readJsonColumn("still", row.id, origin) };
  return readRow("still", row.id, stillSchema, { ...row, ...parts });
}
