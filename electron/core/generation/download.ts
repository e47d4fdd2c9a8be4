/** Owns downloading one file: resumed where it broke off, refused when it is a page instead, and whole at the end. No key is ever sent. */
import { constants } from "node:fs";
import { lstat, open, readFile, rm, writeFile } from "node:fs/promises";
import { fetchOutside, type Permission } from "./outside-address.ts";
import { ServiceFault } from "./service-fault.ts";
import { readRetryAfter } from "./service-http.ts";

/** The address gives nothing any more. */
export class ResultGone extends Error {}

export interface DownloadOptions {
  readonly url: string;
  /** Grows while it comes; what is there already is resumed. */
  readonly file: string;
  /** Where it may lie, and the service's name for sentences. */
  readonly permission: Permission;
  readonly signal: AbortSignal;
  /** Default 2 GiB. */
  readonly bytesMax?: number;
  /** Without a byte for this long the connection is given up; default 30 s. */
  readonly stallMs?: number;
  readonly onProgress: (bytes: number, totalBytes: number | null) => void;
}

/** What stands there must be ours: a link is not written through. */
const appendAsFile = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);
const defaultBytesMax = 2 * 1024 ** 3;
const defaultStallMs = 30_000;

/** Which version of the file the part on the disk is of. */
export function sidecarOf(file: string): string {
  return `${file}.etag`;
}

/**
 * Downloads until the file is whole. A connection that breaks off is taken up again as long as each brings something;
 * then, and for anything else that may pass, throws ServiceFault. Throws ResultGone when the address has expired.
 */
export async function downloadFile(options: DownloadOptions): Promise<void> {
  for (let before = -1; ; ) {
    if (await downloadOnce(options)) return;
    const size = await sizeOf(options.file);
    if (size <= before)
      throw new ServiceFault("silent", options.permission.label, { detail: "the download keeps breaking off" });
    before = size;
  }
}

/** True when the file is whole, false when the connection broke off. */
async function downloadOnce(options: DownloadOptions): Promise<boolean> {
  const { file, permission, signal, onProgress, bytesMax = defaultBytesMax, stallMs = defaultStallMs } = options;
  const { label } = permission;
  const have = await sizeOf(file);
  const tag = have > 0 ? await readFile(sidecarOf(file), "utf8").catch(() => "") : "";
  const stalled = new AbortController();
  const watchdog = setTimeout(() => stalled.abort(new Error("The download stalled.")), stallMs);
  try {
    const answer = await request(options, have, tag, AbortSignal.any([signal, stalled.signal]));
    const resumes = answer.status === 206;
    if (answer.status === 416) return await isWholeAlready(answer, file, have);
    const start = resumes ? have : 0;
    if (!resumes) await startOver(file, answer.headers.get("etag"));
    const length = answer.headers.get("content-encoding") === null ? answer.headers.get("content-length") : null;
    const totalBytes = length === null ? null : start + Number(length);
    if ((totalBytes ?? 0) > bytesMax) throw tooLarge(label);
    let bytes = start;
    onProgress(bytes, totalBytes);
    const handle = await open(file, appendAsFile);
    try {
      for await (const chunk of answer.body ?? []) {
        watchdog.refresh();
        bytes += chunk.byteLength;
        if (bytes > bytesMax) throw tooLarge(label);
        await handle.write(chunk);
        onProgress(bytes, totalBytes);
      }
    } catch (error) {
      signal.throwIfAborted();
      if (isOfNetwork(error) || stalled.signal.aborted) return false;
      throw error;
    } finally {
      await handle.close();
    }
    return totalBytes === null ? bytes > 0 : bytes === totalBytes;
  } finally {
    clearTimeout(watchdog);
  }
}

async function request(
  { url, file, permission, signal }: DownloadOptions,
  have: number,
  tag: string,
  until: AbortSignal,
): Promise<Response> {
  const { label } = permission;
  // Without a strong tag nobody can say that the rest belongs to what is here.
  const resume = have > 0 && tag !== "";
  const headers = {
    "accept-encoding": "identity",
    ...(resume ? { range: `bytes=${have}-`, "if-range": tag } : {}),
  };
  let answer: Response;
  try {
    answer = await fetchOutside(url, permission, { headers, signal: until });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ServiceFault) throw error;
    throw new ServiceFault("offline", label, { cause: error });
  }
  const { status } = answer;
  if (status === 416 && resume) return answer;
  // Some servers read dates alone in If-Range, and send the rest of another version.
  const isSame = (answer.headers.get("etag") ?? tag) === tag;
  if (status === 206 && resume && isSame && answer.headers.get("content-range")?.startsWith(`bytes ${have}-`))
    return checked(answer, label);
  if (status === 200) return checked(answer, label);
  await answer.body?.cancel();
  if (status === 401 || status === 403 || status === 404 || status === 410) throw new ResultGone();
  if (status === 206 || status === 416) {
    await rm(file, { force: true });
    throw new ServiceFault("server", label, { detail: "the download can't be resumed", againAfterMs: 0 });
  }
  const againAfterMs = readRetryAfter(answer.headers.get("retry-after"), Date.now());
  throw new ServiceFault(status === 429 ? "rate" : "server", label, { detail: `status ${status}`, againAfterMs });
}

/** Pages of guest networks and error texts come with a good status as well. */
function checked(answer: Response, label: string): Response {
  const type = answer.headers.get("content-type") ?? "";
  if (!/^(text\/|application\/(json|xml|xhtml))/i.test(type)) return answer;
  void answer.body?.cancel();
  throw new ServiceFault("unclear", label, { detail: `${type.split(";")[0]} instead of the result` });
}

async function isWholeAlready(answer: Response, file: string, have: number): Promise<boolean> {
  await answer.body?.cancel();
  if (answer.headers.get("content-range") === `bytes */${have}`) return true;
  await rm(file, { force: true });
  return false;
}

async function startOver(file: string, tag: string | null): Promise<void> {
  await rm(file, { force: true });
  const isStrong = tag !== null && !tag.startsWith("W/");
  if (isStrong) await writeFile(sidecarOf(file), tag);
  else await rm(sidecarOf(file), { force: true });
}

function tooLarge(label: string): ServiceFault {
  return new ServiceFault("unclear", label, { detail: "the result is too large for a video of this length" });
}

/** Failures of the disk carry the call that failed; what the network did does not matter here. */
function isOfNetwork(error: unknown): boolean {
  return !(error instanceof ServiceFault) && (error as NodeJS.ErrnoException | null)?.syscall !== "write";
}

async function sizeOf(file: string): Promise<number> {
  const info = await lstat(file).catch(() => null);
  return info?.size ?? 0;
}
