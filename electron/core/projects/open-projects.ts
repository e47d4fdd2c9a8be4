/** Owns which projects are open: opening a folder once, seeing what others have written, and letting it go. */
import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { clearProjectLeftovers } from "./clear-leftovers.ts";
import { systemSchedule } from "./idle-log.ts";
import { type KnownProjects, outlineOf, type ProjectOutline } from "./known-projects.ts";
import { rememberWhole } from "./known-whole.ts";
import { closeProject, handleOf, isInPlace, type OpenOptions, type OpenProject, openProject } from "./open-project.ts";

export interface OpenProjectsOptions extends Omit<OpenOptions, "schedule"> {
  readonly recent: KnownProjects;
  /** The computer's own timers by default. */
  readonly schedule?: OpenOptions["schedule"];
  /** Another process has written to an open project. */
  readonly onWritten?: (projectId: string, revision: number) => void;
  /** The list of known projects could not be written. */
  readonly onForgotten: (error: unknown) => void;
  /** What an earlier run left could not be removed. */
  readonly onLeft: (error: unknown) => void;
}

export class OpenProjects {
  readonly #open = new Map<string, OpenProject>();
  readonly #options: OpenProjectsOptions;

  constructor(options: OpenProjectsOptions) {
    this.#options = options;
  }

  /** With `accept` as it is there. The handle. Throws as `openProject` does. */
  async open(folder: string, accept: boolean): Promise<string> {
    const project = this.#openFolder(folder, accept);
    const { name } = project.state.project;
    const openedAt = this.#options.now().toISOString();
    // A project that cannot be put on the list is open all the same.
    await this.#options.recent.remember({ folder: project.folder, name, openedAt }).catch(this.#options.onForgotten);
    return project.id;
  }

  #openFolder(path: string, accept = false): OpenProject {
    const folder = existsSync(path) ? realpathSync(path) : resolve(path);
    const id = handleOf(folder);
    const known = this.#find(id);
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
  #find(id: string): OpenProject | null {
    const known = this.#open.get(id);
    if (!known) return null;
    if (isInPlace(known)) return this.refresh(known);
    this.#forget(known);
    return null;
  }

  /** Closes the project in a folder, by its real path; whether it was open. */
  letGo(folder: string): boolean {
    const project = this.#open.get(handleOf(folder));
    if (project) this.#forget(project);
    return project !== undefined;
  }

  #forget(project: OpenProject): void {
    closeProject(project);
    this.#open.delete(project.id);
  }

  /**
   * The open project; one that was opened before and is on the recent list is opened again, so that a reload goes on. Throws not-found, and
   * as `openProject` does.
   */
  async require(id: string): Promise<OpenProject> {
    const known = this.#find(id);
    if (known) return known;
    const recent = await this.#options.recent.list();
    const entry = recent.find((each) => handleOf(each.folder) === id);
    if (!entry) {
      throw new AppError("not-found", "This project is not open.", { next: "Open it from the recent projects." });
    }
    return this.#openFolder(entry.folder);
  }

  /** Reads again what another process (the command, say) has written. */
  refresh(project: OpenProject): OpenProject {
    const version = project.repository.dataVersion();
    if (version !== project.dataVersion) {
      project.state = project.repository.load(project.id);
      project.knownTakes = null;
      project.dataVersion = version;
      this.#options.onWritten?.(project.id, project.state.revision);
    }
    return project;
  }

  /** The projects on the recent list, also those whose folders are gone. */
  async known(): Promise<{ id: string; folder: string; missing: boolean }[]> {
    const recent = await this.#options.recent.list();
    return recent.map(({ folder, missing }) => ({ id: handleOf(folder), folder, missing }));
  }

  /** What the list of projects tells of an open one; null for any other, as nothing is opened for that. */
  outline(id: string): ProjectOutline | null {
    const project = this.#find(id);
    return project && outlineOf(project);
  }

  isOpen(id: string): boolean {
    return this.#open.has(id);
  }

  /** Sees now what another process may have written to an open project. */
  look(id: string): void {
    this.#find(id);
  }

  /** With `remembers`, large ones are looked through, so that they open at once the next time. */
  close({ remembers = false }: { readonly remembers?: boolean } = {}): void {
    for (const project of this.#open.values()) {
      this.#forget(project);
      if (remembers && !project.isReadOnly) this.#remember(project);
    }
  }

  #remember({ folder, id, file }: OpenProject): void {
    const { dataDir, version, onFailed } = this.#options;
    try {
      if (isInPlace({ folder, file, isReadOnly: false })) rememberWhole({ folder, dataDir, version }, id);
    } catch (error) {
      // It is looked through when it is opened next, and whoever opens it is told.
      onFailed(error);
    }
  }
}
