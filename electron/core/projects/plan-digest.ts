/** Owns a digest of a plan's rows as they are stored: of each pass and element apart, so that an edit has only those hashed that it touched. */
import { hash } from "node:crypto";
import type { ProjectDatabase } from "../database/open-database.ts";
import { groupBy } from "./load-plan.ts";

/** What an edit has touched: ids of passes and elements, gone ones among them. */
export interface Touched {
  readonly passes: ReadonlySet<string>;
  readonly elements: ReadonlySet<string>;
}

type Row = readonly (string | number | null)[];

const passColumns = "id, scene, name, profile, start_frame, end_frame, detail";
const shotColumns = "pass_id, id, position, duration_ms, number, frame, detail";

export class PlanDigest {
  readonly #database: ProjectDatabase;
  /** Hashes by the id of a pass or an element. */
  readonly #passes = new Map<string, string>();
  readonly #elements = new Map<string, string>();

  /** Reads the whole plan; inside a transaction, so that it is one plan. */
  constructor(database: ProjectDatabase) {
    this.#database = database;
    this.#hashPasses(this.#all(`SELECT ${passColumns} FROM pass`), this.#all(`SELECT ${shotColumns} FROM shot`));
    this.#hashElements(
      this.#all("SELECT id, name, detail FROM element"),
      this.#all("SELECT element_id, position, media_id FROM element_image"),
    );
  }

  /** Reads again what was touched. */
  update({ passes, elements }: Touched): void {
    for (const id of passes) {
      this.#passes.delete(id);
      this.#hashPasses(
        this.#all(`SELECT ${passColumns} FROM pass WHERE id = ?`, id),
        this.#all(`SELECT ${shotColumns} FROM shot WHERE pass_id = ?`, id),
      );
    }
    for (const id of elements) {
      this.#elements.delete(id);
      this.#hashElements(
        this.#all("SELECT id, name, detail FROM element WHERE id = ?", id),
        this.#all("SELECT element_id, position, media_id FROM element_image WHERE element_id = ?", id),
      );
    }
  }

  /** The digest of the whole plan, without its revision. */
  value(): string {
    const inOrder = (table: string, hashes: Map<string, string>) =>
      this.#all(`SELECT id FROM ${table} ORDER BY position, id`).map(([id]) => [id, hashes.get(id as string)]);
    return hashOf([
      this.#all("SELECT name, rate, start, sound FROM project"),
      inOrder("pass", this.#passes),
      inOrder("element", this.#elements),
    ]);
  }

  #hashPasses(passes: readonly Row[], shots: readonly Row[]): void {
    const byPass = groupBy(shots, ([passId]) => passId as string);
    for (const pass of passes)
      this.#passes.set(pass[0] as string, hashOf([pass, sorted(byPass.get(pass[0] as string))]));
  }

  #hashElements(elements: readonly Row[], images: readonly Row[]): void {
    const byElement = groupBy(images, ([elementId]) => elementId as string);
    for (const row of elements)
      this.#elements.set(row[0] as string, hashOf([row, sorted(byElement.get(row[0] as string))]));
  }

  #all(sql: string, ...values: unknown[]): Row[] {
    return this.#database
      .prepare(sql)
      .raw()
      .all(...values) as Row[];
  }
}

/** By their text, so that no order of the disk is in it. */
function sorted(rows: readonly Row[] = []): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

function hashOf(value: unknown): string {
  return hash("sha256", JSON.stringify(value));
}
