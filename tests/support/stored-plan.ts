/** Owns reading what a project's database really holds, past the app and without writing. */
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Shot } from "../../shared/project/model.ts";

/** A shot as its row says. */
export interface StoredShot {
  readonly id: string;
  readonly passId: string;
  readonly durationMs: number;
}

/** The shots in the order of the programme, and the revision. */
export function readStoredPlan(folder: string): { revision: number; shots: StoredShot[]; lengths: string } {
  const database = new Database(join(folder, "project.db"), { readonly: true, fileMustExist: true });
  try {
    const shots = database
      .prepare(
        `SELECT shot.id, shot.pass_id AS passId, shot.duration_ms AS durationMs
         FROM shot JOIN pass ON pass.id = shot.pass_id ORDER BY pass.position, shot.position`,
      )
      .all() as StoredShot[];
    const { revision } = database.prepare("SELECT revision FROM project").get() as { revision: number };
    return { revision, shots, lengths: lengthsOf(shots) };
  } finally {
    database.close();
  }
}

/** What is written of each shot, in the order of the programme. */
export function readStoredTexts(folder: string): Partial<Shot>[] {
  const database = new Database(join(folder, "project.db"), { readonly: true, fileMustExist: true });
  try {
    const rows = database
      .prepare("SELECT shot.detail FROM shot JOIN pass ON pass.id = shot.pass_id ORDER BY pass.position, shot.position")
      .all() as { detail: string }[];
    return rows.map(({ detail }) => JSON.parse(detail) as Partial<Shot>);
  } finally {
    database.close();
  }
}

/** `4+3 | 5`: seconds of the shots, passes apart. */
function lengthsOf(shots: readonly StoredShot[]): string {
  const passes = [...new Set(shots.map((shot) => shot.passId))];
  return passes
    .map((passId) =>
      shots
        .filter((shot) => shot.passId === passId)
        .map((shot) => shot.durationMs / 1000)
        .join("+"),
    )
    .join(" | ");
}
