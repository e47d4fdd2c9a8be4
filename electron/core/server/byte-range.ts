/** Owns reading a `Range` header for one file (RFC 9110, section 14). */

/** Inclusive byte positions. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** More ranges than a player asks for at once are not worth their parts; the standard lets a server pass over such a set. */
const rangesMax = 16;

/**
 * The ranges to answer with, in the order asked; `whole` when there is none to obey (no header, another unit, a set that is not valid, such
 * as one that ends before it starts, or that asks for too many or overlapping ones), `unsatisfiable` when none of them lies in the file.
 */
export function parseByteRanges(header: string | null, size: number): readonly ByteRange[] | "whole" | "unsatisfiable" {
  const set = /^bytes\s*=(.*)$/is.exec(header?.trim() ?? "")?.[1];
  if (set === undefined) return "whole";
  // An empty element of a list counts for nothing (section 5.6.1).
  const specs = set
    .split(",", 4 * rangesMax)
    .map((spec) => spec.trim())
    .filter((spec) => spec !== "");
  if (specs.length === 0 || specs.length > rangesMax) return "whole";
  const ranges: ByteRange[] = [];
  for (const spec of specs) {
    const range = parseOne(spec, size);
    if (range === "invalid") return "whole";
    if (range !== "outside") ranges.push(range);
  }
  if (ranges.length === 0) return "unsatisfiable";
  return overlap(ranges) ? "whole" : ranges;
}

function parseOne(spec: string, size: number): ByteRange | "outside" | "invalid" {
  const match = /^(\d*)-(\d*)$/.exec(spec);
  const [, from = "", to = ""] = match ?? [];
  if (match === null || (from === "" && to === "")) return "invalid";
  if (from === "") {
    const length = Number(to);
    return length === 0 || size === 0 ? "outside" : { start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(from);
  if (to !== "" && Number(to) < start) return "invalid";
  if (start >= size) return "outside";
  return { start, end: to === "" ? size - 1 : Math.min(Number(to), size - 1) };
}

function overlap(ranges: readonly ByteRange[]): boolean {
  const sorted = [...ranges].sort((one, other) => one.start - other.start);
  return sorted.some((range, index) => range.start <= (sorted[index - 1]?.end ?? -1));
}
