/** Owns measuring and shortening text on the canvas, kept so that nothing is measured twice while the pointer moves. */

/** The part of a canvas context that measures. */
export interface TextMeasure {
  font: string;
  measureText(text: string): { readonly width: number };
}

/** Widths closer than this share one shortened text. */
const widthStepPx = 4;
const entriesMax = 6000;

export interface TextFit {
  /** Width in CSS pixels. */
  width(context: TextMeasure, font: string, text: string): number;
  /** The text, or as much of it as fits with an ellipsis; empty when not even one letter fits. */
  fit(context: TextMeasure, font: string, text: string, widthPx: number): string;
  /** Forgets everything, as when a font has arrived. */
  clear(): void;
}

export function createTextFit(): TextFit {
  const widths = new Map<string, number>();
  const fitted = new Map<string, string>();
  /** Fonts are few and their names long: a number stands for each in the keys. */
  const fonts = new Map<string, number>();

  function keyOf(font: string, text: string): string {
    let number = fonts.get(font);
    if (number === undefined) {
      number = fonts.size;
      fonts.set(font, number);
    }
    return `${number} ${text}`;
  }

  function width(context: TextMeasure, font: string, text: string): number {
    const key = keyOf(font, text);
    const known = widths.get(key);
    if (known !== undefined) return known;
    context.font = font;
    const measured = context.measureText(text).width;
    if (widths.size >= entriesMax) widths.clear();
    widths.set(key, measured);
    return measured;
  }

  function shorten(context: TextMeasure, font: string, text: string, widthPx: number): string {
    if (width(context, font, text) <= widthPx) return text;
    const letters = [...text];
    let low = 0;
    let high = letters.length - 1;
    const cut = (count: number) => `${letters.slice(0, count).join("").trimEnd()}…`;
    context.font = font;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (context.measureText(cut(middle)).width <= widthPx) low = middle;
      else high = middle - 1;
    }
    return low === 0 ? "" : cut(low);
  }

  return {
    width,
    fit(context, font, text, widthPx) {
      const room = Math.floor(widthPx / widthStepPx) * widthStepPx;
      if (room <= 0 || text === "") return "";
      const key = `${room} ${keyOf(font, text)}`;
      const known = fitted.get(key);
      if (known !== undefined) return known;
      const result = shorten(context, font, text, room);
      if (fitted.size >= entriesMax) fitted.clear();
      fitted.set(key, result);
      return result;
    },
    clear() {
      widths.clear();
      fitted.clear();
    },
  };
}
