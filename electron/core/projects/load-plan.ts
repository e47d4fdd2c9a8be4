/** Owns reading a project's plan from its rows, through the model. */
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
import { damagedTable, readJsonColumn, readRow } from "../database/read-rows.ts";

/** A shot has been read through its own schema when its pass is. */
const passRowSchema = passSchema.extend({ shots: z.array(z.custom<Shot>()).min(1).max(projectLimits.shotsPerPass) });
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
 * model does not know.
 */
export function loadPlan(database: ProjectDatabase, id: string): { project: Project; revision: number } {
  const [row] = all<{ sound: string | null }>(database, "SELECT name, rate, start, revision, sound FROM project");
  const { sound: written = null, ...named } = row ?? {};
  const sound = written === null ? {} : { sound: readJsonColumn("project", 1, written) };
  const { revision, ...content } = readRow("project", 1, outlineSchema, { ...named, ...sound });
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
  ).map(({ id, name, detail }) => {
    const of = (images.get(id) ?? []).map((row) => row.media_id);
    return readRow("element", id, elementSchema, put(detailOf("element", id, detail), { id, name, images: of }));
  });
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
  ).map(({ id, scene, name, profile, start_frame: startFrame, end_frame: endFrame, detail }) => {
    const pass = put(detailOf("pass", id, detail), { id, scene, name, profile });
    if (startFrame !== null) pass["startFrame"] = startFrame;
    if (endFrame !== null) pass["endFrame"] = endFrame;
    pass["shots"] = (shots.get(id) ?? []).map(shotOfRow);
    return readRow("pass", id, passRowSchema, pass);
  });
}

function all<Row = unknown>(database: ProjectDatabase, sql: string): Row[] {
  return database.prepare(sql).all() as Row[];
}

function shotOfRow({ id, duration_ms: durationMs, number, frame, detail }: ShotRow): Shot {
  const shot = put(detailOf("shot", id, detail), { id, durationMs });
  if (number !== null) shot["number"] = number;
  if (frame !== null) shot["frame"] = frame;
  return readRow("shot", id, shotSchema, shot);
}

/** Sets columns in what was just read from the JSON beside them; copies of thousands of objects would take longer than reading them. */
function put(detail: Record<string, unknown>, columns: Readonly<Record<string, unknown>>): Record<string, unknown> {
  for (const name in columns) detail[name] = columns[name];
  return detail;
}

function detailOf(table: string, id: string, detail: string): Record<string, unknown> {
  const read = readJsonColumn(table, id, detail);
  if (typeof read === "object" && read !== null && !Array.isArray(read)) return read as Record<string, unknown>;
  throw damagedTable(table, `the row ${id} has no details`);
}

/** Rows by what `keyOf` says of each, in their order. */
export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
