/** Owns what timeline and viewer have of takes' films and of sounds: sheets of tiles, and peaks. */
import { peaksPerSecond } from "../../../shared/project/sound-file.ts";
import { mediaUrl } from "../../../shared/rpc/contract.ts";
import type { TakeProducts, TileSheet } from "../../../shared/takes/products.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { createFetchedFiles, createPictures } from "./fetched-files.ts";

/** Tiles of a film as they can be drawn. */
export interface FilmTiles {
  readonly sheet: TileSheet;
  readonly picture: ImageBitmap;
}

export interface FilmPeaks {
  /** A byte each, from the film's first frame on: the largest sample from 0 to 255. */
  readonly peaks: Uint8Array;
  readonly peaksPerSecond: number;
}

export interface TakeFilms {
  /** The best tiles that are here: those of the keyframes until the others are. Null when there are none yet. */
  tilesOf(projectId: string, take: Take, products: TakeProducts | undefined): FilmTiles | null;
  /** Null without sound, and until its peaks are here. */
  peaksOf(projectId: string, take: Take, products: TakeProducts | undefined): FilmPeaks | null;
  /** Of a sound of the project; null until its peaks are here. */
  soundPeaks(projectId: string, soundId: string): FilmPeaks | null;
  close(): void;
}

/** Several times what is in view where shots are wide enough for pictures; a sheet has 96 tiles at most. */
const sheetsKept = 40;
const peaksKept = 200;

export function createTakeFilms(onArrival: () => void): TakeFilms {
  const sheets = createPictures(onArrival, { kept: sheetsKept });
  const sounds = createFetchedFiles(onArrival, {
    read: async (response) => new Uint8Array(await response.arrayBuffer()),
    kept: peaksKept,
  });
  return {
    tilesOf(projectId, { mediaId }, products) {
      for (const variant of ["strip", "keys"] as const) {
        const sheet = products?.[variant];
        const picture = sheet && sheets.get(mediaUrl(projectId, mediaId, variant));
        if (sheet && picture && typeof picture !== "string") return { sheet, picture };
      }
      return null;
    },
    peaksOf(projectId, { mediaId }, products) {
      const perSecond = products?.peaksPerSecond ?? null;
      if (!products?.hasAudio || perSecond === null) return null;
      const peaks = sounds.get(mediaUrl(projectId, mediaId, "peaks"));
      return typeof peaks === "string" ? null : { peaks, peaksPerSecond: perSecond };
    },
    soundPeaks(projectId, soundId) {
      const peaks = sounds.get(mediaUrl(projectId, soundId, "peaks"));
      return typeof peaks === "string" ? null : { peaks, peaksPerSecond };
    },
    close() {
      sheets.close();
      sounds.close();
    },
  };
}

/** Where in its sheet a tile lies. */
export function placeOfTile({ columns, tileWidthPx, tileHeightPx }: TileSheet, tile: number) {
  return {
    x: (tile % columns) * tileWidthPx,
    y: Math.floor(tile / columns) * tileHeightPx,
    widthPx: tileWidthPx,
    heightPx: tileHeightPx,
  };
}

/** The loudest of a stretch of a film's sound, 0 to 1; times in seconds from its start. Silence past its end. */
export function loudestOf({ peaks, peaksPerSecond }: FilmPeaks, fromSeconds: number, toSeconds: number): number {
  const from = Math.max(0, Math.floor(fromSeconds * peaksPerSecond));
  const to = Math.min(peaks.length, Math.max(from + 1, Math.ceil(toSeconds * peaksPerSecond)));
  let loudest = 0;
  for (let index = from; index < to; index += 1) loudest = Math.max(loudest, peaks[index] as number);
  return loudest / 255;
}
