import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  type AnimaticJob,
  createAnimaticRenderer,
  type RenderCosts,
} from "../../../electron/core/animatic/render-animatic.ts";
import { encodeFilm } from "../../../electron/core/media/encode.ts";
import { createFfmpeg } from "../../../electron/core/media/ffmpeg.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { mediaId, pass, project, shot } from "../../shared/animatic/sample-project.ts";

vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), "shotline-animatic-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => join(folder, name);
const ffmpeg = createFfmpeg({
  settings: () => ({ ffmpegPath: "", ffprobePath: "" }),
  environment: process.env,
  cacheFolder: file("cache"),
  log: () => undefined,
});
const renderer = createAnimaticRenderer({
  encodeFilm: (job) => encodeFilm(ffmpeg, job),
  workerUrl: new URL("../../../electron/core/animatic/draw-worker.ts", import.meta.url),
  fonts: () => [],
});

beforeAll(async () => {
  const raw = { width: 300, height: 200, channels: 3 as const };
  const ramp = Uint8Array.from({ length: 300 * 200 * 3 }, (_, index) => ((index / 3) % 300) & 255);
  await sharp(ramp, { raw }).png().toFile(file("ramp.png"));
  writeFileSync(file("cut.png"), "no image");
});

const shots = [
  shot("1", { durationMs: 1000, transition: "fade-in", frame: mediaId("a"), camera: { move: "handheld" } }),
  shot("2", { durationMs: 1000, transition: "dissolve", frame: mediaId("b"), camera: { move: "rack-focus" } }),
  shot("3", { durationMs: 1000, transition: "whip", action: "nobody is named", camera: { move: "orbit-left" } }),
];

function jobOf(outputFile: string, one: Pass = pass(shots), more: Partial<AnimaticJob> = {}): AnimaticJob {
  return {
    project: project([one], { rate: "23.976" }),
    pass: one,
    pictureFile: () => file("ramp.png"),
    outputFile: file(outputFile),
    shortSidePx: 144,
    burnIn: true,
    matte: null,
    scratchTrack: "ticks",
    ...more,
  };
}

async function picturesOf(film: string): Promise<string> {
  const run = { timeLimitMs: 60_000 };
  return createHash("md5")
    .update(await ffmpeg.read(["-i", file(film), "-map", "0:v", "-f", "framemd5", "pipe:1"], run))
    .digest("hex");
}

/** Mean red, green and blue of one frame. */
async function colorOf(film: string, frame: number): Promise<number[]> {
  const filter = `select=eq(n\\,${frame}),scale=1:1:flags=area,format=rgb24`;
  const argumentList = ["-i", file(film), "-vf", filter, "-frames:v", "1", "-f", "rawvideo", "pipe:1"];
  return [...(await ffmpeg.read(argumentList, { timeLimitMs: 60_000 }))];
}

