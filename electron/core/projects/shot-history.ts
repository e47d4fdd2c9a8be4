/** Owns what the texts of one shot were before: read from the rows of history, which may be anybody's, through the model's schemas. */
import { sameData } from "../../../shared/edits/change-fields.ts";
import { type Change, changeSchema } from "../../../shared/edits/history.ts";
import type { Pass, Shot } from "../../../shared/project/model.ts";
import { type ShotVersion, textsOf } from "../../../shared/project/shot-texts.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { readJsonColumn, readRow } from "../database/read-rows.ts";
import { historyRowSchema } from "./stored-rows.ts";

/** Versions that are shown, and steps that are looked at to find them. */
const versionsMax = 50;
const stepsMax = 1000;

/** The versions of a shot's texts, newest first: what they became by each step that changed them, and what they began with. Throws project.damaged. */
export function listShotVersions(database: ProjectDatabase, shotId: string): ShotVersion[] {
  const sql = `SELECT seq, revision, substr(label, 1, 10000) AS label, changes, undone, at FROM history
    WHERE undone = 0 AND instr(changes, ?) > 0 ORDER BY seq DESC LIMIT ${stepsMax}`;
  const versions: ShotVersion[] = [];
  let first: ShotVersion | null = null;
  for (const row of database.prepare(sql).iterate(shotId) as Iterable<{ seq: number; changes: string }>) {
    const { label, at } = readRow("history", row.seq, historyRowSchema, row);
    const written = readJsonColumn("history", row.seq, row.changes);
    // A step over the whole film has a thousand passes, and is not read for one shot of them.
    const own = Array.isArray(written) ? written.filter((change) => hasShot(change, shotId)) : written;
    const changes = readRow("history", row.seq, changeSchema.array(), own);
    const [before, after] = [findIn(changes, "before", shotId), findIn(changes, "after", shotId)];
    if (!after) continue;
    if (before && sameData(textsOf(before), textsOf(after))) continue;
    versions.push({ at, label, texts: textsOf(after) });
    first = before ? { at, label: null, texts: textsOf(before) } : null;
    if (versions.length === versionsMax) return versions;
  }
  return first ? [...versions, first] : versions;
}

/** Whether either side of a change has the shot; what is written in a row may be anything. */
function hasShot(change: unknown, shotId: string): boolean {
  const sides = change as { readonly before?: Partial<Pass> | null; readonly after?: Partial<Pass> | null } | null;
  return [sides?.before?.shots, sides?.after?.shots].some(
    (shots) => Array.isArray(shots) && shots.some((shot: Partial<Shot> | null) => shot?.id === shotId),
  );
}

function findIn(changes: readonly Change[], side: "before" | "after", shotId: string): Shot | null {
  for (const change of changes) {
    const shot = change.kind === "pass" ? change[side]?.shots.find(({ id }) => id === shotId) : undefined;
    if (shot) return shot;
  }
  return null;
}
