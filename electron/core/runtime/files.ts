/** Owns safe writing: nothing stands under its final name before it is whole and on the disk. */
import { createHash, randomUUID } from "node:crypto";
import { constants, createReadStream, renameSync, rmSync, writeFileSync } from "node:fs";
import { copyFile, open, readFile, rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { workName } from "./work-name.ts";

/** Flushes a file, or the names in a folder, to the disk. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Moves a finished file of work to its name and makes sure of it. */
async function moveIntoPlace(part: string, file: string): Promise<void> {
  await flush(part);
  await rename(part, file);
}

/** Removes files and folders of work. What stays is cleared away later; what was done, or failed before, is what counts. */
export async function removeWork(...paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

function removeWorkSync(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // As above.
  }
}

/** Copies a file so that `target` is either whole or absent. */
export async function copyWhole(source: string, target: string): Promise<void> {
  const part = workName(`${target}.${randomUUID()}`);
  try {
    await copyFile(source, part);
    await moveIntoPlace(part, target);
  } catch (error) {
    await removeWork(part);
    throw error;
  }
}

/** The SHA-256 of a file, in hexadecimal; `flags` as of open(2). */
export async function hashFile(path: string, flags: number = constants.O_RDONLY): Promise<string> {
  const hash = createHash("sha256");
  // The stream passes its flags on as they are, though its types know names alone.
  await pipeline(createReadStream(path, { flags: flags as unknown as string }), hash);
  return hash.digest("hex");
}

/** Reads a JSON file of our own; null when it is absent or unreadable as JSON. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Writes JSON so that readers see the old or the new file, never half of one. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  const part = workName(`${path}.${randomUUID()}`);
  const handle = await open(part, "w", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`);
    await handle.sync();
    await handle.close();
    await rename(part, path);
  } catch (error) {
    await handle.close().catch(() => {});
    await removeWork(part);
    throw error;
  }
}

/** The same in one step, for what is read, changed and written without anybody between. */
export function writeJsonSync(path: string, value: unknown): void {
  const part = workName(`${path}.${randomUUID()}`);
  try {
    writeFileSync(part, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(part, path);
  } catch (error) {
    removeWorkSync(part);
    throw error;
  }
}

/** Leaves room in the 255 bytes of a file name for what is put before and after it. */
const nameBytesMax = 150;

/**
 * A name that every file system takes and shows: at most 80 characters and 150 bytes, no reserved characters or device
 * names, no dot or space at either end.
 */
export function safeFileName(name: string): string {
  const plain = name
    .normalize("NFC")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
    .replace(/[\u0000-\u001f<>:"/\\|?*]+/g, "-")
    .replace(/^[.\s]+/, "");
  const short = shorten(plain, 80, nameBytesMax).replace(/[.\s]+$/, "");
  if (short === "") return "Untitled";
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(short) ? `_${short}` : short;
}

/** The whole characters of `text` that fit into both limits. */
function shorten(text: string, charsMax: number, bytesMax: number): string {
  let bytes = 0;
  const characters = [...text].slice(0, charsMax);
  const end = characters.findIndex((character) => {
    bytes += Buffer.byteLength(character);
    return bytes > bytesMax;
  });
  return characters.slice(0, end === -1 ? undefined : end).join("");
}
