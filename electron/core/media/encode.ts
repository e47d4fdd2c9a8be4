/** Owns turning drawn frames and a scratch track into a film that is exactly as long as planned, or into nothing at all. */

import { open } from "node:fs/promises";
import { AppError } from "../../../shared/errors/app-error.ts";
import { removeWork } from "../runtime/files.ts";
import { encodeFilmArguments, type FilmShape } from "./arguments.ts";
import type { Ffmpeg, WriteChunk } from "./ffmpeg.ts";
import { writeThroughPart } from "./part-file.ts";
import { type FilmFacts, probeFilm } from "./probe.ts";

export interface FilmJob extends FilmShape {
  readonly startTimecode: string;
  readonly outputFile: string;
  /** 16-bit little-endian stereo samples at 48 kHz. */
  readonly sound: Iterable<Uint8Array>;
  /** Writes every frame as planar 4:2:0 (all Y, then all U, then all V). */
  readonly feed: (write: WriteChunk, stopped: AbortSignal) => Promise<void>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (frames: number) => void;
}

/** Errors: `ffmpeg.failed`, `ffmpeg.missing`, `ffmpeg.unfit`, `disk.full`, `disk.denied`, `cancelled`. */
export async function encodeFilm(ffmpeg: Ffmpeg, job: FilmJob): Promise<FilmFacts> {
  return await writeThroughPart(job.outputFile, async (partFile) => {
    const soundFile = `${partFile}.pcm`;
    try {
      await writeSound(soundFile, job.sound);
      await ffmpeg.run(encodeFilmArguments({ ...job, soundFile, outputFile: partFile }), {
        feed: job.feed,
        // Generous: a slow computer takes about real time.
        timeLimitMs: 120_000 + (20_000 * job.frameCount * job.rate.den) / job.rate.num,
        ...(job.signal ? { signal: job.signal } : {}),
        ...(job.onProgress ? { onProgress: job.onProgress } : {}),
      });
    } finally {
      await removeWork(soundFile);
    }
    const facts = await probeFilm(ffmpeg, partFile, job.signal);
    if (facts.frames === job.frameCount) return facts;
    const found = `The video has ${facts.frames} frames instead of ${job.frameCount}.`;
    throw new AppError("ffmpeg.failed", found, { next: "Try again, or choose another ffmpeg in Settings → Programs." });
  });
}

async function writeSound(file: string, sound: Iterable<Uint8Array>): Promise<void> {
  const handle = await open(file, "w");
  try {
    for (const chunk of sound) await handle.write(chunk);
  } finally {
    await handle.close();
  }
}
