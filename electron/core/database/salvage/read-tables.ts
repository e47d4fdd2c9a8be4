/**
 * Owns finding the rows of a damaged database: those that its trees lead to, and those on pages that no tree leads to any more, told
 * by their shape. Pages on the list of free ones hold what was deleted, and are left alone.
 */

import { type Cell, isKind, readNode, readTypes, readValues, type Value } from "./cells.ts";
import { Pages } from "./pages.ts";
import { type RecordReader, readRecord } from "./records.ts";
import { fits, knownSchema, type Shape } from "./shapes.ts";

export type Row = Readonly<Record<string, Value>>;

/** Where a row lies; its values are read when they are wanted. */
export interface Found {
  readonly shape: Shape;
  readonly rowid: number | null;
  readonly page: number;
  readonly at: number;
  /** Whether its table's own tree leads to it. */
  readonly isInTree: boolean;
}

/** A key that an index has, with the rowid of the row that it is of. */
export interface IndexEntry {
  readonly values: readonly Value[];
}

interface Walk {
  /** Whether the tree hangs together: nothing in it is missing, foreign or out of order. */
  isWhole: boolean;
  readonly leaves: number[];
}

/** Indexes with an entry for each row of a table that has none for its key. */
const countedBy: Readonly<Record<string, string>> = { history: "history_undone", job_log: "job_log_job" };
const depthMax = 20;
/** Rows of all tables together, and pages after which others get their turn. */
const rowsMax = 3_000_000;
const pagesAtOnce = 2000;

export class TableReader {
  readonly #pages: Pages;
  readonly #records: RecordReader;
  readonly #found = new Map<string, Found[]>();
  readonly #whole = new Set<string>();
  readonly #indexes = new Map<string, IndexEntry[]>();
  readonly #reached = new Map<number, string>();
  #rows = 0;

  private constructor(pages: Pages) {
    this.#pages = pages;
    this.#records = readRecord(pages);
  }

  /** Looks through the database in `folder`; null where there is none. Writes nothing, and never throws for what the bytes are. */
  static async open(folder: string): Promise<TableReader | null> {
    const pages = Pages.open(folder);
    if (!pages) return null;
    const reader = new TableReader(pages);
    await reader.#look();
    return reader;
  }

  /** The rows of a table, those that its tree leads to first. */
  rows(table: string): readonly Found[] {
    return this.#found.get(table) ?? [];
  }

  /** Whether a table's tree is whole, so that what it has is all there was. */
  isWhole(table: string): boolean {
    return this.#whole.has(table);
  }

  /** The entries of an index that could be read. */
  entries(index: string): readonly IndexEntry[] {
    return this.#indexes.get(index) ?? [];
  }

  /** A row's values by column; null where they cannot be read. */
  read({ shape, rowid, page, at }: Found): Row | null {
    const bytes = this.#records.read(page, at, shape.isIndex);
    const values = bytes && readValues(bytes);
    if (!values) return null;
    return Object.fromEntries(
      shape.columns.map(({ name, isRowid }, index) => [name, isRowid ? rowid : (values[index] ?? null)]),
    );
  }

  close(): void {
    this.#pages.close();
  }

  async #look(): Promise<void> {
    const { roots, isNamed } = this.#roots();
    const { shapes } = knownSchema();
    for (const [name, root] of roots) {
      if (!shapes.some(({ table }) => table === name)) this.#takeIndex(name, root);
    }
    for (const shape of shapes) {
      const root = roots.get(shape.table);
      if (root === undefined) continue;
      const walk = this.#walk(root, !shape.isIndex, shape.table);
      const isOwn = this.#takeLeaves(walk.leaves, shape);
      if (walk.isWhole && isOwn && (isNamed || this.#isCounted(shape.table))) this.#whole.add(shape.table);
      await giveWay();
    }
    await this.#takeOrphans();
  }

  /** Whether an index has as many entries as there are rows, where nothing else says that the tree is the table's. */
  #isCounted(table: string): boolean {
    const entries = this.#indexes.get(countedBy[table] ?? `sqlite_autoindex_${table}_1`);
    return entries !== undefined && entries.length > 0 && entries.length === this.rows(table).length;
  }

  /** Where trees begin: as the first page says, else as in a database that this version makes. */
  #roots(): { roots: Map<string, number>; isNamed: boolean } {
    const roots = new Map(knownSchema().roots);
    // Another page in the place of the first is of some table, whose rows must not count as the schema's.
    const isElsewhere = isKind(this.#pages.read(1)[0]);
    const walk = isElsewhere ? { isWhole: false, leaves: [] } : this.#walk(1, true, "sqlite_schema");
    let named = 0;
    for (const page of walk.leaves) {
      for (const cell of this.#cells(page)) {
        const bytes = this.#records.read(page, cell.at, false);
        const [type, name, , root] = (bytes && readValues(bytes)) ?? [];
        if (typeof name !== "string" || typeof root !== "number" || (type !== "table" && type !== "index")) continue;
        if (!roots.has(name)) continue;
        roots.set(name, root);
        named += 1;
      }
    }
    return { roots, isNamed: walk.isWhole && named === roots.size };
  }

