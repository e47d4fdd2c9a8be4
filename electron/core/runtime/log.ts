/** Owns what a log line is, and the log file: one JSON object a line, in the app's data folder. */
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
  readonly error?: unknown;
}

const bytesMax = 5 * 1024 * 1024;

/** A log that writes to `shotline.log` in `dataDir` and keeps one older file. A log that cannot be written is silent. */
export function fileLog(dataDir: string, now: () => Date): (line: LogLine) => void {
  const file = join(dataDir, "shotline.log");
  return ({ level, message, error }) => {
    const cause = error instanceof Error ? (error.stack ?? error.message) : error;
    try {
      const line = JSON.stringify({ at: now().toISOString(), level, message, ...(error ? { error: cause } : {}) });
      mkdirSync(dataDir, { recursive: true });
      if (existsSync(file) && statSync(file).size > bytesMax) renameSync(file, `${file}.old`);
      appendFileSync(file, `${line}\n`);
    } catch {
      // Logging is the last resort: when it fails there is nowhere left to say so.
    }
  };
}
