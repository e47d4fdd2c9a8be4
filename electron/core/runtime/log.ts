/** Owns what a log line is, and the log: one JSON object a line, in a few files of bounded size in the app's data folder. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { Redaction } from "./redact.ts";

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
  /** Which part of Shotline says so. */
  readonly room?: string;
  readonly error?: unknown;
  /** The code of what the user was told. */
  readonly code?: string;
  /** What the user was given to find this line by. */
  readonly reference?: string;
}

const bytesMax = 2 * 1024 * 1024;
/** The one that is written to, and those before it. */
const filesMax = 4;
const causesMax = 4;

/** The file that is written to, then the older ones, newest first. */
export function logFiles(dataDir: string): string[] {
  return Array.from({ length: filesMax }, (_, age) =>
    join(dataDir, age === 0 ? "shotline.log" : `shotline.${age}.log`),
  );
}

/** A log in `dataDir`, without secrets. A log that cannot be written is silent. */
export function fileLog(dataDir: string, now: () => Date): (line: LogLine) => void {
  const files = logFiles(dataDir);
  const [file = ""] = files;
  const redaction = new Redaction({ home: homedir(), env: process.env });
  return (line) => {
    try {
      const { level, message, error, ...more } = redactLine(line, redaction);
      const written = JSON.stringify({ at: now().toISOString(), level, ...more, message, error });
      mkdirSync(dataDir, { recursive: true });
      if (existsSync(file) && statSync(file).size > bytesMax) rotate(files);
      appendFileSync(file, `${written}\n`, { mode: 0o600 });
    } catch {
      // Logging is the last resort: when it fails there is nowhere left to say so.
    }
  };
}

/** The line without secrets, and its error as text: what it is, where it was thrown, and what caused it. */
export function redactLine({ error, ...line }: LogLine, redaction: Redaction): LogLine {
  return {
    ...line,
    message: redaction.text(line.message),
    ...(error === undefined || error === null ? {} : { error: redaction.text(describe(error)) }),
  };
}

/** The last lines of the log, oldest first, at most `count`; none where it cannot be read. */
export function readLogTail(dataDir: string, count: number): string[] {
  let lines: string[] = [];
  for (const file of logFiles(dataDir)) {
    if (lines.length >= count) break;
    try {
      lines = [...readFileSync(file, "utf8").split("\n").filter(Boolean).slice(-count), ...lines];
    } catch {
      break;
    }
  }
  return lines.slice(-count);
}

function rotate(files: readonly string[]): void {
  for (let age = files.length - 1; age > 0; age -= 1) {
    const [older, newer] = [files[age], files[age - 1]];
    if (older && newer && existsSync(newer)) renameSync(newer, older);
  }
}

function describe(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return typeof error === "string" ? error : String(error);
  const code = (error as { code?: unknown }).code;
  const text = `${error.stack ?? error.message}${typeof code === "string" ? ` (${code})` : ""}`;
  const { cause } = error;
  return cause === undefined || depth >= causesMax ? text : `${text}\ncaused by ${describe(cause, depth + 1)}`;
}
