/**
 * Owns running ffmpeg and ffprobe: one process a call, started without a shell, logged so that it can be pasted, capped in time,
 * and killed with its job. The only place in the core that starts processes.
 */
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { constants, setPriority } from "node:os";
import type { Readable, Writable } from "node:stream";
import { AppError } from "../../../shared/errors/app-error.ts";
import { type Binaries, type BinaryChoice, chooseBinaries } from "./binaries.ts";
import { guardInputs } from "./container.ts";

/** Writes to the standard input; resolves when the process has taken the bytes, so that waiting for it is back-pressure. */
export type WriteChunk = (chunk: Uint8Array) => Promise<void>;

export interface RunOptions {
  readonly timeLimitMs: number;
  readonly signal?: AbortSignal;
  /** Called with frames done so far. */
  readonly onProgress?: (frames: number) => void;
  /** Fills the standard input, which is closed when it is done. `stopped` aborts when the process ends early. */
  readonly feed?: (write: WriteChunk, stopped: AbortSignal) => Promise<void>;
  /**
   * Takes what is written to the standard output, chunk after chunk and of any length, instead of its being gathered; the process
   * waits while a promise it gives is pending. What it throws ends the process and is thrown.
   */
  readonly onOutput?: (chunk: Buffer) => Promise<void> | void;
}

export interface Ffmpeg {
  /** The binaries in use. Errors: `ffmpeg.missing`, `ffmpeg.unfit`. */
  binaries(): Promise<Binaries>;
  /** Whether programs that somebody names answer as ffmpeg and ffprobe do. Errors as of `binaries`. */
  judge(settings: BinaryChoice["settings"]): Promise<Binaries>;
  /** Runs ffmpeg to its end. Errors: `ffmpeg.failed`, `disk.full`, `disk.denied`, `cancelled`. */
  run(argumentList: readonly string[], options: RunOptions): Promise<void>;
  /** Runs ffmpeg and gives what it writes on stdout: nothing where `onOutput` takes it. */
  read(argumentList: readonly string[], options: RunOptions): Promise<Buffer>;
  /** Runs ffprobe and gives what it writes on stdout. */
  probe(argumentList: readonly string[], options: RunOptions): Promise<string>;
}

export interface FfmpegOptions extends Omit<BinaryChoice, "settings"> {
  /** Asked before every choice, so that changed settings hold at once. */
  readonly settings: () => BinaryChoice["settings"];
  readonly log: (line: string) => void;
}

/** What a run may write to its standard output: more than any that is right does. */
const outputBytesMax = 512 * 1024 * 1024;
/** Stderr chunks kept; only the last lines are ever told. */
const stderrChunksKept = 200;

/** What binaries said of themselves: the same for as long as the file is the same, whoever asks in this process. */
const answers = new Map<string, Promise<string>>();

/** Changes with the file, and is of its own for one that is not there. */
function identityOf(binary: string): string {
  const found = statSync(binary, { throwIfNoEntry: false });
  return found ? `${found.dev} ${found.ino} ${found.size} ${found.mtimeMs}` : "absent";
}

export function createFfmpeg(options: FfmpegOptions): Ffmpeg {
  const { settings, log, ...choice } = options;
  let chosen: { key: string; binaries: Promise<Binaries> } | null = null;

  function ask(binary: string, argumentList: string[]): Promise<string> {
    const key = [binary, identityOf(binary), ...argumentList].join("\n");
    const answer =
      answers.get(key) ?? runProcess(binary, argumentList, { timeLimitMs: 20_000 }, log).then((bytes) => String(bytes));
    answers.set(key, answer);
    // A program that failed is asked again.
    answer.catch(() => answers.delete(key));
    return answer;
  }

  function binaries(): Promise<Binaries> {
    const current = settings();
    const key = JSON.stringify(current);
    if (chosen?.key !== key) {
      const choosing = chooseBinaries({ ...choice, settings: current }, ask);
      chosen = { key, binaries: choosing };
      // A failure is not kept: the user may install ffmpeg and try again.
      choosing.catch(() => {
        if (chosen?.binaries === choosing) chosen = null;
      });
    }
    return chosen.binaries;
  }

  async function read(argumentList: readonly string[], run: RunOptions): Promise<Buffer> {
    const { ffmpeg } = await binaries();
    const quiet = ["-hide_banner", "-loglevel", "error", ...(run.feed ? [] : ["-nostdin"])];
    return await runProcess(ffmpeg, [...quiet, ...(await guardInputs(argumentList))], run, log);
  }

  return {
    binaries,
    judge: (named) => chooseBinaries({ ...choice, settings: named }, ask),
    read,
    async run(argumentList, run) {
      await read(["-y", "-nostats", "-progress", "pipe:1", ...argumentList], run);
    },
    async probe(argumentList, run) {
      const { ffprobe } = await binaries();
      return String(await runProcess(ffprobe, ["-v", "error", ...(await guardInputs(argumentList))], run, log));
    },
  };
}

