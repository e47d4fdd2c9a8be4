/** Owns the SQL of takes: their rows, what each remembers of how it was made, and what is measured of its film. */
import type { MeasuredCuts } from "../../../shared/conform/cuts.ts";
import type { TakeMemory } from "../../../shared/generation/made-from.ts";
import { namedProfileSchema } from "../../../shared/models/profile.ts";
import { profileOf, rememberModels } from "../../../shared/models/profiles.ts";
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { damagedTable, readJsonColumn, readRow, readTable } from "../database/read-rows.ts";
import { writeAtOnce } from "../database/write-at-once.ts";
import { type NewTake, takeRowSchema } from "./stored-rows.ts";
import { takeMemoryOf } from "./take-memory.ts";

interface TakeRow {
  readonly id: string;
  readonly film: string | null;
  readonly cuts: string | null;
}

const columns = `id, pass_id AS passId, number, profile, media_id AS mediaId, frames, created_at AS createdAt, job_id AS jobId,
  film, cuts, binned_at AS binnedAt`;

export class TakeRows {
  readonly #database: ProjectDatabase;
  readonly #memories = new Map<string, TakeMemory>();
  readonly #labels = new Map<string, string | null>();
  /** What was read of each row, and the row: the window asks for all takes again and again, and few of them change. */
  readonly #read = new Map<string, { readonly row: TakeRow; readonly take: Take }>();
  /** The last row that was read ahead. */
  #ahead = 0;
  readonly #statements = new Map<string, ReturnType<ProjectDatabase["prepare"]>>();

  constructor(database: ProjectDatabase) {
    this.#database = database;
  }

  /** In the order in which they were made. */
  list(): Take[] {
    const sql = `SELECT ${columns} FROM take ORDER BY created_at, number`;
    const takes = readTable("take", () => this.#all<TakeRow>(sql)).map((row) => this.#takeOf(row));
    const named = takes.map((take) => {
      // One that no job made was made by no model.
      const modelLabel = take.jobId === null || profileOf(take.profile) ? null : this.#label(take.id);
      return modelLabel === null ? take : { ...take, modelLabel };
    });
    rememberModels(named);
    return named;
  }

  /** Reads so many takes that were not read yet, so that a list has less to read; whether there may be more. Never throws. */
  readAhead(most: number): boolean {
    try {
      const sql = `SELECT rowid AS place, ${columns} FROM take WHERE rowid > ? ORDER BY rowid LIMIT ?`;
      const rows = this.#statement(sql).all(this.#ahead, most) as (TakeRow & { readonly place: number })[];
      for (const { place, ...row } of rows) {
        this.#takeOf(row);
        this.#ahead = place;
      }
      return rows.length === most;
    } catch {
      // Whoever looks at it is told.
      return false;
    }
  }

  #takeOf(row: TakeRow): Take {
    const known = this.#read.get(row.id);
    if (known && isSameRow(known.row, row)) return known.take;
    const parse = (json: string | null) => (json === null ? undefined : readJsonColumn("take", row.id, json));
    const measured = { film: parse(row.film) ?? null, cuts: parse(row.cuts) ?? null };
    const memory = this.memory(row.id);
    // Of a damaged database, an index may not lead to a row that is there.
    if (!memory) throw damagedTable("take", `${row.id} is missing from its index`);
    const take = { ...readRow("take", row.id, takeRowSchema, { ...row, ...measured }), shots: memory.shots };
    this.#read.set(row.id, { row, take });
    return take;
  }

  /** What the model of a take was called when it was made. */
  #label(takeId: string): string | null {
    const known = this.#labels.get(takeId);
    if (known !== undefined) return known;
    const { request } = this.#get<{ request: string }>("SELECT request FROM take WHERE id = ?", takeId) ?? {};
    const read = namedProfileSchema.safeParse(request === undefined ? null : readJsonColumn("take", takeId, request));
    const label = read.data?.profile.label ?? null;
    this.#labels.set(takeId, label);
    return label;
  }

  /** What a take remembers of how it was made, which never changes; null for no take. */
  memory(takeId: string): TakeMemory | null {
    const known = this.#memories.get(takeId);
    if (known) return known;
    const row = this.#get<{ request: string }>("SELECT request FROM take WHERE id = ?", takeId);
    if (!row) return null;
    const memory = takeMemoryOf(readJsonColumn("take", takeId, row.request));
    this.#memories.set(takeId, memory);
    return memory;
  }

  /** The file of the latest take of a pass that was drawn with this fingerprint, inside the project's folder; null for none. */
  findFilmDrawnAs(passId: string, drawing: string): string | null {
    const row = readTable("take", () =>
      this.#get<{ file: string }>(
        `SELECT media.file FROM take JOIN media ON media.id = take.media_id
         WHERE take.pass_id = ? AND take.request ->> '$.drawing' = ? ORDER BY take.number DESC`,
        passId,
        drawing,
      ),
    );
    return row?.file ?? null;
  }

  /** The number that a pass's next take gets. */
  nextNumber(passId: string): number {
    const row = this.#get<{ last: number | null }>("SELECT max(number) AS last FROM take WHERE pass_id = ?", passId);
    return (row?.last ?? 0) + 1;
  }

  add({ id, passId, profile, mediaId, frames, film, createdAt, jobId, request }: NewTake, number: number): void {
    this.#run(
      "INSERT INTO take (id, pass_id, number, profile, media_id, frames, film, request, created_at, job_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id,
      passId,
      number,
      profile,
      mediaId,
      frames,
      film && JSON.stringify(film),
      JSON.stringify(request),
      createdAt,
      jobId,
    );
  }

  /** What the film of a take turned out to be, and the cuts measured in it. */
  measure(takeId: string, film: TakeFile, cuts: MeasuredCuts): void {
    const values = [JSON.stringify(film), JSON.stringify(cuts), takeId];
    writeAtOnce(this.#database, () => this.#run("UPDATE take SET film = ?, cuts = ? WHERE id = ?", ...values));
  }

  /** Moves a take to the bin, or back with null. */
  bin(takeId: string, binnedAt: string | null): void {
    writeAtOnce(this.#database, () => this.#run("UPDATE take SET binned_at = ? WHERE id = ?", binnedAt, takeId));
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

  /** Compiling a statement costs more than running it, and takes are read by thousands of the same. */
  #statement(sql: string) {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function isSameRow(one: TakeRow, other: TakeRow): boolean {
  for (const column in one) if (one[column as keyof TakeRow] !== other[column as keyof TakeRow]) return false;
  return true;
}
