/** Owns answering a request with a file: type, length, validators and ranges, read as the reader takes it. */
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { Readable } from "node:stream";
import { type ByteRange, parseByteRanges } from "./byte-range.ts";

/** What a stored file may be shown as, by the ending that its content gave it. */
export const mediaTypes: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".gif": "image/gif",
  ".tiff": "image/tiff",
  ".avif": "image/avif",
  ".mp4": "video/mp4",
  ".m4v": "video/mp4",
  ".mov": "video/quicktime",
  ".webm": "video/webm",
  ".mkv": "video/matroska",
  ".avi": "video/x-msvideo",
  ".wav": "audio/wav",
  ".peaks": "application/octet-stream",
};

const types: Readonly<Record<string, string>> = {
  ...mediaTypes,
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".ico": "image/x-icon",
};

/**
 * The file as a response to `request` (GET or HEAD); null when there is no such file, and when `only` is given and does not know its
 * ending.
 */
export async function sendFile(
  request: Request,
  path: string,
  headers: Record<string, string>,
  only: Readonly<Record<string, string>> | null = null,
): Promise<Response | null> {
  const info = await stat(path).catch(() => null);
  const type = (only ?? types)[extname(path).toLowerCase()] ?? (only === null ? "application/octet-stream" : undefined);
  if (!info?.isFile() || type === undefined) return null;
  const etag = `"${info.size.toString(36)}-${Math.trunc(info.mtimeMs).toString(36)}"`;
  const all: Record<string, string> = {
    "content-type": type,
    "accept-ranges": "bytes",
    etag,
    ...headers,
  };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: all });
  const ifRange = request.headers.get("if-range");
  const partial = request.method === "GET" && (ifRange === null || ifRange === etag);
  const wanted = partial ? request.headers.get("range") : null;
  const ranges = parseByteRanges(wanted, info.size);
  if (ranges === "unsatisfiable") {
    return new Response(null, { status: 416, headers: { ...all, "content-range": `bytes */${info.size}` } });
  }
  if (ranges !== "whole" && ranges.length > 1) return sendParts(request, path, info.size, ranges, type, all);
  const [range] = ranges === "whole" ? [] : ranges;
  const { start, end } = range ?? { start: 0, end: info.size - 1 };
  all["content-length"] = String(end - start + 1);
  if (range) all["content-range"] = `bytes ${start}-${end}/${info.size}`;
  const status = range ? 206 : 200;
  // Nobody waits any more: as a player that looks elsewhere in the file does, many times a second.
  if (request.signal.aborted) return new Response(null, { status: 499 });
  if (request.method === "HEAD" || info.size === 0) return new Response(null, { status, headers: all });
  return new Response(Readable.toWeb(readPart(path, { start, end }, request.signal)) as ReadableStream, {
    status,
    headers: all,
  });
}

/** Several ranges at once, each as a part of its own (RFC 9110, section 14.6). */
function sendParts(
  request: Request,
  path: string,
  size: number,
  ranges: readonly ByteRange[],
  type: string,
  headers: Record<string, string>,
): Response {
  const boundary = `shotline-${randomUUID()}`;
  const head = ({ start, end }: ByteRange) =>
    `\r\n--${boundary}\r\ncontent-type: ${type}\r\ncontent-range: bytes ${start}-${end}/${size}\r\n\r\n`;
  const last = `\r\n--${boundary}--\r\n`;
  const bytes = ranges.reduce((sum, range) => sum + head(range).length + range.end - range.start + 1, last.length);
  async function* parts() {
    for (const range of ranges) {
      yield Buffer.from(head(range));
      yield* readPart(path, range, request.signal);
    }
    yield Buffer.from(last);
  }
  const partHeaders = {
    ...headers,
    "content-type": `multipart/byteranges; boundary=${boundary}`,
    "content-length": String(bytes),
  };
  const stream = Readable.from(parts(), { objectMode: false });
  stream.on("error", () => {});
  return new Response(Readable.toWeb(stream) as ReadableStream, { status: 206, headers: partHeaders });
}

function readPart(path: string, { start, end }: ByteRange, signal: AbortSignal) {
  const stream = createReadStream(path, { start, end, signal });
  // An aborted read has nobody left to tell; without a listener it would end the process.
  stream.on("error", () => {});
  return stream;
}
