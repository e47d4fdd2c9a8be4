import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runCommand, runJson, smallPlan, startCommand, writePlan } from "./run-command.ts";

// Some of them render, and some start the command as a process.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-command-"));
  await writePlan(join(folder, "small.plan.json"), smallPlan());
  const made = await runJson(folder, ["new", "night", "--from", "small.plan.json"]);
  expect(made).toMatchObject({ code: 0, value: { folder: join(folder, "night"), name: "Night race", passes: 1 } });
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));
describe("a project", () => {
  test("is rendered, listed, verified and handed off", async () => {
    const generated = await runJson(folder, ["generate", "night"]);
    expect(generated).toMatchObject({
      code: 0,
      value: { takes: [{ pass: "SC010 Pit lane", profile: "animatic", frames: 72 }] },
    });
    const [take] = generated.value["takes"] as { file: string; files: { path: string; bytes: number }[] }[];
    expect(existsSync(take?.file ?? "")).toBe(true);
    expect(take?.files.filter(({ path }) => path.endsWith(".jpg"))).toHaveLength(4);

    const listed = await runJson(folder, ["takes", "night"]);
    expect(listed).toMatchObject({ code: 0, value: { takes: [{ pass: "SC010 Pit lane", number: 1, frames: 72 }] } });

    const verified = await runJson(folder, ["verify", "night"]);
    expect(verified).toMatchObject({ code: 0, value: { database: "ok", problems: [] } });

    const formats = "clips,edl,fcpxml,xmeml,csv";
    const versions = ["--fcpxml", "1.13", "--xmeml", "5"];
    const exported = await runCommand(folder, [
      "export",
      "night",
      "--to",
      "hand-off",
      "--formats",
      formats,
      ...versions,
    ]);
    expect(exported).toMatchObject({ code: 0 });
    expect(exported.stdout).toContain(`Hand-off written to ${join(folder, "hand-off")}`);
    expect(exported.stdout).toMatch(/clips\/NightRace_SC010_SH0010_animatic\.mov +[\d.]+ kB +1\.00 s/);
    expect(exported.stderr).toContain("Cutting SC010_SH0030");
    expect((await readdir(join(folder, "hand-off"))).toSorted()).toEqual([
      "NightRace.fcpxml",
      "NightRace.xml",
      "NightRace_24fps.edl",
      "NightRace_shots.csv",
      "README.txt",
      "clips",
    ]);
    expect(await readFile(join(folder, "hand-off/NightRace.fcpxml"), "utf8")).toContain('<fcpxml version="1.13">');
    expect(await readFile(join(folder, "hand-off/NightRace.xml"), "utf8")).toContain('<xmeml version="5">');
    // It is handed to others: as open as any folder that is made here.
    const [{ mode: made }, { mode: usual }] = await Promise.all([
      stat(join(folder, "hand-off")),
      stat(join(folder, "night")),
    ]);
    expect(made).toBe(usual);
  });

  test("is not handed off over a folder that is in use", async () => {
    await writePlan(join(folder, "used/mine.txt"), "mine");
    const used = await runJson(folder, ["export", "night", "--to", "used", "--formats", "csv"]);
    expect(used).toMatchObject({ code: 1, value: { error: { code: "target.not-empty", next: expect.any(String) } } });
    expect(await readFile(join(folder, "used/mine.txt"), "utf8")).toBe("mine");
  });

  test("is not handed off under names that do not work", async () => {
    const words = ["export", "night", "--to", "named", "--formats", "csv", "--clip-names"];
    const unknown = await runJson(folder, [...words, "{show}_{reel}"]);
    const message = "{reel} is not a clip name token.";
    expect(unknown).toMatchObject({
      code: 1,
      value: { error: { code: "input.invalid", message, next: expect.stringContaining("{shot}") } },
    });
    expect(existsSync(join(folder, "named"))).toBe(false);
    expect(await runCommand(folder, [...words, "{shot}_{version}", "--clip-version", "2"])).toMatchObject({ code: 0 });
  });

  test("is sent to no service that would refuse it, that has no key, or that nobody knows", async () => {
    const generate = (profile: string) => runJson(folder, ["generate", "night", "--profile", profile, "--yes"]);
    expect(await generate("pixio/kling-v3-pro")).toMatchObject({
      code: 1,
      value: { error: { code: "generation.refused", message: expect.stringContaining("at least 3 s") } },
    });
    const keyless = await generate("kling/kling-3.0");
    expect(keyless).toMatchObject({ code: 1, value: { error: { code: "service.key-missing" } } });
    const unknown = await runJson(folder, ["generate", "night", "--profile", "nobody/knows"]);
    expect(unknown).toMatchObject({ code: 1, value: { error: { code: "profile.unknown" } } });
  });

  test("with a changed and a stray file does not pass verification", async () => {
    await writePlan(join(folder, "dot.plan.json"), smallPlan());
    await runJson(folder, ["new", "changed", "--from", "dot.plan.json"]);
    await writePlan(join(folder, "changed/media/stray.png"), "not ours");
    const { code, value } = await runJson(folder, ["verify", "changed"]);
    expect(code).toBe(1);
    expect(value).toMatchObject({ problems: [{ code: "media.stray", path: "media/stray.png" }] });
  });

  test("leaves nothing behind when its export is stopped by Ctrl+C", async () => {
    const { child, ended } = startCommand(folder, ["export", "night", "--to", "stopped"]);
    await new Promise<void>((resolve) => {
      child.stderr?.on("data", (part: Buffer) => {
        if (String(part).includes("Preparing")) resolve();
      });
    });
    child.kill("SIGINT");
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain("Canceled");
    expect((await readdir(folder)).filter((name) => name.startsWith("stopped"))).toEqual([]);
  });
});

