import { describe, expect, it, vi } from "vitest";
import { smallFrameBytes, smallFrameSize, splitFrames } from "../../../electron/core/media/small-frames.ts";
import { ffmpegOf, openFolder } from "./media-rig.ts";

// Films are made by real programs, which a busy computer lets wait.
vi.setConfig({ testTimeout: 60_000 });

describe("small frames", () => {
  it("keep the shape of the film, with even sides", () => {
    expect(smallFrameSize({ widthPx: 1920, heightPx: 1080 })).toEqual({ widthPx: 320, heightPx: 180 });
    expect(smallFrameSize({ widthPx: 1080, heightPx: 1920 })).toEqual({ widthPx: 180, heightPx: 320 });
    expect(smallFrameSize({ widthPx: 999, heightPx: 3 })).toEqual({ widthPx: 320, heightPx: 2 });
    expect(smallFrameBytes({ widthPx: 320, heightPx: 180 })).toBe(86_400);
  });

  it("are put together from chunks of any length", () => {
    const stream = Uint8Array.from({ length: 24 }, (_, at) => at);
    for (const length of [1, 5, 6, 7, 24]) {
      const frames: number[][] = [];
      const split = splitFrames(6, (frame) => frames.push([...frame]));
      for (let at = 0; at < stream.length; at += length) split(stream.subarray(at, at + length));
      expect(frames).toEqual([0, 6, 12, 18].map((first) => Array.from({ length: 6 }, (_, at) => first + at)));
    }
  });
});

describe("what ffmpeg writes", () => {
  const { ffmpeg } = ffmpegOf(openFolder().folder);
  const stream = ["-f", "lavfi", "-i", "testsrc=s=64x64:r=24:d=2", "-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"];

  it("goes to a consumer that it waits for", async () => {
    let [bytes, taking] = [0, 0];
    const output = await ffmpeg.read(stream, {
      timeLimitMs: 20_000,
      async onOutput(chunk) {
        taking += 1;
        expect(taking).toBe(1);
        await new Promise(setImmediate);
        taking -= 1;
        bytes += chunk.length;
      },
    });
    expect(bytes).toBe(48 * 64 * 64 * 1.5);
    expect(output).toHaveLength(0);
  });

  it("ends with the consumer's own error", async () => {
    const onOutput = () => {
      throw new Error("enough");
    };
    await expect(ffmpeg.read(stream, { timeLimitMs: 20_000, onOutput })).rejects.toThrow("enough");
  });
});
