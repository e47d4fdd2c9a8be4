/** Owns the loudness of a film along its length, as a timeline draws it. */
import { createReadStream } from "node:fs";
import { peaksPerSecond } from "../../../shared/project/sound-file.ts";
import { peaksHz } from "./ingest-arguments.ts";

const bytesPerPart = (peaksHz / peaksPerSecond) * 2 * 2;

/** The largest sample of each part of a second, a byte each from 0 to 255, of a file of two channels of 16 bits at `peaksHz`. */
export async function readPeaks(soundFile: string): Promise<Uint8Array> {
  const peaks: number[] = [];
  let peak = 0;
  let inPart = 0;
  let odd: number | null = null;
  for await (const chunk of createReadStream(soundFile) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (odd === null) {
        odd = byte;
        continue;
      }
      const sample = Math.abs(((odd | (byte << 8)) << 16) >> 16);
      odd = null;
      if (sample > peak) peak = sample;
      inPart += 2;
      if (inPart < bytesPerPart) continue;
      peaks.push(levelOf(peak));
      peak = 0;
      inPart = 0;
    }
  }
  if (inPart > 0) peaks.push(levelOf(peak));
  return Uint8Array.from(peaks);
}

function levelOf(sample: number): number {
  return Math.round((sample * 255) / 32768);
}
