/** Owns images that come as files: their order, handing each on, and one sentence about those that cannot be used. */
import { AppError } from "../../../shared/errors/app-error.ts";
import { imageBytesMax } from "../../../shared/project/media.ts";
import type { Notice } from "../state/problems.ts";

export interface SentImages<Kept> {
  readonly kept: readonly Kept[];
  /** What cannot be used, and why. */
  readonly refused: readonly { readonly name: string; readonly error: AppError }[];
}

/** In the order of their names, as people count: `shot 2` before `shot 10`. */
export function inNameOrder(files: readonly File[]): File[] {
  return files.toSorted((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }));
}

/**
 * Sends one file after another until `most` are kept. Throws what is no fault of a file, such as a full disk: the others would fail
 * of it as well.
 */
export async function sendImages<Kept>(
  files: readonly File[],
  most: number,
  send: (name: string, bytes: ArrayBuffer) => Promise<Kept>,
): Promise<SentImages<Kept>> {
  const kept: Kept[] = [];
  const refused: { name: string; error: AppError }[] = [];
  for (const file of files) {
    if (kept.length === most) break;
    try {
      refuseUnfit(file);
      kept.push(await send(file.name, await readBytes(file)));
    } catch (error) {
      if (!(error instanceof AppError && error.code.startsWith("image."))) throw error;
      refused.push({ name: file.name, error });
    }
  }
  return { kept, refused };
}

/** What need not be read to know that it is none, or too large. */
function refuseUnfit({ name, type, size }: File): void {
  if (type !== "" && !type.startsWith("image/")) {
    throw new AppError("image.unreadable", `${name} is not an image.`, { next: "Add PNG or JPEG images." });
  }
  if (size <= imageBytesMax) return;
  const most = `${imageBytesMax / 1024 / 1024} MB`;
  throw new AppError("image.too-large", `${name} has ${(size / 1024 / 1024).toFixed(0)} MB; the limit is ${most}.`, {
    next: "Save a smaller copy as JPEG, then add that.",
  });
}

async function readBytes(file: File): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch (cause) {
    const next = "Check that the file is still there, then add it again.";
    throw new AppError("image.missing", `${file.name} can’t be read.`, { next, cause });
  }
}

/** What to tell of files that cannot be used; null when there are none. */
export function describeRefused({ refused }: SentImages<unknown>): Pick<Notice, "message" | "next"> | null {
  const [first, ...others] = refused;
  if (!first) return null;
  if (others.length === 0) return first.error;
  const names = listNames(refused.map(({ name }) => name));
  return { message: `${refused.length} files can’t be used: ${names}.`, next: first.error.message };
}

/** `a, b, c`, and how many more. */
export function listNames(names: readonly string[]): string {
  const more = names.length - 3;
  return more > 0 ? `${names.slice(0, 3).join(", ")} and ${more} more` : names.join(", ");
}