describe("an animatic", () => {
  it("has the planned frames, size, rate, timecode and sound", async () => {
    const progress: number[] = [];
    const facts = await renderer.render(jobOf("plain.mp4", pass(shots), { onProgress: (done) => progress.push(done) }));
    expect(facts).toMatchObject({ frames: 72, widthPx: 256, heightPx: 144, rateNum: 24000, rateDen: 1001 });
    expect(facts).toMatchObject({ hasAudio: true, timecode: "01:00:00:00", codec: "h264" });
    expect(progress.at(-1)).toBe(72);
  });

  it("is the same picture for picture when it is rendered twice", async () => {
    await renderer.render(jobOf("once.mp4"));
    await renderer.render(jobOf("twice.mp4"));
    expect(await picturesOf("twice.mp4")).toBe(await picturesOf("once.mp4"));
  });

  it.each([
    ["9:16", 144, 256],
    ["1:1", 144, 144],
  ] as const)("is %s when its pass is", async (aspectRatio, widthPx, heightPx) => {
    const one = pass([shot("1", { durationMs: 1000, frame: mediaId("a") })], { aspectRatio });
    expect(await renderer.render(jobOf("ratio.mp4", one))).toMatchObject({ frames: 24, widthPx, heightPx });
  });

  it("begins on black when it fades in, and shows a red slate for a picture that is gone or cannot be read", async () => {
    await renderer.render(jobOf("gone.mp4", pass(shots), { burnIn: false, pictureFile: () => null }));
    expect((await colorOf("gone.mp4", 0)).every((value) => value < 4)).toBe(true);
    const [red, green, blue] = await colorOf("gone.mp4", 23);
    expect(red! - Math.max(green!, blue!)).toBeGreaterThan(30);
    await renderer.render(jobOf("cut.mp4", pass(shots), { burnIn: false, pictureFile: () => file("cut.png") }));
    const cut = await colorOf("cut.mp4", 23);
    expect(cut[0]! - Math.max(cut[1]!, cut[2]!)).toBeGreaterThan(30);
  });

  it("closes in on an element's picture as its size says, and on nothing that is framed already", async () => {
    const black = { create: { width: 60, height: 60, channels: 3 as const, background: "#000000" } };
    await sharp({ create: { width: 300, height: 180, channels: 3, background: "#ffffff" } })
      .composite([{ input: await sharp(black).png().toBuffer(), left: 120, top: 30 }])
      .png()
      .toFile(file("face.png"));
    const named = { action: "@Car", durationMs: 1000 } as const;
    const one = pass([
      shot("1", { ...named, camera: { size: "ECU" } }),
      shot("2", { ...named, camera: { size: "WS" } }),
      shot("3", { ...named, camera: { size: "ECU" }, frame: mediaId("f") }),
    ]);
    const elements = [{ id: "elm_0001", name: "Car", kind: "item" as const, images: [mediaId("d")] }];
    const more = { burnIn: false, project: project([one], { elements }), pictureFile: () => file("face.png") };
    await renderer.render(jobOf("sizes.mp4", one, more));
    const [near = 0, wide = 0, framed = 0] = await Promise.all(
      [12, 36, 60].map(async (frame) => (await colorOf("sizes.mp4", frame))[0] ?? 0),
    );
    expect(near).toBeLessThan(128);
    expect(wide).toBeGreaterThan(220);
    expect(framed).toBeGreaterThan(220);
  });

  it("shows each of two still shots in turn", async () => {
    const [dark, bright] = [mediaId("a"), mediaId("b")];
    for (const [id, background] of [
      [dark, "#202020"],
      [bright, "#d0d0d0"],
    ] as const) {
      await sharp({ create: { width: 64, height: 36, channels: 3, background } })
        .png()
        .toFile(file(`${id}.png`));
    }
    const still = pass([shot("1", { durationMs: 1000, frame: dark }), shot("2", { durationMs: 1000, frame: bright })]);
    const more = { burnIn: false, pictureFile: (id: string) => file(`${id}.png`) };
    expect(await renderer.render(jobOf("still.mp4", still, more))).toMatchObject({ frames: 48 });
    for (const [frame, level] of [
      [0, 0x20],
      [23, 0x20],
      [24, 0xd0],
      [47, 0xd0],
    ] as const) {
      for (const value of await colorOf("still.mp4", frame)) expect(Math.abs(value - level)).toBeLessThanOrEqual(3);
    }
  });

  it("tells whoever asks where its time went", async () => {
    const told: RenderCosts[] = [];
    const timed = createAnimaticRenderer({
      encodeFilm: (job) => encodeFilm(ffmpeg, job),
      workerUrl: new URL("../../../electron/core/animatic/draw-worker.ts", import.meta.url),
      fonts: () => [],
      onCosts: (costs) => told.push(costs),
    });
    await timed.render(jobOf("timed.mp4"));
    expect(told).toHaveLength(1);
    expect(Math.min(told[0]!.drawingMs, told[0]!.planarMs, told[0]!.waitedForFramesMs)).toBeGreaterThan(0);
  });

  it("leaves nothing, and no worker at work, when it is cancelled", async () => {
    const cancel = new AbortController();
    const long = pass([shot("1", { durationMs: 600_000, frame: mediaId("a") })]);
    const more = { signal: cancel.signal, onProgress: () => cancel.abort() };
    await expect(renderer.render(jobOf("cancelled.mp4", long, more))).rejects.toMatchObject({ code: "cancelled" });
    expect(readdirSync(folder).filter((name) => name.startsWith("cancelled"))).toEqual([]);
  });

  it("fails with one clear error when its worker cannot start", async () => {
    const broken = createAnimaticRenderer({
      encodeFilm: (job) => encodeFilm(ffmpeg, job),
      workerUrl: new URL("./no-such-worker.ts", import.meta.url),
      fonts: () => [],
    });
    await expect(broken.render(jobOf("broken.mp4"))).rejects.toMatchObject({ code: "internal" });
    expect(readdirSync(folder).filter((name) => name.startsWith("broken"))).toEqual([]);
  });
});
