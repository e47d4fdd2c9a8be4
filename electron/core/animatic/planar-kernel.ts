/**
 * Owns the machine code that turns two rows of RGBA pixels into planar 4:2:0: WebAssembly, as its 128-bit vectors handle four
 * pixels at once. It is put together here instruction by instruction, so that it can be read and nothing needs a compiler.
 */

/** Converts two rows of `widthPx` pixels, which is even and at least `kernelWidthMinPx`; the others are addresses in the memory. */
export type ConvertRows = (pixels: number, luma: number, blue: number, red: number, widthPx: number) => void;

/** A step of the loop handles as many pixels of each row. The last step of a row goes back to end with it. */
export const kernelWidthMinPx = 8;

/** What is used of WebAssembly: Node has it, and its types do not. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: { readonly convertRows: ConvertRows } };
};

const memoryPageBytes = 65_536;
/** Bytes at the start of the memory that the kernel keeps its constants in. */
const tableBytes = 256;

/** The function, the memory that it works in, and the first of at least `roomBytes` that are the caller's there. */
export function createKernel(roomBytes: number): { convertRows: ConvertRows; memory: Uint8Array; roomAt: number } {
  const constants = createConstants();
  const module = new WebAssembly.Module(Uint8Array.from(assembleModule(constants)));
  const memory = new WebAssembly.Memory({ initial: Math.ceil((tableBytes + roomBytes) / memoryPageBytes) });
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(constants.table);
  const { convertRows } = new WebAssembly.Instance(module, { "": { memory } }).exports;
  return { convertRows, memory: bytes, roomAt: tableBytes };
}

/** Instructions as bytes, operands first. Numbers of the opcodes are those of the WebAssembly core specification, 2.0, section 5.4. */
type Code = readonly number[];

const instruction =
  (...opcode: number[]) =>
  (...operands: Code[]): Code => [...operands.flat(), ...opcode];
const vector = (opcode: number, ...immediate: number[]) => instruction(0xfd, ...unsigned(opcode), ...immediate);

const get = (local: number): Code => [0x20, local];
const set = (local: number, value: Code): Code => [...value, 0x21, local];
const integer = (value: number): Code => [0x41, ...signed(value)];
const isLess = instruction(0x49);
const add = instruction(0x6a);
const subtract = instruction(0x6b);
const half = (value: Code) => instruction(0x76)(value, integer(1));
const timesFour = (value: Code) => instruction(0x74)(value, integer(2));
const select = instruction(0x1b);

const load = (address: Code, offset: number) => vector(0x00, 0, offset)(address);
const storeFour = (lane: number) => vector(0x5a, 0, 0, lane);
const storeEight = (lane: number) => vector(0x5b, 0, 0, lane);
const pick = (lanes: readonly number[]) => vector(0x0d, ...lanes);
const swizzle = vector(0x0e);
const and = vector(0x4e);
const narrowToBytes = vector(0x66);
const narrowToShorts = vector(0x85);
const widenLow = vector(0x89);
const widenHigh = vector(0x8a);
const addShorts = vector(0x8e);
const shiftRight = (value: Code, bits: number) => vector(0xac)(value, integer(bits));
const shiftRightUnsigned = (value: Code, bits: number) => vector(0xad)(value, integer(bits));
const addWords = vector(0xae);
/** Multiplies shorts and adds neighbours to words. */
const multiplyPairs = vector(0xba);

// ITU-R BT.709-6, items 3.2 to 3.4, for 8 bits, in fixed point: luma is of one pixel and scaled by 2^10, colour of the sum of
// four pixels and scaled by 2^18 in all. The offsets hold a half, so that the shift rounds.
const lumaShare = { red: 187, green: 629, blueBits: 6 };
const lumaOffset = (16 << 10) + (1 << 9);
const blueShares = [-6_596, -22_189, 28_784, 0];
const redShares = [28_784, -26_145, -2_639, 0];
const colorOffset = (128 << 18) + (1 << 17);

/** Red and green of four pixels as shorts; 255 gives a zero. */
const redGreen = [0, 255, 1, 255, 4, 255, 5, 255, 8, 255, 9, 255, 12, 255, 13, 255];

/** Vectors that are read from memory: V8 would put each together anew from four instructions, which takes half as long again. */
interface Constants {
  readonly table: number[];
  readonly bytes: (values: readonly number[]) => Code;
  readonly shorts: (values: readonly number[]) => Code;
  /** The same word four times. */
  readonly word: (value: number) => Code;
}

function createConstants(): Constants {
  const table: number[] = [];
  const places = new Map<string, number>();
  function bytes(values: readonly number[]): Code {
    const place = places.get(values.join()) ?? table.length;
    if (place === table.length) table.push(...values);
    places.set(values.join(), place);
    return load(integer(place), 0);
  }
  return {
    table,
    bytes,
    shorts: (values) => bytes(values.flatMap((value) => littleEndian(value, 2))),
    word: (value) => bytes(Array.from({ length: 4 }, () => littleEndian(value, 4)).flat()),
  };
}

