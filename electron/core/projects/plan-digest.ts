/** Owns a digest of a plan's rows as they are stored: of each pass and element apart, so that an edit has only those hashed that it touched. */
import { hash } from "node:crypto";
import { z } from "zod";
import type { ProjectDatabase } from "../database/open-database.ts";
import { groupBy } from "./load-plan.ts";

/** What an edit has touched: ids of passes and elements, gone ones among them, and whether the outline is another one. */
export interface Touched {
  readonly passes: ReadonlySet<string>;
  readonly elements: ReadonlySet<string>;
  readonly outline: boolean;
}

const hexSchema = z.string().regex(/^[0-9a-f]{64}$/);
/** A digest's parts as data: of the outline, and of each pass and element by its id. */
export const hashedPlanSchema = z.object({ outline: hexSchema, parts: z.record(z.string(), hexSchema) });
export type HashedPlan = z.infer<typeof hashedPlanSchema>;

type Row = readonly (string | number | null)[];

const passColumns = "id, scene, name, profile, start_frame, end_frame, detail";
const shotColumns = "pass_id, id, position, duration_ms, number, frame, detail";
const elementRows = "SELECT id, name, detail FROM element";
const imageRows = "SELECT element_id, position, media_id FROM element_image";

export class PlanDigest {
  readonly #database: ProjectDatabase;
  /** Hashes by the id of a pass or an element, and all of them laid over one another, in which one is exchanged at no cost. */
  readonly #hashes = new Map<string, Buffer>();
  readonly #all = Buffer.alloc(32);
  #outline = "";

  /** Reads the whole plan, inside a transaction, so that it is one plan; or takes what is known of these very rows. */
  constructor(database: ProjectDatabase, known: HashedPlan | null = null) {
    this.#database = database;
    if (known) {
      this.#outline = known.outline;
      for (const [id, made] of Object.entries(known.parts)) this.#take(id, Buffer.from(made, "hex"));
      return;
    }
    this.#hashRows(this.#rows(`SELECT ${passColumns} FROM pass`), this.#rows(`SELECT ${shotColumns} FROM shot`));
    this.#hashRows(this.#rows(elementRows), this.#rows(imageRows));
    this.#readOutline();
  }

  /** Reads again what was touched. */
  update({ passes, elements, outline }: Touched): void {
    for (const id of passes) {
      this.#drop(id);
      const shots = this.#rows(`SELECT ${shotColumns} FROM shot WHERE pass_id = ?`, id);
      this.#hashRows(this.#rows(`SELECT ${passColumns} FROM pass WHERE id = ?`, id), shots);
    }
    for (const id of elements) {
      this.#drop(id);
      this.#hashRows(
        this.#rows(`${elementRows} WHERE id = ?`, id),
        this.#rows(`${imageRows} WHERE element_id = ?`, id),
      );
    }
    if (outline || elements.size > 0) this.#readOutline();
  }

  /** The digest of the whole plan, without its revision. */
  value(): string {
    return hash("sha256", `${this.#outline} ${this.#all.toString("hex")}`);
  }

  /** For the constructor, another time. */
  hashed(): HashedPlan {
    const parts = [...this.#hashes].map(([id, made]) => [id, made.toString("hex")] as const);
    return { outline: this.#outline, parts: Object.fromEntries(parts) };
  }

  #readOutline(): void {
    const idsOf = (table: string) => this.#rows(`SELECT id FROM ${table} ORDER BY position, id`);
    const settings = this.#rows("SELECT name, rate, start, sound FROM project");
    this.#outline = hash("sha256", JSON.stringify([settings, idsOf("pass"), idsOf("element")]));
  }

  /** Rows by the ids in their first column, each with the parts that name it in theirs. */
  #hashRows(rows: readonly Row[], parts: readonly Row[]): void {
    const byId = groupBy(parts, ([id]) => id as string);
    for (const row of rows) {
      const id = row[0] as string;
      // By their text, so that no order of the disk is in it.
      const own = (byId.get(id) ?? []).map((part) => JSON.stringify(part)).sort();
      this.#take(id, hash("sha256", JSON.stringify([row, own]), "buffer"));
    }
  }

  #take(id: string, made: Buffer): void {
    this.#hashes.set(id, made);
    this.#lay(made);
  }

  #drop(id: string): void {
    const known = this.#hashes.get(id);
    if (known && this.#hashes.delete(id)) this.#lay(known);
  }

  /** Laid over a second time, it is gone. */
  #lay(one: Buffer): void {
    for (let index = 0; index < one.length; index += 1)
      this.#all[index] = (this.#all[index] as number) ^ (one[index] as number);
  }

  #rows(sql: string, ...values: unknown[]): Row[] {
    return this.#database
      .prepare(sql)
      .raw()
      .all(...values) as Row[];
  }
}
