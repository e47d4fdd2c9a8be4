import { existsSync, readdirSync, symlinkSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, it, vi } from "vitest";
import { encodeFilm, type FilmJob } from "../../../electron/core/media/encode.ts";
import { probeFilm } from "../../../electron/core/media/probe.ts";
import { filmstripFrames, makeStills } from "../../../electron/core/media/stills.ts";
import { workName } from "../../../electron/core/runtime/work-name.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import { ffmpegOf, greyFrame, openFolder, programs } from "./media-rig.ts";

// Films are made by real programs, which a busy computer lets wait.
vi.setConfig({ testTimeout: 60_000 });

const rig = openFolder();
const cache = rig.file("cache");
const size = { widthPx: 96, heightPx: 54 };

/** A film whose picture number n is grey of level 16 + 5 n. */
function greys(outputFile: string, more: Partial<FilmJob> = {}): FilmJob {
  const job = { ...size, rate: rateOf("24"), frameCount: 40, startTimecode: "01:00:00:00", outputFile, ...more };
  const samples = Math.round((job.frameCount * job.rate.den * 48_000) / job.rate.num);
  return {
    sound: [new Uint8Array(samples * 4)],
    async feed(write) {
      for (let frame = 0; frame < job.frameCount; frame++) await write(greyFrame(96, 54, 16 + 5 * frame));
    },
    ...job,
  };
}

describe.each(programs)("a film made with %s", (_name, environment) => {
  const { ffmpeg } = ffmpegOf(cache, environment);

  it.each([
    ["23.976", "00:59:58:12"],
    ["24", "01:00:00:00"],
    ["29.97df", "01:00:00;00"],
    ["59.94", "10:00:00:00"],
  ] as const)("has every frame, its exact rate, timecode and sound at %s", async (rate, startTimecode) => {
    const outputFile = rig.file(`made-${rate}.mp4`);
    const facts = await encodeFilm(ffmpeg, greys(outputFile, { rate: rateOf(rate), startTimecode }));
    const { num, den } = rateOf(rate);
    expect(facts).toMatchObject({ ...size, frames: 40, rateNum: num, rateDen: den, hasAudio: true, codec: "h264" });
    expect(facts.timecode).toBe(startTimecode);
    expect(facts.durationSeconds).toBeCloseTo((40 * den) / num, 1);
    expect(await probeFilm(ffmpeg, outputFile)).toEqual(facts);
  });

  it("gives stills that are exact to the frame", async () => {
    const film = rig.file("greys.mp4");
    await encodeFilm(ffmpeg, greys(film));
    const wanted = [39, 0, 7, 23];
    const thumbnails = wanted.map((frame) => ({ frame, outputFile: rig.file(`still-${frame}.jpg`) }));
    const filmstrip = { tiles: 4, tileHeightPx: 54, outputFile: rig.file("strip.jpg") };
    await makeStills(ffmpeg, { film, thumbnails, thumbnailWidthPx: 48, filmstrip });
    const level = (frame: number) => Math.round(((5 * frame) / 219) * 255);
    for (const { frame, outputFile } of thumbnails) {
      const { data, info } = await sharp(outputFile).greyscale().raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([48, 27]);
      expect(Math.abs(data[600]! - level(frame))).toBeLessThanOrEqual(2);
    }
    const { data, info } = await sharp(filmstrip.outputFile).greyscale().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([4 * 96, 54]);
    for (const [tile, frame] of filmstripFrames(40, 4).entries()) {
      expect(Math.abs(data[27 * info.width + tile * 96 + 48]! - level(frame))).toBeLessThanOrEqual(2);
    }
  });
});

describe("a film that cannot be made", () => {
  const { ffmpeg } = ffmpegOf(cache);

  it("leaves nothing when frames are missing", async () => {
    const job = greys(rig.file("short.mp4"));
    const feed: FilmJob["feed"] = (write) => write(greyFrame(96, 54, 99));
    await expect(encodeFilm(ffmpeg, { ...job, feed })).rejects.toMatchObject({
      code: "ffmpeg.failed",
      message: "The video has 1 frames instead of 40.",
    });
    expect(readdirSync(rig.folder).filter((name) => name.startsWith("short"))).toEqual([]);
  });

  it("leaves nothing when it is cancelled", async () => {
    const cancel = new AbortController();
    const job = greys(rig.file("cancelled.mp4"), { signal: cancel.signal });
    const feed: FilmJob["feed"] = async (write) => {
      await write(greyFrame(96, 54, 99));
      cancel.abort();
      for (;;) await write(greyFrame(96, 54, 99));
    };
    await expect(encodeFilm(ffmpeg, { ...job, feed })).rejects.toMatchObject({ code: "cancelled" });
    expect(readdirSync(rig.folder).filter((name) => name.startsWith("cancelled"))).toEqual([]);
  });

  it.skipIf(!existsSync("/dev/full"))("says that the disk is full", async () => {
    symlinkSync("/dev/full", workName(rig.file("full.mp4")));
    await expect(encodeFilm(ffmpeg, greys(rig.file("full.mp4")))).rejects.toMatchObject({ code: "disk.full" });
    expect(readdirSync(rig.folder).filter((name) => name.startsWith("full"))).toEqual([]);
  });

  it("is no film to begin with", async () => {
    await expect(probeFilm(ffmpeg, rig.script("text.mp4", "text"))).rejects.toMatchObject({ code: "film.unreadable" });
  });
});
