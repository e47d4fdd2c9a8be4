/**
 * Owns the names of what is being written. They say whose work it is, a computer and a process there, so that what a process left
 * that died can be told from work that goes on; and nobody can know them beforehand, so that no link waits there.
 */
import { createHash, randomBytes } from "node:crypto";
import { lstat, readdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

const machine = createHash("sha256").update(hostname()).digest("hex").slice(0, 6);
/** Also tells this process from one before it that had the same number, as each run in a container has. */
const token = randomBytes(4).toString("hex");
/** Without a token in names of older versions. */
const workPattern = /.\.part-([0-9a-f]{6})-(\d{1,10})(?:-([0-9a-f]{8}))?(?:\.\w{1,8})?$/;
const dayMs = 24 * 3600 * 1000;

/** The name under which this process makes `path`, beside it; an ending such as `.mp4` may be put behind. */
export function workName(path: string): string {
  return `${path}.part-${machine}-${process.pid}-${token}`;
}

/** Whether a process that may be alive writes under this name. */
export function isWorkUnderWay(name: string): boolean {
  const [, owner, id, mark] = workPattern.exec(name) ?? [];
  if (owner === undefined) return false;
  return owner !== machine || (Number(id) === process.pid ? mark === token : isAlive(Number(id)));
}

/** Whether nothing was written to it for a day: nobody works that slowly, whichever computer and process it belongs to. */
export async function isForgotten(path: string): Promise<boolean> {
  const info = await lstat(path).catch(() => null);
  return info !== null && Date.now() - info.mtimeMs > dayMs;
}

/**
 * The names in `folder` of work that nobody goes on with: its process lived on this computer and is dead, or it is forgotten.
 * A folder that cannot be read has none: it may be closed to reading and yet be written to.
 */
export async function leftoversIn(folder: string): Promise<string[]> {
  const left: string[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const [, owner, id, mark] = workPattern.exec(name) ?? [];
    if (owner === undefined) continue;
    const isGoingOn = Number(id) === process.pid ? mark === token : isAlive(Number(id));
    if ((owner === machine && !isGoingOn) || (await isForgotten(join(folder, name)))) left.push(name);
  }
  return left;
}

/** Whether a process of this number runs on this computer, whoever started it. */
export function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
