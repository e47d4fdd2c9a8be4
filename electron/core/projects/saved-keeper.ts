/** Owns keeping the record of what was saved last beside an open project: judged against when it is opened, written after each commit. */
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Change } from "../../../shared/edits/history.ts";
import { type ProjectDatabase, schemaVersion } from "../database/open-database.ts";
import { faultOf, isRecordOf, type SavedRecord, type StoredState } from "./last-saved.ts";
import { type HashedPlan, PlanDigest, type Touched } from "./plan-digest.ts";
import {
  databaseFile,
  readRecord,
  recordInFolder,
  recordOfInstallation,
  recordsOf,
  writeRecord,
} from "./saved-files.ts";

export interface SavedKeeperOptions {
  /** A real path. */
  readonly folder: string;
  readonly dataDir: string;
  readonly database: ProjectDatabase;
  readonly now: () => Date;
  /** A record could not be written: what is saved is saved, but an older state would not be noticed. */
  readonly onFailed: (error: unknown) => void;
}

export interface OpenSaved {
  readonly accept?: boolean;
  readonly before?: readonly SavedRecord[] | null;
  readonly known?: { readonly plan: HashedPlan; readonly digest: string; readonly revision: number } | null;
}

const countsOf = `SELECT
  (SELECT revision FROM project) AS revision,
  (SELECT seq FROM sqlite_sequence WHERE name = 'history') AS history,
  (SELECT seq FROM sqlite_sequence WHERE name = 'job_log') AS jobLog,
  (SELECT seq FROM sqlite_sequence WHERE name = 'hand_off') AS handOffs,
  (SELECT count(*) FROM take) AS takes,
  (SELECT count(*) FROM ledger) AS ledger,
  (SELECT count(*) FROM media) AS media,
  (SELECT count(*) FROM sound_file) AS sounds,
  (SELECT count(*) FROM still) AS stills`;

export class SavedKeeper {
  readonly #options: SavedKeeperOptions;
  readonly #file: string;
  #key = "";
  #saved: { readonly revision: number; readonly at: string } | null = null;
  #digest: { readonly of: () => PlanDigest; readonly value: string; readonly revision: number } | null = null;
  /** What the edit to `revision` touched, which may be rolled back yet. */
  #touched: (Touched & { readonly revision: number }) | null = null;

  constructor(options: SavedKeeperOptions) {
    this.#options = options;
    this.#file = databaseFile(options.folder);
  }

  /** When this revision was saved, by this process or another, ISO time; null where nothing tells it. */
  savedAt(revision: number): string | null {
    if (this.#saved?.revision !== revision) {
      const record = readRecord(recordInFolder(this.#options.folder));
      this.#saved = record?.revision === revision ? { revision, at: record.savedAt } : null;
    }
    return this.#saved?.at ?? null;
  }

  /**
   * Compares the database with what was saved last; `accept` takes it as it is. Throws project.older and project.damaged. A copy that is
   * only looked at is compared with the records from `before` it was made, as whoever has the project may go on; nothing is written for it.
   * `known` is the digest of these very rows, at its revision.
   */
  open({ accept = false, before = null, known = null }: OpenSaved = {}): void {
    const { database, folder, dataDir } = this.#options;
    const compare = () => {
      const records = before ?? recordsOf(folder, dataDir);
      if (known) {
        // Few projects that are opened are edited at once.
        const of = () => new PlanDigest(database, known.plan);
        this.#digest = { of, value: known.digest, revision: known.revision };
      }
      const state = this.#state();
      const faults = accept ? [] : records.map((record) => faultOf(state, record)).filter((fault) => fault !== null);
      if (faults[0]) throw faults[0];
      this.#key = records[0]?.key ?? randomBytes(16).toString("hex");
      const { revision } = state;
      const at = records.find((record) => record.revision === revision)?.savedAt;
      if (at !== undefined) this.#saved = { revision, at };
      const isKnown = records.length === 2 && records.every((record) => isRecordOf(record, this.#key, state));
      if (!isKnown && before === null) this.#write(state, at ?? this.#options.now().toISOString());
    };
    // Whoever writes a record holds the database: none comes between the two that are compared.
    if (before === null) database.transaction(compare).immediate();
    else database.transaction(compare)();
  }

  /** An edit that is being written, and the revision that it makes. */
  touch(changes: readonly Change[], revision: number): void {
    const idsOf = (kind: Change["kind"]) =>
      new Set(changes.flatMap((change) => (change.kind === kind && change.kind !== "outline" ? [change.id] : [])));
    const outline = changes.some(({ kind }) => kind === "outline");
    this.#touched = { passes: idsOf("pass"), elements: idsOf("element"), outline, revision };
  }

  /** The plan may be another one now, or the edit that was being written did not come to be. */
  forgetTouched(): void {
    this.#touched = null;
  }

  /** Records the state that was just committed. Never throws. */
  note(): void {
    this.#attempt(() => {
      const { database, now } = this.#options;
      // Commits of two processes and their records come in one order, so that none is ever set back.
      database.transaction(() => this.#write(this.#state(), now().toISOString())).immediate();
    });
  }

  /** Makes sure of both records on the disk. Never throws. */
  flush(): void {
    this.#attempt(() => {
      const { database } = this.#options;
      const write = () => {
        const state = this.#state();
        this.#write(state, this.savedAt(state.revision) ?? this.#options.now().toISOString(), true);
      };
      database.transaction(write).immediate();
    });
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#options.onFailed(error);
    }
  }

  #write(state: StoredState, savedAt: string, flush = false): void {
    const { folder, dataDir, onFailed } = this.#options;
    const file = databaseFile(folder);
    // Another project may stand in this place by now.
    if (file !== this.#file) return;
    this.#saved = { revision: state.revision, at: savedAt };
    const record: SavedRecord = { key: this.#key, savedAt, ...state };
    const own = recordOfInstallation(dataDir, folder);
    for (const [path, content] of [
      [recordInFolder(folder), record],
      [own, { ...record, file }],
    ] as const) {
      try {
        if (path === own) mkdirSync(dirname(own), { recursive: true });
        writeRecord(path, content, { flush });
      } catch (error) {
        onFailed(error);
      }
    }
  }

  #state(): StoredState {
    const row = this.#options.database.prepare(countsOf).get() as Record<string, number | null>;
    const { revision, ...counts } = row;
    const present = Object.entries(counts).map(([name, count]) => [name, count ?? 0] as const);
    return {
      revision: revision ?? 0,
      counts: Object.fromEntries(present),
      digest: this.#digestAt(revision ?? 0),
      schema: schemaVersion,
    };
  }

  /** Only what the one edit since has touched is read again; with more in between, all of it. */
  #digestAt(revision: number): string {
    const known = this.#digest;
    const touched = this.#touched;
    this.#touched = null;
    if (known?.revision === revision) return known.value;
    let of: PlanDigest;
    if (known?.revision === revision - 1 && touched?.revision === revision) {
      of = known.of();
      of.update(touched);
    } else of = new PlanDigest(this.#options.database);
    this.#digest = { of: () => of, value: of.value(), revision };
    return this.#digest.value;
  }
}
