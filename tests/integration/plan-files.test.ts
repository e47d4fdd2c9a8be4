import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { probeWholeFilm } from "../../electron/core/media/probe.ts";
import { runJson } from "../cli/run-command.ts";
import { foundFfmpeg as ffmpeg } from "../support/found-ffmpeg.ts";
import { isLong } from "../support/long.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

const plans = resolve(import.meta.dirname, "../../../shared/fixtures/plans");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-plans-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe.skipIf(!existsSync(plans))("plans with photographs (skipped where they are absent)", () => {
  test.runIf(isLong)("become a project whose passes have exactly the planned frames", async () => {
    const plan = join(plans, "launch-morning.plan.json");
    const { code: checked, value: found } = await runJson(folder, ["plan", "check", plan]);
    const errors = (found["problems"] as { severity: string }[]).filter(({ severity }) => severity === "error");
    expect({ checked, errors }).toEqual({ checked: 0, errors: [] });
    // Drawn smaller than it says, which takes half the time.
    const small = (await readFile(plan, "utf8")).replaceAll('"1080p"', '"720p"');
    await writeFile(join(folder, "launch.plan.json"), small);
    await cp(join(plans, "images"), join(folder, "images"), { recursive: true });
    expect(await runJson(folder, ["new", "launch", "--from", "launch.plan.json"])).toMatchObject({ code: 0 });
    const { code, value } = await runJson(folder, ["generate", "launch"]);
    expect(code).toBe(0);
    const films = (value["takes"] as { file: string }[]).map(({ file }) => file);
    expect(await Promise.all(films.map((film) => probeWholeFilm(ffmpeg, film)))).toMatchObject([
      { frames: 360, rateNum: 24, rateDen: 1 },
      { frames: 192, rateNum: 24, rateDen: 1 },
    ]);
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
