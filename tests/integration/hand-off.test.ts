import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createFfmpeg } from "../../electron/core/media/ffmpeg.ts";
import { runCommand, runJson, smallPlan, writePlan } from "../cli/run-command.ts";
import { readFilm } from "../core/export/numbered-film.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

const plans = resolve(import.meta.dirname, "../../../shared/fixtures/plans");
const ffmpeg = createFfmpeg({
  environment: process.env,
  cacheFolder: tmpdir(),
  settings: () => ({ ffmpegPath: "", ffprobePath: "" }),
  log: () => {},
});

async function countFrames(film: string): Promise<string> {
  const show = ["-select_streams", "v:0", "-count_frames", "-show_entries", "stream=nb_read_frames,r_frame_rate"];
  return (await ffmpeg.probe([...show, "-of", "csv=p=0", film], { timeLimitMs: 60_000 })).trim();
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-from-plan-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe.skipIf(!existsSync(plans))("plans with photographs (skipped where they are absent)", () => {
  test("become a project whose passes have exactly the planned frames", async () => {
    const plan = join(plans, "launch-morning.plan.json");
    expect(await runJson(folder, ["plan", "check", plan])).toMatchObject({ code: 0, value: { problems: [] } });
    expect(await runJson(folder, ["new", "launch", "--from", plan])).toMatchObject({ code: 0 });
    const { code, value } = await runJson(folder, ["generate", "launch"]);
    expect(code).toBe(0);
    const films = (value["takes"] as { file: string }[]).map(({ file }) => file);
    expect(await Promise.all(films.map(countFrames))).toEqual(["24/1,360", "24/1,192"]);
    expect(await runJson(folder, ["verify", "launch"])).toMatchObject({ code: 0 });
  });

  test("are refused with the fault's code and path when they have one", async () => {
    const names = (await readdir(plans)).filter((name) => name.startsWith("refused."));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const expected = /^refused\.(.*)\.plan\.json$/.exec(name)?.[1];
      const { code, value } = await runJson(folder, ["plan", "check", join(plans, name)]);
      expect([name, code]).toEqual([name, 1]);
      const errors = (value["problems"] as { code: string; severity: string; path: string }[]).filter(
        ({ severity }) => severity === "error",
      );
      expect(errors.map((problem) => problem.code)).toContain(expected);
      for (const { path } of errors) expect(path).not.toBe("");
    }
    const made = await runJson(folder, ["new", "refused", "--from", join(plans, names[0] as string)]);
    expect(made).toMatchObject({ code: 1, value: { error: { path: expect.stringMatching(/./) } } });
    expect(existsSync(join(folder, "refused"))).toBe(false);
  });
});

describe("a project at 29.97 drop-frame", () => {
  test("is handed off with clips, lists and movie that agree to the frame", async () => {
    const project = { name: "Night race", rate: "29.97df", start: "00:59:58;00" } as const;
    await writePlan(join(folder, "drop.plan.json"), smallPlan({ project }));
    await runJson(folder, ["new", "drop", "--from", "drop.plan.json"]);
    const { code, stderr } = await runCommand(folder, ["export", "drop", "--to", "hand-off"]);
    expect([code, stderr]).toEqual([0, expect.stringContaining("Cutting")]);
    const at = (name: string) => join(folder, "hand-off", name);
    const movie = await readFilm(ffmpeg, at("NightRace_reference.mp4"));
    expect(movie).toMatchObject({ rate: "30000/1001", timecode: "00:59:58;00" });
    expect(movie.frameNumbers).toHaveLength(90);
    const edl = await readFile(at("NightRace_29.97fps_DF.edl"), "utf8");
    for (const [index, timecode] of ["00:59:58;00", "00:59:59;00", "01:00:00;00"].entries()) {
      const name = `NightRace_SC010_SH00${index + 1}0_animatic.mov`;
      const clip = await readFilm(ffmpeg, at(`clips/${name}`));
      expect(clip).toMatchObject({ rate: "30000/1001", timecode, reel: `S01000${index + 1}0` });
      expect(clip.frameNumbers).toHaveLength(30);
      expect(edl).toContain(`* FROM CLIP NAME: ${name}\r\n`);
    }
    expect(edl).toContain("003  S0100030 V     C        01:00:00;00 01:00:01;00 01:00:00;00 01:00:01;00\r\n");
  });
});

describe("the demo", () => {
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
    expect(await countFrames(join(folder, "demo/animatic/animatic.mp4"))).toBe("24/1,360");
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
