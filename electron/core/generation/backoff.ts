/** Owns how long a step that failed waits before it is tried again. */

const leastMs = 1000;
const mostMs = 60_000;
/** No service is obeyed longer than this at a time; then it is asked again. */
const obeyedMs = 60 * 60_000;

/** Milliseconds after `tries` failures in a row: any time up to a limit that doubles, so that waiting jobs come apart. */
export function backoffMs(tries: number, random: () => number): number {
  const limitMs = Math.min(mostMs, leastMs * 2 ** Math.min(tries + 1, 10));
  return Math.max(leastMs, Math.round(random() * limitMs));
}

/** As long as the service asked for, else as backoffMs; a little is added, so that not all come back at once. */
export function waitAfter(askedMs: number | null, tries: number, random: () => number): number {
  if (askedMs === null) return backoffMs(tries, random);
  return Math.min(obeyedMs, Math.max(0, askedMs) + Math.round(random() * leastMs));
}
