/** Owns turning the bytes of a text file into text, whatever it was written with, and refusing what is no text. */
import { AppError } from "../../../../shared/errors/app-error.ts";
import { scriptBytesMax } from "../../../../shared/ways-in/script.ts";

interface Decoding {
  readonly bytesMax: number;
  /** What to do about a file that is no text. */
  readonly next: string;
}

const ofScripts: Decoding = {
  bytesMax: scriptBytesMax,
  next: "Export the script as Fountain, Final Draft (FDX) or plain text.",
};

/** How files that people take for text begin, and what they are. */
const others: readonly (readonly [start: string, what: string])[] = [
  ["%PDF", "a PDF"],
  ["PK\u0003\u0004", "a packed document"],
  ["{\\rtf", "a rich text document"],
  ["\u00d0\u00cf\u0011\u00e0", "a Word document"],
];

/**
 * Text on lines that end with `\n`, without a byte order mark and control characters. UTF-16 and UTF-8 are told by their marks or by what
 * they look like; what is neither is read as Windows-1252, of which Latin-1 is a part. Throws input.invalid, which names the file.
 */
export function decodeText(name: string, bytes: Uint8Array, { bytesMax, next }: Decoding = ofScripts): string {
  if (bytes.byteLength > bytesMax) {
    const message = `${name} is larger than ${bytesMax / 1024 / 1024} MB.`;
    throw new AppError("input.invalid", message, { next: "Import it in parts." });
  }
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  const other = others.find(([mark]) => start.startsWith(mark));
  if (other) refuse(`${name} is ${other[1]}, not text.`, next);
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes).replace(/^\uFEFF/, "");
  const lines = text.replace(/\r\n?|[\f\u0085\u2028\u2029]/g, "\n");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
  const clean = lines.replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/g, "");
  if (lines.length - clean.length > lines.length / 50 + 8) refuse(`${name} is not a text file.`, next);
  if (clean.trim() === "") refuse(`${name} is empty.`, next);
  return clean;
}

function refuse(message: string, next: string): never {
  throw new AppError("input.invalid", message, { next });
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  // In UTF-16 every other byte of western text is zero; in no other text is any.
  const zeros = [0, 0];
  const looked = bytes.subarray(0, 4000);
  for (const [at, byte] of looked.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] as number) + 1;
  const many = looked.length / 5;
  if ((zeros[1] as number) > many) return "utf-16le";
  if ((zeros[0] as number) > many) return "utf-16be";
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