async function runProcess(
  binary: string,
  argumentList: string[],
  { timeLimitMs, signal, onProgress, feed, onOutput }: RunOptions,
  log: (line: string) => void,
): Promise<Buffer> {
  if (signal?.aborted) throw cancelled();
  const commandLine = [binary, ...argumentList].map(quote).join(" ");
  log(commandLine);
  const child = spawn(binary, argumentList, { windowsHide: true, stdio: ["pipe", "pipe", "pipe"] });
  yieldToOthers(child.pid);
  const output: Buffer[] = [];
  const words: string[] = [];
  let outputBytes = 0;
  const gather = (chunk: Buffer) => {
    outputBytes += chunk.byteLength;
    if (outputBytes > outputBytesMax)
      stop(failed("ffmpeg was stopped because its output did not end.", commandLine, ""));
    else if (onProgress) reportProgress(chunk, onProgress);
    else output.push(chunk);
  };
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    words.push(text);
    if (words.length > stderrChunksKept) words.shift();
  });
  let fault: unknown;
  const stop = (reason: unknown) => {
    fault ??= reason;
    child.kill("SIGKILL");
  };
  const abort = () => stop(cancelled());
  signal?.addEventListener("abort", abort);
  const timer = setTimeout(() => {
    const seconds = Math.round(timeLimitMs / 1000);
    stop(failed(`ffmpeg did not finish within ${seconds} s and was stopped.`, commandLine, ""));
  }, timeLimitMs);
  const stopped = new AbortController();
  const draining = drainOutput(child.stdout, onOutput ?? gather).catch(stop);
  const feeding = feed ? fillInput(child.stdin, feed, stopped.signal).catch(stop) : undefined;
  if (!feed) child.stdin.end();
  try {
    // `close` comes after its output has been read to the end, also when it never started.
    const spawnError = await new Promise<Error | null>((resolve) => {
      let problem: Error | null = null;
      child.once("error", (error) => {
        problem = error;
      });
      child.once("close", (code, killedBy) =>
        resolve(problem ?? (code === 0 ? null : new Error(`${code ?? killedBy}`))),
      );
    });
    stopped.abort();
    await Promise.all([feeding, draining]);
    const stderr = words.join("");
    if (spawnError === null && fault === undefined && !lostTheEnd.test(stderr)) return Buffer.concat(output);
    log(`failed: ${commandLine}\n${stderr.trim()}`);
    throw reasonOf(fault, spawnError, stderr, commandLine);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** Reads on only when the last chunk has been taken: that is back-pressure. */
async function drainOutput(output: Readable, take: (chunk: Buffer) => Promise<void> | void): Promise<void> {
  for await (const chunk of output) await take(chunk as Buffer);
}

/** ffmpeg ends as if all were well when only the last bytes of a file could not be written, as on a full disk. */
const lostTheEnd = /^Error (?:closing file|writing trailer of) /m;

/** Encoding takes all the processors there are; the window, and the worker that draws what is encoded, go first. */
function yieldToOthers(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system does not allow it: it only takes its turn like everyone.
  }
}

/** Thrown into a feed whose process no longer takes anything; the process's own end says why. */
class InputClosed extends Error {}

async function fillInput(input: Writable, feed: NonNullable<RunOptions["feed"]>, stopped: AbortSignal) {
  input.on("error", () => undefined); // Each write reports its own failure.
  const write: WriteChunk = (chunk) =>
    new Promise((resolve, reject) => {
      if (stopped.aborted || !input.writable) return reject(new InputClosed());
      const close = () => reject(new InputClosed());
      stopped.addEventListener("abort", close, { once: true });
      input.write(chunk, (error) => {
        stopped.removeEventListener("abort", close);
        if (error) reject(new InputClosed());
        else resolve();
      });
    });
  try {
    await feed(write, stopped);
    input.end();
  } catch (error) {
    if (!(error instanceof InputClosed)) throw error;
  }
}

function reportProgress(chunk: Buffer, onProgress: (frames: number) => void): void {
  const frames = [...String(chunk).matchAll(/^frame=\s*(\d+)/gm)].at(-1)?.[1];
  if (frames) onProgress(Number(frames));
}

function reasonOf(fault: unknown, error: Error | null, stderr: string, commandLine: string): unknown {
  if (fault !== undefined) return fault;
  if (/No space left on device|ENOSPC/.test(stderr)) {
    return new AppError("disk.full", "The disk is full.", { next: "Free up space, then try again." });
  }
  if (/Permission denied|Read-only file system/.test(stderr)) {
    return new AppError("disk.denied", "Can't write to the folder.", { next: "Choose a folder you can write to." });
  }
  const lacking = /Unknown encoder '(\w+)'/.exec(stderr)?.[1];
  if (lacking !== undefined) {
    return new AppError("ffmpeg.unfit", `This ffmpeg was built without the ${lacking} encoder.`, {
      next: "Choose another codec, or another ffmpeg in Settings → Programs.",
    });
  }
  if (error && (error as NodeJS.ErrnoException).code === "ENOENT") {
    return new AppError("ffmpeg.missing", "ffmpeg is no longer at its path.", {
      next: "Install ffmpeg, or choose another one in Settings → Programs.",
      cause: error,
    });
  }
  return failed("ffmpeg stopped before it finished.", commandLine, stderr, error);
}

function failed(sentence: string, commandLine: string, stderr: string, cause?: unknown): AppError {
  const last = stderr.trim().split(/\r?\n/).slice(-3).join(" / ");
  return new AppError("ffmpeg.failed", last ? `${sentence} Its message: ${last}` : sentence, {
    next: "Try again, or choose another ffmpeg in Settings → Programs. The log has the full command line.",
    cause: cause ?? commandLine,
  });
}

function cancelled(): AppError {
  return new AppError("cancelled", "Canceled.");
}

/** For pasting into a shell. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
