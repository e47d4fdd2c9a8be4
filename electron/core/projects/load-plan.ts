/** Owns reading a project's plan from its rows. */
import type { Element, Pass, Project, Shot } from "../../../shared/project/model.ts";
import type { ProjectDatabase } from "../database/open-database.ts";

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

/** The plan and its revision as the database has them; `id` is the handle of the open project. */
export function loadPlan(database: ProjectDatabase, id: string): { project: Project; revision: number } {
  const [row] = all<{ name: string; rate: Project["rate"]; start: string; revision: number }>(
    database,
    "SELECT name, rate, start, revision FROM project",
  );
  if (!row) throw new Error("the project row is missing");
  const { revision, ...content } = row;
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
  ).map(({ id, name, detail }) => ({
    ...JSON.parse(detail),
    id,
    name,
    images: (images.get(id) ?? []).map((row) => row.media_id),
  }));
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
  ).map(({ detail, start_frame, end_frame, ...columns }) => ({
    ...JSON.parse(detail),
    ...columns,
    ...(start_frame === null ? {} : { startFrame: start_frame }),
    ...(end_frame === null ? {} : { endFrame: end_frame }),
    shots: (shots.get(columns.id) ?? []).map(shotOfRow),
  }));
}

function all<Row>(database: ProjectDatabase, sql: string): Row[] {
  return database.prepare(sql).all() as Row[];
}

function shotOfRow({ id, duration_ms, number, frame, detail }: ShotRow): Shot {
  return {
    ...JSON.parse(detail),
    id,
    durationMs: duration_ms,
    ...(number === null ? {} : { number }),
    ...(frame === null ? {} : { frame }),
  };
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
