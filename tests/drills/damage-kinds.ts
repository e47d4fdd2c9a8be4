/** Owns what disks, sync programs and people do to files: damage as data, chosen by chance, done to a folder. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "../support/footage/random.ts";

/** Places are shares of the file's length, so that they fit whatever stands there. `file` is in the project's folder; see `fileFor`. */
export type Damage = { readonly file: string } & (
  | { readonly kind: "bits"; readonly from: number; readonly to: number; readonly at: readonly number[] }
  | { readonly kind: "cut"; readonly at: number }
  | { readonly kind: "zero" | "noise"; readonly at: readonly number[]; readonly bytes: number }
  | { readonly kind: "swap pages"; readonly at: readonly [number, number] }
  | { readonly kind: "remove" }
  | { readonly kind: "empty" }
  /** By a file of another time or kind, under `spare` of what the drill has kept. */
  | { readonly kind: "replace"; readonly by: string }
);

const pageBytes = 4096;

/** The path of what a damage names: `newest backup` and `a media file` are found in the folder. Null when there is none. */
export function fileFor(folder: string, file: string): string | null {
  const inFolder = (name: string, ending: string) => {
    const place = join(folder, name);
    if (!existsSync(place)) return null;
    const names = readdirSync(place, { recursive: true, encoding: "utf8" }).filter(
      (each) => each.endsWith(ending) && !each.endsWith(".take.json"),
    );
    const last = names.sort().at(-1);
    return last === undefined ? null : join(place, last);
  };
  if (file === "newest backup") return inFolder("backups", ".db");
  if (file === "a take") return inFolder("media/takes", ".mp4");
  if (file === "an image") return inFolder("media/images", "");
  return existsSync(join(folder, file)) ? join(folder, file) : null;
}

/** Gives whether anything is other than it was. */
export function doDamage(folder: string, spares: string, damage: Damage): boolean {
  const file = fileFor(folder, damage.file);
  if (file === null) return false;
  const before = readFileSync(file);
  change(file, spares, damage);
  return !existsSync(file) || !readFileSync(file).equals(before);
}

function change(file: string, spares: string, damage: Damage): void {
  if (damage.kind === "remove") rmSync(file);
  else if (damage.kind === "empty") truncateSync(file, 0);
  else if (damage.kind === "cut") truncateSync(file, Math.floor(statSync(file).size * damage.at));
  else if (damage.kind === "replace") writeFileSync(file, readFileSync(join(spares, damage.by)));
  else writeFileSync(file, damaged(readFileSync(file), damage));
}

function damaged(bytes: Buffer, damage: Extract<Damage, { at: readonly number[] }>): Buffer {
  const { length } = bytes;
  // What is empty has nothing to damage.
  if (length === 0) return bytes;
  if (damage.kind === "bits") {
    const [from, to] = [Math.floor(length * damage.from), Math.ceil(length * damage.to)];
    for (const at of damage.at) {
      const bit = Math.floor((from + (to - from) * at) * 8);
      const byte = Math.min(length - 1, bit >> 3);
      bytes.writeUInt8(bytes.readUInt8(byte) ^ (1 << (bit & 7)), byte);
    }
    return bytes;
  }
  const pageAt = (share: number) => Math.floor((share * length) / pageBytes) * pageBytes;
  if (damage.kind === "swap pages") {
    const [one, other] = damage.at.map(pageAt) as [number, number];
    const kept = Buffer.from(bytes.subarray(one, one + pageBytes));
    bytes.copy(bytes, one, other, other + pageBytes);
    kept.copy(bytes, other);
    return bytes;
  }
  for (const at of damage.at) {
    const start = damage.bytes === pageBytes ? pageAt(at) : Math.floor(at * length);
    const part = bytes.subarray(start, start + damage.bytes);
    if (damage.kind === "zero") part.fill(0);
    else for (const index of part.keys()) part[index] = (index * 167 + start * 13 + 89) & 255;
  }
  return bytes;
}

const shares = (random: Random, count: number) => Array.from({ length: count }, () => random.between(0, 1));

/** One damage of chance. `regions` are the first bytes as shares: header and first page. */
export function drawDamage(random: Random, file: string, replacements: readonly string[]): Damage {
  const kind = random.pick([
    ...(["bits", "bits", "bits", "cut", "cut", "zero", "zero", "swap pages", "noise", "remove", "empty"] as const),
    ...(replacements.length > 0 ? (["replace", "replace"] as const) : []),
  ]);
  switch (kind) {
    case "bits": {
      // Small shares are the header and the first pages, where the schema is.
      const to = random.pick([0.0003, 0.02, 0.1, 1, 1, 1]);
      return { file, kind, from: 0, to, at: shares(random, random.pick([1, 1, 2, 8, 64])) };
    }
    case "cut":
      return { file, kind, at: random.between(0, 1) };
    case "zero":
    case "noise":
      return {
        file,
        kind,
        at: shares(random, random.pick([1, 1, 2, 6])),
        bytes: random.pick([512, pageBytes, pageBytes]),
      };
    case "swap pages":
      return { file, kind, at: [random.between(0, 1), random.between(0, 1)] };
    case "replace":
      return { file, kind, by: random.pick(replacements) };
    default:
      return { file, kind };
  }
}
