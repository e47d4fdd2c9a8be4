/** Owns what is made of a take's film for the window: how far it is, and what its proxy, tiles and sound are like. */
import { z } from "zod";
import { errorDataSchema } from "../errors/app-error.ts";
import { idSchema } from "../project/model.ts";

/** The most tiles that a sheet has. */
export const tilesMax = 96;

/** A picture of tiles, row after row from the top left; `frames`: which frame of the film each one shows, ascending. */
export const tileSheetSchema = z.strictObject({
  columns: z.int().min(1).max(tilesMax),
  rows: z.int().min(1).max(tilesMax),
  tileWidthPx: z.int().min(1).max(1000),
  tileHeightPx: z.int().min(1).max(1000),
  frames: z.array(z.int().min(0)).min(1).max(tilesMax),
});
export type TileSheet = z.infer<typeof tileSheetSchema>;

/**
 * Which tile of a sheet is nearest to `frame`, among those from `from` up to but not including `until`, so that a shot does not show
 * its neighbour; among all where none lies there.
 */
export function nearestTile({ frames }: Pick<TileSheet, "frames">, frame: number, from = 0, until = Infinity): number {
  const distance = (index: number) => {
    const at = frames[index] as number;
    return Math.abs(at - frame) + (at < from || at >= until ? 1e9 : 0);
  };
  return frames.reduce((nearest, _, index) => (distance(index) < distance(nearest) ? index : nearest), 0);
}

/** What was made of a film. Frame n of the proxy is frame n of the film, at this rate. */
export const filmProductsSchema = z.strictObject({
  rateNum: z.int().positive(),
  rateDen: z.int().positive(),
  frames: z.int().positive(),
  hasAudio: z.boolean(),
  /** What was changed for the preview, in one sentence; null for nothing that is seen. */
  note: z.string().max(1000).nullable(),
  /** Tiles of the whole film, evenly spaced. */
  strip: tileSheetSchema,
  /** Of the file of peaks: a byte each, the largest sample of its part of a second from 0 to 255; null without sound. */
  peaksPerSecond: z.int().positive().nullable(),
});
export type FilmProducts = z.infer<typeof filmProductsSchema>;

/**
 * A take's products as the window is told of them. `missing`: the file of the film is gone. Of a film that is still being made ready,
 * `keys` are tiles of its keyframes, and what is not known yet is null; frames and rate are those that the take knows.
 */
export const takeProductsSchema = z.object({
  takeId: idSchema,
  state: z.enum(["waiting", "making", "ready", "failed", "missing"]),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  problem: errorDataSchema.nullable(),
  note: z.string().nullable(),
  rateNum: z.int().positive().nullable(),
  rateDen: z.int().positive().nullable(),
  frames: z.int().positive().nullable(),
  hasAudio: z.boolean(),
  strip: tileSheetSchema.nullable(),
  keys: tileSheetSchema.nullable(),
  peaksPerSecond: z.int().positive().nullable(),
});
export type TakeProducts = z.infer<typeof takeProductsSchema>;
