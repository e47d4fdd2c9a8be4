import { copyFile, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { drawnScene, sceneHeightPx, sceneWidthPx } from "../shared/conform/scenes.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";
import { runCommand, runJson } from "./run-command.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-cuts-"));
  const [one, other] = [drawnScene(1), drawnScene(4, 2)];
  const input = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", `${sceneWidthPx}x${sceneHeightPx}`];
  await foundFfmpeg.run(
    [
      ...input,
      "-framerate",
      "24000/1001",
      "-i",
      "pipe:0",
      "-c:v",
      "libx264",
      "-preset",
      "ultrafast",
      join(folder, "a.mp4"),
    ],
    {
      timeLimitMs: 60_000,
      async feed(write) {
        for (let at = 0; at < 72; at += 1) await write(at < 50 ? one(at) : other(at));
      },
    },
  );
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe("shotline cuts", () => {
  test("tells a video's frames, rate and cuts without a project", async () => {
    const { code, value } = await runJson(folder, ["cuts", "a.mp4", "--expect", "2,1"]);
    expect(code).toBe(0);
    expect(value).toEqual({
      ...{ frames: 72, rate: "24000/1001" },
      cuts: [{ frame: 50, kind: "hard", from: 50, to: 50, confidence: expect.any(Number) }],
    });
  });

  test("refuses what is no whole video in one sentence, and silly lengths as wrong usage", async () => {
    await writeFile(join(folder, "text.mp4"), "This is not a video.");
    await copyFile(join(folder, "a.mp4"), join(folder, "cut-off.mp4"));
    await truncate(join(folder, "cut-off.mp4"), 5000);
    for (const [file, errorCode] of [
      ["gone.mp4", "disk.failed"],
      ["text.mp4", "film.unreadable"],
      ["cut-off.mp4", "ffmpeg.failed"],
    ] as const) {
      const { code, value } = await runJson(folder, ["cuts", file]);
      const sentence = expect.stringMatching(/^[^\n]+\.$/);
      expect(value).toMatchObject({ error: { code: errorCode, message: expect.any(String), next: sentence } });
      expect(code).toBe(1);
    }
    const { code, stderr } = await runCommand(folder, ["cuts", "a.mp4", "--expect", "4,,4"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Use the seconds of each shot, such as 4,3,4,4.");
  });
});
