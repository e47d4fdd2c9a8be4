import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runCommand, runJson, smallPlan, writePlan } from "../cli/run-command.ts";
import { readFilm } from "../core/hand-off/clips/numbered-film.ts";
import { foundFfmpeg as ffmpeg } from "../support/found-ffmpeg.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-hand-off-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

test("a project at 29.97 drop-frame is handed off with clips, lists and movie that agree to the frame", async () => {
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
