/** Owns the pages of a database that may be damaged: the newest image of each, from the log or the file, whatever the header says. */
import { join } from "node:path";
import { FileBytes } from "./file-bytes.ts";
import { isPageSize, type Log, pageSizeOfLog, readLog } from "./log-frames.ts";

/** More pages than these are not looked at: 4 GB of the usual size. */
const pagesMax = 1 << 20;
const magic = "SQLite format 3\0";
const usualSize = 4096;

interface Image {
  readonly bytes: FileBytes;
  readonly offset: number;
}

export class Pages {
  readonly size: number;
  /** Bytes of a page that rows may use. */
  readonly usable: number;
  /** How many there are to be looked at, from 1 on. */
  readonly count: number;
  /** Whether the first page says of itself what a database does. */
  readonly hasHeader: boolean;
  readonly #database: FileBytes | null;
  readonly #log: FileBytes | null;
  /** Of the log, by page, the newest last. */
  readonly #logged = new Map<number, Image[]>();

  private constructor(database: FileBytes | null, log: FileBytes | null) {
    this.#database = database;
    this.#log = log;
    this.size = sizeOfPages(database, log);
    const read: Log = log ? readLog(log, this.size) : { frames: [], isWhole: true };
    let last = database ? Math.ceil(database.size / this.size) : 0;
    for (const { page, offset } of read.frames) {
      if (page < 1 || page > pagesMax || log === null) continue;
      last = Math.max(last, page);
      const known = this.#logged.get(page);
      if (known) known.push({ bytes: log, offset });
      else this.#logged.set(page, [{ bytes: log, offset }]);
    }
    this.count = Math.min(last, pagesMax);
    const header = this.read(1);
    this.hasHeader = header.toString("latin1", 0, 16) === magic;
    const reserved = this.hasHeader ? (header[20] ?? 0) : 0;
    this.usable = this.size - (reserved <= 32 ? reserved : 0);
  }

  /** The database in `folder` with its log; null where neither is there. Nothing is written. */
  static open(folder: string): Pages | null {
    const database = FileBytes.open(join(folder, "project.db"));
    const log = FileBytes.open(join(folder, "project.db-wal"));
    if ((database?.size ?? 0) + (log?.size ?? 0) > 0) return new Pages(database, log);
    database?.close();
    log?.close();
    return null;
  }

  /** The newest image of a page that may be one; zeros for what is not there. */
  read(page: number): Buffer {
    if (page < 1 || page > pagesMax) return Buffer.alloc(this.size);
    for (const { bytes, offset } of this.#logged.get(page)?.toReversed() ?? []) {
      const image = bytes.read(offset, this.size);
      if (image.some((byte) => byte !== 0)) return image;
    }
    return this.#database?.read((page - 1) * this.size, this.size) ?? Buffer.alloc(this.size);
  }

  close(): void {
    this.#database?.close();
    this.#log?.close();
  }
}

/** Whether the log of the database in `folder` is none or whole: of any other, SQLite may leave out what was saved, and then forgets it. */
export function isLogWhole(folder: string): boolean {
  const log = FileBytes.open(join(folder, "project.db-wal"));
  if (!log) return true;
  const database = FileBytes.open(join(folder, "project.db"));
  try {
    return log.size === 0 || readLog(log, sizeOfPages(database, log)).isWhole;
  } finally {
    log.close();
    database?.close();
  }
}

function sizeOfPages(database: FileBytes | null, log: FileBytes | null): number {
  const header = database?.read(0, 100);
  if (header?.toString("latin1", 0, 16) === magic) {
    const named = header.readUInt16BE(16);
    const size = named === 1 ? 65_536 : named;
    if (isPageSize(size)) return size;
  }
  const ofLog = log && pageSizeOfLog(log);
  if (ofLog !== null) return ofLog;
  return database ? guessSize(database) : usualSize;
}

/** The size by which most pages begin as ones of tables do. */
function guessSize(database: FileBytes): number {
  let best = { size: usualSize, share: share(database, usualSize) * 1.2 };
  for (let size = 512; size <= 65_536; size *= 2) {
    const found = share(database, size);
    if (found > best.share) best = { size, share: found };
  }
  return best.size;
}

function share(database: FileBytes, size: number): number {
  const pages = Math.min(200, Math.floor(database.size / size) - 1);
  let plausible = 0;
  for (let page = 1; page <= pages; page += 1) {
    const header = database.read(page * size, 12);
    const kind = header[0] ?? 0;
    const start = header.readUInt16BE(5) || 65_536;
    const cells = header.readUInt16BE(3);
    if ([2, 5, 10, 13].includes(kind) && start <= size && cells > 0 && cells * 2 < size) plausible += 1;
  }
  return pages < 1 ? 0 : plausible / pages;
}
