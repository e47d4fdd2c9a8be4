/** Owns asking for the room on a disk before work, so that a full disk is said before it and not after. */
import { statfs } from "node:fs/promises";
import { AppError } from "../../../shared/errors/app-error.ts";

export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Throws `disk.full` when `needed` is more than what is free; `what` begins the sentence, such as `The hand-off`. */
export function requireSpace(what: string, needed: number, free: number, next: string): void {
  if (needed <= free) return;
  const message = `${what} needs about ${sizeOf(needed, Math.ceil)}; the disk has ${sizeOf(free, Math.floor)} free.`;
  throw new AppError("disk.full", message, { next });
}

/** Rounded so that what is needed is never said to be what is free. */
function sizeOf(bytes: number, round: (value: number) => number): string {
  return bytes < 1e10 ? `${round(bytes / 1e6)} MB` : `${round(bytes / 1e9)} GB`;
}
