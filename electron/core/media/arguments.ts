/** Owns command lines: what ffmpeg and ffprobe are told, as lists of arguments that the 2018 build understands too. */
import type { Rate } from "../../../shared/time/rate.ts";

export interface FilmShape {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rate: Rate;
  readonly frameCount: number;
}

export interface EncodeFilm extends FilmShape {
  /** Raw 16-bit stereo samples at 48 kHz, or null for a silent film without a track. */
  readonly soundFile: string | null;
  /** Timecode of the first frame. */
  readonly startTimecode: string;
  readonly outputFile: string;
}

/**
 * Superfast with the lookahead of veryfast: as good to a tenth of a decibel as veryfast at the same rate factor, a twentieth to a
 * tenth larger, for two thirds of its time.
 */
export const draftEncoding: readonly string[] = [
  ...["-c:v", "libx264", "-preset", "superfast", "-crf", "20", "-rc-lookahead", "10", "-mbtree", "1"],
  ...["-profile:v", "high", "-pix_fmt", "yuv420p"],
];

/** Planar 4:2:0 frames on stdin (BT.709, limited range) to H.264 and AAC in MP4, playable while it loads. */
export function encodeFilmArguments(film: EncodeFilm): string[] {
  const rate = `${film.rate.num}/${film.rate.den}`;
  const size = `${film.widthPx}x${film.heightPx}`;
  const sound = film.soundFile;
  return [
    ...["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", size, "-framerate", rate, "-i", "pipe:0"],
    ...(sound ? ["-f", "s16le", "-ar", "48000", "-ac", "2", "-i", sound] : []),
    ...["-map", "0:v:0", ...(sound ? ["-map", "1:a:0"] : [])],
    ...draftEncoding,
    // Frames carry no colour tags through the pipe; untagged HD video is guessed at by players.
    ...["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"],
    ...(sound ? ["-c:a", "aac", "-b:a", "128k"] : []),
    ...["-frames:v", String(film.frameCount), "-timecode", film.startTimecode, "-movflags", "+faststart"],
    ...["-f", "mp4", film.outputFile],
  ];
}

/** Facts of a film as JSON. */
export function probeArguments(file: string): string[] {
  return ["-show_streams", "-show_format", "-of", "json", "-i", file];
}

/** Counts the pictures of a film whose container does not say, by decoding it. */
export function countFramesArguments(file: string): string[] {
  return [
    "-select_streams",
    "v:0",
    "-count_frames",
    "-show_entries",
    "stream=nb_read_frames",
    "-of",
    "json",
    "-i",
    file,
  ];
}

/** The time of every picture of a film's first seconds, in seconds, a line each, by decoding them. */
export function frameTimesArguments(file: string, secondsMax: number): string[] {
  const show = ["-show_entries", "frame=best_effort_timestamp_time", "-of", "csv=p=0"];
  const part = ["-read_intervals", `%+${secondsMax}`];
  return ["-select_streams", "v:0", ...part, ...show, "-i", file];
}

/** The pictures with these frame numbers (ascending, each once), scaled, as raw RGB on stdout, in one decode. */
export function readFramesArguments(
  file: string,
  frames: readonly number[],
  widthPx: number,
  heightPx: number,
): string[] {
  const wanted = frames.map((frame) => `eq(n\\,${frame})`).join("+");
  // Times without gaps, so that no picture is repeated or dropped to keep the rate.
  const filters = `select=${wanted},setpts=N/(FR*TB),scale=${widthPx}:${heightPx}:flags=area,format=rgb24`;
  const length = ["-frames:v", String(frames.length)];
  return ["-i", file, "-map", "0:v:0", "-vf", filters, ...length, "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"];
}

/**
 * Filters to small planar 4:2:0 frames, every decoded picture once whatever its time: numbered anew, they are written one by one at
 * the rate of `smallFrameOutput`.
 */
export function smallFrameFilter({ widthPx, heightPx }: Pick<FilmShape, "widthPx" | "heightPx">): string {
  return `scale=${widthPx}:${heightPx}:flags=area,format=yuv420p,settb=1/24,setpts=N`;
}

/** How such frames go to a pipe; the rate only has to be that of the filter. */
export const smallFrameOutput: readonly string[] = ["-r", "24", "-f", "rawvideo", "-pix_fmt", "yuv420p"];

/** With the arguments of `probeArguments`: also every packet's time and flags, without decoding any. */
export const packetsArguments: readonly string[] = ["-show_entries", "packet=codec_type,stream_index,pts_time,flags"];

/** The keyframes alone as small planar 4:2:0 frames on stdout. */
export function keyframesArguments(file: string, size: Pick<FilmShape, "widthPx" | "heightPx">): string[] {
  const read = ["-skip_frame", "nokey", "-i", file, "-map", "0:v:0"];
  return [...read, "-vf", smallFrameFilter(size), ...smallFrameOutput, "pipe:1"];
}

/** All pictures of a film as small planar 4:2:0 frames on stdout, in one decode. */
export function smallFramesArguments(file: string, size: Pick<FilmShape, "widthPx" | "heightPx">): string[] {
  return ["-i", file, "-map", "0:v:0", "-vf", smallFrameFilter(size), ...smallFrameOutput, "pipe:1"];
}

/** One picture of a film by its number, whole, as a PNG. Video is BT.709 unless it says otherwise; what guesses takes it for BT.601. */
export function frameImageArguments(
  file: string,
  frame: number,
  film: { isRec709: boolean },
  output: string,
): string[] {
  const scale = `scale=flags=lanczos+accurate_rnd+full_chroma_int${film.isRec709 ? ":in_color_matrix=bt709" : ""}`;
  const filters = `select=eq(n\\,${frame}),${scale},format=rgb24`;
  return ["-i", file, "-map", "0:v:0", "-vf", filters, "-frames:v", "1", "-f", "image2", "-c:v", "png", output];
}

/** The sound of a file (`input`: how it is read) as plain WAV without a word of its own, at most so long. */
export function soundFileArguments(input: readonly string[], secondsMost: number, output: string): string[] {
  const plain = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"];
  const sound = ["-ac", "2", "-ar", "48000", "-c:a", "pcm_s16le"];
  return [...input, "-map", "0:a:0", "-t", String(secondsMost), ...sound, ...plain, "-f", "wav", output];
}
