/** Builds the ffmpeg arguments of a hand-off's films: a shot cut out on the exact frame, and passes joined into one movie. */
import type { ClipMedia } from "../../../../shared/cut/out/hand-off-options.ts";
import { type Rate, sameSpeed, secondsOfFrames, timebaseOf } from "../../../../shared/time/rate.ts";

const audioHz = 48_000;

/** A film that is cut from. `rate` is its own; at another one than the cut's, its frames are played as `conform` says. */
export interface FilmSource {
  readonly path: string;
  readonly rate: Pick<Rate, "num" | "den">;
  /** How much later than the file itself its pictures begin. */
  readonly startSeconds: number;
  readonly conform: ClipMedia["conform"];
  readonly isRec709: boolean;
  readonly hasAudio: boolean;
}

/** Frames of a film, counted from its first as it plays at `rate`. */
interface FilmRange {
  readonly film: FilmSource;
  readonly firstFrame: number;
  readonly frames: number;
  readonly rate: Rate;
}

/** `firstFrame` is counted as in `FilmRange`; `timecode` and `reel` are those of the clip. */
export interface ClipJob {
  readonly firstFrame: number;
  readonly frames: number;
  readonly timecode: string;
  readonly reel: string;
  readonly output: string;
}

export interface ClipsJob {
  readonly film: FilmSource;
  readonly rate: Rate;
  readonly codec: ClipMedia["codec"];
  /** At least one. They may overlap. */
  readonly clips: readonly ClipJob[];
}

/** The part of a film that all clips lie in. */
export function rangeOfClips(clips: readonly Pick<ClipJob, "firstFrame" | "frames">[]) {
  const firstFrame = Math.min(...clips.map((clip) => clip.firstFrame));
  const end = Math.max(...clips.map((clip) => clip.firstFrame + clip.frames));
  return { firstFrame, frames: end - firstFrame };
}

/**
 * Cuts shots out of a film into QuickTime files, in one decode, re-encoded because a copied stream can only begin at a keyframe.
 * QuickTime, because an MP4 has no place for a reel name; PCM sound, because AAC pads its ends. A silent film gets silence.
 * The frames that ffmpeg says are done are those of `rangeOfClips`.
 */
export function clipsArguments({ film, rate, codec, clips }: ClipsJob): string[] {
  const range = rangeOfClips(clips);
  const { input, picture, sound } = cutting({ film, rate, ...range });
  const pads = (name: string) => clips.map((_, index) => `[${name}${index}]`).join("");
  const parts = clips.map(({ firstFrame, frames }, index) => {
    const from = firstFrame - range.firstFrame;
    const trim = `trim=start_frame=${from}:end_frame=${from + frames},${numberedTimes(rate)}`;
    return `[p${index}]${trim}[v${index}];[s${index}]${exactSound(from, frames, rate)}[a${index}]`;
  });
  const graph = [
    `[0:v:0]${picture.join(",")},split=${clips.length + 1}[passed]${pads("p")}`,
    `[${film.hasAudio ? 0 : 1}:a:0]${sound.join(",")},asplit=${clips.length}${pads("s")}`,
    ...parts,
  ];
  return [
    ...[...input, "-filter_complex", graph.join(";")],
    // Progress is counted in the frames of the first output, so that is all that passes by.
    ...["-map", "[passed]", "-f", "null", "-"],
    ...clips.flatMap(({ timecode, reel, output }, index) => [
      ...["-map", `[v${index}]`, ...videoEncoding(rate, codec)],
      ...["-map", `[a${index}]`, "-c:a", "pcm_s16le", "-ac", "2"],
      ...["-map_metadata", "-1", "-timecode", timecode, "-metadata:s:v:0", `reel_name=${reel}`],
      ...["-movflags", "+faststart", "-f", "mov", output],
    ]),
  ];
}

interface Cutting {
  readonly input: string[];
  readonly picture: string[];
  readonly sound: string[];
}

/**
 * The input, and the filters that leave exactly the frames and samples asked for. Frames are counted from the film's first, never
 * sought by time: a film's times need not be those of its rate.
 */
