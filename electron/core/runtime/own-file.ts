/** Owns reading this installation's own small files: what is damaged is kept aside under another name, never taken for empty, never written over. */
import { lstatSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join, parse } from "node:path";
import type { z } from "zod";

export type OwnFile<Value> =
  | { readonly state: "absent" }
  | { readonly state: "whole"; readonly value: Value }
  /** `keptAside`: where it is now; null where it could not be moved, so that nothing may be written in its place. */
  | { readonly state: "damaged"; readonly keptAside: string | null };

const asideMark = ".damaged-";
const bytesMax = 4 * 1024 * 1024;

/** Reads a JSON file through its schema. Throws what the disk says of a file that may be whole. */
export function readOwnFile<Schema extends z.ZodType>(file: string, schema: Schema): OwnFile<z.infer<Schema>> {
  const info = lstatSync(file, { throwIfNoEntry: false });
  if (info === undefined) return { state: "absent" };
  if (info.isFile() && info.size <= bytesMax) {
    const read = schema.safeParse(parseJson(readFileSync(file, "utf8")));
    if (read.success) return { state: "whole", value: read.data };
  }
  return { state: "damaged", keptAside: keepAside(file) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No schema takes it.
    return undefined;
  }
}

/** Where the newest damaged file of this name was put aside; null when there is none. */
export function lastKeptAside(file: string): string | null {
  const { dir, name, ext } = parse(file);
  const found = namesIn(dir).filter((each) => each.startsWith(`${name}${asideMark}`) && each.endsWith(ext));
  const last = found.sort().at(-1);
  return last === undefined ? null : join(dir, last);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that cannot be read has nothing that was put there.
    return [];
  }
}

function keepAside(file: string): string | null {
  const { dir, name, ext } = parse(file);
  const aside = join(dir, `${name}${asideMark}${new Date().toISOString().replace(/[:.]/g, "-")}${ext}`);
  try {
    renameSync(file, aside);
    return aside;
  } catch {
    return null;
  }
}
