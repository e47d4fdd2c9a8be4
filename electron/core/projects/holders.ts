/**
 * Owns who has a project: one window changes it, and of all processes the one of that window. The others look on, see what changes, and
 * can take over once that window is gone. What calls without a window, the command for one, is nobody's holder and is not held up.
 */
import { AppError } from "../../../shared/errors/app-error.ts";
import type { MethodName } from "../../../shared/rpc/contract.ts";
import type { HeldBy } from "../../../shared/rpc/projects-contract.ts";
import type { ExclusiveLock } from "../database/exclusive-lock.ts";
import { holdFolder, isFolderFree, type Person, readHolder } from "./holder-file.ts";
import type { Schedule } from "./idle-log.ts";
import { WindowPresence } from "./window-presence.ts";

export interface HoldersOptions {
  /** Who works here; null for a process that holds nothing. */
  readonly person: Person | null;
  readonly now: () => Date;
  readonly schedule: Schedule;
  /** The folder of an open project that can be written to; null for any other. */
  readonly folderOf: (projectId: string) => Promise<string | null>;
  /** Looks whether another process has written to an open project, and says so. */
  readonly look: (projectId: string) => void;
  /** Who has a project, or whether it can be taken over, is another thing now. */
  readonly onChanged: (projectId: string) => void;
  /** The lock could not be asked for. */
  readonly onFailed: (error: unknown) => void;
}

/** How often another process' project is looked at. */
export const lookEveryMs = 1000;

interface Desk {
  readonly folder: string;
  /** The window that changes the project, or did last. */
  pen: { readonly window: string; since: string; lock: ExclusiveLock | null } | null;
  readonly lookers: Set<string>;
  /** The other process that has it. */
  other: Omit<HeldBy, "who"> & { readonly who: string | null };
}

/** What a window may do with a project that it only looks at: nothing that changes its plan, its takes or its jobs. */
const looks: ReadonlySet<MethodName> = new Set<MethodName>([
  ...(["project.get", "project.verify", "history.list", "history.shot", "plan.check", "plan.compile"] as const),
  ...(["generation.quote", "generation.quoteStills", "jobs.list", "jobs.log", "jobs.request", "jobs.wake"] as const),
  ...(["ledger.list", "script.get", "stills.list", "bin.list", "storage.sizes", "library.keep"] as const),
  ...(["takes.products", "takes.prepare", "takes.report", "takes.memory", "cut.compare", "export.start"] as const),
  ...([
    "kit.start",
    "backups.list",
    "backups.make",
    "backups.open",
    "archive.sizes",
    "archive.write",
    "projects.leave",
    "projects.takeOver",
  ] as const),
]);

export class Holders {
  readonly #options: HoldersOptions;
  readonly #presence: WindowPresence;
  readonly #desks = new Map<string, Desk>();
  /** Which project each window shows. */
  readonly #shown = new Map<string, string>();
  #cancelLook = () => {};
  #isLooking = false;
  #lastFault = "";

  constructor(options: HoldersOptions) {
    this.#options = options;
    this.#presence = new WindowPresence(options.schedule, (window) => this.#gone(window));
  }

  /** A window waits for events until the returned function is called. */
  waits(window: string | null): () => void {
    return window === null || this.#options.person === null ? () => {} : this.#presence.waits(window);
  }

