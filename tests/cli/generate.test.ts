import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";
import { writePlanFor } from "../support/planned-for.ts";
import { environmentOf, everyService } from "../support/services/every-service.ts";
import type { ServiceSimulator } from "../support/services/service-simulator.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { runCommand, runJson, startCommand } from "./run-command.ts";

const simulators = new Map<string, ServiceSimulator>();
const environment: Record<string, string> = {};

beforeAll(async () => {
  for (const { provider, start } of everyService.filter(
    (each) => each.provider === "fal" || each.provider === "kling-legacy",
  )) {
    const simulator = await start();
    simulators.set(provider, simulator);
    Object.assign(environment, environmentOf(provider, simulator));
  }
});
afterAll(async () => {
  for (const simulator of simulators.values()) await simulator.close();
});

async function makeProject(profile: ModelProfile): Promise<string> {
  const folder = temporaryFolder();
  await writePlanFor(profile, folder);
  const made = await runJson(folder, ["new", "race", "--from", "race.plan.json"]);
  expect(made).toMatchObject({ code: 0 });
  return folder;
}

const profileOf = (id: string) => shippedProfiles.find((profile) => profile.id === id) as ModelProfile;
/** The others differ in data and in their adapters, which have tests of their own. */
const chosen = [profileOf("kling-legacy/kling-v3-omni"), profileOf("fal/nano-banana-pro")];

describe("generating with the command", () => {
  test.each(chosen.map((profile) => [profile.id, profile] as const))(
    "%s makes one result and pays once",
    async (_, profile) => {
      const simulator = simulators.get(profile.provider) as ServiceSimulator;
      const charged = simulator.charges.length;
      const folder = await makeProject(profile);
      const { code, value, stderr } = await runJson(folder, ["generate", "race", "--yes"], environment);
      expect(code, stderr + JSON.stringify(value)).toBe(0);
      expect(value["takes"]).toHaveLength(1);
      expect(simulator.charges).toHaveLength(charged + 1);
      if (profile.output === "film") {
        const { value: listed } = await runJson(folder, ["takes", "race"]);
        expect(listed).toMatchObject({ takes: [{ number: 1, profile: profile.id, frames: 120 }] });
      }
      expect(await runJson(folder, ["verify", "race"])).toMatchObject({ code: 0, value: { problems: [] } });
      expectNoKey(folder, stderr + JSON.stringify(value));
    },
    60_000,
  );
});

test("some shots are retaken, by their places in the pass, and wrong ones are refused in words", async () => {
  const simulator = simulators.get("kling-legacy") as ServiceSimulator;
  const charged = simulator.charges.length;
  const folder = await makeProject(profileOf("kling-legacy/kling-v3-omni"));
  const retake = (...more: string[]) => runJson(folder, ["generate", "race", "--yes", ...more], environment);
  const refusals = [
    [["--shots", "2"], "--shots needs the pass that the shots are in. Add --pass."],
    [["--pass", "1", "--shots", "2,4"], "There is no shot 4 in pass 1. Name shots from 1 to 3."],
    [["--lengthen"], "--start-frame and --lengthen belong to a retake. Add --shots."],
    [
      ["--pass", "1", "--shots", "2", "--start-frame", "previous"],
      "No take shows the shot before it, so there is no frame to start from. Leave out --start-frame.",
    ],
    [
      ["--pass", "1", "--shots", "2", "--profile", "animatic"],
      "An animatic is rendered as a whole pass. Leave out --shots.",
    ],
  ] as const;
  for (const [more, says] of refusals) {
    const { code, value } = await retake(...more);
    const { message, next } = value["error"] as { message: string; next: string };
    expect([code, `${message} ${next}`]).toEqual([1, says]);
  }
  expect(simulator.charges).toHaveLength(charged);
  const { code, value, stderr } = await retake("--pass", "1", "--shots", "2,3");
  expect(code, stderr + JSON.stringify(value)).toBe(0);
  expect(value).toMatchObject({ takes: [{ pass: "SC010 Pit lane SH0020 SH0030" }] });
  expect(simulator.charges).toHaveLength(charged + 1);
}, 60_000);

/** No key of any service in anything that the app wrote or said. */
function expectNoKey(folder: string, said: string): void {
  const keys = [...simulators.values()].flatMap(({ key }) => [key, ...key.split(":")]);
  for (const key of keys) expect(said).not.toContain(key);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    for (const key of keys) expect(bytes.includes(key), `a key in ${entry.name}`).toBe(false);
  }
}

describe("a command that was killed", () => {
  const retake = ["--pass", "1", "--shots", "2,3"];

  test.each([
    ["a pass", "kling-legacy/kling-v3", []],
    ["a retake", "kling-legacy/kling-v3-omni", retake],
  ] as const)(
    "while it made %s is run again, goes on with what was sent, and nothing is paid twice",
    async (_, id, more) => {
      const simulator = simulators.get("kling-legacy") as ServiceSimulator;
      const folder = await makeProject(profileOf(id));
      const charged = simulator.charges.length;
      simulator.pollsUntilDone = 1000;
      const { child, ended } = startCommand(folder, ["generate", "race", "--yes", ...more], environment);
      await vi.waitFor(() => expect(simulator.charges).toHaveLength(charged + 1), { timeout: 20_000 });
      child.kill("SIGKILL");
      await ended;
      simulator.pollsUntilDone = 1;
      const again = await runJson(folder, ["generate", "race", "--yes", ...more], environment);
      expect(again).toMatchObject({ code: 0, value: { takes: [{ number: 1 }] } });
      expect(again.stderr).toContain("already in progress");
      expect(simulator.charges).toHaveLength(charged + 1);
    },
    60_000,
  );
});

