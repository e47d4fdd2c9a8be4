/** Builds the ffmpeg arguments of a hand-off's films: a shot cut out on the exact frame, and passes joined into one movie. */
import { type Rate, secondsOfFrames, timebaseOf } from "../../../shared/time/rate.ts";

const audioHz = 48_000;

/** Frames counted from the film's first; `timecode` and `reel` are those of the clip. */
export interface ClipJob {
  readonly film: string;
  readonly firstFrame: number;
  readonly frames: number;
  readonly rate: Rate;
  readonly timecode: string;
  readonly reel: string;
  readonly output: string;
}

/**
 * Cuts one shot out of a film into a QuickTime file, re-encoded because a copied stream can only begin at a keyframe.
 * QuickTime, because an MP4 has no place for a reel name; PCM sound, because AAC pads its ends.
 */
export function clipArguments(job: ClipJob): string[] {
  const { rate, frames } = job;
  // Half a frame early, so that rounding can neither lose the first frame nor let in the one before.
  const lead = job.firstFrame === 0 ? 0 : 0.5;
  const seek = lead === 0 ? [] : ["-ss", secondsOfFrames(job.firstFrame - lead, rate).toFixed(6)];
  const firstSample = Math.round(secondsOfFrames(lead, rate) * audioHz);
  const samples = Math.round(secondsOfFrames(frames, rate) * audioHz);
  const sound = [
    `aresample=${audioHz}`,
    `atrim=start_sample=${firstSample}:end_sample=${firstSample + samples}`,
    "asetpts=PTS-STARTPTS",
    `apad=whole_len=${samples}`,
  ];
  return [
    ...[...seek, "-i", job.film],
    ...["-map", "0:v:0", "-vf", exactFrames(frames, rate), ...videoEncoding(rate)],
    ...["-map", "0:a:0", "-af", sound.join(","), "-c:a", "pcm_s16le", "-ac", "2"],
    ...["-map_metadata", "-1", "-timecode", job.timecode, "-metadata:s:v:0", `reel_name=${job.reel}`],
    ...["-movflags", "+faststart", "-f", "mov", job.output],
  ];
}

/** A film and its exact length. */
export interface FilmPart {
  readonly path: string;
  readonly frames: number;
}

export interface MovieJob {
  readonly parts: readonly FilmPart[];
  readonly rate: Rate;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly timecode: string;
  readonly output: string;
}

/** Joins films into one movie of one size; a film of another shape is fitted in with black beside it. */
export function movieArguments({ parts, rate, widthPx, heightPx, timecode, output }: MovieJob): string[] {
  const fit = `scale=${widthPx}:${heightPx}:force_original_aspect_ratio=decrease`;
  const pad = `pad=${widthPx}:${heightPx}:(ow-iw)/2:(oh-ih)/2,setsar=1`;
  const chains = parts.map(({ frames }, index) => {
    const samples = Math.round(secondsOfFrames(frames, rate) * audioHz);
    const sound = `aresample=${audioHz},apad=whole_len=${samples},atrim=end_sample=${samples}`;
    return `[${index}:v:0]${fit},${pad},${exactFrames(frames, rate)}[v${index}];[${index}:a:0]${sound}[a${index}]`;
  });
  const inputs = parts.map((_, index) => `[v${index}][a${index}]`).join("");
  const joined = `${inputs}concat=n=${parts.length}:v=1:a=1[v][a]`;
  return [
    ...parts.flatMap(({ path }) => ["-i", path]),
    ...["-filter_complex", [...chains, joined].join(";"), "-map", "[v]", "-map", "[a]"],
    ...videoEncoding(rate),
    ...["-c:a", "aac", "-b:a", "160k", "-ac", "2"],
    ...["-map_metadata", "-1", "-timecode", timecode, "-movflags", "+faststart", "-f", "mp4", output],
  ];
}

/**
 * So many frames, numbered anew so that no rounded time of the source reaches the output. A filter, because ffmpeg ends the
 * sound early when `-frames:v` ends the picture.
 */
function exactFrames(frames: number, { num, den }: Rate): string {
  return `trim=end_frame=${frames},setpts=N*${den}/(${num}*TB)`;
}

/** H.264 that every suite decodes, with a keyframe each second so that it scrubs well. */
function videoEncoding(rate: Rate): string[] {
  return [
    ...["-r", `${rate.num}/${rate.den}`, "-video_track_timescale", String(rate.num)],
    ...["-c:v", "libx264", "-preset", "veryfast", "-crf", "16", "-profile:v", "high", "-pix_fmt", "yuv420p"],
    ...["-g", String(timebaseOf(rate)), "-bf", "2"],
    ...["-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"],
  ];
}