function cutting({ film, firstFrame, frames, rate }: FilmRange): Cutting {
  const own = film.rate;
  const converts = !sameSpeed(own, rate) && film.conform === "convert";
  const silence = film.hasAudio ? [] : ["-f", "lavfi", "-i", `anullsrc=r=${audioHz}:cl=stereo`];
  const playedHz = converts ? audioHz : Math.round((audioHz * rate.num * own.den) / (rate.den * own.num));
  const ownSound = [
    // Sound may begin before or after the pictures, and pause.
    `aresample=${audioHz}:async=1:first_pts=0`,
    `atrim=start_sample=${Math.round(film.startSeconds * audioHz)}`,
    ...(playedHz === audioHz ? [] : [`asetrate=${playedHz}`, `aresample=${audioHz}`]),
    "asetpts=N/SR/TB",
    exactSound(firstFrame, frames, rate),
  ];
  return {
    // At a rate that is given, frames are one for one whatever times they have.
    input: [...(converts ? [] : ["-r", `${rate.num}/${rate.den}`]), "-i", film.path, ...silence],
    picture: [
      ...(converts ? ["setpts=PTS-STARTPTS", `fps=fps=${rate.num}/${rate.den}:round=near`] : []),
      `trim=start_frame=${firstFrame}:end_frame=${firstFrame + frames}`,
      numberedTimes(rate),
      deliveredPicture(film),
    ],
    sound: film.hasAudio ? ownSound : [exactSound(0, frames, rate)],
  };
}

/** The samples of so many frames from a frame on, with silence where the sound has ended. */
function exactSound(firstFrame: number, frames: number, rate: Rate): string {
  const first = Math.round(secondsOfFrames(firstFrame, rate) * audioHz);
  const samples = Math.round(secondsOfFrames(frames, rate) * audioHz);
  const trim = `atrim=start_sample=${first}:end_sample=${first + samples}`;
  return `${trim},asetpts=PTS-STARTPTS,apad=whole_len=${samples}`;
}

/**
 * Square pixels and Rec. 709, as the files say of themselves; an even width and height, because codecs halve those of the colour.
 * Colours that say nothing are taken as they are.
 */
function deliveredPicture({ isRec709 }: FilmSource): string {
  // A pixel that is a hair from square is one that somebody's scaling left so.
  const width = "trunc(if(lt(abs(sar-1),0.02),iw,iw*sar)/2)*2";
  return `scale=w='${width}':h='trunc(ih/2)*2'${isRec709 ? "" : ":out_color_matrix=bt709"},setsar=1`;
}

/** The sound of a clip as a Broadcast WAV; `firstSample` since midnight says its timecode. */
export function soundArguments(clip: string, firstSample: number, output: string): string[] {
  const stamp = ["-map_metadata", "-1", "-write_bext", "1", "-metadata", `time_reference=${firstSample}`];
  return ["-i", clip, "-map", "0:a:0", "-c:a", "pcm_s16le", ...stamp, "-f", "wav", output];
}

/** A part of the reference movie; without a film, a red one stands for what is missing. */
export interface LabelledJob extends Omit<FilmRange, "film"> {
  readonly film: FilmSource | null;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly output: string;
}

/** Cuts frames out of a film, fits them in, and lays over each the picture of its label that comes on stdin as RGBA. */
export function labelledArguments(job: LabelledJob): string[] {
  const { film, frames, rate, widthPx, heightPx } = job;
  const size = `${widthPx}x${heightPx}`;
  const { input, picture, sound } = film ? cutting({ ...job, film }) : missingFilm(job, size);
  const soundInput = film?.hasAudio ? 0 : 1;
  const base = [...picture, fitting(widthPx, heightPx)].join(",");
  const labels = numberedTimes(rate);
  const graph = [
    `[0:v:0]${base}[base]`,
    `[${soundInput + 1}:v:0]${labels}[labels]`,
    `[base][labels]overlay,format=yuv420p,${exactFrames(frames, rate)}[v]`,
    `[${soundInput}:a:0]${sound.join(",")}[a]`,
  ];
  return [
    ...input,
    ...["-f", "rawvideo", "-pix_fmt", "rgba", "-video_size", size, "-framerate", `${rate.num}/${rate.den}`],
    ...["-i", "pipe:0", "-filter_complex", graph.join(";"), "-map", "[v]", "-map", "[a]"],
    ...videoEncoding(rate, "h264"),
    ...["-c:a", "aac", "-b:a", "160k", "-ac", "2", "-map_metadata", "-1", "-f", "mp4", job.output],
  ];
}

