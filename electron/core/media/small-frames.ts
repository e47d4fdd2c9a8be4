/** Owns the small frames that a film is measured by: how large they are, and reading all of them with one process. */
import { smallFramesArguments } from "./arguments.ts";
import type { Ffmpeg, RunOptions } from "./ffmpeg.ts";
import type { FilmFacts } from "./probe.ts";

export interface FrameSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

const longerSidePx = 320;

/** The longer side 320, the other as the film's shape says, both even. */
export function smallFrameSize({ widthPx, heightPx }: FrameSize): FrameSize {
  const scale = longerSidePx / Math.max(widthPx, heightPx);
  const even = (side: number) => Math.max(2, 2 * Math.round((side * scale) / 2));
  return { widthPx: even(widthPx), heightPx: even(heightPx) };
}

/** Bytes of a planar 4:2:0 frame: all Y, then all U, then all V. */
export function smallFrameBytes({ widthPx, heightPx }: FrameSize): number {
  return (widthPx * heightPx * 3) / 2;
}

/** Takes a stream in chunks of any length and hands on each whole frame; the bytes are only lent, for the length of the call. */
export function splitFrames(bytes: number, onFrame: (frame: Uint8Array) => void): (chunk: Uint8Array) => void {
  const begun = new Uint8Array(bytes);
  let filled = 0;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (filled === 0 && chunk.length - at >= bytes) {
        onFrame(chunk.subarray(at, at + bytes));
        at += bytes;
        continue;
      }
      const part = chunk.subarray(at, at + bytes - filled);
      begun.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < bytes) return;
      filled = 0;
      onFrame(begun);
    }
  };
}

/** Decodes a film once and hands on each of its pictures, small. Errors: `ffmpeg.failed`, `cancelled`, and what `onFrame` throws. */
export async function readSmallFrames(
  ffmpeg: Ffmpeg,
  file: string,
  facts: Pick<FilmFacts, "widthPx" | "heightPx">,
  onFrame: (frame: Uint8Array) => void,
  run: Pick<RunOptions, "timeLimitMs" | "signal">,
): Promise<void> {
  const size = smallFrameSize(facts);
  const onOutput = splitFrames(smallFrameBytes(size), onFrame);
  await ffmpeg.read(smallFramesArguments(file, size), { ...run, onOutput });
}
