import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeMix } from "../../../../electron/core/hand-off/clips/sound-mix.ts";
import { readWavLayout, readWavSamples, writeWav } from "../../../../electron/core/media/wav.ts";
import { soundLane } from "../../../../shared/cut/out/sound-lane.ts";
import { rateOf } from "../../../../shared/time/rate.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const rate = rateOf("24");
const frameSamples = 2000;

/** A WAV whose sample `n` is `level + n % 1000` in the left channel and the opposite in the right. */
async function writeRamp(file: string, frames: number, level: number): Promise<string> {
  async function* pieces() {
    const samples = Int16Array.from({ length: frames * frameSamples * 2 }, (_, index) => {
      const value = level + (Math.floor(index / 2) % 1000);
      return index % 2 === 0 ? value : -value;
    });
    yield samples;
  }
  await writeWav(file, frames * frameSamples, 0, pieces());
  return file;
}

async function readAll(file: string): Promise<{ left: number[]; right: number[] }> {
  const handle = await open(file, "r");
  try {
    const layout = await readWavLayout(handle);
    const samples = await readWavSamples(handle, layout, 0, layout.samples);
    const channel = (which: number) =>
      Array.from({ length: layout.samples }, (_, at) => samples[at * 2 + which] as number);
    return { left: channel(0), right: channel(1) };
  } finally {
    await handle.close();
  }
}

describe("the mix of a cut", () => {
  test("has each clip's own samples in its place, silence for what is missing, and the lane added to them", async () => {
    const folder = temporaryFolder();
    const first = await writeRamp(join(folder, "first.wav"), 40, 1000);
    const last = await writeRamp(join(folder, "last.wav"), 20, 3000);
    const under = await writeRamp(join(folder, "under.wav"), 200, 100);
    const sound = {
      soundId: "a".repeat(64),
      startFrame: 30,
      inFrame: 1,
      gainDb: -20,
      fadeInFrames: 0,
      fadeOutFrames: 0,
    };
    const place = soundLane(sound, 200 * frameSamples, 50, rate);
    if (!place) throw new Error("Nothing is heard.");
    const clips = [
      { startFrame: 0, frames: 24, head: 12, path: first },
      { startFrame: 24, frames: 12, head: 0, path: null },
      { startFrame: 36, frames: 14, head: 6, path: last },
    ];
    const file = join(folder, "mix.wav");
    const { signal } = new AbortController();
    await writeMix({ clips, lane: { path: under, place }, frames: 50, rate, startFrame: 86_400, file, signal });
    const { left, right } = await readAll(file);
    expect(left).toHaveLength(50 * frameSamples);
    const ramp = (level: number, sample: number) => level + (sample % 1000);
    const expected = left.map((_, sample) => {
      const frame = Math.floor(sample / frameSamples);
      const own =
        frame < 24
          ? ramp(1000, sample + 12 * frameSamples)
          : frame < 36
            ? 0
            : ramp(3000, sample - 36 * frameSamples + 6 * frameSamples);
      const lane = frame < 30 ? 0 : ramp(100, sample - 30 * frameSamples + frameSamples);
      return own + Math.round(lane * place.gain);
    });
    expect(left).toEqual(expected);
    expect(right.every((value, sample) => Math.abs(value + (expected[sample] as number)) <= 1)).toBe(true);
  });

  test("says when its first sample is, and keeps within 16 bits", async () => {
    const folder = temporaryFolder();
    const loud = await writeRamp(join(folder, "loud.wav"), 24, 31_000);
    const sound = { soundId: "a".repeat(64), startFrame: 0, inFrame: 0, gainDb: 12, fadeInFrames: 0, fadeOutFrames: 0 };
    const place = soundLane(sound, 24 * frameSamples, 24, rate);
    if (!place) throw new Error("Nothing is heard.");
    const file = join(folder, "mix.wav");
    const clips = [{ startFrame: 0, frames: 24, head: 0, path: loud }];
    const { signal } = new AbortController();
    await writeMix({ clips, lane: { path: loud, place }, frames: 24, rate, startFrame: 86_400, file, signal });
    const { left } = await readAll(file);
    expect([Math.min(...left), Math.max(...left)]).toEqual([32_767, 32_767]);
    const bytes = await readFile(file);
    expect(bytes.readBigUInt64LE(20 + 338)).toBe(3600n * 48_000n);
  });
});
