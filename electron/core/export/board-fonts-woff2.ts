/**
 * Unpacks a WOFF2 font into plain TrueType, because the PDF library embeds only that right. Follows "WOFF File Format 2.0",
 * https://www.w3.org/TR/WOFF2/, chapters 4 and 5; collections and fonts without outlines in `glyf` are refused.
 */
import { brotliDecompressSync } from "node:zlib";
import { int16s, padToFour, trueTypeFlavor, writeFont } from "./board-fonts-truetype.ts";

/** The tables that a directory entry names by number (chapter 4.1, "Known Table Tags"). */
const knownTags = [
  ..."cmap,head,hhea,hmtx,maxp,name,OS/2,post,cvt ,fpgm,glyf,loca,prep,CFF ,VORG,EBDT,EBLC,gasp,hdmx,kern,LTSH".split(
    ",",
  ),
  ..."PCLT,VDMX,vhea,vmtx,BASE,GDEF,GPOS,GSUB,EBSC,JSTF,MATH,CBDT,CBLC,COLR,CPAL,SVG ,sbix,acnt,avar,bdat,bloc".split(
    ",",
  ),
  ..."bsln,cvar,fdsc,feat,fmtx,fvar,gvar,hsty,just,lcar,mort,morx,opbd,prop,trak,Zapf,Silf,Glat,Gloc,Feat,Sill".split(
    ",",
  ),
];

interface Table {
  readonly tag: string;
  readonly transformed: boolean;
  readonly length: number;
}

/** Throws when the bytes are not such a font. */
export function unpackWoff2(file: Buffer): Buffer {
  const header = new Reader(file);
  if (header.tag() !== "wOF2") throw new Error("Not a WOFF2 font.");
  if (header.uint32() !== trueTypeFlavor) throw new Error("Not a single TrueType font.");
  header.at = 12;
  const tableCount = header.uint16();
  header.at = 20;
  const packedLength = header.uint32();
  header.at = 48;
  const directory = Array.from({ length: tableCount }, () => readTable(header));
  const data = brotliDecompressSync(file.subarray(header.at, header.at + packedLength));
  const tables = new Map<string, Buffer>();
  const packed = new Map<string, Buffer>();
  let from = 0;
  for (const { tag, transformed, length } of directory) {
    (transformed ? packed : tables).set(tag, data.subarray(from, from + length));
    from += length;
  }
  const packedGlyphs = packed.get("glyf");
  if (packedGlyphs) {
    const { glyf, loca, leftEdges } = unpackGlyphs(packedGlyphs);
    tables.set("glyf", glyf).set("loca", loca);
    const head = Buffer.from(tables.get("head") as Buffer);
    // The offsets are written in their long form.
    head.writeInt16BE(1, 50);
    tables.set("head", head);
    const metrics = packed.get("hmtx");
    const metricCount = (tables.get("hhea") as Buffer).readUInt16BE(34);
    if (metrics) tables.set("hmtx", unpackMetrics(metrics, metricCount, leftEdges));
  }
  return writeFont(tables);
}

function readTable(header: Reader): Table {
  const flags = header.uint8();
  const tag = (flags & 63) === 63 ? header.tag() : (knownTags[flags & 63] as string);
  const version = flags >> 6;
  // For outlines, 0 is a transformation and 3 is none; for all other tables it is 0 that is none.
  const transformed = tag === "glyf" || tag === "loca" ? version === 0 : version !== 0;
  const length = header.base128();
  return { tag, transformed, length: transformed ? header.base128() : length };
}

/** Chapter 5.1: contours, points, flags and coordinates lie in streams of their own. `leftEdges` are the glyphs' xMin. */
function unpackGlyphs(packed: Buffer): { glyf: Buffer; loca: Buffer; leftEdges: number[] } {
  const header = new Reader(packed);
  const hasOverlaps = (header.uint32() & 1) === 1;
  const glyphCount = header.uint16();
  header.uint16();
  const sizes = Array.from({ length: 7 }, () => header.uint32());
  let from = header.at;
  const [contours, points, flags, glyphs, composites, boxes, instructions] = sizes.map((size) => {
    const reader = new Reader(packed.subarray(from, from + size));
    from += size;
    return reader;
  }) as [Reader, Reader, Reader, Reader, Reader, Reader, Reader];
  const boxBits = boxes.bytes(4 * Math.ceil(glyphCount / 32));
  const overlapBits = hasOverlaps ? packed.subarray(from) : Buffer.alloc(Math.ceil(glyphCount / 8));
  const isSet = (bits: Buffer, index: number) => (((bits[index >> 3] as number) >> (7 - (index & 7))) & 1) === 1;

  const leftEdges: number[] = [];
  const written: Buffer[] = [];
  const loca = Buffer.alloc(4 * (glyphCount + 1));
  let offset = 0;
  for (let index = 0; index < glyphCount; index += 1) {
    const contourCount = contours.int16();
    const box = isSet(boxBits, index) ? boxes.bytes(8) : null;
    const glyph =
      contourCount === 0
        ? Buffer.alloc(0)
        : contourCount < 0
          ? readComposite(composites, glyphs, instructions, box)
          : readSimple(contourCount, { points, flags, glyphs, instructions }, box, isSet(overlapBits, index));
    leftEdges.push(glyph.length === 0 ? 0 : glyph.readInt16BE(2));
    written.push(glyph);
    offset += glyph.length;
    loca.writeUInt32BE(offset, 4 * (index + 1));
  }
  return { glyf: Buffer.concat(written), loca, leftEdges };
}

