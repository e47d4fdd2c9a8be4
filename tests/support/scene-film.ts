/** Makes a film of plain scenes with hard cuts between them, cheaply: what a service delivers for many shots. */
import type { Ffmpeg } from "../../electron/core/media/ffmpeg.ts";

const scenes = ["smptebars", "testsrc2", "mandelbrot"];

/** Square; a scene up to each of `ends`, in frames from the film's start, at 24 fps; the last is the film's length. Scenes come again after three. */
export async function writeScenes(ffmpeg: Ffmpeg, file: string, ends: readonly number[]): Promise<void> {
  const inputs = ends.flatMap((_, at) => ["-f", "lavfi", "-i", `${scenes[at % scenes.length]}=s=192x192:r=24`]);
  const parts = ends.map(
    (end, at) => `[${at}:v]trim=end_frame=${end - (ends[at - 1] ?? 0)},setpts=N/24/TB,setsar=1,format=yuv420p[s${at}]`,
  );
  const joined = `${ends.map((_, at) => `[s${at}]`).join("")}concat=n=${ends.length}[v]`;
  const seconds = (ends.at(-1) ?? 0) / 24;
  await ffmpeg.run(
    [
      ...[...inputs, "-f", "lavfi", "-i", `sine=f=440:d=${seconds}`],
      ...["-filter_complex", `${parts.join(";")};${joined}`, "-map", "[v]", "-map", `${ends.length}:a`],
      ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mp4", file],
    ],
    { timeLimitMs: 60_000 },
  );
}
