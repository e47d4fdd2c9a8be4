/** Owns what is known of a film file: exact frames and rate, size, sound and timecode, as ffprobe reports them. */
import { z } from "zod";
import { AppError } from "../../../shared/rpc/errors.ts";
import { countFramesArguments, probeArguments } from "./arguments.ts";
import type { Ffmpeg } from "./ffmpeg.ts";

export interface FilmFacts {
  readonly frames: number;
  readonly rateNum: number;
  readonly rateDen: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly hasAudio: boolean;
  readonly durationSeconds: number;
  /** `HH:MM:SS:FF`, or null when the film carries none. */
  readonly timecode: string | null;
  /** Of the pictures, such as `h264`. */
  readonly codec: string;
}

const streamSchema = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  r_frame_rate: z.string().optional(),
  nb_frames: z.string().optional(),
  nb_read_frames: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});
const reportSchema = z.object({
  streams: z.array(streamSchema),
  format: z.object({ duration: z.string().optional(), tags: z.record(z.string(), z.string()).optional() }).optional(),
});

const timeLimitMs = 60_000;

/** Errors: `ffmpeg.failed` when the file is no film that can be read. */
export async function probeFilm(ffmpeg: Ffmpeg, file: string, signal?: AbortSignal): Promise<FilmFacts> {
  const options = { timeLimitMs, ...(signal ? { signal } : {}) };
  const report = parseReport(await ffmpeg.probe(probeArguments(file), options));
  const video = report.streams.find((stream) => stream.codec_type === "video");
  const [rateNum = 0, rateDen = 0] = (video?.r_frame_rate ?? "").split("/").map(Number);
  if (!video?.width || !video.height || !rateNum || !rateDen) {
    throw new AppError("ffmpeg.failed", "The file has no pictures that can be read.", {
      next: "Choose a film, such as an MP4 or MOV file.",
      path: file,
    });
  }
  const frames = Number(video.nb_frames) || (await countFrames(ffmpeg, file, options));
  const tagged = [...report.streams, report.format].find((each) => each?.tags?.["timecode"]);
  return {
    frames,
    rateNum,
    rateDen,
    widthPx: video.width,
    heightPx: video.height,
    hasAudio: report.streams.some((stream) => stream.codec_type === "audio"),
    durationSeconds: Number(report.format?.duration) || (frames * rateDen) / rateNum,
    timecode: tagged?.tags?.["timecode"] ?? null,
    codec: video.codec_name ?? "unknown",
  };
}

/**
 * The facts of a film that was decoded to its end: one that is cut off or damaged has fewer pictures than it says.
 * Errors: `ffmpeg.failed`, also for such a film.
 */
export async function probeWholeFilm(ffmpeg: Ffmpeg, file: string, signal?: AbortSignal): Promise<FilmFacts> {
  const facts = await probeFilm(ffmpeg, file, signal);
  const decoded = await countFrames(ffmpeg, file, { timeLimitMs, ...(signal ? { signal } : {}) });
  if (decoded > 0 && decoded >= facts.frames) return facts;
  throw new AppError("ffmpeg.failed", `The film says ${facts.frames} pictures, but has ${decoded}.`, {
    next: "Fetch or export it again.",
    path: file,
  });
}

async function countFrames(ffmpeg: Ffmpeg, file: string, options: { timeLimitMs: number }): Promise<number> {
  const report = parseReport(await ffmpeg.probe(countFramesArguments(file), options));
  return Number(report.streams[0]?.nb_read_frames) || 0;
}

function parseReport(text: string): z.infer<typeof reportSchema> {
  return reportSchema.parse(JSON.parse(text));
}
