/** Owns what is known of a film file: exact frames and rate, size as shown, sound and timecode, as ffprobe reports them. */
import { z } from "zod";
import { AppError } from "../../../shared/errors/app-error.ts";
import { countFramesArguments, frameTimesArguments, packetsArguments, probeArguments } from "./arguments.ts";
import type { Ffmpeg } from "./ffmpeg.ts";

export interface FilmFacts {
  readonly frames: number;
  /** Of a film whose frames last differently long, how many it shows a second on the whole. */
  readonly rateNum: number;
  readonly rateDen: number;
  readonly hasEvenRate: boolean;
  /** How much later than the file itself its pictures begin. */
  readonly startSeconds: number;
  /** As shown: of a film that lies on its side in the file, they are turned. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** How much wider than high a pixel is shown; 1 for all but anamorphic films. */
  readonly pixelAspect: number;
  readonly hasAlpha: boolean;
  /** False where the file says that its colours are coded in another way; most files say nothing. */
  readonly isRec709: boolean;
  /** False also for sound that ffmpeg has no decoder for. */
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
  pix_fmt: z.string().optional(),
  color_space: z.string().optional(),
  sample_aspect_ratio: z.string().optional(),
  nb_frames: z.string().optional(),
  start_time: z.string().optional(),
  duration: z.string().optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
  nb_read_frames: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});