function lumaOfFour(pixels: Code, { bytes, shorts, word }: Constants): Code {
  const shares = shorts(Array.from({ length: 4 }, () => [lumaShare.red, lumaShare.green]).flat());
  const ofRedGreen = multiplyPairs(swizzle(pixels, bytes(redGreen)), shares);
  // Blue, the third byte of each word, is moved to where its share, a power of two, would put it.
  const ofBlue = and(shiftRightUnsigned(pixels, 16 - lumaShare.blueBits), word(255 << lumaShare.blueBits));
  return shiftRight(addWords(addWords(ofRedGreen, ofBlue), word(lumaOffset)), 10);
}

/** Red, green, blue and alpha, each summed over two by two pixels: of four pixels in two rows, two sums. */
function sumsOfSquares(upper: Code, lower: Code): Code {
  const left = addShorts(widenLow(upper), widenLow(lower));
  const right = addShorts(widenHigh(upper), widenHigh(lower));
  const evens = pick([0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23])(left, right);
  const odds = pick([8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31])(left, right);
  return addShorts(evens, odds);
}

function colorOfFour(left: Code, right: Code, shares: readonly number[], { shorts, word }: Constants): Code {
  const each = shorts([...shares, ...shares]);
  const pairs = [multiplyPairs(left, each), multiplyPairs(right, each)] as const;
  const ofRedGreen = pick([0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27])(...pairs);
  const ofBlue = pick([4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31])(...pairs);
  return shiftRight(addWords(addWords(ofRedGreen, ofBlue), word(colorOffset)), 18);
}

function convertRowsBody(constants: Constants): Code {
  const [pixels, luma, blue, red, width] = [get(0), get(1), get(2), get(3), get(4)];
  // Locals after the parameters: integers, then vectors.
  const [x, upperAt, lowerAt, next] = [5, 6, 7, 8];
  const [upperLeft, upperRight, lowerLeft, lowerRight, left, right, both] = [9, 10, 11, 12, 13, 14, 15];
  const last = subtract(width, integer(kernelWidthMinPx));
  const colorAt = (plane: Code) => add(plane, half(get(x)));
  const lumaOf = (one: number, other: number) =>
    narrowToShorts(lumaOfFour(get(one), constants), lumaOfFour(get(other), constants));
  const step = [
    ...set(upperAt, add(pixels, timesFour(get(x)))),
    ...set(lowerAt, add(get(upperAt), timesFour(width))),
    ...set(upperLeft, load(get(upperAt), 0)),
    ...set(upperRight, load(get(upperAt), 16)),
    ...set(lowerLeft, load(get(lowerAt), 0)),
    ...set(lowerRight, load(get(lowerAt), 16)),
    ...set(both, narrowToBytes(lumaOf(upperLeft, upperRight), lumaOf(lowerLeft, lowerRight))),
    ...storeEight(0)(add(luma, get(x)), get(both)),
    ...storeEight(1)(add(add(luma, width), get(x)), get(both)),
    ...set(left, sumsOfSquares(get(upperLeft), get(lowerLeft))),
    ...set(right, sumsOfSquares(get(upperRight), get(lowerRight))),
    ...set(
      both,
      narrowToShorts(
        colorOfFour(get(left), get(right), blueShares, constants),
        colorOfFour(get(left), get(right), redShares, constants),
      ),
    ),
    ...set(both, narrowToBytes(get(both), get(both))),
    ...storeFour(0)(colorAt(blue), get(both)),
    ...storeFour(1)(colorAt(red), get(both)),
    ...set(next, add(get(x), integer(kernelWidthMinPx))),
    ...set(x, select(get(next), last, isLess(get(next), last))),
  ];
  const [void_, end] = [0x40, 0x0b];
  const loop = [0x03, void_, ...step, ...isLess(get(next), width), 0x0d, 0, end];
  const [integers, vectors] = [
    [4, 0x7f],
    [7, 0x7b],
  ];
  return [2, ...integers!, ...vectors!, ...loop, end];
}

function assembleModule(constants: Constants): Code {
  const integer32 = 0x7f;
  const name = [...new TextEncoder().encode("convertRows")];
  const body = convertRowsBody(constants);
  const section = (id: number, content: Code) => [id, ...unsigned(content.length), ...content];
  return [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, ...new Array<number>(5).fill(integer32), 0]),
    ...section(2, [1, 0, 6, ...new TextEncoder().encode("memory"), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, name.length, ...name, 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ];
}

function littleEndian(value: number, length: number): number[] {
  return Array.from({ length }, (_, index) => (value >> (8 * index)) & 255);
}

/** LEB128, as the format writes integers. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const rest = value >> 7;
  const low = value & 127;
  const isDone = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
  return isDone ? [low] : [low | 128, ...signed(rest)];
}
