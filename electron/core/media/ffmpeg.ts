/**
 * Owns running ffmpeg and ffprobe: one process at a time per call, logged so that it can be pasted, capped in time, killed
 * with its job. The only importer of fluent-ffmpeg, of which it uses the spawning and the record of stderr: its own option
 * builder does not escape and its lists of capabilities miss filters, so arguments come from pure functions instead.
 */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import fluentFfmpeg from "fluent-ffmpeg";
import { AppError } from "../../../shared/rpc/errors.ts";
import { type Binaries, type BinaryChoice, chooseBinaries } from "./binaries.ts";

/** Writes to the standard input; resolves when the process has taken the bytes, so that waiting for it is back-pressure. */
export type WriteChunk = (chunk: Uint8Array) => Promise<void>;

export interface RunOptions {
  readonly timeLimitMs: number;
  readonly signal?: AbortSignal;
  /** Called with frames done so far. */
  readonly onProgress?: (frames: number) => void;
  /** Fills the standard input, which is closed when it is done. `stopped` aborts when the process ends early. */
  readonly feed?: (write: WriteChunk, stopped: AbortSignal) => Promise<void>;
}

export interface Ffmpeg {
  /** The binaries in use. Errors: `ffmpeg.missing`, `ffmpeg.unfit`. */
  binaries(): Promise<Binaries>;
  /** Runs ffmpeg to its end. Errors: `ffmpeg.failed`, `disk.full`, `disk.denied`, `cancelled`. */
  run(argumentList: readonly string[], options: RunOptions): Promise<void>;
  /** Runs ffmpeg and gives what it writes on stdout. */
  read(argumentList: readonly string[], options: RunOptions): Promise<Buffer>;
  /** Runs ffprobe and gives what it writes on stdout. */
  probe(argumentList: readonly string[], options: RunOptions): Promise<string>;
}

export interface FfmpegOptions extends Omit<BinaryChoice, "settings"> {
  /** Asked before every choice, so that changed settings hold at once. */
  readonly settings: () => BinaryChoice["settings"];
  readonly log: (line: string) => void;
}

export function createFfmpeg(options: FfmpegOptions): Ffmpeg {
  const { settings, log, ...choice } = options;
  let chosen: { key: string; binaries: Promise<Binaries> } | null = null;

  async function ask(binary: string, argumentList: string[]): Promise<string> {
    return String(await runProcess(binary, argumentList, { timeLimitMs: 20_000 }, log));
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
    return await runProcess(ffmpeg, [...quiet, ...argumentList], run, log);
  }

  return {
    binaries,
    read,
    async run(argumentList, run) {
      await read(["-y", "-nostats", "-progress", "pipe:1", ...argumentList], run);
    },
    async probe(argumentList, run) {
      const { ffprobe } = await binaries();
      return String(await runProcess(ffprobe, ["-v", "error", ...argumentList], run, log));
    },
  };
}

/** What is used of fluent-ffmpeg, which types none of it. */
interface Spawning {
  setFfmpegPath(path: string): unknown;
  _spawnFfmpeg(
    argumentList: string[],
    options: object,
    onStart: (child: ChildProcess) => void,
    onEnd: (error: Error | null, stdout?: unknown, stderr?: { get(): string }) => void,
  ): void;
}

async function runProcess(
  binary: string,
  argumentList: string[],
  { timeLimitMs, signal, onProgress, feed }: RunOptions,
  log: (line: string) => void,
): Promise<Buffer> {
  if (signal?.aborted) throw cancelled();
  const commandLine = [binary, ...argumentList].map(quote).join(" ");
  log(commandLine);
  const stopped = new AbortController();
  const output: Buffer[] = [];
  let fault: unknown;
  let feeding: Promise<void> | undefined;
  let stop: ((reason: unknown) => void) | undefined;
  let closed: Promise<unknown> | undefined;

  const abort = () => stop?.(cancelled());
  signal?.addEventListener("abort", abort);
  const ended = new Promise<{ error: Error | null; stderr: string }>((resolve) => {
    const command = fluentFfmpeg() as unknown as Spawning;
    // The path is kept by the module for all commands; spawning right after setting it is one synchronous step.
    command.setFfmpegPath(binary);
    command._spawnFfmpeg(
      argumentList,
      { windowsHide: true },
      (child) => {
        stop = (reason) => {
          fault ??= reason;
          child.kill("SIGKILL");
        };
        // Its stdout may have more to give after it has exited. A process that never started has none.
        if (child.pid !== undefined) closed = once(child, "close");
        child.stdout?.on("data", (chunk: Buffer) => {
          if (onProgress) reportProgress(chunk, onProgress);
          else output.push(chunk);
        });
        feeding = feed ? fillInput(child, feed, stopped.signal).catch((error: unknown) => stop?.(error)) : undefined;
        if (!feed) child.stdin?.end();
      },
      (error, _stdout, stderr) => resolve({ error, stderr: stderr?.get() ?? "" }),
    );
  });

  const timer = setTimeout(() => {
    const seconds = Math.round(timeLimitMs / 1000);
    stop?.(failed(`ffmpeg was stopped after ${seconds} s without finishing.`, commandLine, ""));
  }, timeLimitMs);
  try {
    const { error, stderr } = await ended;
    await closed;
    stopped.abort();
    await feeding;
    if (error === null && fault === undefined) return Buffer.concat(output);
    const reason = reasonOf(fault, error, stderr, commandLine);
    log(`failed: ${commandLine}\n${stderr.trim()}`);
    throw reason;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** Thrown into a feed whose process no longer takes anything; the process's own end says why. */
class InputClosed extends Error {}

async function fillInput(child: ChildProcess, feed: NonNullable<RunOptions["feed"]>, stopped: AbortSignal) {
  const input = child.stdin!;
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
    return new AppError("disk.full", "The disk is full.", { next: "Free some space, then try again." });
  }
  if (/Permission denied|Read-only file system/.test(stderr)) {
    return new AppError("disk.denied", "The folder cannot be written to.", { next: "Choose a folder of your own." });
  }
  if (error && (error as NodeJS.ErrnoException).code === "ENOENT") {
    return new AppError("ffmpeg.missing", "ffmpeg is no longer where it was.", {
      next: "Install ffmpeg, or name another one under Settings.",
      cause: error,
    });
  }
  return failed("ffmpeg stopped before it was finished.", commandLine, stderr, error);
}

function failed(sentence: string, commandLine: string, stderr: string, cause?: unknown): AppError {
  const last = stderr.trim().split(/\r?\n/).slice(-3).join(" / ");
  return new AppError("ffmpeg.failed", last ? `${sentence} It said: ${last}` : sentence, {
    next: "Try again; the log has the whole command line, and another ffmpeg can be named under Settings.",
    cause: cause ?? commandLine,
  });
}

function cancelled(): AppError {
  return new AppError("cancelled", "The work was cancelled.");
}

/** For pasting into a shell. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
