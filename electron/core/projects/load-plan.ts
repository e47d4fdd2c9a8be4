/** Owns reading a project's plan from its rows: counted and measured first, then read through the model. */
import { z } from "zod";
import {
  type Element,
  elementSchema,
  type Pass,
  type Project,
  passSchema,
  projectLimits,
  projectSchema,
  type Shot,
  shotSchema,
} from "../../../shared/project/model.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { limitTable, readJsonColumn, readRow } from "../database/read-rows.ts";

/** A shot whose every text is as long as it may be, dialogue and all, has 4 million characters; nobody writes the tenth of that. */
const detail = { column: "detail", charsInRow: 5_000_000, charsInAll: 100_000_000 } as const;
const outlineSchema = projectSchema
  .omit({ id: true, elements: true, passes: true })
  .extend({ revision: z.int().min(0) });

interface PassRow {
  id: string;
  scene: string;
  name: string;
  profile: string;
  start_frame: string | null;
  end_frame: string | null;
  detail: string;
}

interface ShotRow {
  id: string;
  pass_id: string;
  duration_ms: number;
  number: number | null;
  frame: string | null;
  detail: string;
}

/**
 * The plan and its revision as the database has them; `id` is the handle of the open project. Throws project.damaged for what the
 * model does not know, and for more of it than a project holds.
 */
export function loadPlan(database: ProjectDatabase, id: string): { project: Project; revision: number } {
  limitTable(database, "project", { rows: 1, column: "name", charsInRow: 1000 });
  limitTable(database, "element", { rows: projectLimits.elements, ...detail });
  limitTable(database, "element_image", { rows: projectLimits.elements * 20 });
  limitTable(database, "pass", { rows: projectLimits.passes, ...detail });
  limitTable(database, "shot", { rows: projectLimits.passes * projectLimits.shotsPerPass, ...detail });
  const [row] = all(database, "SELECT name, rate, start, revision FROM project");
  const { revision, ...content } = readRow("project", 1, outlineSchema, row);
  return { project: { id, ...content, elements: loadElements(database), passes: loadPasses(database) }, revision };
}

function loadElements(database: ProjectDatabase): Element[] {
  const images = groupBy(
    all<{ element_id: string; media_id: string }>(
      database,
      "SELECT element_id, media_id FROM element_image ORDER BY element_id, position",
    ),
    (row) => row.element_id,
  );
  return all<{ id: string; name: string; detail: string }>(
    database,
    "SELECT id, name, detail FROM element ORDER BY position",
  ).map(({ id, name, detail }) =>
    readRow("element", id, elementSchema, {
      ...objectIn("element", id, detail),
      id,
      name,
      images: (images.get(id) ?? []).map((row) => row.media_id),
    }),
  );
}

function loadPasses(database: ProjectDatabase): Pass[] {
  const shots = groupBy(
    all<ShotRow>(
      database,
      "SELECT id, pass_id, duration_ms, number, frame, detail FROM shot ORDER BY pass_id, position",
    ),
    (row) => row.pass_id,
  );
  return all<PassRow>(
    database,
    "SELECT id, scene, name, profile, start_frame, end_frame, detail FROM pass ORDER BY position",
  ).map(({ detail, start_frame, end_frame, ...columns }) =>
    readRow("pass", columns.id, passSchema, {
      ...objectIn("pass", columns.id, detail),
      ...columns,
      ...(start_frame === null ? {} : { startFrame: start_frame }),
      ...(end_frame === null ? {} : { endFrame: end_frame }),
      shots: (shots.get(columns.id) ?? []).map(shotOfRow),
    }),
  );
}

function all<Row = unknown>(database: ProjectDatabase, sql: string): Row[] {
  return database.prepare(sql).all() as Row[];
}

function shotOfRow({ id, duration_ms, number, frame, detail }: ShotRow): Shot {
  return readRow("shot", id, shotSchema, {
    ...objectIn("shot", id, detail),
    id,
    durationMs: duration_ms,
    ...(number === null ? {} : { number }),
    ...(frame === null ? {} : { frame }),
  });
}

function objectIn(table: string, id: string, detail: string): Record<string, unknown> {
  return readRow(table, id, z.record(z.string(), z.unknown()), readJsonColumn(table, id, detail));
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
