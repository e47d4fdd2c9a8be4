/** Owns what a page of a table or an index holds, cell by cell, and the records in them; a cell that leads outside is none. */

export interface Cell {
  /** Of a row of a table; null in an index. */
  readonly rowid: number | null;
  /** Bytes of the whole record. */
  readonly length: number;
  /** What of the record lies on the page. */
  readonly local: Buffer;
  /** The page on which it goes on; 0 for none. */
  readonly overflow: number;
  /** Where the cell begins on its page. */
  readonly at: number;
}

export interface Child {
  readonly page: number;
  /** The highest rowid below it, in a table. */
  readonly highest: number | null;
}

export interface Node {
  readonly isTable: boolean;
  readonly isLeaf: boolean;
  readonly cells: readonly Cell[];
  readonly children: readonly Child[];
  /** Whether every cell could be read. */
  readonly isWhole: boolean;
}

export type Value = string | number | null;

const columnsMax = 64;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** What a page says; null for one that is not of a table or an index. */
export function readNode(page: Buffer, number: number, usable: number): Node | null {
  // The file's header comes before the first page, unless another page stands there now.
  const start = number === 1 && !isKind(page[0]) ? 100 : 0;
  const kind = page[start];
  if (!isKind(kind)) return null;
  const isTable = kind === 5 || kind === 13;
  const isLeaf = kind === 10 || kind === 13;
  const pointers = start + (isLeaf ? 8 : 12);
  const count = page.readUInt16BE(start + 3);
  if (pointers + count * 2 > usable) return null;
  const cells: Cell[] = [];
  const children: Child[] = [];
  let isWhole = true;
  for (let index = 0; index < count; index += 1) {
    const at = page.readUInt16BE(pointers + index * 2);
    if (at < pointers + count * 2 || at + 4 > usable) {
      isWhole = false;
      continue;
    }
    if (!isLeaf) {
      const key = isTable ? readVarint(page, at + 4) : null;
      children.push({ page: page.readUInt32BE(at), highest: key?.value ?? null });
    }
    if (isTable && !isLeaf) continue;
    const cell = readCell(page, isLeaf ? at : at + 4, usable, isTable);
    if (cell) cells.push(cell);
    else isWhole = false;
  }
  if (!isLeaf) children.push({ page: page.readUInt32BE(start + 8), highest: null });
  return { isTable, isLeaf, cells, children, isWhole };
}

/** Whether a page that begins with this byte may be one of a tree. */
export function isKind(byte: number | undefined): boolean {
  return byte === 2 || byte === 5 || byte === 10 || byte === 13;
}

export function readCell(page: Buffer, at: number, usable: number, isTable: boolean): Cell | null {
  const length = readVarint(page, at);
  if (!length || length.value < 2 || length.value > 0x7fffffff) return null;
  const rowid = isTable ? readVarint(page, length.next) : null;
  if (isTable && !rowid) return null;
  const from = rowid ? rowid.next : length.next;
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  const isLocal = length.value <= most;
  const local = isLocal ? length.value : localPart(length.value, usable, most);
  if (from + local + (isLocal ? 0 : 4) > usable) return null;
  return {
    rowid: rowid?.value ?? null,
    length: length.value,
    local: page.subarray(from, from + local),
    overflow: isLocal ? 0 : page.readUInt32BE(from + local),
    at,
  };
}

function localPart(length: number, usable: number, most: number): number {
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const kept = least + ((length - least) % (usable - 4));
  return kept <= most ? kept : least;
}

/** A number of up to nine bytes; null where it does not end on the page or is none that we can count to. */
export function readVarint(bytes: Buffer, at: number): { value: number; next: number } | null {
  let value = 0;
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    value = index === 8 ? value * 256 + byte : value * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(value)) return null;
    if (index === 8 || byte < 0x80) return { value, next: at + index + 1 };
  }
  return null;
}

/** The types of a record's columns, and where their values begin; null where the head is no record's, or does not lie in `bytes`. */
export function readTypes(bytes: Buffer, length: number): { types: number[]; start: number } | null {
  const head = readVarint(bytes, 0);
  if (!head || head.value > bytes.length || head.value < head.next) return null;
  const types: number[] = [];
  let body = 0;
  let at = head.next;
  while (at < head.value) {
    const type = readVarint(bytes, at);
    if (!type || type.next > head.value || types.length === columnsMax) return null;
    types.push(type.value);
    body += bytesOf(type.value);
    at = type.next;
  }
  return head.value + body === length ? { types, start: head.value } : null;
}

/** The values of a whole record; null for one that has what our tables never hold. */
export function readValues(bytes: Buffer): Value[] | null {
  const head = readTypes(bytes, bytes.length);
  if (!head) return null;
  const values: Value[] = [];
  let at = head.start;
  for (const type of head.types) {
    const value = readValue(bytes, at, type);
    if (value === undefined) return null;
    values.push(value);
    at += bytesOf(type);
  }
  return values;
}

export function isText(type: number): boolean {
  return type >= 13 && type % 2 === 1;
}

export function isInteger(type: number): boolean {
  return (type >= 1 && type <= 6) || type === 8 || type === 9;
}

export function bytesOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type] ?? 0;
}

function readValue(bytes: Buffer, at: number, type: number): Value | undefined {
  if (type === 0) return null;
  if (type === 8 || type === 9) return type - 8;
  if (isText(type)) {
    const text = bytes.subarray(at, at + bytesOf(type));
    // No text of ours has one, but what was never written, or was cut off, is full of them.
    return text.includes(0) ? undefined : decoder.decode(text);
  }
  if (type >= 1 && type <= 5) return bytes.readIntBE(at, bytesOf(type));
  if (type !== 6) return undefined;
  const value = Number(bytes.readBigInt64BE(at));
  return Number.isSafeInteger(value) ? value : undefined;
}
