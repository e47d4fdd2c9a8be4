/** Owns the small pictures on the timeline: fetched when a shot that shows one is first in view, decoded once, and kept up to a bound. */

import { signedAddress } from "../api/session.ts";

export type Thumbnail = ImageBitmap | "pending" | "missing";

export interface Thumbnails {
  /** The picture at `address` if it is here; else it is fetched, and `onArrival` is called when it can be drawn. */
  get(address: string): Thumbnail;
  close(): void;
}

/** How high they are decoded, and how many are kept. */
export interface ThumbnailSize {
  readonly heightPx: number;
  readonly kept: number;
}

export function createThumbnails(onArrival: () => void, { heightPx, kept }: ThumbnailSize): Thumbnails {
  const pictures = new Map<string, Thumbnail>();
  const closing = new AbortController();

  async function load(address: string): Promise<void> {
    let picture: Thumbnail = "missing";
    try {
      const response = await fetch(signedAddress(address), { signal: closing.signal });
      if (response.ok) {
        picture = await createImageBitmap(await response.blob(), { resizeHeight: heightPx, resizeQuality: "medium" });
      }
    } catch {
      // A picture that is gone or broken shows as missing; the elements list says why.
    }
    if (closing.signal.aborted) return forget(picture);
    pictures.set(address, picture);
    if (pictures.size > kept) {
      const [oldest, old] = pictures.entries().next().value as [string, Thumbnail];
      pictures.delete(oldest);
      forget(old);
    }
    onArrival();
  }

  return {
    get(address) {
      const known = pictures.get(address);
      if (known !== undefined) return known;
      pictures.set(address, "pending");
      void load(address);
      return "pending";
    },
    close() {
      closing.abort();
      for (const picture of pictures.values()) forget(picture);
      pictures.clear();
    },
  };
}

function forget(picture: Thumbnail): void {
  if (typeof picture !== "string") picture.close();
}
