/** Owns when the backups of open projects are made and which go: one at a time for a project, and none of a state that is backed up. */
import { existsSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError, type ErrorData } from "../../../shared/errors/app-error.ts";
import type { Backup } from "../../../shared/rpc/recovery-contract.ts";
import { ownFolder, ownPath } from "../media/project-paths.ts";
import type { ProjectService } from "../projects/project-service.ts";
import type { LogLine } from "../runtime/log.ts";
import type { Notices } from "../runtime/notices.ts";
import { leftoversIn } from "../runtime/work-name.ts";
import { backupIdsIn, backupsFolder, infoOfBackup, newestFirst, readBackupId } from "./backup-files.ts";
import { asBackup, entriesOf, knowBackup } from "./list-backups.ts";
import { markOf } from "./summarize.ts";
import { backupBytesMax, backupsToRemove, type DatedBackup } from "./thin-backups.ts";
import { callWorker } from "./worker-calls.ts";

export interface BackupsParts {
  readonly projects: ProjectService;
  readonly notices: Notices;
  readonly now: () => Date;
  /** Throws the signal's reason when it is aborted meanwhile. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly log: (line: LogLine) => void;
  readonly toErrorData: (error: unknown) => ErrorData;
}

/** How long edits go on until they are backed up again. */
const everyMs = 10 * 60_000;
const afterOpeningMs = 5_000;

export class Backups {
  readonly #parts: BackupsParts;
  /** By the folder of the project. */
  readonly #turns = new Map<string, Promise<unknown>>();
  /** When a project was last seen to, by its handle. */
  readonly #seenMs = new Map<string, number>();
  /** Changed too soon after a backup: seen to when the time has come. */
  readonly #waiting = new Set<string>();
  readonly #closing = new AbortController();
  #stays = false;

  constructor(parts: BackupsParts) {
    this.#parts = parts;
  }

  /** From now on backups are made without being asked for. For hosts that stay. */
  goOn(): void {
    this.#stays = true;
  }

