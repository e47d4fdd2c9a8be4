/** Owns how a place in a service's own line is told. */

/** `in line, 3rd`. `ahead`: how many requests come before ours. */
export function placeInLine(ahead: number): string {
  const place = ahead + 1;
  const lastTwo = place % 100;
  const ending = lastTwo > 10 && lastTwo < 14 ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th");
  return `in line, ${place}${ending}`;
}
