import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { resultUrlIn } from "../../electron/core/generation/result-paths.ts";
import { readModelFile } from "../../electron/core/models/model-files.ts";
import { modelBytesMax, parseModelFile } from "../../shared/models/check-profile.ts";
import { faultLine } from "../../shared/models/model-fault.ts";
import { modelProfiles, profileOf } from "../../shared/models/profiles.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";
import { buildCore } from "../support/build-core.ts";
import { dreamModel, dreamText, offerDream, putModel } from "../support/own-model.ts";
import { planFor } from "../support/planned-for.ts";
import { endedJob, openServiceCore } from "../support/service-core.ts";
import { startFal } from "../support/services/fal.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { startWitness } from "../support/witness.ts";

function faultsIn(text: string): string[] {
  const read = parseModelFile(text);
  return read.profile === null ? read.faults.map(faultLine) : [];
}

describe("a model file", () => {
  test.each([
    "https://example.org/a/b",
    "//example.org/a",
    "fal-ai/../../other/app",
    "../fal-ai/dream",
    "fal-ai/%2e%2e/dream",
    "fal-ai\\dream\\x",
    "user:password@example.org/x",
    "example.org:443/x",
    "fal-ai//dream",
    "/fal-ai/dream",
    "fal-ai/dream?fal_webhook=https://example.org",
    "fal-ai/dream#x",
    "fal-ai/dream\nhost: example.org",
    "fal-ai/.",
    "ｆal-ai/dream",
  ])("can't send the key to another host or place: %j", (path) => {
    const model = dreamModel();
    model.request.endpoints[1].path = path;
    expect(faultsIn(JSON.stringify(model))).toEqual([
      "request.endpoints[1].path: Write an endpoint such as fal-ai/kling-video/v3/pro/text-to-video.",
    ]);
  });

  test.each(["host", "url", "baseUrl", "headers", "key"])("has no field %s, wherever it is put", (name) => {
    for (const where of [[], ["request"], ["request", "endpoints", "0"], ["request", "fields", "0"], ["price"]]) {
      const model = dreamModel();
      const holder = where.reduce((value, key) => value[key], model);
      holder[name] = "https://example.org";
      const place = [...where, name].join(".").replace(/\.(\d)/g, "[$1]");
      expect(faultsIn(JSON.stringify(model))).toContain(
        `${place}: Remove it, or correct the spelling: there is no such field.`,
      );
    }
  });

  test.each([
    ['"id"', '"__proto__": { "polluted": true }, "id"', "__proto__"],
    ['"720p": "hd"', '"constructor": "x", "720p": "hd"', "request.fields[2].values.constructor"],
    ['"720p": {', '"toString": { "silent": 0, "audio": 0 }, "720p": {', "price.perSecond.toString"],
    ['"name": "text"', '"name": "__proto__"', "request.fields[0].name"],
    ['"resolutions": ["720p"', '"resolutions": ["valueOf", "720p"', "limits.resolutions[0]"],
  ])("can't name what every object has: %s becomes %s", (from, to, place) => {
    expect(dreamText).toContain(from);
    expect(faultsIn(dreamText.replace(from, to))).toContain(`${place}: Use another name.`);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("can't stand for an image of a project", () => {
    const model = dreamModel();
    model.request.fields.push({ name: "image", value: "{{image:media-of-somebody}}" });
    expect(faultsIn(JSON.stringify(model))).toEqual([
      "request.fields[5].value: Write another text: this one stands for an image of a project.",
    ]);
  });

  test("may nest, but not without an end", () => {
    const deep = (levels: number) => `{"price": ${"[".repeat(levels)}${"]".repeat(levels)}}`;
    expect(faultsIn(deep(400_000))).toEqual(["price[0][0]: Nest values at most 50 deep."]);
    expect(faultsIn(deep(20))).not.toContain("price[0][0]: Nest values at most 50 deep.");
  });

  test("is told of in one short line, whatever its fields are called", () => {
    const [line = "", ...others] = faultsIn(`{"${"x".repeat(100_000)}": 1, "\\u001b[31m\\nid": 2}`).filter((each) =>
      each.includes("Remove it"),
    );
    expect(line.length).toBeLessThan(300);
    expect(others.join("")).toBe("?[31m?id: Remove it, or correct the spelling: there is no such field.");
  });
});

describe("in the place of a model file", () => {
  function put(make: (folder: string) => void) {
    const home = temporaryFolder();
    mkdirSync(join(home, "data", "models"), { recursive: true });
    make(join(home, "data", "models"));
    const { core } = buildCore(home);
    return { home, own: () => core.call("models.own", {}) };
  }

  test.each<[what: string, make: (folder: string) => void, message: RegExp]>([
    ["a folder", (folder) => mkdirSync(join(folder, "dream.json")), /^Use a file: this is a folder/],
    ["a pipe without an end", (folder) => execFileSync("mkfifo", [join(folder, "dream.json")]), /^Use a file/],
    [
      "a link, even to a good file",
      (folder) => {
        writeFileSync(join(folder, "..", "dream.txt"), dreamText);
        symlinkSync(join(folder, "..", "dream.txt"), join(folder, "dream.json"));
      },
      /^Put the file itself here: it is a link\.$/,
    ],
    ["a link to a device", (folder) => symlinkSync("/dev/zero", join(folder, "dream.json")), /it is a link/],
    [
      "a giant",
      (folder) => writeFileSync(join(folder, "dream.json"), dreamText.padEnd(modelBytesMax + 1)),
      /^Shorten it: a model file has at most 1 MB\.$/,
    ],
    [
      "bytes that are no text",
      (folder) => writeFileSync(join(folder, "dream.json"), Buffer.from([0x7b, 0xff, 0xfe])),
      /^Save it as UTF-8 text\.$/,
    ],
    ["nothing", (folder) => writeFileSync(join(folder, "dream.json"), ""), /^Correct the JSON/],
  ])("%s is named and left out, and a good one beside it is not", async (_, make, message) => {
    const { own } = put((folder) => {
      make(folder);
      writeFileSync(join(folder, "good.json"), dreamText);
    });
    expect(await own()).toMatchObject({
      models: [{ file: "good.json" }],
      faults: [{ file: "dream.json", path: "", message: expect.stringMatching(message) }],
    });
  });

  test("of the whole folder, a file or a link elsewhere is said, and the app starts", async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, "data"));
    writeFileSync(join(home, "data", "models"), "no folder");
    const { core } = buildCore(home);
    expect(await core.call("models.own", {})).toMatchObject({ models: [], faults: [{ file: "models" }] });
    expect(modelProfiles()).toHaveLength(shippedProfiles.length);
  });

  test("thousands of files are not all read", async () => {
    const { own } = put((folder) => {
      for (let index = 0; index < 230; index += 1) {
        writeFileSync(join(folder, `${String(index).padStart(4, "0")}.json`), "{}");
      }
    });
    const { faults } = await own();
    expect(new Set(faults.map(({ file }) => file)).size).toBe(201);
    expect(faults.at(-1)).toMatchObject({ file: "models", message: "Remove 30 of its files: 200 are read." });
  });

  test("a folder in itself, and folders without an end, are not gone through", async () => {
    const { own } = put((folder) => {
      symlinkSync(folder, join(folder, "again"));
      mkdirSync(join(folder, ...Array.from({ length: 40 }, () => "deep")), { recursive: true });
      writeFileSync(join(folder, ...Array.from({ length: 40 }, () => "deep"), "dream.json"), dreamText);
    });
    expect(await own()).toMatchObject({ models: [], faults: [] });
  });

  test("another one that comes while it is read is taken whole or not at all", () => {
    const home = temporaryFolder();
    const path = putModel(home, "dream.json", dreamText);
    const other = putModel(home, "other.txt", dreamText.replace("Dream 1 ·", "Dream 2 ·"));
    expect(readModelFile(path, "dream.json")).toMatchObject({ profile: { label: "Dream 1 · fal.ai" } });
    renameSync(other, path);
    expect(readModelFile(path, "dream.json")).toMatchObject({ profile: { label: "Dream 2 · fal.ai" } });
  });

  test("one with the id of another is left out, and which of them counts does not depend on the disk", async () => {
    const { own } = put((folder) => {
      writeFileSync(join(folder, "b.json"), dreamText);
      writeFileSync(join(folder, "a.json"), dreamText.replace("Dream 1 ·", "Dream A ·"));
    });
    expect(await own()).toMatchObject({
      models: [{ file: "a.json" }],
      faults: [{ file: "b.json", path: "id", message: "Write another one: a.json has it already." }],
    });
    expect(profileOf("fal/dream-1")?.label).toBe("Dream A · fal.ai");
  });
});

