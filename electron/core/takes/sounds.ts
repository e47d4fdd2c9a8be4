/** Owns sounds that come from outside: decoded whole, once, stored as WAV in the project, and how loud they are along their length. */

import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { open, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { soundHz, soundSecondsMax } from "../../../shared/project/sound-file.ts";
import type { MediaVariant } from "../../../shared/rpc/contract.ts";
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";
import { soundFileArguments } from "../media/arguments.ts";
import { soundInput } from "../media/container.ts";
import { freeBytes, requireSpace } from "../media/disk-space.ts";
import type { Ffmpeg } from "../media/ffmpeg.ts";
import { peaksArguments } from "../media/ingest-arguments.ts";
import { writeThroughPart } from "../media/part-file.ts";
import { readPeaks } from "../media/peaks.ts";
import { ownFolder, ownPath } from "../media/project-paths.ts";
import { readWavLayout, sampleBytes } from "../media/wav.ts";
import { storeContent } from "../projects/media-store.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { addSound } from "../projects/sound-rows.ts";
import { removeWork } from "../runtime/files.ts";
import type { OperationContext } from "../runtime/operations.ts";
import { workName } from "../runtime/work-name.ts";

const timeLimitMs = 10 * 60_000;
/** A compressed sound has at least a thirty-second of its samples' bytes. */
const unpackedMost = 32;

export class Sounds {
  readonly #projects: ProjectService;
  readonly #ffmpeg: Ffmpeg;
  readonly #now: () => Date;

  constructor(options: { readonly projects: ProjectService; readonly ffmpeg: Ffmpeg; readonly now: () => Date }) {
    this.#projects = options.projects;
    this.#ffmpeg = options.ffmpeg;
    this.#now = options.now;
  }

  /** Throws film.unreadable for what is no sound, or is too long, and disk.full. */
  async importSound(
    projectId: string,
    file: string,
    { signal, report }: OperationContext,
  ): Promise<NonNullable<Operation["result"]>> {
    const folder = await this.#projects.writableFolder(projectId);
    const info = await stat(file).catch(() => null);
    if (!info?.isFile()) throw unreadable(`File not found: ${file}.`, "Check the path.");
    const longest = soundSecondsMax * soundHz * sampleBytes;
    const needed = 2 * Math.min(longest, info.size * unpackedMost);
    requireSpace("The sound", needed, await freeBytes(folder), "Free up space, then try again.");
    report(0.1, "Decoding the sound");
    const work = `${workName(join(ownFolder(folder, "cache"), `sound-${randomUUID()}`))}.wav`;
    const name = basename(file);
    try {
      const decoding = soundFileArguments(await soundInput(file), soundSecondsMax + 1, work);
      await this.#ffmpeg.run(decoding, { timeLimitMs, signal }).catch((cause: unknown) => {
        signal.throwIfAborted();
        if ((cause as AppError).code !== "ffmpeg.failed") throw cause;
        throw unreadable(`${name} has no sound that can be read.`, "Choose a WAV, MP3, M4A, FLAC or AIFF file.", cause);
      });
      const samples = await countSamples(work);
      if (samples === 0) throw unreadable(`${name} has no sound.`, "Choose another file.");
      if (samples > soundSecondsMax * soundHz) {
        throw unreadable(`${name} is longer than ${soundSecondsMax / 60} minutes.`, "Cut it shorter first.");
      }
      report(0.8, "Saving the sound");
      const { id, bytes, file: path } = await storeContent(folder, work, "sounds", name, "wav");
      const database = await this.#projects.database(projectId);
      addSound(database, { id, file: path, name, bytes, samples }, this.#now().toISOString());
      return { folder, mediaId: id, files: [{ path: join(folder, path), bytes, durationSeconds: samples / soundHz }] };
    } finally {
      await removeWork(work);
    }
  }

  /** The file to serve for a stored sound: itself, or its peaks, made when first asked for; null for an id of no sound. */
  async filePath(projectId: string, soundId: string, variant: MediaVariant): Promise<string | null> {
    const sound = await this.#projects.soundFile(projectId, soundId);
    if (!sound || variant === "original") return sound?.path ?? null;
    if (variant !== "peaks") throw new AppError("not-found", "A sound has no such version.");
    const { path, workFolder } = sound;
    ownFolder(workFolder, "cache/sounds");
    const peaks = ownPath(workFolder, `cache/sounds/${soundId}.peaks`);
    if (existsSync(peaks)) return peaks;
    const work = `${workName(join(workFolder, "cache/sounds", randomUUID()))}.pcm`;
    try {
      await this.#ffmpeg.run(peaksArguments(path, work), { timeLimitMs });
      await writeThroughPart(peaks, async (part) => writeFile(part, await readPeaks(work)));
    } finally {
      await removeWork(work);
    }
    return peaks;
  }
}

async function countSamples(file: string): Promise<number> {
  const handle = await open(file, "r");
  try {
    return (await readWavLayout(handle)).samples;
  } finally {
    await handle.close();
  }
}

function unreadable(message: string, next: string, cause?: unknown): AppError {
  return new AppError("film.unreadable", message, { next, cause });
}
