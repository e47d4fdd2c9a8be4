/** Owns the tiles that are there at once: of the keyframes alone, which are decoded without those between them. */
import { tilesMax } from "../../../shared/takes/products.ts";
import { keyframesArguments } from "./arguments.ts";
import type { Ffmpeg } from "./ffmpeg.ts";
import { proxySize } from "./ingest-arguments.ts";
import type { FilmFacts } from "./probe.ts";
import { smallFrameBytes, smallFrameSize, splitFrames } from "./small-frames.ts";
import { type Tile, tileOf } from "./tiles.ts";

const timeLimitMs = 60_000;

/** Empty for a film of more keyframes than would be quick, such as one of nothing else. Errors: `ffmpeg.failed`, `cancelled`. */
export async function readKeyTiles(
  ffmpeg: Ffmpeg,
  film: string,
  facts: FilmFacts,
  keyframes: readonly number[],
  signal: AbortSignal,
): Promise<{ frame: number; tile: Tile }[]> {
  if (keyframes.length > tilesMax) return [];
  const size = smallFrameSize(proxySize(facts));
  const tiles: { frame: number; tile: Tile }[] = [];
  let decoded = 0;
  const onOutput = splitFrames(smallFrameBytes(size), (small) => {
    const frame = keyframes[decoded];
    decoded += 1;
    if (frame !== undefined) tiles.push({ frame, tile: tileOf(small, size) });
  });
  await ffmpeg.read(keyframesArguments(film, size), { timeLimitMs, signal, onOutput });
  return tiles;
}
