/** Owns the tiles that are there at once: of the keyframes alone, which are decoded without those between them. */
import { tilesMax } from "../../../shared/takes/products.ts";
import { keyframesArguments, packetsArguments } from "./arguments.ts";
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
  signal: AbortSignal,
): Promise<{ frame: number; tile: Tile }[]> {
  const run = { timeLimitMs, signal };
  const frames = keyframesOf(await ffmpeg.probe(packetsArguments(film), run), facts);
  if (frames.length > tilesMax) return [];
  const size = smallFrameSize(proxySize(facts));
  const tiles: { frame: number; tile: Tile }[] = [];
  let decoded = 0;
  const onOutput = splitFrames(smallFrameBytes(size), (small) => {
    const frame = frames[decoded];
    decoded += 1;
    if (frame !== undefined) tiles.push({ frame, tile: tileOf(small, size) });
  });
  await ffmpeg.read(keyframesArguments(film, size), { ...run, onOutput });
  return tiles;
}

/** Which frames of a film are keyframes, from a line `SECONDS,FLAGS` for each packet, in the order in which they are stored. */
export function keyframesOf(
  packets: string,
  { frames, hasEvenRate, rateNum, rateDen }: Pick<FilmFacts, "frames" | "hasEvenRate" | "rateNum" | "rateDen">,
): number[] {
  const shown = packets
    .split(/\r?\n/)
    .map((line) => line.split(","))
    // A packet that is marked D is decoded for others and never shown.
    .flatMap(([time = "", flags = ""]) => (flags === "" || flags.includes("D") ? [] : [{ time: Number(time), flags }]))
    .sort((one, other) => one.time - other.time);
  const start = shown[0]?.time ?? 0;
  const numbers = shown.flatMap(({ time, flags }, index) => {
    if (!flags.includes("K")) return [];
    return [hasEvenRate ? index : Math.round(((time - start) * rateNum) / rateDen)];
  });
  return [...new Set(numbers)].filter((frame) => frame < frames);
}
