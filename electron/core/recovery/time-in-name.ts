/** Owns how the time of a backup is written in the name of a step and of a project. */

const written = new Intl.DateTimeFormat("en-US", {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** Where this computer is: `Nov 28, 14:03`. */
export function timeInName(madeAt: string): string {
  return written.format(new Date(madeAt));
}
