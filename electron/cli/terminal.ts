/** Owns what the command writes where: the result on stdout, as text or as JSON; progress and messages on stderr. */
import type { ErrorData } from "../../shared/errors/app-error.ts";

const barWidth = 24;

/** Where a command is called: what it may read of the environment, and where it writes. `process` is such a place. */
export interface Caller {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

export class Terminal {
  readonly json: boolean;
  readonly caller: Caller;
  #barShown = false;
  #step = "";

  constructor(json: boolean, caller: Caller = process) {
    this.json = json;
    this.caller = caller;
  }

  /** Whether somebody watches, and could be asked. */
  get isWatched(): boolean {
    return this.caller.stderr.isTTY === true;
  }

  /** The one result of a command. */
  result(data: unknown, text: string): void {
    this.endProgress();
    this.caller.stdout.write(this.json ? `${JSON.stringify(data, null, 2)}\n` : text === "" ? "" : `${text}\n`);
  }

  say(line: string): void {
    this.endProgress();
    this.caller.stderr.write(`${line}\n`);
  }

  error({ code, message, path, next }: ErrorData): void {
    this.endProgress();
    if (this.json) {
      const error = { code, message, ...(path ? { path } : {}), ...(next ? { next } : {}) };
      this.caller.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
    } else {
      this.caller.stderr.write(
        `${[path && !message.includes(path) ? `${path}: ${message}` : message, next].filter(Boolean).join(" ")}\n`,
      );
    }
  }

  /** A bar where somebody watches, else a line for each new step. `done` from 0 to 1. */
  progress(done: number, step: string): void {
    if (this.isWatched) {
      const filled = Math.round(done * barWidth);
      const bar = `${"█".repeat(filled)}${"░".repeat(barWidth - filled)}`;
      this.caller.stderr.write(`\r\u001b[2K${bar} ${String(Math.floor(done * 100)).padStart(3)}%  ${step}`);
      this.#barShown = true;
    } else if (step && step !== this.#step) {
      this.caller.stderr.write(`${step}\n`);
    }
    this.#step = step;
  }

  endProgress(): void {
    if (this.#barShown) this.caller.stderr.write("\r\u001b[2K");
    this.#barShown = false;
    this.#step = "";
  }
}

/** Rows of cells as aligned columns; the last column is never padded. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join("  "),
    )
    .map((line) => line.trimEnd())
    .join("\n");
}

/** `1.2 MB`, in powers of 1000 as file managers show it. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let [value, unit] = [bytes, 0];
  for (; value >= 1000 && unit < units.length - 1; unit += 1) value /= 1000;
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
