import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ffmpegInstaller from "@ffmpeg-installer/ffmpeg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { clipArguments, movieArguments } from "../../../electron/core/export/film-arguments.ts";
import { createFfmpeg } from "../../../electron/core/media/ffmpeg.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import { readFilm, readFrameNumbers, writeNumberedFilm } from "./numbered-film.ts";

// Films take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const environments = [
  { name: "the ffmpeg that is chosen", environment: process.env },
  { name: "the 2018 build from npm", environment: { ...process.env, SHOTLINE_FFMPEG: ffmpegInstaller.path } },
];
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

  test.each(["23.976", "29.97df"] as const)("cuts exactly the frames asked for at %s", async (rateName) => {
    const rate = rateOf(rateName);
    const film = fileName(`film-${rateName}.mp4`);
    await writeNumberedFilm(ffmpeg, film, { rate, frames: 90 });
    const timecode = rate.dropFrame ? "01:00:00;00" : "01:00:00:00";
    for (const [firstFrame, frames] of [
      [0, 31],
      [31, 40],
      [71, 19],
    ] as const) {
      const output = fileName(`clip-${rateName}-${firstFrame}.mov`);
      const job = { film, firstFrame, frames, rate, timecode, reel: "S0100010", output };
      await ffmpeg.run(clipArguments(job), { timeLimitMs: 60_000 });
      const clip = await readFilm(ffmpeg, output);
      expect(clip.frameNumbers).toEqual(Array.from({ length: frames }, (_, index) => firstFrame + index));
      expect(clip).toMatchObject({ rate: `${rate.num}/${rate.den}`, startSeconds: 0, timecode, reel: "S0100010" });
      expect(clip.samples).toBe(Math.round((frames * rate.den * 48_000) / rate.num));
    }
  });

  test("keeps sound and picture together in a clip from the middle", async () => {
    const rate = rateOf("24");
    const film = fileName("beep.mp4");
    await writeNumberedFilm(ffmpeg, film, { rate, frames: 72, beepAtFrame: 40 });
    const output = fileName("beep.mov");
    const job = { film, firstFrame: 30, frames: 24, rate, timecode: "01:00:00:00", reel: "R", output };
    await ffmpeg.run(clipArguments(job), { timeLimitMs: 60_000 });
    // Frame 40 is the eleventh of the clip; AAC smears an attack by some milliseconds.
    const { firstLoudSecond } = await readFilm(ffmpeg, output);
    expect(firstLoudSecond).toBeGreaterThan(10 / 24 - 0.012);
    expect(firstLoudSecond).toBeLessThan(10 / 24 + 0.004);
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
    const job = { parts: films, rate, widthPx: 160, heightPx: 90, timecode: "00:59:58;00", output };
    await ffmpeg.run(movieArguments(job), { timeLimitMs: 60_000 });
    const movie = await readFilm(ffmpeg, output);
    const fitted = await readFrameNumbers(ffmpeg, output, (9 / 16) ** 2);
    const shown = movie.frameNumbers.map((number, frame) => (frame >= 50 && frame < 85 ? fitted[frame] : number));
    expect(shown).toEqual(films.flatMap(({ frames }) => Array.from({ length: frames }, (_, index) => index)));
    expect(movie).toMatchObject({ widthPx: 160, heightPx: 90, timecode: "00:59:58;00", rate: "30000/1001" });
  });
});
