/** Makes films whose every frame shows its own number, and reads the numbers back, so that a lost or doubled frame is seen. */
import type { Ffmpeg } from "../../../../electron/core/media/ffmpeg.ts";
import type { Rate } from "../../../../shared/time/rate.ts";

export interface NumberedFilm {
  readonly rate: Rate;
  readonly frames: number;
  readonly widthPx?: number;
  readonly heightPx?: number;
  /** A tone begins with this frame; without it there is silence. */
  readonly beepAtFrame?: number;
}

const timeLimitMs = 60_000;
const bits = 8;

/** Eight fields side by side, black or white: the frame's number in binary. Sound as the animatic has it: AAC, 48 kHz. */
export async function writeNumberedFilm(ffmpeg: Ffmpeg, file: string, film: NumberedFilm): Promise<void> {
  const { rate, frames, widthPx = 160, heightPx = 90, beepAtFrame } = film;
  const size = `${widthPx}:${heightPx}`;
  const seconds = (frames * rate.den) / rate.num;
  const beepFrom = beepAtFrame === undefined ? seconds + 1 : (beepAtFrame * rate.den) / rate.num;
  // One pixel a field, drawn large afterwards: the filter that counts works slowly.
  const pattern = `geq=lum='16+219*mod(floor(N/pow(2,X)),2)':cb=128:cr=128,scale=${size}:flags=neighbor,setsar=1`;
  const argumentList = [
    ...["-f", "lavfi", "-i", `color=black:s=${bits}x2:r=${rate.num}/${rate.den},format=yuv420p,${pattern}`],
    ...["-f", "lavfi", "-i", `aevalsrc='if(gte(t,${beepFrom}),sin(2*PI*1000*t),0)':s=48000:d=${seconds}`],
    ...["-frames:v", String(frames), "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"],
    ...["-c:a", "aac", "-ac", "2", "-f", "mp4", file],
  ];
  await ffmpeg.run(argumentList, { timeLimitMs });
}

export async function readFilm(ffmpeg: Ffmpeg, file: string) {
  const report = JSON.parse(
    await ffmpeg.probe(["-show_streams", "-show_format", "-of", "json", file], { timeLimitMs }),
  ) as { streams: Record<string, unknown>[]; format: Record<string, unknown> };
  const video = report.streams.find((stream) => stream["codec_type"] === "video") ?? {};
  const tags = report.streams.map((stream) => (stream["tags"] ?? {}) as Record<string, string>);
  const tag = (name: string) => tags.find((each) => each[name])?.[name];
  const [widthPx, heightPx] = [Number(video["width"]), Number(video["height"])];
  const sound = await ffmpeg.read(["-i", file, "-map", "0:a:0", "-ac", "1", "-f", "s16le", "pipe:1"], { timeLimitMs });
  const samples = new Int16Array(sound.buffer, sound.byteOffset, Math.floor(sound.length / 2));
  return {
    widthPx,
    heightPx,
    rate: String(video["r_frame_rate"]),
    startSeconds: Number(video["start_time"]),
    timecode: tag("timecode"),
    reel: tag("reel_name"),
    samples: samples.length,
    firstLoudSecond: samples.findIndex((sample) => Math.abs(sample) > 8000) / 48_000,
    frameNumbers: await readFrameNumbers(ffmpeg, file),
  };
}

/** `widthShare` is the middle part of the frame that the picture fills, when it was fitted into a wider one. */
export async function readFrameNumbers(ffmpeg: Ffmpeg, file: string, widthShare = 1): Promise<number[]> {
  // A single row, from the middle, says it all.
  const filters = "crop=iw:2:0:ih/2,scale=256:1:flags=area,format=gray";
  const raw = await ffmpeg.read(
    ["-i", file, "-map", "0:v:0", "-vf", filters, "-vsync", "0", "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"],
    { timeLimitMs },
  );
  return Array.from({ length: raw.length / 256 }, (_, frame) => {
    const row = raw.subarray(frame * 256, (frame + 1) * 256);
    return numberOf(row, 128 - 128 * widthShare, 256 * widthShare);
  });
}

function numberOf(row: Buffer, from: number, width: number): number {
  let value = 0;
  for (let bit = 0; bit < bits; bit += 1) {
    if ((row[Math.floor(from + ((bit + 0.5) * width) / bits)] ?? 0) > 127) value += 2 ** bit;
  }
  return value;
}
