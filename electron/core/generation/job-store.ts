/** Owns jobs in a project's database: every step of a job is one transaction of its row, its ledger entry and its log. */
import { AppError } from "../../../shared/errors/app-error.ts";
import { advance, newProgress } from "../../../shared/generation/advance.ts";
import {
  endedStates,
  type Held,
  type JobEvent,
  type JobProgress,
  jobProgressSchema,
  type RemoteTask,
} from "../../../shared/generation/job.ts";
import type { Retake } from "../../../shared/generation/retake.ts";
import { settle } from "../../../shared/generation/settle.ts";
import { type Money, namedProfileSchema, type ProviderName } from "../../../shared/models/profile.ts";
import type { StillPlace } from "../../../shared/project/still-place.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { readJsonColumn, readRow, readTable } from "../database/read-rows.ts";
import { writeAtOnce } from "../database/write-at-once.ts";
import {
  columns,
  columnsOfEnded,
  ended,
  jobColumnsSchema,
  joined,
  placeOf,
  preparedSchema,
  readFrozen,
  sealed,
} from "./job-rows.ts";
import type { JobSeal, SealedColumns } from "./job-seal.ts";
import { insertEntry, readFigures, writeFigures } from "./ledger.ts";
import type { FrozenCall, JsonValue } from "./provider.ts";

/** What a job is made of. `id` is also what the service is told as our own id. */
export interface NewJob {
  readonly id: string;
  readonly passId: string;
  readonly passName: string;
  readonly output: "film" | "still";
  readonly profile: string;
  readonly provider: ProviderName;
  readonly frozen: FrozenCall;
  /** What of the pass it generates; null for all of it. */
  readonly retake: Retake | null;
  /** Where a still goes; null for a film. */
  readonly place: StillPlace | null;
  readonly estimate: Money | null;
}

/** A job without its request, which may be long. Times are ISO. */
export interface JobRow extends Omit<NewJob, "frozen"> {
  /** Grows with each job of the project. */
  readonly seq: number;
  readonly account: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly progress: JobProgress;
  /** Why a live job waits for the user; null for one that goes on by itself, and for an ended one. */
  readonly held: Held | null;
}

export interface StoredJob extends JobRow {
  readonly frozen: FrozenCall;
}

export interface LiveJob extends Pick<JobRow, "id">, Pick<JobProgress, "state" | "cancelRequested"> {}

/** Values for the places of a request; `isWhole` is false when some were too long to keep. */
export interface PreparedValues {
  readonly values: Map<string, JsonValue>;
  readonly isWhole: boolean;
}

/** The task belongs to another job: of requests that are word for word the same, a service cannot tell which is whose. */
export class TaskTaken extends Error {}

/** Longer values, such as images as text, are made again instead of kept. */
const keptCharsMax = 4096;

interface Statement {
  get(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
  run(...values: unknown[]): unknown;
}

/** Compiling a statement costs more than running it. */
const statements = new WeakMap<ProjectDatabase, Map<string, Statement>>();

interface Selected
  extends Omit<JobRow, "progress" | "estimate" | "held" | "retake" | "place">,
    Omit<SealedColumns, keyof JobRow> {
  readonly progress: string;
  readonly retake: string | null;
  readonly place: string | null;
  readonly currency: Money["currency"] | null;
  readonly micros: number | null;
}

export class JobStore {
  readonly database: ProjectDatabase;
  readonly #now: () => number;
  readonly #seal: JobSeal;

  constructor(database: ProjectDatabase, now: () => number, seal: JobSeal) {
    this.database = database;
    this.#now = now;
    this.#seal = seal;
  }

