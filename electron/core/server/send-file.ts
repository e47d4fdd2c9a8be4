/** Owns answering a request with a file: type, length, validators and ranges, read as the reader takes it. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { Readable } from "node:stream";
import { parseByteRange } from "./byte-range.ts";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".mp4": "video/mp4",
  ".m4v": "video/mp4",
  ".mov": "video/quicktime",
  ".webm": "video/webm",
  ".ico": "image/x-icon",
};

/** The file as a response to `request` (GET or HEAD); null when there is no such file. */
export async function sendFile(
  request: Request,
  path: string,
  headers: Record<string, string>,
): Promise<Response | null> {
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) return null;
  const etag = `"${info.size.toString(36)}-${Math.trunc(info.mtimeMs).toString(36)}"`;
  const all: Record<string, string> = {
    "content-type": types[extname(path).toLowerCase()] ?? "application/octet-stream",
    "accept-ranges": "bytes",
    etag,
    ...headers,
  };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: all });
  const ifRange = request.headers.get("if-range");
  const partial = request.method === "GET" && (ifRange === null || ifRange === etag);
  const wanted = partial ? request.headers.get("range") : null;
  const range = parseByteRange(wanted, info.size);
  if (range === "unsatisfiable") {
    return new Response(null, { status: 416, headers: { ...all, "content-range": `bytes */${info.size}` } });
  }
  const { start, end } = range === "whole" ? { start: 0, end: info.size - 1 } : range;
  all["content-length"] = String(end - start + 1);
  if (range !== "whole") all["content-range"] = `bytes ${start}-${end}/${info.size}`;
  const status = range === "whole" ? 200 : 206;
  if (request.method === "HEAD" || info.size === 0) return new Response(null, { status, headers: all });
  const stream = createReadStream(path, { start, end, signal: request.signal });
  // An aborted read has nobody left to tell; without a listener it would end the process.
  stream.on("error", () => {});
  return new Response(Readable.toWeb(stream) as ReadableStream, { status, headers: all });
}
