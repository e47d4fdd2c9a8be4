/** Owns what a fault of a model file is. */

/** `path`: where in the file, such as `limits.totalMs.max`; empty for all of it. `message`: what to do there, as a sentence. */
export interface ModelFault {
  readonly path: string;
  readonly message: string;
}

/** Names that every object has, so that looking one up finds what nobody wrote. */
export const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** A name from outside, as it may be said: in one line, and not endless. */
export function shownName(name: string): string {
  return name.slice(0, 200).replaceAll(/[\p{Cc}\p{Cf}]/gu, "?");
}

/** `limits.totalMs.max: Write …`. */
export function faultLine({ path, message }: ModelFault): string {
  return path === "" ? message : `${path}: ${message}`;
}
