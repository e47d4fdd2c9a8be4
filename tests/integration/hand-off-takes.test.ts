import { mkdtemp, readdir, readFile, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { probeFilm } from "../../electron/core/media/probe.ts";
import { rateOf } from "../../shared/time/rate.ts";
import { runCommand, runJson, smallPlan, writePlan } from "../cli/run-command.ts";
import { readFilm, writeNumberedFilm } from "../core/hand-off/clips/numbered-film.ts";
import { foundFfmpeg as ffmpeg } from "../support/found-ffmpeg.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-take-hand-off-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

test("a film made elsewhere comes into the cut at another rate, with handles, in the codec that was asked for", async () => {
  await writePlan(join(folder, "plan.json"), smallPlan());
  await runJson(folder, ["new", "night", "--from", "plan.json"]);
  // Three shots of a second each, and a frame more, as services deliver them.
  const film = { rate: rateOf("24"), frames: 73, widthPx: 640, heightPx: 360 };
  await writeNumberedFilm(ffmpeg, join(folder, "made.mp4"), film);
  expect(await runJson(folder, ["import", "night", "made.mp4", "--pass", "1"])).toMatchObject({ code: 0 });
  const asked = ["--rate", "25", "--codec", "prores", "--handles", "6", "--formats", "clips,movie,edl,csv,passes"];
  const { code, stderr } = await runCommand(folder, ["export", "night", "--to", "hand-off", ...asked]);
  expect([code, stderr]).toEqual([0, expect.stringContaining("Labeling")]);

  const at = (name: string) => join(folder, "hand-off", name);
  const clip = at("clips/NightRace_SC010_SH0020_take01.mov");
  const middle = await readFilm(ffmpeg, clip);
  expect(middle).toMatchObject({ rate: "25/1", timecode: "01:00:00:19", reel: "S0100020" });
  expect(middle.frameNumbers).toHaveLength(6 + 25 + 6);
  expect(middle.frameNumbers.at(6)).toBe(24);
  expect(await probeFilm(ffmpeg, clip)).toMatchObject({ codec: "prores", frames: 37 });
  expect(await probeFilm(ffmpeg, at("NightRace_reference.mp4"))).toMatchObject({ frames: 75, timecode: "01:00:00:00" });
  expect(await readdir(at("passes"))).toEqual([expect.stringMatching(/^NightRace_SC010_\w+_take01\.mp4$/)]);
  const edl = await readFile(at("NightRace_25fps.edl"), "utf8");
  expect(edl).toContain("002  S0100020 V     C        01:00:01:00 01:00:02:00 01:00:01:00 01:00:02:00\r\n");
  expect(await readFile(at("README.txt"), "utf8")).toContain("take01 was converted from 24 to 25 fps");

  // A film that is cut off, as by a copy that was broken off, is as good as gone: no half of it is handed on.
  const [take] = await readdir(join(folder, "night", "media", "takes"));
  await truncate(join(folder, "night", "media", "takes", String(take)), 20_000);
  const again = await runJson(folder, ["export", "night", "--to", "without", "--formats", "clips,passes,csv"]);
  const said = expect.stringMatching(/^Media missing for 3 of 3 shots/);
  expect(again).toMatchObject({ code: 0, value: { files: { length: 2 } }, stderr: said });
  const readme = await readFile(join(folder, "without", "README.txt"), "utf8");
  expect(readme).toMatch(
    /Shots with missing or incomplete media.*\r\n {2}SC010_SH0010\r\n {2}SC010_SH0020\r\n {2}SC010_SH0030\r\n/,
  );
});
