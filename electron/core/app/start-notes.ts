/**
 * Owns the notes of which projects are being taken up: written before one is opened without the user, removed once that came back. A note
 * that a dead process left names the project that it died or hung on, which is then not taken up by itself again.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { isAlive } from "../runtime/work-name.ts";

const noteSchema = z.object({ pid: z.int().positive(), host: z.string() });

export class StartNotes {
  readonly #folder: string;
  readonly #own = new Set<string>();

  constructor(dataDir: string) {
    this.#folder = join(dataDir, "starting");
  }

  /** Does the work with a note of it on the disk; a note that cannot be written keeps nobody from it. */
  async during<Result>(projectId: string, work: () => Promise<Result>): Promise<Result> {
    this.#own.add(projectId);
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(this.#file(projectId), JSON.stringify({ pid: process.pid, host: hostname() }), { flush: true });
    } catch {
      // A full or locked data folder: then the next start knows nothing of this one.
    }
    try {
      return await work();
    } finally {
      this.#own.delete(projectId);
      rmSync(this.#file(projectId), { force: true });
    }
  }

  /** Whether the project's last taking up did not come back. */
  isLeft(projectId: string): boolean {
    if (this.#own.has(projectId)) return false;
    const note = this.#read(projectId);
    return note !== null && (note.host !== hostname() || note.pid === process.pid || !isAlive(note.pid));
  }

  #read(projectId: string): z.infer<typeof noteSchema> | null {
    try {
      return noteSchema.parse(JSON.parse(readFileSync(this.#file(projectId), "utf8")));
    } catch (error) {
      // Half a note is one that was left.
      return (error as NodeJS.ErrnoException).code === "ENOENT" ? null : { pid: process.pid, host: hostname() };
    }
  }

  #file(projectId: string): string {
    return join(this.#folder, `${projectId}.json`);
  }
}
