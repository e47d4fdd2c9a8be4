/** Owns the open projects: the only writer of plans. Applies edits with a revision each, undoes and redoes, stores media. */
import { existsSync, realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { MeasuredCuts } from "../../../shared/conform/cuts.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import { type Change, changesBetween, replayChanges } from "../../../shared/edits/history.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { TakeMemory } from "../../../shared/generation/made-from.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { isStored, storedPath } from "../media/project-paths.ts";
import { clearProjectLeftovers } from "./clear-leftovers.ts";
import { findPass } from "./find-pass.ts";
import { systemSchedule } from "./idle-log.ts";
import { type KnownProjects, outlineOf, type ProjectOutline } from "./known-projects.ts";
import { mediaFile } from "./media-store.ts";
import {
  closeProject,
  handleOf,
  isInPlace,
  type OpenOptions,
  type OpenProject,
  openProject,
  refuseReadOnly,
} from "./open-project.ts";
import { viewOf } from "./project-view.ts";
import { listSounds, type StoredSound } from "./sound-rows.ts";
import type { NewTake, StoredMedia } from "./stored-rows.ts";
import { takeMemoryOf, withTypedTexts } from "./take-memory.ts";
import { writeSidecar } from "./take-sidecars.ts";
import { writeChecked } from "./write-checked.ts";

interface Step<Answer> {
  readonly after: Project;
  readonly answer: Answer;
  readonly record: (changes: Change[], revision: number) => void;
}

export interface ProjectServiceOptions extends Omit<OpenOptions, "schedule"> {
  readonly recent: KnownProjects;
  /** The computer's own timers by default. */
  readonly schedule?: OpenOptions["schedule"];
  readonly onChanged: (projectId: string, revision: number) => void;
  /** Another process has written to an open project. */
  readonly onWritten?: (projectId: string, revision: number) => void;
  /** The list of known projects could not be written. */
  readonly onForgotten: (error: unknown) => void;
  /** What an earlier run left could not be removed. */
  readonly onLeft: (error: unknown) => void;
}

export class ProjectService {
  readonly #open = new Map<string, OpenProject>();
  readonly #options: ProjectServiceOptions;

  constructor(options: ProjectServiceOptions) {
    this.#options = options;
  }

  /**
   * Opens a project's folder and returns its handle, which is the same whenever that folder is opened. With `accept: "asItIs"` what is
   * there becomes what was saved last. Throws as `openProject` does.
   */
  async open(folder: string, { accept }: { accept?: "asItIs" } = {}): Promise<string> {
    const project = this.#openFolder(folder, accept === "asItIs");
    const { name } = project.state.project;
    const openedAt = this.#options.now().toISOString();
    // A project that cannot be put on the list is open all the same.
    await this.#options.recent.remember({ folder: project.folder, name, openedAt }).catch(this.#options.onForgotten);
    return project.id;
  }

  #openFolder(path: string, accept = false): OpenProject {
    const folder = existsSync(path) ? realpathSync(path) : resolve(path);
    const id = handleOf(folder);
    const known = this.#known(id);
    if (known && !known.isReadOnly) return known;
    // The disk may be one that can be written to by now.
    if (known) this.#forget(known);
    const project = openProject(folder, { schedule: systemSchedule, ...this.#options }, accept);
    this.#open.set(id, project);
    // Nobody waits for it, and what cannot be removed does no harm.
    if (!project.isReadOnly) void clearProjectLeftovers(folder).catch(this.#options.onLeft);
    return project;
  }

  /** The open project, if its folder still stands where it was opened; edits of one that was moved away would be lost. */
  #known(id: string): OpenProject | null {
    const known = this.#open.get(id);
    if (!known) return null;
    if (isInPlace(known)) return this.#refresh(known);
    this.#forget(known);
    return null;
  }

  /** Closes the project in a folder, by its real path, so that its files can be looked at and replaced; whether it was open. */
  letGo(folder: string): boolean {
    const project = this.#open.get(handleOf(folder));
    if (project) this.#forget(project);
    return project !== undefined;
  }

  #forget(project: OpenProject): void {
    closeProject(project);
    this.#open.delete(project.id);
  }

  /** The open project; one that was opened before and is on the recent list is opened again, so that a reload goes on. */
  async #require(id: string): Promise<OpenProject> {
    const known = this.#known(id);
    if (known) return known;
    const recent = await this.#options.recent.list();
    const entry = recent.find((each) => handleOf(each.folder) === id);
    if (!entry) {
      throw new AppError("not-found", "This project is not open.", { next: "Open it from the recent projects." });
    }
    return this.#openFolder(entry.folder);
  }

  /** Reads again what another process (the command, say) has written. */
  #refresh(project: OpenProject): OpenProject {
    const version = project.repository.dataVersion();
    if (version !== project.dataVersion) {
      project.state = project.repository.load(project.id);
      project.dataVersion = version;
      this.#options.onWritten?.(project.id, project.state.revision);
    }
    return project;
  }

  async view(id: string): Promise<ProjectView> {
    return viewOf(await this.#require(id));
  }

  /** Throws not-found. */
  async pass(id: string, passId: string): Promise<Pass> {
    return findPass((await this.#require(id)).state.project, passId);
  }

  /**
   * Applies one edit, and whatever `also` writes, in one transaction. Throws edit.stale when the user saw another revision, edit.refused
   * with the reason.
   */
  async applyEdit(id: string, baseRevision: number, edit: Edit, also = () => {}): Promise<OutputOf<"edits.apply">> {
    const project = await this.#require(id);
    return this.#change(project, baseRevision, (before) => {
      const result = applyEdit(before, edit);
      if (!result.ok) {
        const { message, next } = result.refusal;
        throw new AppError("edit.refused", message, next === undefined ? {} : { next });
      }
      also();
      return {
        after: result.project,
        answer: { label: result.label, stoppedBy: result.stoppedBy },
        record: (changes, revision) => project.repository.addHistory(revision, result.label, changes),
      };
    });
  }

  /** Makes the plan that of `plan`, as one step with this label, after whatever `first` writes. Throws edit.stale, edit.refused. */
  async replacePlan(id: string, baseRevision: number, plan: Project, label: string, first: () => void) {
    const project = await this.#require(id);
    return this.#change(project, baseRevision, ({ id }) => {
      first();
      const record = (changes: Change[], revision: number) => project.repository.addHistory(revision, label, changes);
      return { after: { ...plan, id }, answer: { label }, record };
    });
  }

  undo(id: string, baseRevision: number): Promise<{ revision: number; label: string }> {
    return this.#replay(id, baseRevision, "undo");
  }

  redo(id: string, baseRevision: number): Promise<{ revision: number; label: string }> {
    return this.#replay(id, baseRevision, "redo");
  }

  async #replay(id: string, baseRevision: number, direction: "undo" | "redo") {
    const project = await this.#require(id);
    const { repository } = project;
    return this.#change(project, baseRevision, (before) => {
      const row = direction === "undo" ? repository.nextUndo() : repository.nextRedo();
      if (!row) throw new AppError("edit.refused", `There is nothing to ${direction}.`);
      return {
        after: replayChanges(before, row.changes, direction),
        answer: { label: row.label },
        record: () => repository.setUndone(row.seq, direction === "undo"),
      };
    });
  }

  /** One step from the state that the user saw, as one transaction; the state here follows only once that is on the disk. */
  #change<Answer>(project: OpenProject, baseRevision: number, step: (before: Project) => Step<Answer>) {
    const { repository, saved } = refuseReadOnly(project);
    let committed = project.state;
    const answer = this.#atOnce(project, () => {
      // Inside the transaction nobody else writes, so what is read now is what the edit builds on.
      const before = this.#refresh(project).state;
      if (before.revision !== baseRevision) {
        const message = "The project has changed since this window last loaded it.";
        throw new AppError("edit.stale", message, { next: "Check the current state, then try again." });
      }
      const { after, answer, record } = step(before.project);
      const changes = changesBetween(before.project, after);
      const revision = before.revision + (changes.length > 0 ? 1 : 0);
      committed = changes.length > 0 ? { project: after, revision } : before;
      if (changes.length > 0) {
        writeChecked(repository, after, changes, revision);
        saved.touch(changes, revision);
        record(changes, revision);
      }
      return { ...answer, revision };
    });
    if (committed !== project.state) {
      project.state = committed;
      this.#options.onChanged(project.id, committed.revision);
    }
    return answer;
  }

  /** One transaction; of one that fails, nothing is taken for touched. */
  #atOnce<Result>({ repository, saved }: OpenProject, work: () => Result): Result {
    try {
      return repository.transaction(work);
    } finally {
      saved.forgetTouched();
    }
  }

  async history(id: string): Promise<OutputOf<"history.list">> {
    return (await this.#require(id)).repository.listHistory();
  }

  /** `workFolder` is where what is made of it is kept: the project's own folder, unless that can only be read. */
  async mediaFile(id: string, mediaId: string): Promise<StoredMedia & { path: string; workFolder: string }> {
    const { folder, workFolder, repository } = await this.#require(id);
    return { ...mediaFile(folder, repository, mediaId), workFolder };
  }

  /** The bytes of a stored image. Throws image.missing. */
  async readImage(id: string, mediaId: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; format: string }> {
    const { path, name, format } = await this.mediaFile(id, mediaId);
    const bytes = await readFile(path).catch((cause: unknown) => {
      const next = "Restore the file, or choose another image.";
      throw new AppError("image.missing", `${name} is missing from the project folder.`, { next, cause });
    });
    return { bytes: new Uint8Array(bytes), format };
  }

  /** The projects on the recent list, also those whose folders are gone. */
  async known(): Promise<{ id: string; folder: string; missing: boolean }[]> {
    const recent = await this.#options.recent.list();
    return recent.map(({ folder, missing }) => ({ id: handleOf(folder), folder, missing }));
  }

  /** What the list of projects tells of an open one; null for any other, as nothing is opened for that. */
  outline(id: string): ProjectOutline | null {
    const project = this.#known(id);
    return project && outlineOf(project);
  }

  isOpen(id: string): boolean {
    return this.#open.has(id);
  }

  async folderOf(id: string): Promise<string> {
    return (await this.#require(id)).folder;
  }

  /** Sees now what another process may have written to an open project. */
  look(id: string): void {
    this.#known(id);
  }

  /** The folder of a project that can be written to; null for one that can only be read. */
  async holdableFolder(id: string): Promise<string | null> {
    const { folder, isReadOnly } = await this.#require(id);
    return isReadOnly ? null : folder;
  }

  /** The folder, for what will be stored in it. Throws disk.denied for a project that can only be read. */
  async writableFolder(id: string): Promise<string> {
    return refuseReadOnly(await this.#require(id)).folder;
  }

  async storedMedia(id: string): Promise<StoredMedia[]> {
    return (await this.#require(id)).repository.listMedia();
  }

  async integrity(id: string): Promise<string> {
    return (await this.#require(id)).repository.integrity();
  }

  /** The open project's database, for what other rooms keep in it. */
  async database(id: string): Promise<ProjectDatabase> {
    return (await this.#require(id)).repository.database;
  }

  /** Adds a stored file, and whatever `also` writes, in one transaction. */
  async addMedia(id: string, media: StoredMedia, also: () => void = () => {}): Promise<StoredMedia> {
    const { repository } = refuseReadOnly(await this.#require(id));
    repository.transaction(() => {
      repository.addMedia(media);
      also();
    });
    return repository.findMedia(media.id) ?? media;
  }

  /** A stored sound with its path; null for an id of none. `workFolder` as of `mediaFile`. */
  async soundFile(id: string, soundId: string): Promise<(StoredSound & { path: string; workFolder: string }) | null> {
    const { folder, workFolder, repository } = await this.#require(id);
    const sound = listSounds(repository.database).find((each) => each.id === soundId);
    return sound ? { ...sound, path: storedPath(folder, sound.file), workFolder } : null;
  }

  /** The path of a stored take of the pass that was drawn with this fingerprint; null when there is none. */
  async filmDrawnAs(id: string, passId: string, drawing: string): Promise<string | null> {
    const { folder, repository } = await this.#require(id);
    const file = repository.takes.findFilmDrawnAs(passId, drawing);
    return file !== null && isStored(folder, file) ? storedPath(folder, file) : null;
  }

  /** Adds a film and the take that it is, and whatever `also` writes, in one transaction. */
  async addTake(id: string, media: StoredMedia, take: NewTake, also: () => void = () => {}): Promise<Take> {
    const { folder, repository } = refuseReadOnly(await this.#require(id));
    const added = repository.transaction(() => {
      repository.addMedia(media);
      const number = repository.takes.nextNumber(take.passId);
      repository.takes.add(take, number);
      also();
      const { request, ...content } = take;
      return { ...content, number, shots: takeMemoryOf(request).shots, cuts: null, binnedAt: null };
    });
    // The take stands without it; what is missing is written when the project is opened next.
    await writeSidecar(folder, repository.database, media.id).catch(() => {});
    return added;
  }

  /** What a take remembers of how it was made. Throws not-found. */
  async takeMemory(id: string, takeId: string): Promise<TakeMemory> {
    const memory = (await this.#require(id)).repository.takes.memory(takeId);
    if (!memory) throw new AppError("not-found", "This take is no longer in the project.");
    return withTypedTexts(memory);
  }

  /** Keeps what was measured of a take's film: of a project that can only be read, for as long as it is open. */
  async measureTake(id: string, takeId: string, film: TakeFile, cuts: MeasuredCuts): Promise<void> {
    const { isReadOnly, measured, repository } = await this.#require(id);
    if (isReadOnly) measured.set(takeId, { film, cuts });
    else repository.takes.measure(takeId, film, cuts);
  }

  /** Moves a take to the bin at `binnedAt` (ISO), or back with null. */
  async binTake(id: string, takeId: string, binnedAt: string | null): Promise<void> {
    refuseReadOnly(await this.#require(id)).repository.takes.bin(takeId, binnedAt);
  }

  close(): void {
    for (const project of this.#open.values()) this.#forget(project);
  }
}
