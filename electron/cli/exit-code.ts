/** Owns how an ended command becomes an exit code, such that a scheduler can tell what to do next. */
import { constants } from "node:os";
import type { ErrorCode } from "../../shared/errors/app-error.ts";

/** Done. */
export const exitDone = 0;
/** The input or the result is refused: running it again changes nothing. */
export const exitRefused = 1;
/** The command was called in a wrong way. */
export const exitUsage = 2;
/** What is in the way goes by itself, or by making room: run it again later. EX_TEMPFAIL of sysexits.h. */
export const exitLater = 75;

/** What help says of them. */
export const exitHelp =
  "\nExit codes: 0 done; 1 refused; 2 incorrect usage; 75 try again later (busy, offline, disk full); 130 or 143 stopped.";

const temporary: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...(["busy", "offline", "disk.full", "project.locked"] as const),
  ...(["service.busy", "service.failed", "service.maintenance", "service.rate-limited", "service.unclear"] as const),
]);

export function isTemporary(code: ErrorCode): boolean {
  return temporary.has(code);
}

/** Of a command that ended with this error; `signal` is what it was asked to end by, if it was. */
export function exitCodeOf(code: ErrorCode, signal: NodeJS.Signals | null): number {
  if (signal !== null) return exitCodeOfSignal(signal);
  return isTemporary(code) ? exitLater : exitRefused;
}

/** As shells give it: 130 for Ctrl+C, 143 for SIGTERM. */
export function exitCodeOfSignal(signal: NodeJS.Signals): number {
  return 128 + (constants.signals[signal] ?? 0);
}
