/** Owns the lock by which one process has a project, and the small file beside it that says who that is. */
import { closeSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type ExclusiveLock, takeExclusiveLock } from "../database/exclusive-lock.ts";
import { openAsFile } from "../media/project-paths.ts";

/** Who works at this computer, as others with the same folder are told. */
export interface Person {
  readonly user: string;
  readonly computer: string;
}

const name = z.string().transform((text) => text.replace(/\p{C}/gu, "").slice(0, 60));
const holderSchema = z.object({ user: name, computer: name, since: z.iso.datetime() });
export type Holder = z.infer<typeof holderSchema>;

const fileBytesMax = 1024;

/** Null when another process has it; the system frees it when this one ends. Throws what the disk says. */
export function holdFolder(folder: string, person: Person, since: string): ExclusiveLock | null {
  const lock = takeExclusiveLock(folder, "editor.lock");
  if (lock === null) return null;
  const file = join(folder, "editor.lock.json");
  try {
    // Never through what somebody else has put there.
    rmSync(file, { force: true });
    writeFileSync(file, `${JSON.stringify({ ...person, since })}\n`, { flag: "wx" });
  } catch {
    // Others are then told that it is open, and not by whom.
  }
  return {
    release() {
      rmSync(file, { force: true });
      lock.release();
    },
  };
}

/** Whether no process has it. */
export function isFolderFree(folder: string): boolean {
  const lock = takeExclusiveLock(folder, "editor.lock");
  lock?.release();
  return lock !== null;
}

/** Who says to have it; null where that is not told. */
export function readHolder(folder: string): Holder | null {
  try {
    const file = openSync(join(folder, "editor.lock.json"), openAsFile);
    try {
      const bytes = Buffer.alloc(fileBytesMax);
      const text = bytes.toString("utf8", 0, readSync(file, bytes, 0, fileBytesMax, 0));
      return holderSchema.parse(JSON.parse(text));
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
