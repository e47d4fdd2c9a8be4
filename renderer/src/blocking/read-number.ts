/** Owns reading a typed number with its unit, and writing one. */

export type Unit = "m" | "mm" | "°";

/** How much one of a unit is, in the units of the fields. */
const inMeters: Readonly<Record<string, number>> = { "": 1, m: 1, cm: 0.01, mm: 0.001, ft: 0.3048, in: 0.0254 };
const feet = /^(-?\d+(?:[.,]\d+)?)\s*(?:'|’|′|ft)\s*(?:(\d+(?:[.,]\d+)?)\s*(?:"|”|″|''|in)?)?$/i;
const plain = /^([+\-−]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?)\s*([a-z°]*)$/i;

/** In the field's unit; null for what is no number, or in a unit that the field does not have. `1,6`, `160 cm` and `5'9"` are meters too. */
export function readNumber(text: string, unit: Unit): number | null {
  const typed = text.trim();
  const inFeet = unit === "m" ? feet.exec(typed) : null;
  if (inFeet) return toNumber(inFeet[1]) * 0.3048 + toNumber(inFeet[2] ?? "0") * 0.0254;
  const [, digits, said = ""] = plain.exec(typed) ?? [];
  if (digits === undefined) return null;
  const value = toNumber(digits);
  if (unit === "m") {
    const by = inMeters[said.toLowerCase()];
    return by === undefined ? null : value * by;
  }
  return said === "" || said.toLowerCase() === unit || (unit === "°" && /^deg/i.test(said)) ? value : null;
}

/** `10,000` is ten thousand, `1,6` and `0,125` have a comma for a point. */
const thousands = /^([+-]?[1-9]\d{0,2}),(\d{3})$/;

function toNumber(digits: string | undefined): number {
  const plainMinus = (digits ?? "").replace("−", "-");
  return Number(plainMinus.replace(thousands, "$1$2").replace(",", "."));
}

/** With at most so many digits after the point. */
export function writeNumber(value: number, digits: number): string {
  return String(roundTo(value, digits));
}

export function roundTo(value: number, digits: number): number {
  // Never -0.
  return Math.round(value * 10 ** digits) / 10 ** digits + 0;
}
