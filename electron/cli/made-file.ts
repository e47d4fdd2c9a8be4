/** Owns how a file that a command has made is told: name, size, and how long a film lasts. */
import { formatBytes } from "./terminal.ts";

export interface MadeFile {
  readonly path: string;
  readonly bytes: number;
  readonly durationSeconds?: number | undefined;
}

/** Name, size and, for a film, how long it lasts. */
export function fileRow(name: string, { bytes, durationSeconds }: MadeFile): string[] {
  return [name, formatBytes(bytes), durationSeconds === undefined ? "" : `${durationSeconds.toFixed(2)} s`];
}

export function describeFile({ path, bytes, durationSeconds = 0 }: MadeFile): string {
  return `${durationSeconds.toFixed(2)} s, ${formatBytes(bytes)}, ${path}`;
}
