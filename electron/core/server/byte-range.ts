/** Owns reading a `Range` header for one file (RFC 9110, section 14). */

/** Inclusive byte positions; `whole` when there is no range to obey, `unsatisfiable` when none of it lies in the file. */
export type ByteRange = { readonly start: number; readonly end: number } | "whole" | "unsatisfiable";

/** Several ranges at once are answered with the whole file, as a server may. */
export function parseByteRange(header: string | null, size: number): ByteRange {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return "whole";
  const [, from, to] = match as unknown as [string, string, string];
  if (from === "") {
    const length = Number(to);
    return length === 0 || size === 0 ? "unsatisfiable" : { start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(from);
  const end = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < start) return "whole";
  return start >= size ? "unsatisfiable" : { start, end };
}
