/**
 * Owns where what is made of a film lies in a project's cache: files named by the film's content and the version of their maker, and a
 * list of them with their lengths, written last, without which they count as not there.
 */
import { existsSync } from "node:fs";
import { lstat, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type FilmProducts, filmProductsSchema } from "../../../shared/takes/products.ts";
import { openAsFile, ownFolder, ownPath } from "../media/project-paths.ts";
import { writeJson } from "../runtime/files.ts";
import { workName } from "../runtime/work-name.ts";

/** Version of what is made: raise it when it changes, and all of it is made again. */
const productsMaker = 1;

const endings = { proxy: "mp4", thumbnail: "jpg", strip: "strip.jpg", keys: "keys.jpg", peaks: "peaks" } as const;
export type Product = keyof typeof endings;

const listSchema = z.strictObject({
  products: filmProductsSchema,
  bytes: z.partialRecord(z.enum(["proxy", "thumbnail", "strip", "peaks"]), z.int().min(0)),
});

/** Many times what a list of the most tiles takes. */
const listBytesMax = 100_000;
const place = "cache/films";
const nameOf = (mediaId: string, ending: string) => `${mediaId}-${productsMaker}.${ending}`;

/** What is made of one film, under names of work until `keep` is called with all of it. */
export class ProductFiles {
  readonly #folder: string;
  readonly #mediaId: string;

  /** `folder` is the project's own, or the one of work of a project that can only be read. */
  constructor(folder: string, mediaId: string) {
    this.#folder = folder;
    this.#mediaId = mediaId;
  }

  /** What was made and is whole; null when anything is missing, cut off, or not as this version makes it. */
  async read(): Promise<FilmProducts | null> {
    const list = await readList(this.#path("json"));
    if (!list) return null;
    for (const product of madeOf(list.products)) {
      const info = await lstat(this.#path(endings[product])).catch(() => null);
      if (!info?.isFile() || info.size !== list.bytes[product]) return null;
    }
    return list.products;
  }

  /** The file of a product; null when it is not there. Throws project.damaged for what is no file of the project's own. */
  find(product: Product): string | null {
    if (product !== "keys" && !existsSync(this.#path("json"))) return null;
    if (!existsSync(this.#path(endings[product]))) return null;
    return ownPath(this.#folder, `${place}/${nameOf(this.#mediaId, endings[product])}`);
  }

  /** Makes the folder. Throws project.damaged where something else stands in its place. */
  begin(): void {
    ownFolder(this.#folder, place);
  }

  /** Where to write a product before it has its name. */
  workFile(product: Product | "sound"): string {
    const ending = product === "sound" ? "pcm" : endings[product];
    return `${workName(this.#path(ending))}.${ending.split(".").at(-1)}`;
  }

  /** Gives one product its name. */
  async keepOne(product: Product): Promise<void> {
    const name = nameOf(this.#mediaId, endings[product]);
    await rename(this.workFile(product), ownPath(this.#folder, `${place}/${name}`));
  }

  /** Gives them all their names, the list last, and removes those of other versions. The keyframes stay: a window may be about to ask for them. */
  async keep(products: FilmProducts): Promise<void> {
    const made = madeOf(products);
    const list = this.#path("json");
    ownPath(this.#folder, `${place}/${nameOf(this.#mediaId, "json")}`);
    await rm(list, { force: true });
    const bytes: Record<string, number> = {};
    for (const product of made) {
      bytes[product] = (await stat(this.workFile(product))).size;
      await this.keepOne(product);
    }
    await writeJson(list, { products, bytes });
    const ends = [...made.map((product) => endings[product]), endings.keys, "json"];
    const kept = new Set(ends.map((end) => nameOf(this.#mediaId, end)));
    for (const name of await readdir(join(this.#folder, place))) {
      const isOther = name.startsWith(`${this.#mediaId}-`) && !kept.has(name) && !name.includes(".part-");
      if (isOther) await rm(ownPath(this.#folder, `${place}/${name}`), { force: true });
    }
  }

  /** Removes what has no name yet. */
  async discard(): Promise<void> {
    const all = [...(Object.keys(endings) as Product[]), "sound" as const];
    await Promise.all(all.map((product) => rm(this.workFile(product), { force: true })));
  }

  #path(ending: string): string {
    return join(this.#folder, place, nameOf(this.#mediaId, ending));
  }
}

function madeOf({ hasAudio }: FilmProducts) {
  return ["proxy", "thumbnail", "strip", ...(hasAudio ? (["peaks"] as const) : [])] as const;
}

/** Null for what is no list of ours: it is data that came with the project. */
async function readList(path: string): Promise<z.infer<typeof listSchema> | null> {
  try {
    const info = await lstat(path);
    if (!info.isFile() || info.size > listBytesMax) return null;
    return listSchema.parse(JSON.parse(await readFile(path, { encoding: "utf8", flag: openAsFile })));
  } catch (error) {
    const isUnfit = error instanceof SyntaxError || error instanceof z.ZodError;
    if (isUnfit || ["ENOENT", "ENOTDIR", "ELOOP"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}
