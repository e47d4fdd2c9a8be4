import { readFile } from "node:fs/promises";
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
import { findPass } from "./find-pass.ts";
import type { ProjectOutline } from "./known-projects.ts";
import { mediaFile } from "./media-store.ts";
import { type OpenProject, refuseReadOnly } from "./open-project.ts";
import { OpenProjects, type OpenProjectsOptions } from "./open-projects.ts";
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

export interface ProjectServiceOptions extends OpenProjectsOptions {
  readonly onChanged: (projectId: string, revision: number) => void;
}

export class ProjectService {
  readonly #open: OpenProjects;
  readonly #options: ProjectServiceOptions;

  constructor(options: ProjectServiceOptions) {
    this.#options = options;
    this.#open = new OpenProjects(options);
  }

  /**
   * Opens a project's folder and returns its handle, which is the same whenever that folder is opened. With `accept: "asItIs"` what is
   * there becomes what was saved last. Throws as `openProject` does.
   */
  open(folder: string, { accept }: { accept?: "asItIs" } = {}): Promise<string> {
    return this.#open.open(folder, accept === "asItIs");
  }

  /** Closes the project in a folder, by its real path, so that its files can be looked at and replaced; whether it was open. */
  letGo(folder: string): boolean {
    return this.#open.letGo(folder);
  }

  async view(id: string): Promise<ProjectView> {
    return viewOf(await this.#open.require(id));
  }

  /** Throws not-found. */
  async pass(id: string, passId: string): Promise<Pass> {
    return findPass((await this.#open.require(id)).state.project, passId);
  }

  /**
   * Applies one edit, and whatever `also` writes, in one transaction. Throws edit.stale when the user saw another revision, edit.refused
   * with the reason.
   */
  async applyEdit(id: string, baseRevision: number, edit: Edit, also = () => {}): Promise<OutputOf<"edits.apply">> {
    const project = await this.#open.require(id);
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
    const project = await this.#open.require(id);
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
    const project = await this.#open.require(id);
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
      const before = this.#open.refresh(project).state;
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
    return (await this.#open.require(id)).repository.listHistory();
  }

  /** `workFolder` is where what is made of it is kept: the project's own folder, unless that can only be read. */
  async mediaFile(id: string, mediaId: string): Promise<StoredMedia & { path: string; workFolder: string }> {
    const { folder, workFolder, repository } = await this.#open.require(id);
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

  known(): ReturnType<OpenProjects["known"]> {
    return this.#open.known();
  }

  outline(id: string): ProjectOutline | null {
    return this.#open.outline(id);
  }

  isOpen(id: string): boolean {
    return this.#open.isOpen(id);
  }

  async folderOf(id: string): Promise<string> {
    return (await this.#open.require(id)).folder;
  }

  /** Sees now what another process may have written to an open project. */
  look(id: string): void {
    this.#open.look(id);
  }

  /** The folder of a project that can be written to; null for one that can only be read. */
  async holdableFolder(id: string): Promise<string | null> {
    const { folder, isReadOnly } = await this.#open.require(id);
    return isReadOnly ? null : folder;
  }

  /** The folder, for what will be stored in it. Throws disk.denied for a project that can only be read. */
  async writableFolder(id: string): Promise<string> {
    return refuseReadOnly(await this.#open.require(id)).folder;
  }

  async storedMedia(id: string): Promise<StoredMedia[]> {
    return (await this.#open.require(id)).repository.listMedia();
  }

  async integrity(id: string): Promise<string> {
    return (await this.#open.require(id)).repository.integrity();
  }

  /** The open project's database, for what other rooms keep in it. */
  async database(id: string): Promise<ProjectDatabase> {
    return (await this.#open.require(id)).repository.database;
  }

  /** Adds a stored file, and whatever `also` writes, in one transaction. */
  async addMedia(id: string, media: StoredMedia, also: () => void = () => {}): Promise<StoredMedia> {
    const { repository } = refuseReadOnly(await this.#open.require(id));
    repository.transaction(() => {
      repository.addMedia(media);
      also();
    });
    return repository.findMedia(media.id) ?? media;
  }

  /** A stored sound with its path; null for an id of none. `workFolder` as of `mediaFile`. */
  async soundFile(id: string, soundId: string): Promise<(StoredSound & { path: string; workFolder: string }) | null> {
    const { folder, workFolder, repository } = await this.#open.require(id);
    const sound = listSounds(repository.database).find((each) => each.id === soundId);
    return sound ? { ...sound, path: storedPath(folder, sound.file), workFolder } : null;
  }

  /** The path of a stored take of the pass that was drawn with this fingerprint; null when there is none. */
  async filmDrawnAs(id: string, passId: string, drawing: string): Promise<string | null> {
    const { folder, repository } = await this.#open.require(id);
    const file = repository.takes.findFilmDrawnAs(passId, drawing);
    return file !== null && isStored(folder, file) ? storedPath(folder, file) : null;
  }

  /** Adds a film and the take that it is, and whatever `also` writes, in one transaction. */
  async addTake(id: string, media: StoredMedia, take: NewTake, also: () => void = () => {}): Promise<Take> {
    const { folder, repository } = refuseReadOnly(await this.#open.require(id));
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
    const memory = (await this.#open.require(id)).repository.takes.memory(takeId);
    if (!memory) throw new AppError("not-found", "This take is no longer in the project.");
    return withTypedTexts(memory);
  }

  /** Keeps what was measured of a take's film: of a project that can only be read, for as long as it is open. */
  async measureTake(id: string, takeId: string, film: TakeFile, cuts: MeasuredCuts): Promise<void> {
    const { isReadOnly, measured, repository } = await this.#open.require(id);
    if (isReadOnly) measured.set(takeId, { film, cuts });
    else repository.takes.measure(takeId, film, cuts);
  }

  /** Moves a take to the bin at `binnedAt` (ISO), or back with null. */
  async binTake(id: string, takeId: string, binnedAt: string | null): Promise<void> {
    refuseReadOnly(await this.#open.require(id)).repository.takes.bin(takeId, binnedAt);
  }

  close(options: { readonly remembers?: boolean } = {}): void {
    this.#open.close(options);
  }
}