test("the key goes to the service alone, also where the answer says to look elsewhere for the result", async () => {
  const fal = await startFal();
  onTestFinished(() => fal.close());
  offerDream(fal);
  const witness = await startWitness();
  const answer = () => ({ clips: [{ url: `${witness.url}/clip.mp4` }] });
  for (const [endpoint, model] of fal.madeUp) fal.madeUp.set(endpoint, { ...model, answer });
  const home = temporaryFolder();
  putModel(home, "dream.json", dreamText);
  const { call } = openServiceCore({ ...process.env, SHOTLINE_FAL_URL: fal.url, SHOTLINE_FAL_KEY: fal.key }, home);
  const plan = planFor(profileOf("fal/dream-1") as never);
  const passes = plan.passes.map(({ startFrame: _, ...pass }) => ({ ...pass, shots: pass.shots.slice(0, 1) }));
  const planFile = join(home, "race.plan.json");
  writeFileSync(planFile, JSON.stringify({ ...plan, passes }));
  const { projectId } = await call("projects.createFromPlan", { planFile });
  const { project } = await call("project.get", { projectId });
  const passId = project.passes[0]?.id as string;
  const { amount } = await call("generation.quote", { projectId, passId });
  const { jobId } = await call("generation.start", { projectId, passId, expected: amount });
  let { cursor } = await call("events.after", { cursor: 0 });
  while (witness.requests.length === 0) ({ cursor } = await call("events.after", { cursor }));
  await call("jobs.cancel", { projectId, jobId });
  await endedJob(call, projectId, jobId);
  expect(JSON.stringify(witness.requests)).not.toContain(fal.key);
  for (const { headers } of witness.requests) expect(headers).not.toHaveProperty("authorization");
  expect(readFileSync(planFile, "utf8")).not.toContain(fal.key);
});

test.each([
  "file:///etc/passwd",
  "data:video/mp4;base64,AAAA",
  "ftp://example.org/clip.mp4",
  "clip.mp4",
  "//example.org",
])("a declared place of a result counts only where it has an address of the web: %s", (url) => {
  expect(resultUrlIn({ clips: [{ url }] }, ["clips.0.url"])).toBeNull();
  expect(
    resultUrlIn({ clips: [{ url }], video: { url: "https://v3.fal.media/x.mp4" } }, ["clips.0.url", "video.url"]),
  ).toBe("https://v3.fal.media/x.mp4");
  expect(resultUrlIn({}, ["constructor.name", "__proto__.toString"])).toBeNull();
});
