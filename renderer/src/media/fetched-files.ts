/** Owns files of the project that pictures are drawn from: fetched when what shows one is first in view, read once, and kept up to a bound. */
import { signedAddress } from "../api/session.ts";

export type Fetched<Value> = Value | "pending" | "missing";

export interface FetchedFiles<Value> {
  /** What the file at `address` holds if it is here; else it is fetched, and `onArrival` is called when it can be drawn. */
  get(address: string): Fetched<Value>;
  close(): void;
}

export interface FileReading<Value> {
  read(response: Response): Promise<Value>;
  /** How many are kept; those that were asked for last. */
  readonly kept: number;
  forget?(value: Value): void;
}

export function createFetchedFiles<Value extends object>(
  onArrival: () => void,
  { read, kept, forget }: FileReading<Value>,
): FetchedFiles<Value> {
  const files = new Map<string, Fetched<Value>>();
  const closing = new AbortController();

  async function load(address: string): Promise<void> {
    let file: Fetched<Value> = "missing";
    try {
      const response = await fetch(signedAddress(address), { signal: closing.signal });
      if (response.ok) file = await read(response);
    } catch {
      // What is gone or broken shows as missing; the lists of elements and takes say why.
    }
    if (closing.signal.aborted) return drop(file);
    files.set(address, file);
    for (const [oldest, old] of files) {
      if (files.size <= kept) break;
      files.delete(oldest);
      drop(old);
    }
    onArrival();
  }

  function drop(file: Fetched<Value>): void {
    if (typeof file !== "string") forget?.(file);
  }

  return {
    get(address) {
      const known = files.get(address);
      if (known === undefined) {
        files.set(address, "pending");
        void load(address);
        return "pending";
      }
      files.delete(address);
      files.set(address, known);
      return known;
    },
    close() {
      closing.abort();
      for (const file of files.values()) drop(file);
      files.clear();
    },
  };
}

export type Pictures = FetchedFiles<ImageBitmap>;

/** Pictures, decoded once: `heightPx` high, or at their own size. */
export function createPictures(
  onArrival: () => void,
  { heightPx, kept }: { readonly heightPx?: number; readonly kept: number },
): Pictures {
  const size = heightPx === undefined ? {} : { resizeHeight: heightPx, resizeQuality: "medium" as const };
  return createFetchedFiles(onArrival, {
    read: async (response) => createImageBitmap(await response.blob(), size),
    forget: (picture) => picture.close(),
    kept,
  });
}