const packetSchema = z.object({
  codec_type: z.string().optional(),
  stream_index: z.number().optional(),
  pts_time: z.string().optional(),
  flags: z.string().optional(),
});
const reportSchema = z.object({
  packets: z.array(packetSchema).optional(),
  streams: z.array(streamSchema),
  format: z
    .object({
      start_time: z.string().optional(),
      duration: z.string().optional(),
      tags: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
});
type Stream = z.infer<typeof streamSchema>;

const timeLimitMs = 60_000;
/** What a slow computer takes to decode one of a large film. */
const timeAFrameMs = 200;
const timeASecondMs = 1000;
/** Frames after more than an hour are not counted: nothing that long becomes a take. */
const countedSecondsMax = 3700;

/** Errors: `ffmpeg.failed` when the file is no film that can be read. */
export async function probeFilm(ffmpeg: Ffmpeg, file: string, signal?: AbortSignal): Promise<FilmFacts> {
  const options = { timeLimitMs, ...(signal ? { signal } : {}) };
  return factsOf(ffmpeg, file, parseReport(await ffmpeg.probe(probeArguments(file), options)), options);
}

/** The same, with which of its frames are keyframes. */
export async function probeKeyframes(
  ffmpeg: Ffmpeg,
  file: string,
  signal: AbortSignal,
): Promise<{ facts: FilmFacts; keyframes: number[] }> {
  const options = { timeLimitMs, signal };
  const report = parseReport(await ffmpeg.probe([...packetsArguments, ...probeArguments(file)], options));
  const facts = await factsOf(ffmpeg, file, report, options);
  return { facts, keyframes: keyframesOf(report.packets ?? [], facts) };
}

/** Which frames of a film are keyframes, from its packets in the order in which they are stored. */
export function keyframesOf(
  packets: readonly z.infer<typeof packetSchema>[],
  { frames, hasEvenRate, rateNum, rateDen }: Pick<FilmFacts, "frames" | "hasEvenRate" | "rateNum" | "rateDen">,
): number[] {
  const pictures = packets.filter(({ codec_type }) => codec_type === "video");
  const shown = pictures
    .filter(({ stream_index }) => stream_index === pictures[0]?.stream_index)
    // A packet that is marked D is decoded for others and never shown.
    .filter(({ flags = "" }) => !flags.includes("D"))
    .map(({ pts_time, flags = "" }) => ({ time: Number(pts_time), isKey: flags.includes("K") }))
    .sort((one, other) => one.time - other.time);
  const start = shown[0]?.time ?? 0;
  const numbers = shown.flatMap(({ time, isKey }, index) => {
    if (!isKey) return [];
    return [hasEvenRate ? index : Math.round(((time - start) * rateNum) / rateDen)];
  });
  return [...new Set(numbers)].filter((frame) => frame < frames);
}

async function factsOf(
  ffmpeg: Ffmpeg,
  file: string,
  report: z.infer<typeof reportSchema>,
  options: { timeLimitMs: number; signal?: AbortSignal },
): Promise<FilmFacts> {
  const video = report.streams.find((stream) => stream.codec_type === "video");
  const [rateNum = 0, rateDen = 0] = (video?.r_frame_rate ?? "").split("/").map(Number);
  if (!video?.width || !video.height || !rateNum || !rateDen) {
    throw new AppError("ffmpeg.failed", "The file has no readable video.", {
      next: "Choose a video file, such as MP4 or MOV.",
      path: file,
    });
  }
  const told = framesAsTold(video, rateDen / rateNum);
  const toldSeconds = Math.min(Number(report.format?.duration) || 0, countedSecondsMax);
  const counting = { ...options, timeLimitMs: timeLimitMs + toldSeconds * timeASecondMs };
  const counted = told === null ? await countTimes(ffmpeg, file, { rateNum, rateDen }, counting) : null;
  const { frames, ...rate } = counted ?? { frames: told ?? 0, rateNum, rateDen, hasEvenRate: true };
  const isTurned = (video.side_data_list ?? []).some(({ rotation = 0 }) => Math.abs(rotation) % 180 === 90);
  const tagged = [...report.streams, report.format].find((each) => each?.tags?.["timecode"]);
  return {
    frames,
    ...rate,
    startSeconds: Math.max(0, Number(video.start_time) - Number(report.format?.start_time) || 0),
    widthPx: isTurned ? video.height : video.width,
    heightPx: isTurned ? video.width : video.height,
    pixelAspect: pixelAspectOf(video, isTurned),
    hasAlpha: /^(?:yuva|rgba|argb|bgra|abgr|gbrap|ya\d)/.test(video.pix_fmt ?? ""),
    isRec709:
      ["bt709", "unknown"].includes(video.color_space ?? "unknown") && !/^(gbr|rgb|bgr)/.test(video.pix_fmt ?? ""),
    hasAudio: isDecodable(report.streams.find((stream) => stream.codec_type === "audio")),
    durationSeconds: Number(report.format?.duration) || (frames * rate.rateDen) / rate.rateNum,
    timecode: tagged?.tags?.["timecode"] ?? null,
    codec: video.codec_name ?? "unknown",
  };
}

function isDecodable(sound: Stream | undefined): boolean {
  return !["unknown", "none"].includes(sound?.codec_name ?? "unknown");
}

function pixelAspectOf({ sample_aspect_ratio = "1:1" }: Stream, isTurned: boolean): number {
  const [across = 1, down = 1] = sample_aspect_ratio.split(":").map(Number);
  const aspect = isTurned ? down / across : across / down;
  // A pixel that is a hair from square is one that somebody's scaling left so.
  return aspect > 0 && Number.isFinite(aspect) && Math.abs(aspect - 1) >= 0.02 ? aspect : 1;
}

/**
 * How many frames the container tells, where that and its length go together with the rate: they do not when frames last
 * differently long, or when an edit leaves out some that are there. Null also when it tells nothing.
 */
function framesAsTold({ nb_frames, duration }: Stream, frameSeconds: number): number | null {
  const frames = Number(nb_frames);
  return frames > 0 && Math.abs(frames * frameSeconds - Number(duration)) <= 1.5 * frameSeconds ? frames : null;
}

/** Counts the frames of a film by decoding it, and finds how many it shows a second when their times are not those of its rate. */
async function countTimes(
  ffmpeg: Ffmpeg,
  file: string,
  rate: { readonly rateNum: number; readonly rateDen: number },
  options: { timeLimitMs: number },
): Promise<Pick<FilmFacts, "frames" | "rateNum" | "rateDen" | "hasEvenRate">> {
  const lines = (await ffmpeg.probe(frameTimesArguments(file, countedSecondsMax), options))
    .split(/\r?\n/)
    .filter((line) => line !== "");
  const frames = lines.length;
  const times = lines.map((line) => Number.parseFloat(line)).filter(Number.isFinite);
  const frameSeconds = rate.rateDen / rate.rateNum;
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  // Without times, such as in a bare stream, the rate is all there is.
  const hasEvenRate =
    frames < 2 || times.length < frames || Math.abs(span - (frames - 1) * frameSeconds) < frameSeconds / 2;
  if (hasEvenRate) return { frames, ...rate, hasEvenRate };
  const microseconds = Math.ceil((span + frameSeconds) * 1e6);
  return { frames, rateNum: frames * 1_000_000, rateDen: microseconds, hasEvenRate };
}

/**
 * The facts of a film that was decoded to its end: one that is cut off or damaged has fewer pictures than it says. `accept` may refuse
 * it before, by its facts. Errors: `ffmpeg.failed`, also for such a film, and what `accept` throws.
 */
export async function probeWholeFilm(
  ffmpeg: Ffmpeg,
  file: string,
  signal?: AbortSignal,
  accept: (facts: FilmFacts) => void = () => {},
): Promise<FilmFacts> {
  const facts = await probeFilm(ffmpeg, file, signal);
  accept(facts);
  const options = { timeLimitMs: timeLimitMs + facts.frames * timeAFrameMs, ...(signal ? { signal } : {}) };
  const decoded = await countFrames(ffmpeg, file, options);
  if (decoded > 0 && decoded >= facts.frames) return facts;
  throw new AppError("ffmpeg.failed", `The video should have ${facts.frames} frames but has ${decoded}.`, {
    next: "Download or export it again.",
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