  /** The user has opened the project: one that has backups is seen to once its window stands. */
  opened(projectId: string): void {
    if (!this.#stays) return;
    const folder = this.#parts.projects.outline(projectId)?.folder;
    if (folder !== undefined && existsSync(join(folder, backupsFolder))) void this.#seeOpened(projectId);
    else this.#see(projectId, "opened");
  }

  async #seeOpened(projectId: string): Promise<void> {
    const { projects, sleep } = this.#parts;
    const seenMs = this.#seenMs.get(projectId);
    const isOver = await sleep(afterOpeningMs, this.#closing.signal).catch(() => true);
    // An edit in between has seen to it.
    if (isOver === true || this.#seenMs.get(projectId) !== seenMs) return;
    if (projects.isOpen(projectId)) this.#see(projectId, "opened");
  }

  /** Something in the project has changed: backed up at once where the last time is long enough ago, else when it is. */
  changed(projectId: string): void {
    if (!this.#stays) return;
    const sinceMs = this.#nowMs() - (this.#seenMs.get(projectId) ?? Number.NEGATIVE_INFINITY);
    // A clock that was set back has to begin anew.
    if (sinceMs < 0 || sinceMs >= everyMs) this.#see(projectId, "edited");
    else if (!this.#waiting.has(projectId)) void this.#seeLater(projectId, everyMs - sinceMs);
  }

  async #seeLater(projectId: string, ms: number): Promise<void> {
    this.#waiting.add(projectId);
    // What waits when the core closes is seen to then.
    const isOver = await this.#parts.sleep(ms, this.#closing.signal).catch(() => true);
    this.#waiting.delete(projectId);
    if (isOver !== true && this.#parts.projects.isOpen(projectId)) this.changed(projectId);
  }

  #see(projectId: string, reason: Backup["reason"]): void {
    this.#seenMs.set(projectId, this.#nowMs());
    void this.makeQuietly(projectId, reason);
  }

  #nowMs(): number {
    return this.#parts.now().getTime();
  }

  /** Makes a backup where it can be made; that it can't is said once. */
  async makeQuietly(projectId: string, reason: Backup["reason"]): Promise<void> {
    const { projects, notices, log, toErrorData } = this.#parts;
    // Nothing is backed up beside a project that can only be read, or is gone.
    const folder = await projects.writableFolder(projectId).catch(() => null);
    if (folder === null) return;
    const notice = `backup:${projectId}`;
    try {
      await this.make(projectId, reason);
      notices.clear(notice);
    } catch (error) {
      log({ level: "warn", message: `Couldn't back up ${folder}.`, error });
      const { code, message, next } = toErrorData(error);
      const isFull = code === "disk.full";
      notices.say(notice, {
        code,
        message: `Couldn't back up the project: ${isFull ? "the disk is full." : message}`,
        next: isFull
          ? "Free up space. You can go on editing; every edit is still saved."
          : (next ?? "Choose Backups, then Back up now."),
      });
    }
  }

  /**
   * The backup of the project as it stands: the newest, where that holds this very state, else a new one. Throws disk.denied for a project
   * that can only be read, and why a backup can't be made.
   */
  async make(projectId: string, reason: Backup["reason"]): Promise<Backup> {
    const { projects } = this.#parts;
    const folder = await projects.writableFolder(projectId);
    return this.#inTurn(folder, async () => {
      const [newest] = await datedBackups(folder);
      const [entry] = newest ? await entriesOf(folder, [newest.id]) : [];
      if (entry && entry.mark === markOf(await projects.database(projectId))) return asBackup(entry);
      ownFolder(folder, backupsFolder);
      await this.#clearLeftovers(folder);
      const call = { kind: "make", folder, reason, madeAt: this.#parts.now() } as const;
      const made = await callWorker(call).catch(async (error: unknown) => {
        if (!isDiskFull(error) || (await this.#thin(folder, 0)) === 0) throw error;
        return callWorker(call);
      });
      const [backup] = made;
      if (!backup) throw new AppError("internal", "The thread of backups answered with nothing.");
      await knowBackup(folder, backup);
      await this.#thin(folder, backupBytesMax((await stat(join(folder, "project.db"))).size));
      return asBackup(backup);
    });
  }

  #inTurn<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (this.#turns.get(folder) ?? Promise.resolve()).then(work);
    this.#turns.set(
      folder,
      turn.catch(() => undefined),
    );
    return turn;
  }

  /** Removes what is not kept; how many there were. What cannot be removed stays for the next time. */
  async #thin(folder: string, bytesMax: number): Promise<number> {
    const ids = backupsToRemove(await datedBackups(folder), this.#nowMs(), bytesMax);
    for (const id of ids) await this.#remove(folder, `${id}.db`);
    return ids.length;
  }

  async #clearLeftovers(folder: string): Promise<void> {
    for (const name of await leftoversIn(join(folder, backupsFolder))) {
      for (const ending of ["", "-journal"]) await this.#remove(folder, name + ending);
    }
  }

  async #remove(folder: string, name: string): Promise<void> {
    try {
      await rm(ownPath(folder, `${backupsFolder}/${name}`), { force: true });
    } catch (error) {
      this.#parts.log({ level: "warn", message: `Couldn't remove ${name} from the backups.`, error });
    }
  }

  /** Backs up what was changed since, and waits for what is under way. */
  async close(): Promise<void> {
    if (this.#stays) {
      const open = [...this.#seenMs.keys()].filter((id) => this.#parts.projects.isOpen(id));
      await Promise.all(open.map((id) => this.makeQuietly(id, "closed")));
    }
    this.#stays = false;
    this.#closing.abort();
    await Promise.all(this.#turns.values());
  }
}

/** The backups in `backups`, by their names alone, newest first; what a repair put aside is none of them, and always kept. */
async function datedBackups(folder: string): Promise<(DatedBackup & Pick<Backup, "revision">)[]> {
  const dated: (DatedBackup & Pick<Backup, "revision">)[] = [];
  for (const id of (await backupIdsIn(folder)).ids) {
    const named = readBackupId(id);
    const info = named && (await infoOfBackup(folder, id));
    if (named && named.reason !== "kept" && info) dated.push({ ...named, bytes: info.size });
  }
  return dated.sort(newestFirst);
}

function isDiskFull(error: unknown): boolean {
  return /^(?:ENOSPC|EDQUOT|SQLITE_FULL)/.test(String((error as { code?: unknown }).code));
}