  /** Before a window's call is answered. Throws project.locked for one that would change what another window has. */
  async guard(window: string | null, method: MethodName | "upload", projectId: unknown): Promise<void> {
    if (window === null || this.#options.person === null) return;
    this.#presence.seen(window);
    if (typeof projectId !== "string" || looks.has(method as MethodName)) return;
    const held = await this.attend(window, projectId);
    if (held) throw lockedBy(held);
  }

  /** A window shows a project: the first one has it, the others learn who does. Null for the one that has it. */
  async attend(window: string | null, projectId: string): Promise<HeldBy | null> {
    if (window === null || this.#options.person === null) return null;
    const folder = await this.#options.folderOf(projectId);
    if (folder === null) return null;
    if (this.#shown.get(window) !== projectId) this.leave(window);
    this.#shown.set(window, projectId);
    const desk = this.#deskOf(projectId, folder);
    if (!desk.lookers.has(window) && !this.#take(desk, window)) desk.lookers.add(window);
    this.#lookLater();
    return this.#heldBy(desk, window);
  }

  /** A window that looks on has the project from now on. Throws project.locked while the one that has it is there. */
  async takeOver(window: string | null, projectId: string): Promise<void> {
    if (window === null || this.#options.person === null) return;
    await this.attend(window, projectId);
    const desk = this.#desks.get(projectId);
    if (!desk) return;
    if (!this.#take(desk, window)) throw lockedBy(this.#heldBy(desk, window) as HeldBy);
    desk.lookers.delete(window);
    this.#options.onChanged(projectId);
  }

  /** A window shows no project any more. */
  leave(window: string | null): void {
    const projectId = window === null ? undefined : this.#shown.get(window);
    if (window === null || projectId === undefined) return;
    this.#shown.delete(window);
    this.#gone(window, projectId);
  }

  close(): void {
    this.#cancelLook();
    this.#presence.close();
    for (const { pen } of this.#desks.values()) pen?.lock?.release();
    this.#desks.clear();
  }

  #deskOf(projectId: string, folder: string): Desk {
    const known = this.#desks.get(projectId);
    if (known) return known;
    const desk: Desk = { folder, pen: null, lookers: new Set(), other: { who: null, since: null, gone: false } };
    this.#desks.set(projectId, desk);
    return desk;
  }

  /** Whether the window has the project now. */
  #take(desk: Desk, window: string): boolean {
    const { pen } = desk;
    if (pen && pen.window !== window && this.#isThere(pen.window, desk)) return false;
    if (pen?.lock) {
      // This process has it already; another of its windows goes on.
      desk.pen = pen.window === window ? pen : { window, since: this.#now(), lock: pen.lock };
      return true;
    }
    const since = this.#now();
    const lock = this.#lock(desk.folder, since);
    desk.pen = lock && { window, since, lock };
    if (lock === null) this.#learnOther(desk);
    return lock !== null;
  }

  #lock(folder: string, since: string): ExclusiveLock | null {
    try {
      return holdFolder(folder, this.#options.person as Person, since);
    } catch (error) {
      this.#options.onFailed(error);
      // A disk that knows no locks keeps nobody from working.
      return { release() {} };
    }
  }

  #isThere(window: string, desk: Desk): boolean {
    return this.#presence.isThere(window) && this.#desks.get(this.#shown.get(window) ?? "") === desk;
  }

  #heldBy(desk: Desk, window: string): HeldBy | null {
    if (desk.pen?.window === window) return null;
    if (!desk.pen) return desk.other;
    return { who: null, since: desk.pen.since, gone: !this.#isThere(desk.pen.window, desk) };
  }

  /** The window's process lets go of what it had, so that others can take over; the window itself can come back to it. */
  #gone(window: string, projectId = this.#shown.get(window)): void {
    const desk = projectId === undefined ? undefined : this.#desks.get(projectId);
    desk?.lookers.delete(window);
    if (projectId === undefined || desk?.pen?.window !== window) return;
    desk.pen.lock?.release();
    desk.pen.lock = null;
    this.#options.onChanged(projectId);
  }

  #learnOther(desk: Desk, gone = false): boolean {
    const before = desk.other;
    const holder = readHolder(desk.folder);
    const { person } = this.#options;
    const isSelf = holder?.user === person?.user && holder?.computer === person?.computer;
    const who = holder === null ? before.who : isSelf ? null : `${holder.user} on ${holder.computer}`;
    desk.other = { who, since: holder?.since ?? before.since, gone };
    return before.gone !== gone || before.who !== who || before.since !== desk.other.since;
  }

  /** Looks from time to time at every project that a window shows, as long as there is one. */
  #lookLater(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#cancelLook = this.#options.schedule(lookEveryMs, () => {
      this.#isLooking = false;
      const shown = new Set([...this.#shown].filter(([window]) => this.#presence.isThere(window)).map(([, id]) => id));
      for (const projectId of shown) this.#look(projectId);
      if (shown.size > 0) this.#lookLater();
    });
  }

  #look(projectId: string): void {
    const desk = this.#desks.get(projectId);
    try {
      this.#options.look(projectId);
      if (desk && !desk.pen && this.#learnOther(desk, isFolderFree(desk.folder))) this.#options.onChanged(projectId);
    } catch (error) {
      // Said once, and not every second.
      if (this.#lastFault !== String(error)) this.#options.onFailed(error);
      this.#lastFault = String(error);
    }
  }

  #now(): string {
    return this.#options.now().toISOString();
  }
}

function lockedBy({ who, gone }: HeldBy): AppError {
  const message = who === null ? "Another window has this project open." : `${who} has this project open.`;
  const next = gone ? "Choose Take over, then try again." : "Close it there, then choose Take over.";
  return new AppError("project.locked", message, { next });
}
