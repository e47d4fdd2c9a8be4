/** Owns the SQL of a project: writing one edit with its history row in one transaction, history and media. */

import { type Change, changeSchema, outlineOf } from "../../../shared/edits/history.ts";
import type { Element, Pass, Project } from "../../../shared/project/model.ts";
import { closeDatabase } from "../database/open-as-found.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { readJsonColumn, readRow } from "../database/read-rows.ts";
import { writeAtOnce } from "../database/write-at-once.ts";
import { loadPlan } from "./load-plan.ts";
import { historyRowSchema, mediaColumns, type StoredMedia, storedMediaSchema } from "./stored-rows.ts";
import { TakeRows } from "./take-rows.ts";

export interface HistoryRow {
  readonly seq: number;
  readonly revision: number;
  readonly label: string;
  readonly changes: Change[];
  readonly undone: boolean;
  readonly at: string;
}

export class ProjectRepository {
  readonly #database: ProjectDatabase;
  readonly #now: () => Date;
  readonly takes: TakeRows;
  readonly #statements = new Map<string, ReturnType<ProjectDatabase["prepare"]>>();

  constructor(database: ProjectDatabase, now: () => Date) {
    this.#database = database;
    this.takes = new TakeRows(database);
    this.#now = now;
  }

  get database(): ProjectDatabase {
    return this.#database;
  }

  transaction<Result>(work: () => Result): Result {
    return writeAtOnce(this.#database, work);
  }

  /** Changes whenever another connection has committed to this database. */
  dataVersion(): number {
    return this.#database.pragma("data_version", { simple: true }) as number;
  }

  /** The plan and its revision; `id` is the handle of the open project. */
  load(id: string): { project: Project; revision: number } {
    // One transaction, so that what another process writes meanwhile is seen in whole or not at all.
    return this.#database.transaction(() => loadPlan(this.#database, id))();
  }

  /** Writes a whole new project; for a fresh database. */
  create(project: Project): void {
    const { name, rate, start } = project;
    this.#run("INSERT INTO project (singleton, name, rate, start, revision) VALUES (1, ?, ?, ?, 0)", name, rate, start);
    for (const element of project.elements) this.#writeElement(element);
    for (const pass of project.passes) this.#writePass(pass);
    this.#writeOutline(project);
  }

  /** Writes the touched passes and elements as they are in `project`, and its new revision. */
  write(project: Project, changes: readonly Change[], revision: number): void {
    const passes = new Map(project.passes.map((pass) => [pass.id, pass]));
    const elements = new Map(project.elements.map((element) => [element.id, element]));
    // Shots move between passes and names between elements, so what was touched goes before anything comes.
    for (const change of changes) {
      if (change.kind === "pass") this.#run("DELETE FROM shot WHERE pass_id = ?", change.id);
      if (change.kind === "element") this.#run("DELETE FROM element WHERE id = ?", change.id);
      if (change.kind === "pass" && !passes.has(change.id)) this.#run("DELETE FROM pass WHERE id = ?", change.id);
    }
    for (const change of changes) {
      const pass = change.kind === "pass" ? passes.get(change.id) : undefined;
      const element = change.kind === "element" ? elements.get(change.id) : undefined;
      if (pass) this.#writePass(pass);
      if (element) this.#writeElement(element);
    }
    const moved = changes.some((change) => change.kind === "outline");
    if (moved || changes.some((change) => change.kind === "element")) this.#writeOutline(project);
    this.#run("UPDATE project SET revision = ?", revision);
  }

  #writeOutline(project: Project): void {
    const outline = outlineOf(project);
    const { name, rate, start, sound } = outline;
    const written = sound ? JSON.stringify(sound) : null;
    this.#run("UPDATE project SET name = ?, rate = ?, start = ?, sound = ?", name, rate, start, written);
    for (const [position, id] of outline.passIds.entries()) {
      this.#run("UPDATE pass SET position = ? WHERE id = ?", position, id);
    }
    for (const [position, id] of outline.elementIds.entries()) {
      this.#run("UPDATE element SET position = ? WHERE id = ?", position, id);
    }
  }

