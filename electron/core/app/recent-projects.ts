/** Owns the list of projects opened lately, kept in the app's own data folder. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeJson } from "../runtime/files.ts";
import type { Notices } from "../runtime/notices.ts";
import { readOwnFile } from "../runtime/own-file.ts";

const recentSchema = z.array(z.object({ folder: z.string(), name: z.string(), openedAt: z.string() }));
type Recent = z.infer<typeof recentSchema>[number];

const recentMax = 30;

export class RecentProjects {
  readonly #file: string;
  readonly #notices: Pick<Notices, "say">;
  // One change after another, so that two windows' openings are both kept.
  #queue: Promise<unknown> = Promise.resolve();

  constructor(dataDir: string, notices: Pick<Notices, "say">) {
    this.#file = join(dataDir, "recent.json");
    this.#notices = notices;
  }

  /** Newest first; `missing` when the folder is gone. */
  async list(): Promise<(Recent & { missing: boolean })[]> {
    const recent = await this.#read();
    return recent.map((each) => ({ ...each, missing: !existsSync(join(each.folder, "project.db")) }));
  }

  remember(entry: Recent): Promise<void> {
    return this.#change((recent) =>
      [entry, ...recent.filter((each) => each.folder !== entry.folder)].slice(0, recentMax),
    );
  }

  forget(folder: string): Promise<void> {
    return this.#change((recent) => recent.filter((each) => each.folder !== folder));
  }

  async #read(): Promise<Recent[]> {
    const found = readOwnFile(this.#file, recentSchema);
    if (found.state === "whole") return found.value;
    if (found.state === "damaged") {
      const kept = found.keptAside === null ? "" : ` It is kept as ${found.keptAside}.`;
      const message = `The list of projects was damaged and starts empty.${kept}`;
      this.#notices.say("recent", { code: "disk.failed", message, next: "Open your projects from their folders." });
    }
    return [];
  }

  #change(change: (recent: Recent[]) => Recent[]): Promise<void> {
    const done = this.#queue.then(async () => writeJson(this.#file, change(await this.#read())));
    this.#queue = done.catch(() => {});
    return done;
  }
}
