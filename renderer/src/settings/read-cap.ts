/** Owns reading a cap on spending as it is typed. */

/** The most that a cap may be, in dollars or credits. */
export const capMax = 1_000_000;

/** The amount that was typed, null for none, undefined for what is no amount. */
export function readCap(text: string): number | null | undefined {
  const typed = text
    .trim()
    .replace(/^\$\s*/, "")
    .replace(",", ".");
  if (typed === "") return null;
  const value = Number(typed);
  return Number.isFinite(value) && value >= 0 && value <= capMax ? Math.round(value * 100) / 100 : undefined;
}
