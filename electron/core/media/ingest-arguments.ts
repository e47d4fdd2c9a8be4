/** Owns the one command line that makes a film ready for the window: its proxy, its sound for peaks, and its frames small, in one decode. */
import type { FilmFacts } from "./probe.ts";
import { type FrameSize, smallFrameSize } from "./small-frames.ts";

const audioHz = 48_000;
/** How often the sound for peaks is sampled, in two channels of 16 bits. */
export const peaksHz = 8000;
const proxySidePx = 960;
/** Frames between keyframes: each is decoded within a few more. */
const keyframeEach = 12;
/** A rate is told to ffmpeg with terms that a container's clock can count. */
const rateTermMax = 1_000_000;

export interface IngestJob {
  readonly film: string;
  readonly facts: FilmFacts;
  /** Null where the proxy and the sound are there, and only the small frames are wanted. `soundFile` is not written for a silent film. */
  readonly made: { readonly proxyFile: string; readonly soundFile: string } | null;
}

/** The small frames go to stdout, one for each frame of the proxy, which has exactly the film's. */
export function ingestArguments({ film, facts, made }: IngestJob): string[] {
  const { num, den } = plainRate(facts);
  const rate = `${num}/${den}`;
  const size = proxySize(facts);
  const small = smallFrameSize(size);
  const toSmall = `scale=${small.widthPx}:${small.heightPx}:flags=area,format=yuv420p`;
  // At a rate that is given, frames are one for one whatever times they have.
  const input = [...(facts.hasEvenRate ? ["-r", rate] : []), "-i", film];
  const alone = ["-map", "[small]", "-r", rate, "-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"];
  const picture = pictureFilters(facts, size, rate);
  if (!made) return [...input, "-filter_complex", `${picture},${toSmall}[small]`, ...alone];
  const sound = facts.hasAudio ? [`[0:a:0]${soundFilters(facts)},asplit=2[heard][looked]`] : [];
  return [
    ...input,
    ...["-filter_complex", [`${picture},split=2[proxy][large]`, `[large]${toSmall}[small]`, ...sound].join(";")],
    ...["-map", "[proxy]", ...(facts.hasAudio ? ["-map", "[heard]", "-c:a", "aac", "-b:a", "128k", "-ac", "2"] : [])],
    ...["-r", rate, "-video_track_timescale", String(num), "-max_muxing_queue_size", "4096"],
    ...proxyEncoding,
    ...["-map_metadata", "-1", "-map_chapters", "-1", "-movflags", "+faststart", "-f", "mp4", made.proxyFile],
    ...(facts.hasAudio ? ["-map", "[looked]", "-ac", "2", "-ar", String(peaksHz), "-f", "s16le", made.soundFile] : []),
    ...alone,
  ];
}

/** As a browser decodes it fast at any place: short groups, no pictures that depend on later ones. */
const proxyEncoding = [
  ...["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-profile:v", "high", "-pix_fmt", "yuv420p"],
  ...["-g", String(keyframeEach), "-bf", "0"],
  ...["-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"],
];

/** From the film's pictures to exactly so many frames, as large as the proxy; ready for another filter behind. */
function pictureFilters(facts: FilmFacts, { widthPx, heightPx }: FrameSize, rate: string): string {
  const [num, den] = rate.split("/");
  // Frames that last differently long are seen at their times, as in every export; the last one may have to stand.
  const conformed = ["setpts=PTS-STARTPTS", `fps=fps=${rate}:round=near`, "tpad=stop=-1:stop_mode=clone"];
  const counted = [
    ...(facts.hasEvenRate ? [] : conformed),
    `trim=end_frame=${facts.frames}`,
    // Rounded, because a time that comes out a hair too small would be cut down to that of the frame before.
    `setpts=round(N*${den}/(${num}*TB))`,
  ];
  const matrix = facts.isRec709 ? "" : ":out_color_matrix=bt709";
  const scale = `scale=${widthPx}:${heightPx}${matrix},setsar=1`;
  if (!facts.hasAlpha) return `[0:v:0]${[...counted, scale, "format=yuv420p"].join(",")}`;
  const black = `color=c=black:s=${widthPx}x${heightPx}:r=${rate},setsar=1[black]`;
  const film = `[0:v:0]${[...counted, scale, "format=yuva420p"].join(",")}[film]`;
  return `${black};${film};[black][film]overlay=shortest=1,format=yuv420p`;
}

/** From the film's sound to exactly as long as its pictures, from the first of them on. */
function soundFilters({ frames, rateNum, rateDen, startSeconds }: FilmFacts): string {
  const samples = Math.round((frames * rateDen * audioHz) / rateNum);
  return [
    // Sound may begin before or after the pictures, and pause.
    `aresample=${audioHz}:async=1:first_pts=0`,
    `atrim=start_sample=${Math.round(startSeconds * audioHz)}`,
    "asetpts=N/SR/TB",
    `atrim=end_sample=${samples}`,
    `apad=whole_len=${samples}`,
  ].join(",");
}

/** At most 960 on the longer side, with square pixels, both sides even; never larger than the film. */
export function proxySize({ widthPx, heightPx, pixelAspect }: FilmFacts): FrameSize {
  const [width, height] = pixelAspect > 1 ? [widthPx * pixelAspect, heightPx] : [widthPx, heightPx / pixelAspect];
  const scale = Math.min(1, proxySidePx / Math.max(width, height));
  const even = (side: number) => Math.max(2, Math.min(2 * Math.round((side * scale) / 2), 2 * Math.floor(side / 2)));
  return { widthPx: even(width), heightPx: even(height) };
}

/** The film's rate; one that was measured, with terms as long as its times, as near as no frame of it could tell. */
export function plainRate({ rateNum, rateDen }: Pick<FilmFacts, "rateNum" | "rateDen">): { num: number; den: number } {
  if (rateNum <= rateTermMax) return { num: rateNum, den: rateDen };
  // Continued fraction: the last convergent whose terms are short enough.
  let [num, den, nextNum, nextDen] = [0, 1, 1, 0];
  let [over, under] = [rateNum, rateDen];
  while (under > 0) {
    const whole = Math.floor(over / under);
    [num, den, nextNum, nextDen] = [nextNum, nextDen, whole * nextNum + num, whole * nextDen + den];
    if (nextNum > rateTermMax) return den === 0 ? { num: rateTermMax, den: 1 } : { num, den };
    [over, under] = [under, over % under];
  }
  return { num: nextNum, den: nextDen };
}

/** The samples that the peaks of a stored sound are read from. */
export function peaksArguments(soundFile: string, output: string): string[] {
  return ["-i", soundFile, "-map", "0:a:0", "-ac", "2", "-ar", String(peaksHz), "-f", "s16le", output];
}