function readComposite(composites: Reader, glyphs: Reader, instructions: Reader, box: Buffer | null): Buffer {
  const start = composites.at;
  let hasInstructions = false;
  for (let flags = 0x20; flags & 0x20; ) {
    flags = composites.uint16();
    hasInstructions ||= (flags & 0x100) !== 0;
    const scaleBytes = flags & 0x08 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    composites.at += 2 + (flags & 0x01 ? 4 : 2) + scaleBytes;
  }
  const components = composites.file.subarray(start, composites.at);
  const code = hasInstructions ? instructions.bytes(glyphs.short255()) : null;
  return padToFour([int16s([-1]), box as Buffer, components, ...(code ? [int16s([code.length]), code] : [])]);
}

interface SimpleStreams {
  readonly points: Reader;
  readonly flags: Reader;
  readonly glyphs: Reader;
  readonly instructions: Reader;
}

function readSimple(contourCount: number, streams: SimpleStreams, box: Buffer | null, overlaps: boolean): Buffer {
  const { points, flags, glyphs, instructions } = streams;
  let pointCount = 0;
  const ends = Array.from({ length: contourCount }, () => {
    pointCount += points.short255();
    return pointCount - 1;
  });
  const onCurve = Buffer.alloc(pointCount);
  const steps: [number, number][] = [];
  const [xs, ys]: [number[], number[]] = [[], []];
  let [x, y] = [0, 0];
  for (let index = 0; index < pointCount; index += 1) {
    const flag = flags.uint8();
    onCurve[index] = (flag & 0x80 ? 0 : 1) | (overlaps && index === 0 ? 0x40 : 0);
    const step = readStep(flag & 0x7f, glyphs);
    steps.push(step);
    x += step[0];
    y += step[1];
    xs.push(x);
    ys.push(y);
  }
  const code = instructions.bytes(glyphs.short255());
  const least = (values: number[]) => values.reduce((one, other) => Math.min(one, other));
  const most = (values: number[]) => values.reduce((one, other) => Math.max(one, other));
  return padToFour([
    int16s([contourCount]),
    box ?? int16s([least(xs), least(ys), most(xs), most(ys)]),
    int16s([...ends, code.length]),
    code,
    onCurve,
    int16s(steps.map(([dx]) => dx)),
    int16s(steps.map(([, dy]) => dy)),
  ]);
}

/** Chapter 5.2, "Triplet Encoding": how far a point lies from the one before it, in 1 to 4 bytes. */
function readStep(flag: number, glyphs: Reader): [number, number] {
  const signed = (value: number, bit: number) => (bit & 1 ? value : -value);
  if (flag < 10) return [0, signed(((flag & 14) << 7) + glyphs.uint8(), flag)];
  if (flag < 20) return [signed((((flag - 10) & 14) << 7) + glyphs.uint8(), flag), 0];
  if (flag < 84) {
    const [base, byte] = [flag - 20, glyphs.uint8()];
    return [signed(1 + (base & 0x30) + (byte >> 4), flag), signed(1 + ((base & 0x0c) << 2) + (byte & 15), flag >> 1)];
  }
  if (flag < 120) {
    const base = flag - 84;
    const [dx, dy] = [glyphs.uint8(), glyphs.uint8()];
    return [signed(1 + (Math.floor(base / 12) << 8) + dx, flag), signed(1 + (((base % 12) >> 2) << 8) + dy, flag >> 1)];
  }
  if (flag < 124) {
    const [first, second, third] = [glyphs.uint8(), glyphs.uint8(), glyphs.uint8()];
    return [signed((first << 4) + (second >> 4), flag), signed(((second & 15) << 8) + third, flag >> 1)];
  }
  const [dx, dy] = [glyphs.uint16(), glyphs.uint16()];
  return [signed(dx, flag), signed(dy, flag >> 1)];
}

/** Chapter 5.4: left side bearings that equal the outlines' edges are left out. */
function unpackMetrics(packed: Buffer, metricCount: number, leftEdges: readonly number[]): Buffer {
  const reader = new Reader(packed);
  const flags = reader.uint8();
  const widths = Array.from({ length: metricCount }, () => reader.uint16());
  const bearings = leftEdges.map((edge, index) =>
    (index < metricCount ? flags & 1 : flags & 2) ? edge : reader.int16(),
  );
  return int16s(
    bearings.flatMap((bearing, index) => (index < metricCount ? [widths[index] as number, bearing] : [bearing])),
  );
}

/** Reads numbers one after another, big-endian. */
class Reader {
  readonly file: Buffer;
  at = 0;

  constructor(file: Buffer) {
    this.file = file;
  }

  uint8(): number {
    this.at += 1;
    return this.file.readUInt8(this.at - 1);
  }

  uint16(): number {
    this.at += 2;
    return this.file.readUInt16BE(this.at - 2);
  }

  int16(): number {
    this.at += 2;
    return this.file.readInt16BE(this.at - 2);
  }

  uint32(): number {
    this.at += 4;
    return this.file.readUInt32BE(this.at - 4);
  }

  tag(): string {
    return this.bytes(4).toString("latin1");
  }

  bytes(count: number): Buffer {
    this.at += count;
    return this.file.subarray(this.at - count, this.at);
  }

  /** `UIntBase128`: seven bits a byte, the eighth says that another byte follows. */
  base128(): number {
    let value = 0;
    for (let byte = 0x80; byte & 0x80; ) {
      byte = this.uint8();
      value = value * 128 + (byte & 0x7f);
    }
    return value;
  }

  /** `255UInt16`: small numbers in one byte. */
  short255(): number {
    const code = this.uint8();
    if (code === 253) return this.uint16();
    if (code === 255) return 253 + this.uint8();
    if (code === 254) return 506 + this.uint8();
    return code;
  }
}