function missingFilm({ frames, rate }: Pick<LabelledJob, "frames" | "rate">, size: string): Cutting {
  const picture = ["-f", "lavfi", "-i", `color=c=0x7a1f1f:s=${size}:r=${rate.num}/${rate.den}`];
  const silence = ["-f", "lavfi", "-i", `anullsrc=r=${audioHz}:cl=stereo`];
  const samples = Math.round(secondsOfFrames(frames, rate) * audioHz);
  return {
    input: [...picture, ...silence],
    picture: [exactFrames(frames, rate)],
    sound: [`atrim=end_sample=${samples}`],
  };
}

/** A picture of another shape is fitted in with black beside it. */
function fitting(widthPx: number, heightPx: number): string {
  const fit = `scale=${widthPx}:${heightPx}:force_original_aspect_ratio=decrease`;
  return `${fit},pad=${widthPx}:${heightPx}:(ow-iw)/2:(oh-ih)/2,setsar=1`;
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
  /** A sound as long as the movie that is laid under its own; null for none. */
  readonly underSound: string | null;
}

/** Joins films into one movie of one size; a film of another shape is fitted in with black beside it. */
export function movieArguments(job: MovieJob): string[] {
  const { parts, rate, widthPx, heightPx, timecode, output, underSound } = job;
  const chains = parts.map(({ frames }, index) => {
    const samples = Math.round(secondsOfFrames(frames, rate) * audioHz);
    const sound = `aresample=${audioHz},apad=whole_len=${samples},atrim=end_sample=${samples}`;
    return `[${index}:v:0]${fitting(widthPx, heightPx)},${exactFrames(frames, rate)}[v${index}];[${index}:a:0]${sound}[a${index}]`;
  });
  const inputs = parts.map((_, index) => `[v${index}][a${index}]`).join("");
  const own = underSound === null ? "a" : "own";
  const joined =
    parts.length === 1 ? `[v0]null[v];[a0]anull[${own}]` : `${inputs}concat=n=${parts.length}:v=1:a=1[v][${own}]`;
  // The mixer halves what it mixes.
  const mixed = `[own][${parts.length}:a:0]amix=inputs=2:duration=first,volume=2[a]`;
  const graph = [...chains, joined, ...(underSound === null ? [] : [mixed])];
  return [
    ...parts.flatMap(({ path }) => ["-i", path]),
    ...(underSound === null ? [] : ["-i", underSound]),
    ...["-filter_complex", graph.join(";"), "-map", "[v]", "-map", "[a]"],
    ...videoEncoding(rate, "h264"),
    ...["-c:a", "aac", "-b:a", "160k", "-ac", "2"],
    ...["-map_metadata", "-1", "-timecode", timecode, "-movflags", "+faststart", "-f", "mp4", output],
  ];
}

/**
 * So many frames, numbered anew so that no rounded time of the source reaches the output. A filter, because ffmpeg ends the
 * sound early when `-frames:v` ends the picture.
 */
function exactFrames(frames: number, rate: Rate): string {
  return `trim=end_frame=${frames},${numberedTimes(rate)}`;
}

/** Rounded, because a time that comes out a hair too small would be cut down to that of the frame before. */
function numberedTimes({ num, den }: Rate): string {
  return `setpts=round(N*${den}/(${num}*TB))`;
}

/** Colour as HD video has it, in a codec that every suite decodes. */
export function videoEncoding(rate: Rate, codec: ClipMedia["codec"]): string[] {
  return [
    ...["-r", `${rate.num}/${rate.den}`, "-video_track_timescale", String(rate.num)],
    ...codecArguments[codec](rate),
    ...["-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"],
  ];
}

const codecArguments: Readonly<Record<ClipMedia["codec"], (rate: Rate) => string[]>> = {
  // A keyframe each second, so that it scrubs well.
  h264: (rate) => [
    ...["-c:v", "libx264", "-preset", "veryfast", "-crf", "16", "-profile:v", "high", "-pix_fmt", "yuv420p"],
    ...["-g", String(timebaseOf(rate)), "-bf", "2"],
  ],
  prores: () => ["-c:v", "prores_ks", "-profile:v", "2", "-vendor", "apl0", "-pix_fmt", "yuv422p10le"],
  dnxhr: () => ["-c:v", "dnxhd", "-profile:v", "dnxhr_hq", "-pix_fmt", "yuv422p"],
};