  /** Adds jobs and the intents to pay for them in one transaction, before anything leaves. */
  insert(jobs: readonly NewJob[], account: string, message: string): void {
    this.#transaction(() => {
      for (const job of jobs) this.#insert(job, account, newProgress(), message);
    });
  }

  /** Adds a job for a task that is at the service already. Throws job.wrong-state when there is one for it. */
  insertAdopted(job: NewJob, account: string, remote: RemoteTask, message: string): void {
    const progress: JobProgress = { ...newProgress(), state: "running", sentAt: this.#now(), remote };
    this.#insert(job, account, progress, message);
  }

  #insert(job: NewJob, account: string, progress: JobProgress, message: string): void {
    const { id, passId, passName, output, profile, provider, frozen, retake, place, estimate } = job;
    const at = this.#at();
    this.#transaction(() => {
      const remoteId = progress.remote?.id ?? null;
      if (
        remoteId !== null &&
        this.#get("SELECT id FROM job WHERE provider = ? AND remote_id = ?", provider, remoteId)
      ) {
        const next = "Find it in the job list.";
        throw new AppError("job.wrong-state", "This project already has a job for that task.", { next });
      }
      const values = [id, passId, passName, output, profile, provider, account, progress.state];
      this.#run(
        `INSERT INTO job (id, pass_id, pass_name, output, profile, provider, account, state, progress, frozen, retake, place,
           remote_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...values,
        JSON.stringify(progress),
        JSON.stringify(frozen),
        retake && JSON.stringify(retake),
        place && JSON.stringify(place),
        remoteId,
        at,
        at,
      );
      this.#sealRow(id);
      insertEntry(this.database, id, remoteId === null ? "intent" : "owed", estimate, at);
      this.addLog(id, message);
    });
  }

  /**
   * Takes a job one step on, durably; `message` tells the user of it. Throws IllegalMove when the job cannot take the
   * event, which is also how one learns that another process was quicker, and TaskTaken for a task of another job.
   */
  advance(id: string, event: JobEvent, message: string | null): JobProgress {
    return this.#transaction(() => {
      const { provider, progress: before, held } = this.require(id);
      const after = advance(before, event);
      if (event.type === "found" && this.isHeldByAnother(provider, event.remote.id, id)) throw new TaskTaken();
      const at = this.#at();
      this.#run(
        "UPDATE job SET state = ?, progress = ?, remote_id = ?, updated_at = ? WHERE id = ?",
        after.state,
        JSON.stringify(after),
        after.remote?.id ?? null,
        at,
        id,
      );
      if (held === null) this.#sealRow(id);
      const ledger = readFigures(this.database, id);
      const settled = settle(ledger, before, event, after);
      if (settled !== ledger) writeFigures(this.database, id, settled, at);
      if (message !== null) this.addLog(id, message);
      return after;
    });
  }

  /** Whether another job than this one has the task. */
  isHeldByAnother(provider: ProviderName, remoteId: string, jobId: string): boolean {
    const sql = "SELECT id FROM job WHERE provider = ? AND remote_id = ? AND id <> ?";
    return this.#get(sql, provider, remoteId, jobId) !== undefined;
  }

  /** Throws not-found. */
  require(id: string): JobRow {
    const row = this.#get<Selected>(`SELECT ${columns} FROM ${joined} WHERE job.id = ?`, id);
    if (!row) throw new AppError("not-found", "This job is not in this project.", { next: "Check the job list." });
    return this.#asJob(row);
  }

  frozen(id: string): FrozenCall {
    const row = this.#get<{ frozen: string }>("SELECT frozen FROM job WHERE id = ?", id);
    if (!row) throw new AppError("not-found", "This job is not in this project.", { next: "Check the job list." });
    return readFrozen(id, row.frozen);
  }

  /** What the model of a job was called when it was queued; null where its request does not say. */
  modelLabel(id: string): string | null {
    const sql = "SELECT CASE WHEN json_valid(frozen) THEN frozen ->> '$.profile' END AS profile FROM job WHERE id = ?";
    const row = this.#get<{ profile: unknown }>(sql, id);
    const profile = typeof row?.profile === "string" ? readJsonColumn("job", id, row.profile) : null;
    return namedProfileSchema.safeParse({ profile }).data?.profile.label ?? null;
  }

  /** Newest first. */
  list(): JobRow[] {
    const live = this.#all<Selected>(`SELECT ${columns} FROM ${joined} WHERE NOT ${ended}`);
    const over = this.#all<Selected>(`SELECT ${columnsOfEnded} FROM ${joined} WHERE ${ended}`);
    const newestFirst = (one: JobRow, other: JobRow) =>
      other.createdAt.localeCompare(one.createdAt) || other.seq - one.seq;
    return [...live, ...over].map((row) => this.#asJob(row)).sort(newestFirst);
  }

  /** Whether the row is as this installation left it, for this folder; also for an ended job. */
  isOwn(id: string): boolean {
    const row = this.#get<SealedColumns>(`SELECT ${sealed} FROM job WHERE id = ?`, id);
    return row !== undefined && this.#seal.judge(row) === null;
  }

  /** The user lets a job whose folder has moved go on here. */
  takeOver(id: string): void {
    this.#transaction(() => {
      if (this.require(id).held === "moved") this.#sealRow(id);
    });
  }

  #sealRow(id: string): void {
    const row = this.#get<SealedColumns>(`SELECT ${sealed} FROM job WHERE id = ?`, id) as SealedColumns;
    const { seal, sealedIn } = this.#seal.make(row);
    this.#run("UPDATE job SET seal = ?, sealed_in = ? WHERE id = ?", seal, sealedIn, id);
  }

  #asJob({ currency, micros, ...row }: Selected): JobRow {
    const retake = row.retake === null ? null : readJsonColumn("job", row.id, row.retake);
    const job = readRow("job", row.id, jobColumnsSchema, { ...row, retake, place: placeOf(row) });
    const progress = readRow("job", row.id, jobProgressSchema, readJsonColumn("job", row.id, row.progress));
    const held = endedStates.includes(progress.state) ? null : this.#seal.judge(row);
    return { ...job, progress, held, estimate: currency === null || micros === null ? null : { currency, micros } };
  }

  /** Those that have not ended, oldest first; read often, so no more of them than is needed. */
  live(): LiveJob[] {
    const rows = readTable("job", () =>
      this.#all<Omit<LiveJob, "cancelRequested"> & { cancelRequested: number }>(
        `SELECT id, state, progress ->> '$.cancelRequested' AS cancelRequested FROM job
         WHERE state NOT IN ('done', 'failed', 'cancelled') ORDER BY created_at, rowid`,
      ),
    );
    return rows.map((row) => ({ ...row, cancelRequested: row.cancelRequested === 1 }));
  }

  /** The last thousands of its lines, the oldest first. */
  log(id: string): { at: string; message: string }[] {
    this.require(id);
    const sql = `SELECT substr(at, 1, 40) AS at, substr(message, 1, 10000) AS message FROM job_log WHERE job_id = ?
      ORDER BY seq DESC LIMIT 5000`;
    return this.#all<{ at: string; message: string }>(sql, id).reverse();
  }

  addLog(id: string, message: string): void {
    this.#run("INSERT INTO job_log (job_id, at, message) VALUES (?, ?, ?)", id, this.#at(), message);
  }

  prepared(id: string): PreparedValues {
    const row = this.#get<{ prepared: string | null }>("SELECT prepared FROM job WHERE id = ?", id);
    if (!row?.prepared) return { values: new Map(), isWhole: false };
    const { values, isWhole } = readRow("job", id, preparedSchema, readJsonColumn("job", id, row.prepared));
    return { values: new Map(values as [string, JsonValue][]), isWhole };
  }

  savePrepared(id: string, values: ReadonlyMap<string, JsonValue>): void {
    const kept = [...values].filter(([, value]) => JSON.stringify(value).length <= keptCharsMax);
    const prepared = JSON.stringify({ values: kept, isWhole: kept.length === values.size });
    this.#transaction(() => {
      const { held } = this.require(id);
      this.#run("UPDATE job SET prepared = ? WHERE id = ?", prepared, id);
      if (held === null) this.#sealRow(id);
    });
  }

  /** The job goes on under another key: what the first account was given for it is not there for the new one. */
  changeAccount(id: string, account: string): void {
    this.#transaction(() => {
      const { held } = this.require(id);
      this.#run("UPDATE job SET account = ?, prepared = NULL WHERE id = ?", account, id);
      if (held === null) this.#sealRow(id);
    });
  }

  /** Changes whenever another connection has committed to this database. */
  dataVersion(): number {
    return this.database.pragma("data_version", { simple: true }) as number;
  }

  #at(): string {
    return new Date(this.#now()).toISOString();
  }

  #transaction<Result>(work: () => Result): Result {
    return writeAtOnce(this.database, work);
  }

  #get<Row>(sql: string, ...values: unknown[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  #all<Row>(sql: string, ...values: unknown[]): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  #run(sql: string, ...values: unknown[]): void {
    this.#statement(sql).run(...values);
  }

  #statement(sql: string): Statement {
    const known = statements.get(this.database) ?? new Map<string, Statement>();
    statements.set(this.database, known);
    const statement = known.get(sql) ?? this.database.prepare(sql);
    known.set(sql, statement);
    return statement;
  }
}

/** Whether all of a job's row can be read, its request as well while something may still be done with it. */
export function isReadableJob(database: ProjectDatabase, id: string): boolean {
  const seal = { make: () => ({ seal: "", sealedIn: "" }), judge: () => "foreign" as const };
  try {
    const store = new JobStore(database, () => 0, seal as unknown as JobSeal);
    const { progress } = store.require(id);
    if (!endedStates.includes(progress.state)) store.frozen(id);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
