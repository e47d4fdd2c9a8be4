/** Owns reading any stretch of a file that may be cut, huge or on a failing disk: what cannot be read is zeros. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

const chunkBytes = 256 * 1024;
const chunksMax = 256;
const sectorBytes = 4096;
/** No link is followed, and a pipe is not waited for. Windows knows neither flag. */
const asFile = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export class FileBytes {
  readonly size: number;
  readonly #file: number;
  readonly #chunks = new Map<number, Buffer>();

  private constructor(file: number, size: number) {
    this.#file = file;
    this.size = size;
  }

  /** Null for what is not there, or is no file. Throws what else the file system says. */
  static open(path: string): FileBytes | null {
    let file: number;
    try {
      file = openSync(path, asFile);
    } catch (error) {
      if (["ENOENT", "ENOTDIR", "ELOOP", "EISDIR", "ENXIO"].includes((error as NodeJS.ErrnoException).code ?? "")) {
        return null;
      }
      throw error;
    }
    const info = fstatSync(file);
    if (info.isFile()) return new FileBytes(file, info.size);
    closeSync(file);
    return null;
  }

  /** `length` bytes from `offset`, with zeros behind the end; not to be written to. */
  read(offset: number, length: number): Buffer {
    const at = offset % chunkBytes;
    if (at + length <= chunkBytes) return this.#chunk(offset - at).subarray(at, at + length);
    const parts = Buffer.alloc(length);
    for (let done = 0; done < length; ) {
      const inside = (offset + done) % chunkBytes;
      const part = this.#chunk(offset + done - inside).subarray(inside, inside + length - done);
      part.copy(parts, done);
      done += part.length;
    }
    return parts;
  }

  close(): void {
    this.#chunks.clear();
    closeSync(this.#file);
  }

  #chunk(offset: number): Buffer {
    const known = this.#chunks.get(offset);
    if (known) return known;
    const chunk = this.#readChunk(offset);
    const [oldest] = this.#chunks.keys();
    if (this.#chunks.size >= chunksMax && oldest !== undefined) this.#chunks.delete(oldest);
    this.#chunks.set(offset, chunk);
    return chunk;
  }

  #readChunk(offset: number): Buffer {
    const chunk = Buffer.alloc(chunkBytes);
    if (offset >= this.size) return chunk;
    try {
      readSync(this.#file, chunk, 0, chunkBytes, offset);
    } catch {
      // A disk that fails does so by the sector: what lies around it may be whole.
      chunk.fill(0);
      for (let at = 0; at < chunkBytes; at += sectorBytes) this.#readSector(chunk, at, offset + at);
    }
    return chunk;
  }

  #readSector(chunk: Buffer, at: number, offset: number): void {
    try {
      readSync(this.#file, chunk, at, sectorBytes, offset);
    } catch {
      chunk.fill(0, at, at + sectorBytes);
    }
  }
}
