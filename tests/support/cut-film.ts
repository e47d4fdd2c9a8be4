/** Makes a film of three scenes whose cuts and frames can be told: what a service delivers for three shots. */
import type { Ffmpeg } from "../../electron/core/media/ffmpeg.ts";

/** Three scenes with hard cuts at two frames, and in a thin line across the middle of every frame its own number, as black and white fields. */
export async function writeCutFilm(
  ffmpeg: Ffmpeg,
  file: string,
  cuts: readonly [number, number],
  frames: number,
): Promise<void> {
  const scenes = ["testsrc2", "mandelbrot", "smptebars"];
  const lengths = [cuts[0], cuts[1] - cuts[0], frames - cuts[1]];
  const parts = lengths.map(
    (length, at) => `[${at}:v]trim=end_frame=${length},setpts=N/24/TB,setsar=1,format=yuv420p[s${at}]`,
  );
  // A pixel each, drawn large afterwards: the filter that counts works slowly.
  const bits = "color=black:s=8x2:r=24,format=yuv420p,geq=lum='16+219*mod(floor(N/pow(2,X)),2)':cb=128:cr=128";
  const strip = `${bits},scale=320:8:flags=neighbor,setsar=1[strip]`;
  const graph = `${parts.join(";")};${strip};[s0][s1][s2]concat=n=3[whole];[whole][strip]overlay=0:92:shortest=1[v]`;
  await ffmpeg.run(
    [
      ...scenes.flatMap((scene) => ["-f", "lavfi", "-i", `${scene}=s=320x192:r=24`]),
      ...["-f", "lavfi", "-i", `sine=f=440:d=${frames / 24}`, "-filter_complex", graph, "-map", "[v]", "-map", "3:a"],
      ...["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mp4", file],
    ],
    { timeLimitMs: 60_000 },
  );
}
