/**
 * Turns a variable TrueType font into a plain one of a single weight, because the PDF library embeds only that right.
 * Outlines are written anew, without hints and without parts shared between glyphs.
 */
import { create, type Glyph } from "fontkit";
import { int16s, padToFour, writeFont } from "./board-fonts-truetype.ts";

/** What shaping and embedding read; all that has to do with axes, hints and other programs stays behind. */
const keptTables = ["GDEF", "GPOS", "GSUB", "OS/2", "cmap", "head", "hhea", "maxp", "post"];

/** `name` becomes the font's PostScript name, by which the PDF tells fonts apart. */
export function instanceFont(file: Buffer, weight: number, name: string): Buffer {
  const font = create(file).getVariation({ wght: weight });
  const glyphs = Array.from({ length: font.numGlyphs }, (_, index) => font.getGlyph(index));
  const outlines = glyphs.map((glyph) => contoursOf(glyph));
  const written = outlines.map(writeGlyph);
  const tables = new Map(keptTables.flatMap((tag): [string, Buffer][] => copyTable(file, tag)));
  const table = (tag: string) => tables.get(tag) as Buffer;

  const loca = Buffer.alloc(4 * (glyphs.length + 1));
  const metrics = Buffer.alloc(4 * glyphs.length);
  let offset = 0;
  for (const [index, glyph] of glyphs.entries()) {
    const outline = written[index] as Buffer;
    offset += outline.length;
    loca.writeUInt32BE(offset, 4 * (index + 1));
    metrics.writeUInt16BE(Math.round(glyph.advanceWidth), 4 * index);
    metrics.writeInt16BE(outline.length > 0 ? outline.readInt16BE(2) : 0, 4 * index + 2);
  }
  tables.set("glyf", Buffer.concat(written)).set("loca", loca).set("hmtx", metrics).set("name", writeNames(name));
  table("head").writeInt16BE(1, 50);
  table("hhea").writeUInt16BE(glyphs.length, 34);
  const pointCounts = outlines.map((contours) => contours.reduce((sum, contour) => sum + contour.length, 0));
  const most = (counts: readonly number[]) => counts.reduce((one, other) => Math.max(one, other), 0);
  table("maxp").fill(0, 6);
  table("maxp").writeUInt16BE(most(pointCounts), 6);
  table("maxp").writeUInt16BE(most(outlines.map((contours) => contours.length)), 8);
  table("maxp").writeUInt16BE(1, 14);
  return writeFont(tables);
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly onCurve: boolean;
}

function contoursOf({ path }: Glyph): Point[][] {
  const contours: Point[][] = [];
  const add = (x: number, y: number, onCurve: boolean) =>
    contours.at(-1)?.push({ x: Math.round(x), y: Math.round(y), onCurve });
  for (const { command, args } of path.commands) {
    const [x = 0, y = 0, endX = 0, endY = 0] = args;
    if (command === "moveTo") contours.push([]);
    if (command === "moveTo" || command === "lineTo") add(x, y, true);
    if (command === "quadraticCurveTo") {
      add(x, y, false);
      add(endX, endY, true);
    }
  }
  for (const contour of contours) {
    const [first, last] = [contour[0], contour.at(-1)];
    // A contour closes by itself.
    if (contour.length > 1 && last?.onCurve && first?.x === last.x && first.y === last.y) contour.pop();
  }
  return contours.filter((contour) => contour.length > 0);
}

function writeGlyph(contours: readonly Point[][]): Buffer {
  const points = contours.flat();
  if (points.length === 0) return Buffer.alloc(0);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  let end = -1;
  const ends = contours.map((contour) => {
    end += contour.length;
    return end;
  });
  const steps = (values: readonly number[]) => values.map((value, index) => value - (values[index - 1] ?? 0));
  const least = (values: readonly number[]) => values.reduce((one, other) => Math.min(one, other));
  const most = (values: readonly number[]) => values.reduce((one, other) => Math.max(one, other));
  return padToFour([
    int16s([contours.length, least(xs), least(ys), most(xs), most(ys), ...ends, 0]),
    Buffer.from(points.map(({ onCurve }) => (onCurve ? 1 : 0))),
    int16s(steps(xs)),
    int16s(steps(ys)),
  ]);
}

function copyTable(file: Buffer, wanted: string): [string, Buffer][] {
  const count = file.readUInt16BE(4);
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    if (file.toString("latin1", at, at + 4) !== wanted) continue;
    const offset = file.readUInt32BE(at + 8);
    return [[wanted, Buffer.from(file.subarray(offset, offset + file.readUInt32BE(at + 12)))]];
  }
  return [];
}

/** A name table with nothing in it but the PostScript name, for Windows in English. */
function writeNames(name: string): Buffer {
  const text = Buffer.from(name, "utf16le").swap16();
  const [windows, unicode, english, postScriptName] = [3, 1, 0x409, 6];
  return Buffer.concat([int16s([0, 1, 18, windows, unicode, english, postScriptName, text.length, 0]), text]);
}
