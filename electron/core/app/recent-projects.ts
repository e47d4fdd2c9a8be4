/**
 * Owns the list of projects opened lately, kept in the app's own data folder with what Home shows of each: its length and a small poster,
 * made while the user has it open. Nothing of a project's folder is opened for the list.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../../shared/errors/app-error.ts";
import { makeThumbnail } from "../media/images.ts";
import { writeJson } from "../runtime/files.ts";
import type { Notices } from "../runtime/notices.ts";
import { readOwnFile } from "../runtime/own-file.ts";

/** Of which folder and of which picture it is. */
const posterPattern = /^[0-9a-f]{24}-[0-9a-f]{12}$/;
const posterWidthPx = 480;

const recentSchema = z.array(
  z.object({
    folder: z.string(),
    name: z.string(),
    openedAt: z.string(),
    durationMs: z.int().nullable().default(null),
    passes: z.int().nullable().default(null),
    poster: z.string().regex(posterPattern).nullable().default(null),
  }),
);
type Recent = z.infer<typeof recentSchema>[number];

/** What the list tells of a project: `picture` is the stored image that stands for it. */
export interface Outline extends Pick<Recent, "folder" | "name"> {
  readonly durationMs: number;
  readonly passes: number;
  readonly picture: { readonly id: string; readonly path: string } | null;
}

/** What is drawn for a project that has no picture: another `id` where another one would be. */
export interface DrawnPicture {
  readonly id: string;
  /** Gives a JPEG. */
  draw(): Promise<Buffer>;
}

const recentMax = 30;

export class RecentProjects {
  readonly #file: string;
  readonly #notices: Pick<Notices, "say">;
  readonly #posters: string;
  // One change after another, so that two windows' openings are both kept.
  #queue: Promise<unknown> = Promise.resolve();

  constructor(dataDir: string, notices: Pick<Notices, "say">) {
    this.#file = join(dataDir, "recent.json");
    this.#notices = notices;
    this.#posters = join(dataDir, "posters");
  }

  /** Newest first; `missing` when the folder is gone. */
  async list(): Promise<(Recent & { missing: boolean })[]> {
    const recent = await this.#read();
    return recent.map((each) => ({ ...each, missing: !existsSync(each.folder) }));
  }

  remember(entry: Pick<Recent, "folder" | "name" | "openedAt">): Promise<void> {
    return this.#change((recent) => {
      const before = recent.find((each) => each.folder === entry.folder) ?? unknown;
      return [{ ...before, ...entry }, ...recent.filter((each) => each.folder !== entry.folder)].slice(0, recentMax);
    });
  }

  /** Keeps what an open project is like, if it is on the list; `drawn` stands for it while it has no picture. */
  describe({ folder, name, durationMs, passes, picture }: Outline, drawn: DrawnPicture | null): Promise<void> {
    return this.#change(async (recent) => {
      const at = recent.findIndex((each) => each.folder === folder);
      const before = recent[at];
      if (!before) return recent;
      const poster = await this.#makePoster(folder, picture ?? drawn);
      const isSame = before.name === name && before.durationMs === durationMs && before.passes === passes;
      return isSame && before.poster === poster
        ? recent
        : recent.with(at, { ...before, name, durationMs, passes, poster });
    });
  }

  /** Removes its poster as well. */
  forget(folder: string): Promise<void> {
    return this.#change((recent) => recent.filter((each) => each.folder !== folder));
  }

  /** The file of a poster that `list` named, or of the one that has taken its place since. Throws not-found for what can be none. */
  posterFile(poster: string): string {
    if (!posterPattern.test(poster)) throw new AppError("not-found", "The poster no longer exists.");
    const file = this.#fileOf(poster);
    if (existsSync(file) || !existsSync(this.#posters)) return file;
    const place = poster.slice(0, poster.indexOf("-") + 1);
    const now = readdirSync(this.#posters).find((name) => name.startsWith(place) && name.endsWith(".jpg"));
    return now === undefined ? file : join(this.#posters, now);
  }

  #fileOf(poster: string): string {
    return join(this.#posters, `${poster}.jpg`);
  }

  /** Null where there is no picture, or none that can be read. */
  async #makePoster(folder: string, picture: Outline["picture"] | DrawnPicture): Promise<string | null> {
    if (picture === null) return null;
    const place = createHash("sha256").update(folder).digest("hex").slice(0, 24);
    const poster = `${place}-${picture.id.slice(0, 12)}`;
    const file = this.#fileOf(poster);
    if (existsSync(file)) return poster;
    mkdirSync(this.#posters, { recursive: true, mode: 0o700 });
    const made = "draw" in picture ? writeDrawn(picture, file) : makeThumbnail(picture.path, file, posterWidthPx);
    return made.then(
      () => poster,
      () => null,
    );
  }

  async #read(): Promise<Recent[]> {
    const found = readOwnFile(this.#file, recentSchema);
    if (found.state === "whole") return found.value;
    if (found.state === "damaged") {
      const kept = found.keptAside === null ? "" : ` The old file was saved as ${found.keptAside}.`;
      const message = `The list of recent projects was damaged and starts empty.${kept}`;
      this.#notices.say("recent", { code: "disk.failed", message, next: "Open your projects from their folders." });
    }
    return [];
  }

  #change(change: (recent: Recent[]) => Recent[] | Promise<Recent[]>): Promise<void> {
    const done = this.#queue.then(async () => {
      const before = await this.#read();
      const after = await change(before);
      if (after === before) return;
      await writeJson(this.#file, after);
      await this.#clearPosters(after);
    });
    this.#queue = done.catch(() => {});
    return done;
  }

  /** Removes the posters that no project on the list has, and what a dead process left of one. */
  async #clearPosters(recent: readonly Recent[]): Promise<void> {
    const kept = new Set(recent.map(({ poster }) => `${poster}.jpg`));
    const names = await readdir(this.#posters).catch(() => []);
    for (const name of names) if (!kept.has(name)) await rm(join(this.#posters, name), { force: true });
  }
}

async function writeDrawn(picture: DrawnPicture, file: string): Promise<void> {
  const part = `${file}.part`;
  await writeFile(part, await picture.draw());
  await rename(part, file);
}

const unknown = { durationMs: null, passes: null, poster: null };