  #cells(page: number): readonly Cell[] {
    return readNode(this.#pages.read(page), page, this.#pages.usable)?.cells ?? [];
  }

  /** The pages of a tree that hold rows, in order. */
  #walk(root: number, isTable: boolean, name: string): Walk {
    const walk: Walk = { isWhole: true, leaves: [] };
    let last = 0;
    const visit = (page: number, depth: number, highest: number) => {
      if (page < 1 || page > this.#pages.count || depth > depthMax || this.#reached.has(page)) {
        walk.isWhole = false;
        return;
      }
      const node = readNode(this.#pages.read(page), page, this.#pages.usable);
      if (!node || node.isTable !== isTable) {
        walk.isWhole = false;
        return;
      }
      this.#reached.set(page, name);
      if (!node.isWhole) walk.isWhole = false;
      if (node.isLeaf || !isTable) walk.leaves.push(page);
      for (const { rowid } of node.isLeaf && isTable ? node.cells : []) {
        if (rowid === null || rowid <= last || rowid > highest) walk.isWhole = false;
        else last = rowid;
      }
      for (const child of node.children) visit(child.page, depth + 1, Math.min(highest, child.highest ?? highest));
    };
    visit(root, 0, Number.POSITIVE_INFINITY);
    return walk;
  }

  /** Whether all that lies on these pages is the table's. */
  #takeLeaves(leaves: readonly number[], shape: Shape): boolean {
    let isOwn = true;
    for (const page of leaves) {
      for (const cell of this.#cells(page)) {
        const table = this.#tableOf(cell, shape);
        if (table !== shape) isOwn = false;
        if (table) this.#add(table, cell, page, table === shape);
      }
    }
    return isOwn;
  }

  async #takeOrphans(): Promise<void> {
    const free = this.#freePages();
    for (let page = 1; page <= this.#pages.count && this.#rows < rowsMax; page += 1) {
      if (page % pagesAtOnce === 0) await giveWay();
      if (this.#reached.has(page) || free.has(page)) continue;
      for (const cell of this.#cells(page)) {
        const table = this.#tableOf(cell, null);
        if (table) this.#add(table, cell, page, false);
      }
    }
  }

  #add(shape: Shape, cell: Cell, page: number, isInTree: boolean): void {
    if (this.#rows >= rowsMax) return;
    this.#rows += 1;
    const found = { shape, rowid: cell.rowid, page, at: cell.at, isInTree };
    const rows = this.#found.get(shape.table);
    if (rows) rows.push(found);
    else this.#found.set(shape.table, [found]);
  }

  /** The table that a row's shape is of, `likely` before all; null for none. */
  #tableOf(cell: Cell, likely: Shape | null): Shape | null {
    const types = readTypes(cell.local, cell.length)?.types;
    if (!types) return null;
    const isIndex = cell.rowid === null;
    if (likely && likely.isIndex === isIndex && fits(likely, types)) return likely;
    const fitting = knownSchema().shapes.filter((shape) => shape.isIndex === isIndex && fits(shape, types));
    if (fitting.length < 2) return fitting[0] ?? null;
    // A line of a job's log and a hand-off have the same types; what each says after them does not.
    const text = cell.local.toString("latin1");
    const name = text.includes("job_") && !text.includes('{"') ? "job_log" : "hand_off";
    return fitting.find(({ table }) => table === name) ?? fitting[0] ?? null;
  }

  #takeIndex(name: string, root: number): void {
    const entries: IndexEntry[] = [];
    for (const page of this.#walk(root, false, name).leaves) {
      for (const cell of this.#cells(page)) {
        if (entries.length >= rowsMax || cell.overflow !== 0) continue;
        const values = readValues(cell.local);
        if (values) entries.push({ values });
      }
    }
    this.#indexes.set(name, entries);
  }

  /** The pages on the list of free ones; none where the list is not as long as the header says, as it then leads anywhere. */
  #freePages(): Set<number> {
    const free = new Set<number>();
    if (!this.#pages.hasHeader) return free;
    const most = Math.floor(this.#pages.usable / 4) - 2;
    const header = this.#pages.read(1);
    let trunk = header.readUInt32BE(32);
    while (trunk > 1 && trunk <= this.#pages.count && !free.has(trunk) && !this.#reached.has(trunk)) {
      free.add(trunk);
      const page = this.#pages.read(trunk);
      const count = Math.min(page.readUInt32BE(4), most);
      for (let index = 0; index < count; index += 1) free.add(page.readUInt32BE(8 + index * 4));
      trunk = page.readUInt32BE(0);
    }
    return free.size === header.readUInt32BE(36) ? free : new Set();
  }
}

function giveWay(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
