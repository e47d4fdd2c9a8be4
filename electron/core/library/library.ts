/** Owns the library: elements that this installation keeps for all of its projects. A project gets copies and needs nothing of it afterwards. */
import { join } from "node:path";
import { AppError, type ErrorData } from "../../../shared/errors/app-error.ts";
import { freeElementName } from "../../../shared/project/element-names.ts";
import type { Media } from "../../../shared/project/media.ts";
import type { Element } from "../../../shared/project/model.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import type { LibraryEntry } from "../../../shared/rpc/library-contract.ts";
import { checkImage } from "../media/images.ts";
import { storeImage } from "../projects/media-store.ts";
import { newId } from "../projects/project-folder.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { Entries, type Entry, imagesOf, libraryFormats } from "./entries.ts";
import { LibraryImages } from "./library-images.ts";

export interface LibraryOptions {
  readonly dataDir: string;
  readonly projects: ProjectService;
  readonly now: () => Date;
}

/** More are forgotten, oldest first: each is an element of a project that the entry came from. */
const elementIdsMax = 200;

export class Library {
  readonly #options: LibraryOptions;
  readonly #entries: Entries;
  readonly #images: LibraryImages;
  #tidied = false;
  // One change after another, so that the same element kept twice at once is one entry.
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: LibraryOptions) {
    const folder = join(options.dataDir, "library");
    this.#options = options;
    this.#entries = new Entries(folder);
    this.#images = new LibraryImages(folder);
  }

  async list(): Promise<{ entries: LibraryEntry[]; damaged: ErrorData[] }> {
    await this.#tidy();
    const { entries, damaged } = await this.#entries.list();
    return { entries: entries.map(shownEntry), damaged: damaged.map((error) => error.toData()) };
  }

  /** Keeps an element, or brings its entry up to date. Nothing is kept of one with an image that is missing or changed. */
  keep(projectId: string, elementId: string): Promise<OutputOf<"library.keep">> {
    return this.#inTurn(async () => {
      const { projects, now } = this.#options;
      const { project } = await projects.view(projectId);
      const element = project.elements.find((each) => each.id === elementId);
      if (!element) throw new AppError("not-found", "This element is no longer in the project.");
      const { entries } = await this.#entries.list();
      const before = entries.find((each) => isEntryOf(each, element));
      const { libraryId: _, ...content } = element;
      const kept = { ...content, id: before?.element.id ?? newId("library") };
      const files: Entry["files"] = {};
      for (const id of imagesOf(element)) {
        const { path, name, format } = await projects.mediaFile(projectId, id);
        const known = libraryFormats.find((each) => each === format);
        if (!known) throw new AppError("image.unreadable", `${name} is not an image.`, { next: "Remove it first." });
        await this.#images.add(path, id, name, known);
        files[id] = { name, format: known };
      }
      const others = before?.elementIds.filter((id) => id !== elementId) ?? [];
      await this.#entries.write({
        schema: "shotline.library.1",
        element: kept,
        files,
        elementIds: [...others, elementId].slice(-elementIdsMax),
        project: project.name,
        keptAt: now().toISOString(),
      });
      return { libraryId: kept.id, isNew: before === undefined };
    });
  }

  /** Copies entries into a project and gives its new elements; what can't be used is told, and nothing of it is copied. */
  async use(projectId: string, libraryIds: readonly string[]): Promise<OutputOf<"library.use">> {
    const { projects } = this.#options;
    const folder = await projects.writableFolder(projectId);
    const taken = (await projects.view(projectId)).project.elements.map(({ name }) => name);
    const elements: Element[] = [];
    const media = new Map<string, Media>();
    const refused: ErrorData[] = [];
    for (const libraryId of new Set(libraryIds)) {
      try {
        const { element, files } = await this.#entries.get(libraryId);
        const sources: { path: string; name: string }[] = [];
        for (const id of imagesOf(element)) {
          const name = files[id]?.name ?? id;
          sources.push({ path: await this.#images.require(id, name), name });
        }
        for (const { path, name } of sources) {
          const { file: _, ...stored } = await projects.addMedia(
            projectId,
            await storeImage(folder, path, name, { checkImage }),
          );
          media.set(stored.id, { ...stored, missing: false });
        }
        const name = freeElementName(element.name, taken);
        taken.push(name);
        elements.push({ ...element, id: newId("element"), name, libraryId });
      } catch (error) {
        // A full disk would keep the others from coming as well.
        if (!(error instanceof AppError) || error.code.startsWith("disk.")) throw error;
        refused.push(error.toData());
      }
    }
    return { elements, media: [...media.values()], refused };
  }

  remove(libraryId: string): Promise<void> {
    return this.#inTurn(() => this.#entries.remove(libraryId));
  }

  restore(libraryId: string): Promise<void> {
    return this.#inTurn(() => this.#entries.restore(libraryId));
  }

  /** The file of a small picture of an image. Throws not-found. */
  picture(mediaId: string): Promise<string> {
    return this.#images.thumbnail(mediaId);
  }

  /** Once a run: nobody sees it, and what can't be removed does no harm. */
  async #tidy(): Promise<void> {
    if (this.#tidied) return;
    this.#tidied = true;
    await this.#inTurn(async () => {
      const needed = await this.#entries.tidy();
      if (needed !== null) await this.#images.tidy(needed);
    }).catch(() => undefined);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

function isEntryOf({ element: { id }, elementIds }: Entry, element: Element): boolean {
  return element.libraryId === undefined ? elementIds.includes(element.id) : id === element.libraryId;
}

function shownEntry({ element, elementIds, project, keptAt }: Entry): LibraryEntry {
  const { id: libraryId, name, kind, description, images } = element;
  return {
    ...{ libraryId, name, kind, images, elementIds, project, keptAt },
    ...(description === undefined ? {} : { description }),
  };
}
