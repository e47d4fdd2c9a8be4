/** Owns the images of the library: files named by their content in the data folder, checked before they are copied anywhere, and small pictures of them. */
import { existsSync, lstatSync } from "node:fs";
import { mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { join, parse } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { checkImage, makeThumbnail } from "../media/images.ts";
import { openAsFile } from "../media/project-paths.ts";
import { copyWhole, hashFile } from "../runtime/files.ts";
import { libraryFormats } from "./entries.ts";

const idPattern = /^[0-9a-f]{64}$/;
const thumbnailWidthPx = 320;
const dayMs = 24 * 3600 * 1000;

export class LibraryImages {
  readonly #folder: string;
  readonly #thumbnails: string;
  readonly #making = new Map<string, Promise<unknown>>();

  constructor(libraryFolder: string) {
    this.#folder = join(libraryFolder, "images");
    this.#thumbnails = join(libraryFolder, "thumbnails");
  }

  /** Copies an image in, under its id; `name` is what the user calls it. Throws image.missing, and image.unreadable for what has another content. */
  async add(source: string, id: string, name: string, format: string): Promise<void> {
    if (!existsSync(source)) {
      const next = "Restore the file, then keep the element again.";
      throw new AppError("image.missing", `${name} is missing from the project folder.`, { next });
    }
    await requireWhole(source, id, name);
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const target = join(this.#folder, `${id}.${format}`);
    if (isFile(target) && (await hashFile(target, openAsFile)) === id) return;
    await copyWhole(source, target);
    // Some systems give a copy the age of its source; what is young is not tidied up.
    await utimes(target, new Date(), new Date());
  }

  /** The path of an image that is whole. Throws image.missing, image.unreadable. */
  async require(id: string, name: string): Promise<string> {
    const path = this.#find(id);
    if (path === null) {
      const next = "Keep the element again from a project that has it.";
      throw new AppError("image.missing", `${name} is missing from the library.`, { next });
    }
    await requireWhole(path, id, name);
    return path;
  }

  /** The file of a small picture. Throws not-found for what can be none. */
  async thumbnail(id: string): Promise<string> {
    const path = idPattern.test(id) ? this.#find(id) : null;
    if (path === null) throw new AppError("not-found", "The library has no such image.");
    const file = join(this.#thumbnails, `${id}.jpg`);
    if (isFile(file)) return file;
    const making = this.#making.get(file) ?? makeThumbnail(path, file, thumbnailWidthPx);
    this.#making.set(file, making);
    try {
      await making;
    } finally {
      this.#making.delete(file);
    }
    return file;
  }

  /** Removes images that no entry needs, and their pictures; not those of the last day, whose entry may be about to be written. */
  async tidy(needed: ReadonlySet<string>): Promise<void> {
    for (const folder of [this.#folder, this.#thumbnails]) {
      for (const name of await readdir(folder).catch(() => [])) {
        const { name: id } = parse(name);
        if (!idPattern.test(id) || needed.has(id)) continue;
        const path = join(folder, name);
        const info = await stat(path).catch(() => null);
        if (info?.isFile() && Date.now() - info.mtimeMs > dayMs) await rm(path, { force: true });
      }
    }
  }

  #find(id: string): string | null {
    const paths = libraryFormats.map((format) => join(this.#folder, `${id}.${format}`));
    return paths.find(isFile) ?? null;
  }
}

/** Decodes it to its end as well: what has the right name and content may have been no image from the start. */
async function requireWhole(path: string, id: string, name: string): Promise<void> {
  await checkImage(path).catch((cause: unknown) => {
    if (!(cause instanceof AppError)) throw cause;
    throw changed(name, cause);
  });
  if ((await hashFile(path, openAsFile)) !== id) throw changed(name);
}

function changed(name: string, cause?: unknown): AppError {
  const message = `${name} is not the image that was added: its file has changed.`;
  return new AppError("image.unreadable", message, { next: "Add the image to the element again.", cause });
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
