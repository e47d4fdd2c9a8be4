/**
 * Measures making a take ready, all that Shotline does for it, against one ffmpeg command that makes the same proxy and nothing else,
 * and against one command for each thing that is made.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createCore } from "../../electron/core/core.ts";
import { createFfmpeg, type Ffmpeg } from "../../electron/core/media/ffmpeg.ts";
import { type Figure, median } from "./figure.ts";
import { writePhotoLike } from "./photo-like.ts";
import { type TimeTaken, timeTaken } from "./time-taken.ts";

const rounds = 3;
const run = { timeLimitMs: 600_000 };

/** Takes some minutes. */
export async function measureIngest(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "shotline-ingest-"));
  const core = createCore({
    ...{ dataDir: join(folder, "data"), projectsFolder: folder, pageFolder: null, vault: null, grants: null },
    ...{ resourcesFolder: resolve("resources"), version: "bench", env: process.env, log: () => {} },
  });
  try {
    const settings = () => ({ ffmpegPath: "", ffprobePath: "" });
    const ffmpeg = createFfmpeg({ settings, environment: process.env, cacheFolder: folder, log: () => {} });
    const film = join(folder, "take.mp4");
    await writeTake(ffmpeg, folder, film);
    const { projectId } = await core.call("projects.create", { name: "Bench" });
    const { folder: projectFolder, project } = await core.call("project.get", { projectId });
    const passId = project.passes[0]?.id ?? "";
    const finish = async ({ operationId }: { operationId: string }) => {
      const { state, error } = await core.waitForOperation(operationId, () => {});
      if (state !== "done") throw new Error(error?.message ?? state);
    };
    const ratios: { proxy: Ratio; commands: Ratio }[] = [];
    // In turn, so that whatever else the computer does burdens all alike.
    for (let round = 0; round < rounds; round += 1) {
      await finish(await core.call("takes.import", { projectId, passId, file: film }));
      await rm(join(projectFolder, "cache/films"), { recursive: true, force: true });
      const proxy = await timeTaken(() => makeProxy(ffmpeg, film, folder));
      const ingest = await timeTaken(async () => finish(await core.call("takes.prepare", { projectId })));
      const others = await timeTaken(() => makeOthers(ffmpeg, film, folder));
      const commands = { wallMs: proxy.wallMs + others.wallMs, processorMs: proxy.processorMs + others.processorMs };
      ratios.push({ proxy: ratioOf(ingest, proxy), commands: ratioOf(ingest, commands) });
    }
    const figure = (name: string, aim: number, ratioIn: (each: (typeof ratios)[number]) => number): Figure => {
      const ratio = median(ratios.map(ratioIn));
      return { name, figure: ratio, unit: "ratio", aim: `≤ ${aim}`, holds: ratio <= aim };
    };
    return [
      figure("15 s of 1080p made ready against its proxy alone", 1.25, ({ proxy }) => proxy.wall),
      figure("15 s of 1080p made ready against its proxy alone, processor time", 1.25, ({ proxy }) => proxy.processor),
      figure("15 s of 1080p made ready against a command for each product", 0.5, ({ commands }) => commands.wall),
      figure("… , processor time", 0.5, ({ commands }) => commands.processor),
    ].filter(({ figure: ratio }) => Number.isFinite(ratio));
  } finally {
    await core.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Ratio {
  readonly wall: number;
  readonly processor: number;
}

type Times = Pick<TimeTaken, "wallMs" | "processorMs">;

function ratioOf(one: Times, other: Times): Ratio {
  return { wall: one.wallMs / other.wallMs, processor: one.processorMs / other.processorMs };
}

/** 15 s at 24 fps of six shots, each a slow move over a photograph with grain, as services deliver: 12 Mbit/s, keyframes ten seconds apart. */
async function writeTake(ffmpeg: Ffmpeg, folder: string, film: string): Promise<void> {
  const photos = [1, 2, 3].map((seed) => join(folder, `photo-${seed}.jpg`));
  for (const [index, photo] of photos.entries()) await writePhotoLike(photo, index + 1);
  const shots = [0, 1, 2, 0, 1, 2].map((photo, shot) => ({ photo, shot }));
  const still = (photo: string) => ["-f", "image2", "-loop", "1", "-framerate", "24", "-t", "2.5", "-i", photo];
  const moves = shots.map(
    ({ shot }) =>
      `[${shot}:v]scale=2304:1296,crop=1920:1080:x='${100 + 10 * shot}+n*2':y='50+n*${1 + (shot % 3)}',noise=alls=6:allf=t,format=yuv420p[v${shot}]`,
  );
  const graph = `${moves.join(";")};${shots.map(({ shot }) => `[v${shot}]`).join("")}concat=n=6[v]`;
  const inputs = shots.flatMap(({ photo }) => still(photos[photo] as string));
  const sound = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=15"];
  const encoding = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-c:a", "aac"];
  await ffmpeg.run(
    [...inputs, ...sound, "-filter_complex", graph, "-map", "[v]", "-map", "6:a", ...encoding, film],
    run,
  );
}

/** As somebody would who knows what the proxy is like. */
async function makeProxy(ffmpeg: Ffmpeg, film: string, folder: string): Promise<void> {
  const encoding = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-g", "12", "-bf", "0", "-c:a", "aac"];
  const output = ["-b:a", "128k", "-movflags", "+faststart", join(folder, "proxy.mp4")];
  await ffmpeg.run(["-i", film, "-vf", "scale=960:540,format=yuv420p", ...encoding, ...output], run);
}

/** Everything else that is made of a take, a command each: keyframes, filmstrip, a picture a shot, peaks, and frames for the cuts. */
async function makeOthers(ffmpeg: Ffmpeg, film: string, folder: string): Promise<void> {
  const to = (name: string) => join(folder, name);
  const still = ["-c:v", "mjpeg", "-f", "image2"];
  await ffmpeg.run(
    ["-skip_frame", "nokey", "-i", film, "-vf", "scale=160:90,tile=12x1", "-frames:v", "1", ...still, to("keys.jpg")],
    run,
  );
  const strip = "select='not(mod(n,4))',setpts=N/(24*TB),scale=160:90,tile=12x8";
  await ffmpeg.run(["-i", film, "-vf", strip, "-frames:v", "1", ...still, to("strip.jpg")], run);
  const middles = [30, 90, 150, 210, 270, 330].map((frame) => `eq(n,${frame})`).join("+");
  const thumbnails = `select='${middles}',setpts=N/(24*TB),scale=320:180`;
  await ffmpeg.run(["-i", film, "-vf", thumbnails, ...still, to("shot-%d.jpg")], run);
  await ffmpeg.run(["-i", film, "-map", "0:a:0", "-ac", "2", "-ar", "8000", "-f", "s16le", to("peaks.pcm")], run);
  const small = ["-vf", "scale=320:180:flags=area,format=yuv420p", "-f", "rawvideo", "pipe:1"];
  await ffmpeg.read(["-i", film, ...small], { ...run, onOutput: () => {} });
}
