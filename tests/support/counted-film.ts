/** Makes films whose every frame carries its own number as bars, and whose sound is one tone: what is seen and heard can be told exactly. */
import type { Ffmpeg } from "../../electron/core/media/ffmpeg.ts";
import type { Rate } from "../../shared/time/rate.ts";

export interface CountedFilm {
  readonly rate: Rate;
  readonly frames: number;
  readonly toneHz: number;
  /** Added to each frame's number, so that two films are told apart. */
  readonly firstNumber?: number;
  readonly widthPx?: number;
  readonly heightPx?: number;
}

/** Bars side by side, black or white: the number in binary, its lowest bit left. */
export const counterBits = 10;

/** As services deliver: H.264 in long groups with B-frames; sound as AAC in stereo at 48 kHz. */
export async function writeCountedFilm(ffmpeg: Ffmpeg, file: string, film: CountedFilm): Promise<void> {
  const { rate, frames, toneHz, firstNumber = 0, widthPx = 320, heightPx = 180 } = film;
  const seconds = (frames * rate.den) / rate.num;
  // One row, drawn large afterwards: the filter that counts works slowly.
  const bars = `geq=lum='16+219*mod(floor((N+${firstNumber})/pow(2,X)),2)':cb=128:cr=128`;
  const picture = `color=black:s=${counterBits}x2:r=${rate.num}/${rate.den}:d=${seconds},format=yuv444p,${bars},scale=${widthPx}:${heightPx}:flags=neighbor,format=yuv420p`;
  await ffmpeg.run(
    [
      ...["-f", "lavfi", "-i", picture],
      ...["-f", "lavfi", "-i", `aevalsrc='0.5*sin(2*PI*${toneHz}*t)':s=48000:d=${seconds}`],
      ...["-c:v", "libx264", "-preset", "veryfast", "-bf", "3", "-b_strategy", "0"],
      ...["-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k", "-ac", "2"],
      ...["-movflags", "+faststart", "-f", "mp4", file],
    ],
    { timeLimitMs: 60_000 },
  );
}
