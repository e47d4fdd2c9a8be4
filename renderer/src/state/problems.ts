/** Owns the line from any part of the window to the toasts: problems and good news as sentences, whoever has them. */
import type { ErrorData } from "../../../shared/errors/app-error.ts";

export interface Notice {
  readonly kind: "problem" | "done";
  readonly message: string;
  readonly next?: string | undefined;
  /** Of a problem: what it is, as help may have more on it. */
  readonly code?: string | undefined;
  /** Until the user takes it away. */
  readonly stays?: boolean;
  /** What one click does about it. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

type Listener = (notice: Notice) => void;
const listeners = new Set<Listener>();
/** Told before the window had a place for it. */
let early: Notice[] = [];

export function showProblem(
  problem: Pick<ErrorData, "message" | "next"> & { readonly code?: string },
  action?: Notice["action"],
): void {
  const { message, next, code } = problem;
  tell({ kind: "problem", message, next, code, action });
}

export function showDone(message: string, action?: Notice["action"]): void {
  tell({ kind: "done", message, action });
}

/** Good news that has more to say than can be read in passing. */
export function showReport(message: string, next: string | undefined): void {
  tell({ kind: "done", message, next, stays: true });
}

export function listenForNotices(listener: Listener): () => void {
  listeners.add(listener);
  const untold = early;
  early = [];
  for (const notice of untold) listener(notice);
  return () => listeners.delete(listener);
}

function tell(notice: Notice): void {
  if (listeners.size === 0) early.push(notice);
  for (const listener of listeners) listener(notice);
}
