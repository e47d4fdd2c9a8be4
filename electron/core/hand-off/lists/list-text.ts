/** Owns getting the text of an edit list from the disk: which file of a bundle, how large it may be, and in which encoding it is written. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../../shared/errors/app-error.ts";

const listBytesMax = 64 * 1024 * 1024;
const next = "Choose an EDL, OpenTimelineIO, FCPXML or Final Cut Pro 7 XML file.";

/** Folders that programs write around a list: newer releases of Final Cut Pro, and OpenTimelineIO with its media. */
const bundles: readonly (readonly [ending: string, list: string])[] = [
  [".fcpxmld", "Info.fcpxml"],
  [".otiod", "content.otio"],
];

/** Errors: `not-found`, `input.invalid` for what is too large, no file, or no text. */
export async function readListText(path: string): Promise<string> {
  const bundle = bundles.find(([ending]) => path.toLowerCase().endsWith(ending));
  const inside = bundle && join(path, bundle[1]);
  const file = inside && (await isThere(inside)) ? inside : path;
  const info = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (!["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP"].includes(error.code ?? "")) throw error;
    throw new AppError("not-found", `File not found: ${file}.`, { next: "Check the path." });
  });
  if (!info.isFile()) throw new AppError("input.invalid", `${file} is not a file.`, { next });
  if (info.size > listBytesMax) {
    const message = `The file is ${Math.ceil(info.size / 1024 / 1024)} MB, too large for an edit list.`;
    throw new AppError("input.invalid", message, { next });
  }
  return decodeList(await readFile(file));
}

/** UTF-8, UTF-16 by its mark or its zeros, else the encoding of Windows, as older suites write names. Throws `input.invalid` for what is no text. */
export function decodeList(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (marked || (bytes.length > 1 && (first === 0) !== (second === 0))) {
    return new TextDecoder(first === 0xfe || first === 0 ? "utf-16be" : "utf-16le").decode(bytes);
  }
  if (first === 0x50 && second === 0x4b) refuse("an archive", "Export it as a plain list, without media.");
  if (bytes.subarray(0, 4096).includes(0) || (first === 0x1f && second === 0x8b)) {
    refuse("a project or video file, not an edit list", next);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function refuse(what: string, next: string): never {
  throw new AppError("input.invalid", `The file is ${what}, not text.`, { next });
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
