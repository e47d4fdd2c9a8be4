/**
 * Owns the entries of the library: one JSON file each in the data folder, read within limits and through a schema. One that is damaged stays
 * where it is and is named; one that is removed waits a day in a folder beside.
 */
import { constants, lstatSync } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../../shared/errors/app-error.ts";
import { elementSchema, idSchema, mediaIdSchema } from "../../../shared/project/model.ts";
import { libraryMax } from "../../../shared/rpc/library-contract.ts";
import { openAsFile } from "../media/project-paths.ts";
import { writeJson } from "../runtime/files.ts";

/** What the app stores of images. */
export const libraryFormats = ["jpeg", "png", "webp", "gif", "tiff", "avif"] as const;

const entrySchema = z.strictObject({
  schema: z.literal("shotline.library.1"),
  /** Its id is the entry's own. */
  element: elementSchema.omit({ libraryId: true }),
  /** Every image that it needs, originals of crops among them. */
  files: z.record(mediaIdSchema, z.strictObject({ name: z.string().max(1000), format: z.enum(libraryFormats) })),
  elementIds: z.array(idSchema).max(1000),
  project: z.string().max(200),
  keptAt: z.string().max(40),
});
export type Entry = z.infer<typeof entrySchema>;

/** Twenty images with their originals and the longest description have a tenth of it. */
const entryBytesMax = 256 * 1024;
const namePattern = /^([a-z]+_[A-Za-z0-9-]{4,64})\.json$/;
const dayMs = 24 * 3600 * 1000;

/** An element's images, and those that they were cropped from, each once. */
export function imagesOf({ images, views }: Pick<Entry["element"], "images" | "views">): string[] {
  const originals = images.flatMap((id) => views?.[id]?.cropped?.from ?? []);
  return [...new Set([...images, ...originals])];
}

export class Entries {
  readonly #folder: string;
  readonly #removed: string;

  constructor(libraryFolder: string) {
    this.#folder = join(libraryFolder, "entries");
    this.#removed = join(libraryFolder, "removed");
  }

  async list(): Promise<{ entries: Entry[]; damaged: AppError[] }> {
    const entries: Entry[] = [];
    const damaged: AppError[] = [];
    const ids = (await namesIn(this.#folder)).flatMap((name) => namePattern.exec(name)?.[1] ?? []);
    for (const id of ids.slice(0, libraryMax)) {
      try {
        entries.push(await this.get(id));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        // Removed meanwhile.
        if (error.code !== "not-found") damaged.push(error);
      }
    }
    return { entries: entries.sort((one, other) => one.element.name.localeCompare(other.element.name, "en")), damaged };
  }

  /** Throws not-found, and plan.refused for an entry that can't be read. */
  async get(id: string): Promise<Entry> {
    return readEntry(this.#folder, id);
  }

  /** Throws plan.too-large when the library is full. */
  async write(entry: Entry): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const file = `${entry.element.id}.json`;
    const names = await namesIn(this.#folder);
    if (!names.includes(file) && names.filter((name) => namePattern.test(name)).length >= libraryMax) {
      throw new AppError("plan.too-large", `The library can have at most ${libraryMax} elements.`, {
        next: "Remove an element from the library first.",
      });
    }
    await writeJson(join(this.#folder, file), entrySchema.parse(entry));
  }

  /** Throws not-found. */
  async remove(id: string): Promise<void> {
    await mkdir(this.#removed, { recursive: true, mode: 0o700 });
    const target = join(this.#removed, `${id}.json`);
    await move(join(this.#folder, `${id}.json`), target, "This element is no longer in the library.");
    // How long it waits counts from now.
    await utimes(target, new Date(), new Date());
  }

  /** Throws not-found. */
  async restore(id: string): Promise<void> {
    const gone = "This element can no longer be restored.";
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await move(join(this.#removed, `${id}.json`), join(this.#folder, `${id}.json`), gone);
  }

  /** Forgets what was removed more than a day ago; the images that are still needed, or null where an entry that can't be read may need any. */
  async tidy(): Promise<Set<string> | null> {
    const kept = new Set<string>();
    let isSure = true;
    for (const folder of [this.#folder, this.#removed]) {
      for (const name of await namesIn(folder)) {
        const id = namePattern.exec(name)?.[1];
        if (id === undefined) continue;
        const path = join(folder, name);
        const isOver = folder === this.#removed && Date.now() - (await stat(path)).mtimeMs > dayMs;
        if (isOver) {
          await rm(path, { force: true });
          continue;
        }
        const entry = await readEntry(folder, id).catch(() => null);
        if (entry === null) isSure = false;
        else for (const image of Object.keys(entry.files)) kept.add(image);
      }
    }
    return isSure ? kept : null;
  }
}

async function readEntry(folder: string, id: string): Promise<Entry> {
  const name = `${id}.json`;
  // Whoever calls from outside names an entry by its id alone.
  if (!namePattern.test(name)) throw new AppError("not-found", "There is no such element in the library.");
  const file = join(folder, name);
  const info = lstatSync(file, { throwIfNoEntry: false });
  if (info === undefined) {
    throw new AppError("not-found", "This element is no longer in the library.", { next: "Open the library again." });
  }
  if (!info.isFile() || info.size > entryBytesMax) throw unreadable(name);
  let value: unknown;
  const handle = await open(file, openAsFile | constants.O_RDONLY);
  try {
    value = JSON.parse(await handle.readFile("utf8"));
  } catch (cause) {
    throw unreadable(name, cause);
  } finally {
    await handle.close();
  }
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (typeof schema === "string" && /^shotline\.library\.(?!1$)\d+$/.test(schema)) {
    throw new AppError("project.newer", `${name} in the library was saved by a newer version of Shotline.`, {
      next: "Update Shotline to use it.",
    });
  }
  const read = entrySchema.safeParse(value);
  if (!read.success || read.data.element.id !== id) throw unreadable(name);
  const { element, files } = read.data;
  if (imagesOf(element).some((image) => !Object.hasOwn(files, image))) throw unreadable(name);
  return read.data;
}

function unreadable(name: string, cause?: unknown): AppError {
  return new AppError("plan.refused", `${name} in the library can't be read.`, {
    next: "Restore the file from a backup, or delete it. The other elements can be used.",
    cause,
  });
}

async function move(from: string, to: string, gone: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new AppError("not-found", gone);
    throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
