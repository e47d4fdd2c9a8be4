import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { probeWholeFilm } from "../../electron/core/media/probe.ts";
import { foundFfmpeg as ffmpeg } from "../support/found-ffmpeg.ts";
import { isLong } from "../support/long.ts";
import { runJson } from "./run-command.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-demo-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe.runIf(isLong)("the demo", () => {
  test("goes from the sample plan to a hand-off folder, and says what it made", async () => {
    const { code, value, stderr } = await runJson(folder, ["demo", "--to", "demo"]);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    const made = value as { project: string; handOff: string; files: { path: string; durationSeconds?: number }[] };
    for (const { path } of made.files) expect(existsSync(path)).toBe(true);
    const names = made.files.map(({ path }) => path.slice(join(folder, "demo").length + 1));
    expect(names.slice(0, 6)).toEqual([
      "animatic/animatic.mp4",
      "animatic/filmstrip.jpg",
      "animatic/SH0010.jpg",
      "animatic/SH0020.jpg",
      "animatic/SH0030.jpg",
      "animatic/SH0040.jpg",
    ]);
    const animatic = await probeWholeFilm(ffmpeg, join(folder, "demo/animatic/animatic.mp4"));
    expect(animatic).toMatchObject({ frames: 360, rateNum: 24, rateDen: 1 });
    const clips = made.files.filter(({ path }) => path.endsWith(".mov"));
    expect(clips.map(({ durationSeconds }) => durationSeconds)).toEqual([4, 3, 4, 4]);
    for (const extension of [".edl", ".otio", ".csv", "_reference.mp4", "README.txt"]) {
      expect(names.some((name) => name.startsWith("hand-off/") && name.endsWith(extension))).toBe(true);
    }
    expect(await runJson(folder, ["verify", made.project])).toMatchObject({ code: 0 });
    expect(await runJson(folder, ["demo", "--to", "demo"])).toMatchObject({
      code: 1,
      value: { error: { code: "target.not-empty" } },
    });
  });
});
