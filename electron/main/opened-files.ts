/** Owns what the user opens on the desktop, a project's folder or an archive: one waits at a time until the page takes it. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { PathGrants } from "../core/core.ts";

export class OpenedFiles {
  readonly #grants: Pick<PathGrants, "give">;
  readonly #onOpened: () => void;
  #waiting: string | null = null;

  /** `onOpened` is called for each; the page may not be there yet. */
  constructor(grants: Pick<PathGrants, "give">, onOpened: () => void) {
    this.#grants = grants;
    this.#onOpened = onOpened;
  }

  /** The system names it. Anything but a project's folder and an archive is passed over. */
  hear(path: string): void {
    const info = statSync(path, { throwIfNoEntry: false });
    const isProject = /\.shotline$/i.test(path) && info?.isDirectory();
    const isArchive = /\.shotarchive$/i.test(path) && info?.isFile();
    if (!isProject && !isArchive) return;
    this.#waiting = path;
    this.#onOpened();
  }

  /** The last of a command line's words that is one, as the caller in `folder` means it; a word that begins with a dash is an option. */
  hearArguments(words: readonly string[], folder: string): void {
    const named = words
      .slice(1)
      .filter((word) => /\.(?:shotline|shotarchive)[\\/]?$/i.test(word) && !word.startsWith("-"));
    const last = named.at(-1);
    if (last !== undefined) this.hear(resolve(folder, last));
  }

  /** From now on the page may name it in its calls. */
  take(): string | null {
    const path = this.#waiting;
    this.#waiting = null;
    if (path !== null) this.#grants.give(path);
    return path;
  }
}
