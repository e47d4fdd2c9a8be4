/** Owns setting text on a board's pages: stretches of one font in the order in which they are seen, their width, and drawing them. */
import createBidi from "bidi-js";
import type { HanForms } from "../../../../shared/animatic/typefaces.ts";
import { type FontWeight, hanFormsOfText } from "../../fonts/shipped-fonts.ts";
import { fontOf, openFontsFor, type ShippedFont } from "./board-fonts.ts";
import { paragraphsOf } from "./board-pdf-text.ts";

/** Sizes in points. */
export interface TextStyle {
  readonly sizePt: number;
  readonly weight: FontWeight;
  readonly color: string;
}

/** A text in its style, of which parts are measured and drawn. */
export interface SetText {
  readonly style: TextStyle;
  /** Whether it is read from right to left as a whole: its lines begin at the right. */
  readonly isLeftward: boolean;
  /** In points. */
  readonly widthOf: (part: string) => number;
  /** Sets one line whose left edge is at `x` and that stands on `baseline`, in points from the top left. */
  readonly draw: (line: string, x: number, baseline: number) => void;
}

type Manner = Pick<SetText, "style" | "isLeftward"> & { readonly forms: HanForms };

/** A stretch in one font at one level of nested directions; those of odd levels run to the left. */
interface Run {
  readonly font: ShippedFont;
  readonly level: number;
  text: string;
}

const standIn = "□";
const bidi = createBidi();
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const leftwardLetter = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;
/** Scripts whose letters are not seen in the order in which they are written. */
const movedLetter = /\p{sc=Devanagari}/u;

/** Sets the texts of one document; `usualForms` are for texts that do not tell whose Chinese characters they want. */
export class BoardSetting {
  readonly #document: PDFKit.PDFDocument;
  readonly #usualForms: HanForms;
  #missing = 0;

  constructor(document: PDFKit.PDFDocument, usualForms: HanForms) {
    this.#document = document;
    this.#usualForms = usualForms;
  }

  /** How many characters were shown as a box because no font has them. */
  get missing(): number {
    return this.#missing;
  }

  /** Opens the fonts of a text that will be set, as a whole or by its paragraphs, each of which tells its Chinese characters. */
  async prepare(text: string): Promise<void> {
    for (const part of [text, ...paragraphsOf(text)])
      await openFontsFor(readable(part) + standIn, hanFormsOfText(part) ?? this.#usualForms);
  }

  /** The whole text tells its direction and its Chinese characters, though it is drawn in parts. */
  of(text: string, style: TextStyle): SetText {
    const manner = { style, isLeftward: isLeftward(text), forms: hanFormsOfText(text) ?? this.#usualForms };
    return {
      ...manner,
      widthOf: (part) => runsOf(part, manner).runs.reduce((sum, run) => sum + this.#widthOf(run, style), 0),
      draw: (line, x, baseline) => this.#draw(line, manner, x, baseline),
    };
  }

  #draw(line: string, manner: Manner, x: number, baseline: number): void {
    const { sizePt, weight, color } = manner.style;
    const { runs, missing } = runsOf(line, manner);
    let at = x;
    for (const run of runs) {
      const width = this.#widthOf(run, manner.style);
      // A family that has one weight only is made bolder by an outline.
      const isOutlined = weight > run.font.weight;
      if (isOutlined) this.#document.lineWidth(sizePt * 0.03).strokeColor(color);
      const options = { lineBreak: false, baseline: "alphabetic", fill: true, stroke: isOutlined } as const;
      const draw = () => this.#document.fillColor(color).text(shaped(run), at, baseline, options);
      if (movedLetter.test(run.text)) this.#drawSaying(run.text, sizePt, draw);
      else draw();
      at += width;
    }
    this.#missing += missing;
  }

  /** Draws glyphs in the chosen font of which a reader is told the text, as it does not follow from their order. */
  #drawSaying(text: string, sizePt: number, draw: () => void): void {
    const document = this.#document as PDFKit.PDFDocument & { readonly _font: { readonly id: string } };
    document.markContent("Span", { actual: text });
    // Poppler measures the text by the font and the axes that hold at its end, where those of the drawing are gone.
    document.addContent(`/${document._font.id} ${sizePt} Tf`);
    draw();
    document.save().transform(1, 0, 0, -1, 0, document.page.height);
    document.endMarkedContent().restore();
  }

  /** Chooses the run's font for what is done next. */
  #widthOf(run: Run, { sizePt }: TextStyle): number {
    const { name, file } = run.font;
    this.#document.registerFont(name, file).font(name).fontSize(sizePt);
    return this.#document.widthOfString(shaped(run));
  }
}

/** The runs of a line from left to right as they are seen, and how many characters no font has. */
function runsOf(line: string, { style, isLeftward, forms }: Manner): { runs: Run[]; missing: number } {
  const text = readable(line);
  const isMixed = isLeftward || leftwardLetter.test(text);
  const levels = isMixed ? bidi.getEmbeddingLevels(text, isLeftward ? "rtl" : "ltr").levels : null;
  const runs: Run[] = [];
  let missing = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    const level = levels?.[index] ?? 0;
    const append = (font: ShippedFont, added: string) => {
      const last = runs.at(-1);
      if (last?.font === font && last.level === level) last.text += added;
      else runs.push({ font, level, text: added });
    };
    const [first = "", ...others] = segment;
    const own = fontOf(first, style.weight, forms);
    if (own === null) {
      missing += 1;
      append(fontOf(standIn, style.weight, forms) as ShippedFont, standIn);
      continue;
    }
    append(own, first);
    for (const other of others) {
      const current = runs.at(-1)?.font as ShippedFont;
      const font = current.has(other.codePointAt(0) as number) ? current : fontOf(other, style.weight, forms);
      // A joiner means nothing to a font that has none.
      if (font !== null && (font === current || !/\p{Join_Control}/u.test(other))) append(font, other);
    }
  }
  return { runs: inSeenOrder(runs), missing };
}

/** What is left to see: composed letters, and none of the characters that only steer how others are shown, but joiners. */
function readable(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\s/gu, " ")
    .replace(/(?!\p{Join_Control})\p{C}|\p{Variation_Selector}/gu, "");
}

/** By its letters, so that a label before a text does not turn it. */
function isLeftward(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => leftwardLetter.test(letter)).length > letters.length / 2;
}

/** Rule L2 of the Unicode bidirectional algorithm: from the highest level on, whatever is at a level or above it is turned round. */
function inSeenOrder(runs: readonly Run[]): Run[] {
  const seen = [...runs];
  for (let level = Math.max(0, ...runs.map((run) => run.level)); level > 0; level -= 1) {
    for (let start = 0; start < seen.length; start += 1) {
      let end = start;
      while ((seen[end]?.level ?? 0) >= level) end += 1;
      if (end > start) seen.splice(start, end - start, ...seen.slice(start, end).reverse());
      start = end;
    }
  }
  return seen;
}

/** The run as the font library wants it, which turns round all that has letters of a leftward script, and only that. */
function shaped({ text, level }: Run): string {
  const runsLeft = level % 2 === 1;
  const isTurned = leftwardLetter.test(text);
  if (!runsLeft && !isTurned) return text;
  const pieces = Array.from(graphemes.segment(text), ({ segment }) =>
    runsLeft ? (bidi.getMirroredCharacter(segment) ?? segment) : segment,
  );
  return (runsLeft === isTurned ? pieces : pieces.reverse()).join("");
}
