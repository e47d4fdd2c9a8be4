/** Owns cropping an element's image to what services take: the rules in force, the region to begin with, and what a region breaks. */
import type { ModelLimits } from "../models/profile.ts";
import { limitsOf, newPassProfileId, profileOf } from "../models/profiles.ts";
import type { Pass } from "../project/model.ts";
import type { StoredImage } from "./image-rules.ts";

/** In pixels of the image as it is seen. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type ElementImageLimits = Pick<
  ModelLimits["image"],
  "formats" | "bytesMax" | "sidePxMin" | "sidePxMax" | "ratioMax"
>;

type Shape = Pick<StoredImage, "widthPx" | "heightPx">;

/** The strictest rules of the models that the passes are made with and that take elements; else those of the usual one. */
export function elementImageLimits(passes: readonly Pick<Pass, "profile">[]): ElementImageLimits {
  const ids = [...new Set(passes.map(({ profile }) => profile))].filter((id) => {
    const profile = profileOf(id);
    return profile !== null && profile.provider !== "animatic" && profile.limits.elementsMax > 0;
  });
  const all = (ids.length > 0 ? ids : [newPassProfileId()]).map((id) => limitsOf(id).image);
  const formats = all[0]?.formats ?? [];
  return {
    formats: formats.filter((format) => all.every((each) => each.formats.includes(format))),
    bytesMax: Math.min(...all.map((each) => each.elementBytesMax ?? each.bytesMax)),
    sidePxMin: Math.max(...all.map((each) => each.sidePxMin)),
    sidePxMax: Math.min(...all.map((each) => each.sidePxMax)),
    ratioMax: Math.min(...all.map((each) => each.ratioMax)),
  };
}

/** What an image breaks of the rules, as one sentence each; empty where it is taken as it is. */
export function imageFaults(image: StoredImage, limits: ElementImageLimits): string[] {
  const { widthPx, heightPx, bytes, format } = image;
  const faults: string[] = [];
  if (Math.min(widthPx, heightPx) < limits.sidePxMin) {
    faults.push(`It is ${sizeOf(image)}; services need at least ${limits.sidePxMin} px on each side.`);
  }
  if (Math.max(widthPx, heightPx) > limits.sidePxMax) {
    faults.push(`It is ${sizeOf(image)}; services allow at most ${limits.sidePxMax} px on each side.`);
  }
  if (ratioOf(widthPx, heightPx) > limits.ratioMax) {
    faults.push(`It is ${sizeOf(image)}; services allow shapes up to ${limits.ratioMax}:1.`);
  }
  if (bytes > limits.bytesMax) {
    faults.push(`It has ${megabytes(bytes)} MB; services allow at most ${limits.bytesMax / 1024 / 1024} MB.`);
  }
  if (!(limits.formats as readonly string[]).includes(format)) {
    faults.push(
      `It is ${format.toUpperCase()}; services accept ${limits.formats.map((each) => each.toUpperCase()).join(" and ")}.`,
    );
  }
  return faults;
}

/** The largest region in the middle that has a shape which is taken. */
export function suggestRegion({ widthPx, heightPx }: Shape, { ratioMax }: ElementImageLimits): Region {
  const width = Math.min(widthPx, Math.floor(heightPx * ratioMax));
  const height = Math.min(heightPx, Math.floor(widthPx * ratioMax));
  return { x: Math.floor((widthPx - width) / 2), y: Math.floor((heightPx - height) / 2), width, height };
}

/** What speaks against a region, as one sentence; null where nothing does. One that is too small is enlarged, so that it only loses. */
export function regionFault({ width, height }: Region, { ratioMax }: ElementImageLimits): string | null {
  if (width < 1 || height < 1) return "Select a part of the image.";
  if (ratioOf(width, height) <= ratioMax) return null;
  return `The selection is ${width} × ${height} px; services allow shapes up to ${ratioMax}:1.`;
}

/** Whether a region has fewer pixels than services need, so that the crop is enlarged. */
export function isEnlarged({ width, height }: Region, { sidePxMin }: ElementImageLimits): boolean {
  return Math.min(width, height) < sidePxMin;
}

/** The region, whole pixels and inside the image, of at least one pixel. */
export function clampRegion({ x, y, width, height }: Region, { widthPx, heightPx }: Shape): Region {
  const left = Math.min(Math.max(0, Math.round(x)), widthPx - 1);
  const top = Math.min(Math.max(0, Math.round(y)), heightPx - 1);
  return {
    x: left,
    y: top,
    width: Math.min(Math.max(1, Math.round(width)), widthPx - left),
    height: Math.min(Math.max(1, Math.round(height)), heightPx - top),
  };
}

function ratioOf(width: number, height: number): number {
  return Math.max(width, height) / Math.min(width, height);
}

function sizeOf({ widthPx, heightPx }: Shape): string {
  return `${widthPx} × ${heightPx} px`;
}

/** At least 0.1 MB over a limit reads as more than the limit. */
function megabytes(bytes: number): string {
  return (Math.ceil((bytes / 1024 / 1024) * 10) / 10).toFixed(1);
}