describe("the command", () => {
  test("lists the models with their limits", async () => {
    const { code, value } = await runJson(folder, ["models"]);
    expect(code).toBe(0);
    expect((value["models"] as { id: string }[]).map(({ id }) => id)).toContain("animatic");
    const { stdout } = await runCommand(folder, ["models"]);
    const line = (id: string) => stdout.split("\n").find((each) => each.startsWith(`${id} `));
    expect(line("fal/kling-v3-pro")).toMatch(/ {2}\$0\.112–0\.168\/s {2}/);
    expect(line("pixio/kling-v3-pro")).toMatch(/ {2}~ 175 credits per run {2}/);
    expect(line("gemini/nano-banana-pro")).toContain("per image");
    expect(stdout).toContain("~ marks a value that is not confirmed");
  });

  test.each([
    [[]],
    [["plan"]],
    [["conquer"]],
    [["new", "x"]],
    [["plan", "check"]],
    [["plan", "compile", "small.plan.json", "--pass", "0"]],
    [["export", "night", "--to", "x", "--formats", "edl,vhs"]],
    [["export", "night", "--to", "x", "--rate", "12"]],
    [["export", "night", "--to", "x", "--fcpxml", "1.14"]],
    [["export", "night", "--to", "x", "--board-frames", "10"]],
    [["export", "night", "--to", "x", "--board-paper", "a3"]],
    [["export", "night", "--to", "x", "--clip-version", "0"]],
    [["models", "--loud"]],
  ])("exits with 2 when it is used wrongly: %j", async (words) => {
    const { code, stdout, stderr } = await runCommand(folder, words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).not.toBe("");
  });

  test("says wrong usage in JSON when JSON is asked for", async () => {
    const { code, value } = await runJson(folder, ["export", "night", "--to", "x", "--rate", "12"]);
    expect(code).toBe(2);
    expect(value).toMatchObject({ error: { code: "input.invalid", message: expect.stringContaining("--rate") } });
  });

  test("is a process that ends with the code of what it did, and writes results and messages apart", async () => {
    const run = (...words: string[]) => startCommand(folder, words).ended;
    expect(await run("takes", "night")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("SC010"),
      stderr: "",
    });
    const refused = await run("verify", "absent");
    expect(refused).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("absent") });
    const misused = await run("conquer", "--json");
    expect([misused.code, JSON.parse(misused.stdout).error.code, misused.stderr]).toEqual([2, "input.invalid", ""]);
  });

  test("shows its help without complaint", async () => {
    const { code, stdout } = await runCommand(folder, ["--help"]);
    expect(code).toBe(0);
    for (const name of ["plan", "new", "generate", "takes", "export", "verify", "models", "demo", "serve"]) {
      expect(stdout).toContain(`  ${name} `);
    }
  });

  test("says in one sentence what is missing and what to do", async () => {
    for (const words of [
      ["plan", "check", "absent.json"],
      ["new", "made", "--from", "absent.json"],
      ["verify", "absent"],
      ["generate", "absent"],
    ]) {
      const { code, value } = await runJson(folder, words);
      expect(code).toBe(1);
      expect(value).toMatchObject({
        error: { message: expect.stringMatching(/\.$/), next: expect.stringMatching(/\.$/) },
      });
    }
    expect(existsSync(join(folder, "made"))).toBe(false);
  });

  test("serves the app to those who know its address, until Ctrl+C", async ({ skip }) => {
    skip(!existsSync(resolve(import.meta.dirname, "../../out/renderer/index.html")), "the window has not been built");
    const { child, ended } = startCommand(folder, ["serve", "--json"]);
    const { url } = await new Promise<{ url: string }>((done, fail) => {
      child.stdout?.once("data", (part: Buffer) => done(JSON.parse(String(part)) as { url: string }));
      void ended.then((early) => fail(new Error(`It ended early: ${JSON.stringify(early)}`)));
    });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=/);
    const signal = AbortSignal.timeout(30_000);
    const stranger = await fetch(new URL("rpc/app.info", url), { method: "POST", body: "{}", signal });
    expect(stranger.status).toBe(403);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 0 });
  });

  test("makes no project over another", async () => {
    const before = await readdir(join(folder, "night"));
    const again = await runJson(folder, ["new", "night", "--from", "small.plan.json"]);
    expect(again).toMatchObject({ code: 1, value: { error: { code: "project.exists" } } });
    expect(await readdir(join(folder, "night"))).toEqual(before);
  });

  test("says which data folder it cannot make", async () => {
    await writeFile(join(folder, "a-file"), "");
    const data = join(folder, "a-file", "data");
    const { code, value } = await runJson(folder, ["models"], { SHOTLINE_DATA: data });
    expect(code).toBe(1);
    expect(value).toMatchObject({ error: { code: "disk.denied", message: expect.stringContaining(data) } });
  });
});
