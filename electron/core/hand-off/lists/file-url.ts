/** Owns how a film's path is written for editing suites, whichever system the path is of. */

/**
 * `file:///…`, percent-encoded segment by segment; quotes and parentheses too, which some readers take literally. Reads POSIX
 * paths, `C:\…` and `\\server\share\…` alike on every system: an absolute POSIX path begins with `/`, neither of the others does.
 */
export function fileUrlOf(path: string): string {
  const [host, segments] = splitPath(path);
  const encoded = segments.map((segment, index) => (isDrive(segment, index) ? segment : encodeSegment(segment)));
  return `file://${host}/${encoded.join("/")}`;
}

/** The path as it is, with `/` between its segments: what DaVinci Resolve links from an OpenTimelineIO file. */
export function slashPathOf(path: string): string {
  return path.startsWith("/") ? path : withoutLongPathMark(path).replaceAll("\\", "/");
}

/**
 * The path that a file's address in an editing suite's list means, with `/` between its segments: a `file:` URL of any of the
 * forms in use (`file:///C:/a`, `file://localhost/C%3a/a`, `file://server/share/a`), or a bare path.
 */
export function pathOfAddress(address: string): string {
  const url = /^file:\/\/([^/]*)(\/.*)$/is.exec(address);
  if (!url) return slashPathOf(address);
  const [host = "", path = ""] = [url[1], decode(url[2] ?? "")];
  if (/^\/[A-Za-z]:(\/|$)/.test(path)) return path.slice(1);
  return host === "" || host.toLowerCase() === "localhost" ? path : `//${host}${path}`;
}

/** The last segment of a path or an address. */
export function fileNameOf(address: string): string {
  return pathOfAddress(address).split("/").at(-1) ?? "";
}

function splitPath(path: string): [host: string, segments: string[]] {
  if (path.startsWith("/")) return ["", path.slice(1).split("/")];
  const plain = withoutLongPathMark(path);
  const segments = plain.split(/[\\/]/);
  if (!plain.startsWith("\\\\")) return ["", segments];
  return [encodeSegment(segments[2] ?? ""), segments.slice(3)];
}

/** `\\?\C:\a` and `\\?\UNC\server\share`, by which Windows names long paths. */
function withoutLongPathMark(path: string): string {
  return path.replace(/^\\\\\?\\UNC\\/i, "\\\\").replace(/^\\\\\?\\/, "");
}

function isDrive(segment: string, index: number): boolean {
  return index === 0 && /^[A-Za-z]:$/.test(segment);
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, "\uFFFD")).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Some writers leave a percent sign as it is.
    return text;
  }
}
