/** Owns the decoded pictures that the preview draws from: fetched once, kept while they fit, dropped oldest first. */
import type { Picture } from "../../../shared/animatic/surface.ts";
import { signedAddress } from "../api/session.ts";
import { outOfFocus } from "../media/out-of-focus.ts";

/** What is asked for: `soft` also makes the picture out of focus, for focus pulls. */
export interface WantedPicture {
  readonly url: string;
  readonly soft: boolean;
}

type Entry = Picture | "pending" | "missing" | "failed";

/** How large pictures are kept, by their longer side, and how many. */
export interface KeptPictures {
  readonly longSidePx: number;
  readonly keptMax: number;
}

/** Decoded pictures take eight megabytes each at this size; a viewer shows less than this many pixels. */
export const framePictures: KeptPictures = { longSidePx: 1920, keptMax: 24 };
/** Those of the labels over figures. */
export const portraitPictures: KeptPictures = { longSidePx: 192, keptMax: 80 };
const retryMs = 3000;

export interface PictureCache {
  /** The picture, or how it stands; asking for one that is not there starts reading it. */
  get(wanted: WantedPicture): Picture | "missing" | "pending";
  clear(): void;
}

/** `onChange` is called whenever a picture has arrived or failed. */
export function createPictureCache(onChange: () => void, { longSidePx, keptMax }: KeptPictures): PictureCache {
  const entries = new Map<string, Entry>();
  const keyOf = ({ url, soft }: WantedPicture) => (soft ? `${url}#soft` : url);

  async function read(wanted: WantedPicture): Promise<Entry> {
    const response = await fetch(signedAddress(wanted.url));
    if (response.status === 404 || response.status === 410) return "missing";
    if (!response.ok) return "failed";
    return decode(await response.blob(), wanted.soft, longSidePx);
  }

  async function load(wanted: WantedPicture): Promise<void> {
    const key = keyOf(wanted);
    entries.set(key, "pending");
    const entry = await read(wanted).catch((): Entry => "failed");
    if (!entries.has(key)) return;
    entries.set(key, entry);
    if (entry === "failed")
      setTimeout(() => entries.get(key) === "failed" && entries.delete(key) && onChange(), retryMs);
    for (const old of entries.keys()) {
      if (entries.size <= keptMax) break;
      entries.delete(old);
    }
    onChange();
  }

  return {
    get(wanted) {
      const key = keyOf(wanted);
      const entry = entries.get(key);
      if (entry === undefined) {
        void load(wanted);
        return "pending";
      }
      // Asked for last, dropped last.
      entries.delete(key);
      entries.set(key, entry);
      return entry === "failed" ? "missing" : entry;
    },
    clear: () => entries.clear(),
  };
}

async function decode(blob: Blob, soft: boolean, longSidePx: number): Promise<Picture> {
  const whole = await createImageBitmap(blob);
  const { width: widthPx, height: heightPx } = whole;
  const scale = Math.min(1, longSidePx / Math.max(widthPx, heightPx));
  const image =
    scale === 1
      ? whole
      : await createImageBitmap(whole, { resizeWidth: Math.round(widthPx * scale), resizeQuality: "high" });
  return { image, widthPx, heightPx, ...(soft ? { soft: outOfFocus(image) } : {}) };
}
