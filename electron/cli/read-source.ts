/** Owns reading a file that the command hands to the core as bytes: a script or a shot list. */
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "../../shared/errors/app-error.ts";

/** Its name and its bytes in base64. Throws input.invalid for a file of more than `bytesMax`, not-found for one that can't be read. */
export async function readSource(file: string, bytesMax: number): Promise<{ name: string; bytes: string }> {
  const name = basename(file);
  try {
    // What is far too large is not even read.
    const { size } = await stat(file);
    if (size > bytesMax) {
      const message = `${name} is larger than ${bytesMax / 1024 / 1024} MB.`;
      throw new AppError("input.invalid", message, { next: "Import it in parts." });
    }
    return { name, bytes: (await readFile(file)).toString("base64") };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("not-found", `${file} can't be read.`, { next: "Check the path and your access to it.", cause });
  }
}
