import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ffmpegInstaller from "@ffmpeg-installer/ffmpeg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  type ClipJob,
  type ClipsJob,
  clipsArguments,
  labelledArguments,
  movieArguments,
  soundArguments,
} from "../../../../electron/core/hand-off/clips/film-arguments.ts";
import { createFfmpeg, type Ffmpeg } from "../../../../electron/core/media/ffmpeg.ts";
import { probeFilm } from "../../../../electron/core/media/probe.ts";
import { rateOf } from "../../../../shared/time/rate.ts";
import { shortOf } from "../../../support/long.ts";
import { hasProgram } from "../lists/programs.ts";
import { readFilm, readFrameNumbers, writeNumberedFilm } from "./numbered-film.ts";

// Films take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const timeLimitMs = 60_000;
const own = { startSeconds: 0, isRec709: true, hasAudio: true, conform: "convert" } as const;
/** Cuts a single clip. */
function oneClip({ film, rate, codec, ...clip }: Omit<ClipsJob, "clips"> & ClipJob): string[] {
  return clipsArguments({ film, rate, codec, clips: [clip] });
}
const stamp = { timecode: "01:00:00:00", reel: "S0100010" };

const fromNpm = {
  name: "the 2018 build from npm",
  environment: { ...process.env, SHOTLINE_FFMPEG: ffmpegInstaller.path },
};
const chosen = { name: "the ffmpeg that is chosen", environment: process.env };
/** Where there is no other, the one from npm is chosen. */
const hasOther = process.env["SHOTLINE_FFMPEG"] !== undefined || hasProgram("ffmpeg", ["-version"]);
const environments = hasOther ? [fromNpm, chosen] : [fromNpm];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-films-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe.each(environments)("with $name", ({ name, environment }) => {
  const ffmpeg = createFfmpeg({
    environment,
    cacheFolder: tmpdir(),
    settings: () => ({ ffmpegPath: "", ffprobePath: "" }),
    log: () => {},
  });
  const fileName = (stem: string) => join(folder, `${stem}-${name.includes("2018") ? "old" : "new"}`);

  test.each(shortOf(["23.976", "29.97df"] as const))("cuts exactly the frames asked for at %s", async (rateName) => {
    const rate = rateOf(rateName);
    const film = fileName(`film-${rateName}.mp4`);
    await writeNumberedFilm(ffmpeg, film, { rate, frames: 90 });
    const colon = rate.dropFrame ? ";" : ":";
    // The second and third show some of the same frames; none shows the first nine.
    const clips = [
      [9, 22],
      [31, 44],
      [67, 23],
    ].map(([firstFrame = 0, frames = 0]) => {
      const label = {
        timecode: `01:00:01${colon}${String(firstFrame % 20).padStart(2, "0")}`,
        reel: `S0100${String(firstFrame).padStart(3, "0")}`,
      };
      return { ...label, firstFrame, frames, output: fileName(`clip-${rateName}-${firstFrame}.mov`) };
    });
    let passed = 0;
    const onProgress = (frames: number) => {
      passed = frames;
    };
    const argumentList = clipsArguments({ film: { ...own, path: film, rate }, rate, codec: "h264", clips });
    await ffmpeg.run(argumentList, { timeLimitMs, onProgress });
    expect(passed).toBe(90 - 9);
    for (const { firstFrame, frames, timecode, reel, output } of clips) {
      const clip = await readFilm(ffmpeg, output);
      expect(clip.frameNumbers).toEqual(Array.from({ length: frames }, (_, index) => firstFrame + index));
      expect(clip).toMatchObject({ rate: `${rate.num}/${rate.den}`, startSeconds: 0, timecode, reel });
      expect(clip.samples).toBe(Math.round((frames * rate.den * 48_000) / rate.num));
    }
  });

  test("keeps sound and picture together in a clip from the middle", async () => {
    const rate = rateOf("24");
    const film = fileName("beep.mp4");
    await writeNumberedFilm(ffmpeg, film, { rate, frames: 72, beepAtFrame: 40 });
    const output = fileName("beep.mov");
    const source = { ...own, path: film, rate };
    const job = { ...stamp, film: source, firstFrame: 30, frames: 24, rate, codec: "h264", output } as const;
    await ffmpeg.run(oneClip(job), { timeLimitMs });
    // Frame 40 is the eleventh of the clip; AAC smears an attack by some milliseconds.
    const { firstLoudSecond } = await readFilm(ffmpeg, output);
    expect(firstLoudSecond).toBeGreaterThan(10 / 24 - 0.012);
    expect(firstLoudSecond).toBeLessThan(10 / 24 + 0.004);
  });

  test.each(shortOf(["25", "59.94df", "23.976", "29.97df"] as const))(
    "brings 24 fps to %s as was chosen",
    async (rateName) => {
      const rate = rateOf(rateName);
      const path = fileName(`conform-${rateName}.mp4`);
      await writeNumberedFilm(ffmpeg, path, { rate: rateOf("24"), frames: 121, beepAtFrame: 60 });
      for (const conform of ["convert", "reinterpret"] as const) {
        const source = { ...own, path, rate: rateOf("24"), conform };
        const ratio = conform === "reinterpret" ? 1 : rate.num / rate.den / 24;
        // The last frame that there is, and some from the middle.
        const total = Math.floor(121 * ratio + 1e-9);
        const job = { ...stamp, film: source, firstFrame: Math.round(50 * ratio), rate, codec: "h264" } as const;
        const frames = total - job.firstFrame;
        const output = fileName(`${conform}-${rateName}.mov`);
        await ffmpeg.run(oneClip({ ...job, frames, output }), { timeLimitMs });
        const clip = await readFilm(ffmpeg, output);
        const shown = Array.from({ length: frames }, (_, index) => sourceFrame(job.firstFrame + index, ratio));
        expect(clip.frameNumbers).toEqual(shown);
        expect(clip.rate).toBe(`${rate.num}/${rate.den}`);
        expect(clip.samples).toBe(Math.round((frames * rate.den * 48_000) / rate.num));
        // The tone begins with the picture of frame 60, at either speed.
        const beep = ((60 * ratio - job.firstFrame) * rate.den) / rate.num;
        expect(Math.abs(clip.firstLoudSecond - beep)).toBeLessThan(0.015);
        expect(await countFrames(ffmpeg, output)).toBe(frames);
      }
    },
  );

  test.each(shortOf(["prores", "dnxhr"] as const))(
    "writes %s with sound, timecode and reel, to the frame",
    async (codec) => {
      const rate = rateOf("25");
      const path = fileName("large.mp4");
      await writeNumberedFilm(ffmpeg, path, { rate, frames: 40, widthPx: 640, heightPx: 360 });
      const output = fileName(`${codec}.mov`);
      const source = { ...own, path, rate };
      await ffmpeg.run(oneClip({ ...stamp, film: source, firstFrame: 11, frames: 20, rate, codec, output }), {
        timeLimitMs,
      });
      const clip = await readFilm(ffmpeg, output);
      expect(clip.frameNumbers).toEqual(Array.from({ length: 20 }, (_, index) => 11 + index));
      expect(clip).toMatchObject({ ...stamp, rate: "25/1", samples: 38_400 });
      expect((await probeFilm(ffmpeg, output)).codec).toBe(codec === "prores" ? "prores" : "dnxhd");
    },
  );

  test("gives a silent film silence, and an odd size an even one", async () => {
    const rate = rateOf("24");
    const path = fileName("silent.mkv");
    const picture = [
      "-f",
      "lavfi",
      "-i",
      "color=red:s=161x91:r=24",
      "-frames:v",
      "30",
      "-vf",
      "setsar=0.99",
      "-c:v",
      "ffv1",
      "-f",
      "matroska",
    ];
    await ffmpeg.run([...picture, path], { timeLimitMs });
    const output = fileName("silent.mov");
    const source = { ...own, path, rate, hasAudio: false };
    const job = { ...stamp, film: source, firstFrame: 6, frames: 24, rate, codec: "h264", output } as const;
    await ffmpeg.run(oneClip(job), { timeLimitMs });
    expect(await readFilm(ffmpeg, output)).toMatchObject({
      samples: 48_000,
      firstLoudSecond: -1 / 48_000,
      widthPx: 160,
    });
    expect(await countFrames(ffmpeg, output)).toBe(24);
    const wav = fileName("silent.wav");
    await ffmpeg.run(soundArguments(output, 172_800_000, wav), { timeLimitMs });
    const report = await ffmpeg.probe(["-show_streams", "-show_format", "-of", "json", wav], { timeLimitMs });
    expect(JSON.parse(report)).toMatchObject({
      streams: [{ codec_name: "pcm_s16le", sample_rate: "48000", channels: 2, duration_ts: 48_000 }],
      format: { tags: { time_reference: "172800000" } },
    });
  });

  test.each(["sound", "pictures"] as const)("keeps sound and picture together where the %s came late", async (late) => {
    const rate = rateOf("24");
    const [whole, path, output] = [
      fileName(`whole-${late}.mp4`),
      fileName(`late-${late}.mkv`),
      fileName(`late-${late}.mov`),
    ];
    await writeNumberedFilm(ffmpeg, whole, { rate, frames: 60, beepAtFrame: 24 });
    const maps = late === "sound" ? ["-map", "0:v", "-map", "1:a"] : ["-map", "1:v", "-map", "0:a"];
    const inputs = ["-i", whole, "-itsoffset", "0.25", "-i", whole, ...maps];
    await ffmpeg.run([...inputs, "-c", "copy", "-f", "matroska", path], { timeLimitMs });
    const { startSeconds } = await probeFilm(ffmpeg, path);
    const film = { ...own, path, rate, startSeconds };
    const job = { ...stamp, film, firstFrame: 12, frames: 30, rate, codec: "h264", output } as const;
    await ffmpeg.run(oneClip(job), { timeLimitMs });
    const clip = await readFilm(ffmpeg, output);
    expect(clip.frameNumbers).toEqual(Array.from({ length: 30 }, (_, index) => 12 + index));
    expect(Math.abs(clip.firstLoudSecond - (late === "sound" ? 0.75 : 0.25))).toBeLessThan(0.015);
  });

  test("holds a frame for as long as it was shown, where a film's frames last differently long", async () => {
    const rate = rateOf("25");
    const [whole, path, output] = [fileName("even.mp4"), fileName("uneven.mkv"), fileName("uneven.mov")];
    await writeNumberedFilm(ffmpeg, whole, { rate, frames: 50, beepAtFrame: 30 });
    const hole = ["-vf", "select=not(between(n\\,11\\,20))", "-vsync", "vfr", "-c:v", "ffv1", "-c:a", "copy"];
    await ffmpeg.run(["-i", whole, ...hole, "-f", "matroska", path], { timeLimitMs });
    const { rateNum: num, rateDen: den, ...facts } = await probeFilm(ffmpeg, path);
    expect(facts).toMatchObject({ frames: 40, hasEvenRate: false });
    expect((40 * den) / num).toBeCloseTo(2, 5);
    const film = { ...own, path, rate: { num, den }, startSeconds: facts.startSeconds };
    const job = { ...stamp, film, firstFrame: 5, frames: 45, rate, codec: "h264", output } as const;
    await ffmpeg.run(oneClip(job), { timeLimitMs });
    const clip = await readFilm(ffmpeg, output);
    const shown = Array.from({ length: 45 }, (_, index) => 5 + index);
    expect(clip.frameNumbers).toEqual(shown.map((frame) => (frame > 10 && frame < 21 ? 10 : frame)));
    expect(Math.abs(clip.firstLoudSecond - 1)).toBeLessThan(0.015);
  });

  test("makes colours that are coded in another way Rec. 709, and pixels square", async () => {
    const rate = rateOf("24");
    const [path, output] = [fileName("red.mkv"), fileName("red.mov")];
    const red = ["-f", "lavfi", "-i", "color=red:s=160x90:r=24", "-frames:v", "6", "-vf", "setsar=2,format=gbrp"];
    await ffmpeg.run([...red, "-c:v", "ffv1", "-f", "matroska", path], { timeLimitMs });
    const { isRec709, hasAudio } = await probeFilm(ffmpeg, path);
    const film = { ...own, path, rate, isRec709, hasAudio };
    const job = { ...stamp, film, firstFrame: 0, frames: 6, rate, codec: "h264", output } as const;
    await ffmpeg.run(oneClip(job), { timeLimitMs });
    expect(await readFilm(ffmpeg, output)).toMatchObject({ widthPx: 320, heightPx: 90 });
    const raw = ["-i", output, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"];
    const [luma = 0] = await ffmpeg.read(raw, { timeLimitMs });
    // ITU-R BT.709: 16 + 219 × 0.2126; by BT.601 it would be 81.
    expect(Math.abs(luma - 63)).toBeLessThanOrEqual(1);
  });

  test("lays a picture over each frame of a film, or of a red one where it is missing", async () => {
    const rate = rateOf("59.94");
    const path = fileName("plain.mp4");
    await writeNumberedFilm(ffmpeg, path, { rate, frames: 40 });
    const size = { widthPx: 160, heightPx: 90 };
    for (const film of [{ ...own, path, rate }, null]) {
      const output = fileName(`labelled-${film ? "film" : "missing"}.mp4`);
      const argumentList = labelledArguments({ film, firstFrame: 10, frames: 25, rate, ...size, output });
      // The upper rows opaque and as bright as the frame's number says, nothing below.
      const feed = async (write: (chunk: Uint8Array) => Promise<void>) => {
        for (let frame = 0; frame < 25; frame += 1) {
          const label = new Uint8Array(160 * 90 * 4);
          label.subarray(0, 160 * 20 * 4).fill(255);
          for (let at = 0; at < 160 * 20 * 4; at += 4) label.fill(frame * 10, at, at + 3);
          await write(label);
        }
      };
      await ffmpeg.run(argumentList, { timeLimitMs, feed, onProgress: () => {} });
      const top = ["-i", output, "-vf", "crop=iw:10:0:0,scale=1:1:flags=area,format=gray", "-f", "rawvideo", "pipe:1"];
      const levels = [...(await ffmpeg.read(top, { timeLimitMs }))];
      expect(levels).toHaveLength(25);
      expect(levels.map((level) => Math.round(level / 10))).toEqual(Array.from({ length: 25 }, (_, frame) => frame));
      const movie = await readFilm(ffmpeg, output);
      expect(movie).toMatchObject({ rate: "60000/1001", ...size });
      if (film) expect(movie.frameNumbers).toEqual(Array.from({ length: 25 }, (_, index) => 10 + index));
    }
  });

  test("joins passes of different shapes without losing a frame", async () => {
    const rate = rateOf("29.97df");
    const films = [
      { path: fileName("wide's.mp4"), frames: 50 },
      { path: fileName("tall.mp4"), frames: 35 },
      { path: fileName("wide2.mp4"), frames: 40 },
    ];
    for (const [index, { path, frames }] of films.entries()) {
      await writeNumberedFilm(ffmpeg, path, { rate, frames, ...(index === 1 ? { widthPx: 90, heightPx: 160 } : {}) });
    }
    const output = fileName("movie.mp4");
    const job = { parts: films, rate, widthPx: 160, heightPx: 90, timecode: "00:59:58;00", output, underSound: null };
    await ffmpeg.run(movieArguments(job), { timeLimitMs: 60_000 });
    const movie = await readFilm(ffmpeg, output);
    const fitted = await readFrameNumbers(ffmpeg, output, (9 / 16) ** 2);
    const shown = movie.frameNumbers.map((number, frame) => (frame >= 50 && frame < 85 ? fitted[frame] : number));
    expect(shown).toEqual(films.flatMap(({ frames }) => Array.from({ length: frames }, (_, index) => index)));
    expect(movie).toMatchObject({ widthPx: 160, heightPx: 90, timecode: "00:59:58;00", rate: "30000/1001" });
  });
});

/** The frame that stands at place `frame` when frames are repeated or dropped: the last one whose own time, rounded, has come. */
function sourceFrame(frame: number, ratio: number): number {
  let shown = 0;
  while (Math.round((shown + 1) * ratio + 1e-9) <= frame && shown < 120) shown += 1;
  return shown;
}

async function countFrames(ffmpeg: Ffmpeg, file: string): Promise<number> {
  const show = ["-select_streams", "v:0", "-count_frames", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0"];
  return Number(await ffmpeg.probe([...show, file], { timeLimitMs }));
}