describe("before money is spent", () => {
  const fal = profileOf("fal/kling-v3-pro");

  test("the command says the price, and without --yes sends nothing", async () => {
    const folder = await makeProject(fal);
    const before = simulators.get("fal")?.requests.length;
    const refused = await runJson(folder, ["generate", "race"], environment);
    expect(refused).toMatchObject({ code: 1, value: { error: { code: "spend.unconfirmed" } } });
    expect((refused.value["error"] as { message: string }).message).toContain("$1.68");
    const dear = await runJson(folder, ["generate", "race", "--yes", "--max-cost", "1.5"], environment);
    expect(dear).toMatchObject({ code: 1, value: { error: { code: "spend.cap" } } });
    expect(simulators.get("fal")?.requests.length).toBe(before);
  }, 30_000);

  test("a missing key is said with the way to give one", async () => {
    const folder = await makeProject(fal);
    const refused = await runCommand(folder, ["generate", "race", "--yes"], { ...environment, SHOTLINE_FAL_KEY: "" });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/no API key for fal\.ai.*SHOTLINE_FAL_KEY/s);
  }, 30_000);

  test("a wrong key ends the job with a sentence, once", async () => {
    const folder = await makeProject(fal);
    const wrong = { ...environment, SHOTLINE_FAL_KEY: "fal-wrong-key" };
    const refused = await runJson(folder, ["generate", "race", "--yes"], wrong);
    expect(refused).toMatchObject({ code: 1, value: { error: { code: "service.key-refused" } } });
  }, 30_000);
});

describe("a film made elsewhere", () => {
  test("is taken as a take of its pass; what is no film leaves nothing", async () => {
    const folder = temporaryFolder();
    await writePlanFor(profileOf("animatic"), folder);
    await runJson(folder, ["new", "race", "--from", "race.plan.json"]);
    const film = (simulators.get("fal") as ServiceSimulator).film.path;
    const imported = await runJson(folder, ["import", "race", film, "--pass", "1"]);
    expect(imported).toMatchObject({ code: 0, value: { takes: [{ pass: "SC010 Pit lane", frames: 120 }] } });
    const bytes = readFileSync(film);
    await writeFile(join(folder, "cut.mp4"), bytes.subarray(0, bytes.length / 2));
    await writeFile(join(folder, "page.mp4"), "<html>Sign in</html>");
    for (const [name, words] of [
      ["cut.mp4", /not a complete, readable video/],
      ["page.mp4", /^page\.mp4 is not a supported video file\.$/],
      ["gone.mp4", /^File not found: .*gone\.mp4\.$/],
    ] as const) {
      const refused = await runJson(folder, ["import", "race", name, "--pass", "1"]);
      const message = expect.stringMatching(words);
      expect(refused, name).toMatchObject({ code: 1, value: { error: { message, next: expect.any(String) } } });
    }
    expect(await runJson(folder, ["verify", "race"])).toMatchObject({
      code: 0,
      value: { problems: [] },
    });
  }, 60_000);

  test("a kit holds prompts, images and a page to copy from", async () => {
    const folder = await makeProject(profileOf("kling/kling-3.0-omni"));
    const made = await runJson(folder, ["kit", "race", "--pass", "1", "--to", "kit"]);
    expect(made).toMatchObject({ code: 0 });
    const names = readdirSync(join(folder, "kit"), { recursive: true }).map(String).sort();
    expect(names).toEqual(
      expect.arrayContaining([
        "README.txt",
        "elements/Driver-1-frontal.jpg",
        "elements/Driver-2.jpg",
        "frames/start.jpg",
        "page.html",
        "prompts/01-SH0010.txt",
        "prompts/03-SH0030.txt",
        "settings.json",
      ]),
    );
    expect(readFileSync(join(folder, "kit/prompts/01-SH0010.txt"), "utf8")).toContain("@Driver");
    expect(readFileSync(join(folder, "kit/page.html"), "utf8")).toContain("&quot;slowly&quot;");
  }, 30_000);

  test("a kit for a model that reads all shots in one prompt has that prompt too", async () => {
    const folder = await makeProject(profileOf("replicate/seedance-2.0"));
    expect(await runJson(folder, ["kit", "race", "--pass", "1", "--to", "kit"])).toMatchObject({ code: 0 });
    const prompt = readFileSync(join(folder, "kit/prompts/all-shots.txt"), "utf8");
    expect(prompt).toMatch(
      /^Shot 1 \(0–3 s\): .*@Driver pulls.*\nCut to: Shot 2 \(3–7 s\): .*\nCut to: Shot 3 \(7–10 s\): /,
    );
    expect(JSON.parse(readFileSync(join(folder, "kit/settings.json"), "utf8"))).toHaveProperty(
      "prompt",
      prompt.trimEnd(),
    );
    expect(readFileSync(join(folder, "kit/page.html"), "utf8")).toContain("Prompt, all shots");
  }, 30_000);
});
