/** Owns reading how long a lens is from words. */

/** Millimeters: 35 of `35mm` and of `35`, the shorter end of `24-70 mm`; a squeeze counts for nothing. Null where no number is meant for a lens. */
export function millimetersIn(text: string): number | null {
  const number =
    /(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?)(?:\s*[-–]\s*\d+)?\s*-?\s*(?:mm|millimet(?:er|re)s?)\b/i.exec(
      text,
    )?.[1] ?? /^\s*(\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?)\s*$/.exec(text)?.[1];
  if (number === undefined) return null;
  return Number(/^\d{1,3}(,\d{3})+$/.test(number) ? number.replaceAll(",", "") : number.replace(",", "."));
}