  #writeElement({ id, name, images, ...detail }: Element): void {
    this.#run("INSERT INTO element (id, position, name, detail) VALUES (?, 0, ?, ?)", id, name, JSON.stringify(detail));
    for (const [position, mediaId] of images.entries()) {
      this.#run("INSERT INTO element_image (element_id, position, media_id) VALUES (?, ?, ?)", id, position, mediaId);
    }
  }

  #writePass({ id, scene, name, profile, startFrame, endFrame, shots, ...detail }: Pass): void {
    this.#run(
      `INSERT INTO pass (id, position, scene, name, profile, start_frame, end_frame, detail) VALUES (?, 0, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET scene = excluded.scene, name = excluded.name, profile = excluded.profile,
         start_frame = excluded.start_frame, end_frame = excluded.end_frame, detail = excluded.detail`,
      id,
      scene,
      name,
      profile,
      startFrame ?? null,
      endFrame ?? null,
      JSON.stringify(detail),
    );
    for (const [position, { id: shotId, durationMs, number, frame, ...shotDetail }] of shots.entries()) {
      this.#run(
        "INSERT INTO shot (id, pass_id, position, duration_ms, number, frame, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
        shotId,
        id,
        position,
        durationMs,
        number ?? null,
        frame ?? null,
        JSON.stringify(shotDetail),
      );
    }
  }

  /** Adds a history row; what had been undone can no longer be redone. */
  addHistory(revision: number, label: string, changes: readonly Change[]): void {
    this.#run("DELETE FROM history WHERE undone = 1");
    this.#run(
      "INSERT INTO history (revision, label, changes, at) VALUES (?, ?, ?, ?)",
      revision,
      label,
      JSON.stringify(changes),
      this.#now().toISOString(),
    );
  }

  /** The row that undo takes back next, or null. */
  nextUndo(): HistoryRow | null {
    return this.#historyRow("WHERE undone = 0 ORDER BY seq DESC LIMIT 1");
  }

  /** The row that redo makes again next, or null. */
  nextRedo(): HistoryRow | null {
    return this.#historyRow("WHERE undone = 1 ORDER BY seq ASC LIMIT 1");
  }

  /** When the latest step of history was made, ISO time; null where there is none. */
  lastStepAt(): string | null {
    return (
      this.#get<{ at: string }>("SELECT substr(at, 1, 40) AS at FROM history ORDER BY seq DESC LIMIT 1")?.at ?? null
    );
  }

  setUndone(seq: number, undone: boolean): void {
    this.#run("UPDATE history SET undone = ? WHERE seq = ?", undone ? 1 : 0, seq);
  }

  /** The names of what undo and redo would do next, without reading the changes themselves. */
  historyLabels(): { undoLabel: string | null; redoLabel: string | null } {
    const label = (tail: string) =>
      this.#get<{ label: string }>(`SELECT substr(label, 1, 10000) AS label FROM history ${tail}`)?.label ?? null;
    return {
      undoLabel: label("WHERE undone = 0 ORDER BY seq DESC LIMIT 1"),
      redoLabel: label("WHERE undone = 1 ORDER BY seq ASC LIMIT 1"),
    };
  }

  /** The latest 500 rows without their changes, newest first. */
  listHistory(): { revision: number; label: string; undone: boolean; at: string }[] {
    const rows = this.#all<{ seq: number }>(
      "SELECT seq, revision, label, undone, at FROM history ORDER BY seq DESC LIMIT 500",
    );
    return rows.map((row) => {
      const { seq: _, ...shown } = readRow("history", row.seq, historyRowSchema, row);
      return shown;
    });
  }

  #historyRow(tail: string): HistoryRow | null {
    const row = this.#get<{ seq: number; changes: string }>(`SELECT * FROM history ${tail}`);
    if (!row) return null;
    const changes = readJsonColumn("history", row.seq, row.changes);
    return {
      ...readRow("history", row.seq, historyRowSchema, row),
      changes: readRow("history", row.seq, changeSchema.array(), changes),
    };
  }

  listMedia(): StoredMedia[] {
    const rows = this.#all<{ id: string }>(`SELECT ${mediaColumns} FROM media ORDER BY created_at, id`);
    return rows.map((row) => readRow("media", row.id, storedMediaSchema, row));
  }

  findMedia(id: string): StoredMedia | null {
    const row = this.#get(`SELECT ${mediaColumns} FROM media WHERE id = ?`, id);
    return row === undefined ? null : readRow("media", id, storedMediaSchema, row);
  }

  /** Adds a stored file; one with the same bytes keeps its name, and is from now on where it was stored last. */
  addMedia({ id, kind, file, name, format, bytes, widthPx, heightPx }: StoredMedia): void {
    this.#run(
      "INSERT INTO media (id, kind, file, name, format, bytes, width_px, height_px, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET file = excluded.file",
      id,
      kind,
      file,
      name,
      format,
      bytes,
      widthPx,
      heightPx,
      this.#now().toISOString(),
    );
  }

  /** SQLite's own check: `ok`, or what is wrong. */
  integrity(): string {
    const rows = this.#database.pragma("integrity_check") as { integrity_check: string }[];
    const broken = this.#database.pragma("foreign_key_check") as unknown[];
    if (broken.length > 0) return `${broken.length} broken references`;
    return rows.map((row) => row.integrity_check).join("; ");
  }

  close(): void {
    closeDatabase(this.#database);
  }

  #get<Row = unknown>(sql: string, ...values: unknown[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  #all<Row>(sql: string): Row[] {
    return this.#statement(sql).all() as Row[];
  }

  #run(sql: string, ...values: unknown[]): void {
    this.#statement(sql).run(...values);
  }

  /** Compiling a statement costs more than running it, and a plan is read and written by thousands of the same. */
  #statement(sql: string) {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
