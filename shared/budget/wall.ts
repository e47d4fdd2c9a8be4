/** Owns what stops an edit: a code for code, a sentence and a next step for the user. */

export type WallCode =
  | "pass-full"
  | "pass-short"
  | "shot-shortest"
  | "shot-longest"
  | "no-neighbour"
  | "neighbour-shortest"
  | "neighbour-longest"
  | "too-many-shots"
  | "last-shot"
  | "not-found"
  | "name-taken"
  | "no-room"
  | "not-a-cut"
  | "wrong-start"
  | "film-start"
  | "film-end"
  | "one-frame"
  | "limit";

export interface Wall {
  readonly code: WallCode;
  readonly message: string;
  readonly next?: string;
}

/** `4 s`, `2.5 s`: seconds as people say them. */
export function formatSeconds(durationMs: number): string {
  return `${Number((durationMs / 1000).toFixed(3))} s`;
}
