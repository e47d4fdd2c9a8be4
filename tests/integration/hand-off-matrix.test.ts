import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Core, createCore } from "../../electron/core/core.ts";
import { readEditList } from "../../electron/core/hand-off/lists/read-edit-list.ts";
import { probeFilm } from "../../electron/core/media/probe.ts";
import type { ClipMedia, EditListVersions } from "../../shared/cut/out/hand-off-options.ts";
import type { Edit } from "../../shared/edits/edit.ts";
import type { Plan } from "../../shared/project/plan.ts";
import type { Take } from "../../shared/takes/take.ts";
import { type RateName, rateOf, secondsOfFrames, timebaseOf } from "../../shared/time/rate.ts";
import { parseTimecode } from "../../shared/time/timecode.ts";
import { oddName } from "../core/hand-off/lists/arbitrary-cut.ts";
import { hasProgram, runProgram } from "../core/hand-off/lists/programs.ts";
import { buildPlan } from "../support/builders.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";
import { shortOf } from "../support/long.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const documentTypes = resolve(import.meta.dirname, "../../../shared/fixtures/fcpxml-dtd");
const canValidate = existsSync(documentTypes) && hasProgram("xmllint", ["--version"]);
// Debian's own Python is the one that has it.
const debianPython = "/usr/bin/python3";
const hasOpenShot = hasProgram(debianPython, ["-c", "import openshot, openshot_qt"]);

interface Case {
  readonly rate: RateName;
  readonly start: string;
  readonly name: string;
  /** Of the takes, the last of which shows the first pass. */
  readonly takeRates: readonly [RateName, RateName];
  readonly media: ClipMedia;
  readonly versions: EditListVersions;
}

/** Each setting of a hand-off at least once, in pairs that are likely to disturb each other; the short form takes two of them. */
const allCases: readonly Case[] = [
  {
    ...{ rate: "29.97df", start: "00:59:58;00", name: oddName.replace("\u0007", ""), takeRates: ["24", "30"] },
    ...{ media: { handles: 12, codec: "h264", conform: "convert" }, versions: { fcpxml: "1.9", xmeml: "5" } },
  },
  {
    ...{ rate: "23.976", start: "00:00:00:00", name: "CON", takeRates: ["30", "24"] },
    ...{ media: { handles: 0, codec: "prores", conform: "reinterpret" }, versions: { fcpxml: "1.10", xmeml: "4" } },
  },
  {
    ...{ rate: "50", start: "10:00:00:00", name: " 日本. ", takeRates: ["25", "24"] },
    ...{ media: { handles: 48, codec: "h264", conform: "convert" }, versions: { fcpxml: "1.11", xmeml: "4" } },
  },
  {
    ...{ rate: "59.94df", start: "00:09:58;30", name: "n".repeat(200), takeRates: ["29.97", "30"] },
    ...{ media: { handles: 5, codec: "dnxhr", conform: "convert" }, versions: { fcpxml: "1.13", xmeml: "5" } },
  },
];

const cases = shortOf(allCases);

const seconds = [
  [1, 1, 1],
  [2, 1],
] as const;
const missingPass = 1;
const notes = `bell \u0007 & <b> "q" 'a'\r\n001  AX       V     C ${oddName}`;
const dialogue = [
  { speaker: "A --> B", line: "00:00:01,000 --> 00:00:02,000\n\n2\n\n{b}" },
  { speaker: "=1", line: " " },
];

interface Made extends Case {
  readonly folder: string;
  readonly files: readonly string[];
}

let room: string;
let core: Core;
const made = new Map<RateName, Made>();

beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), "shotline-matrix-"));
  core = createCore({
    ...{ dataDir: join(room, "data"), projectsFolder: join(room, "projects"), pageFolder: null },
    ...{
      resourcesFolder: resolve(import.meta.dirname, "../../resources"),
      version: "0.0.0-test",
      vault: null,
      grants: null,
    },
    ...{ env: process.env, log: () => {} },
  });
  for (const each of cases) made.set(each.rate, await handOff(each));
});
afterAll(async () => {
  await core.close();
  await rm(room, { recursive: true, force: true });
});

/**
 * Two passes with takes. In the first the second shot has a take of its own; the second pass's film is gone. Names and notes
 * are hostile, and so is the folder's path.
 */
async function handOff(each: Case): Promise<Made> {
  const { rate, start, name, takeRates, media, versions } = each;
  const plan: Plan = {
    ...buildPlan(),
    project: { name, rate, start },
    passes: seconds.map((lengths, pass) => ({
      ...{ scene: pass === 0 ? "SC010" : oddName.replace("\u0007", "").slice(0, 40), name: "CON", profile: "animatic" },
      ...{ aspectRatio: "1:1" as const, resolution: "720p" },
      shots: lengths.map((length) => ({ durationMs: length * 1000, action: "=1+1", notes, dialogue })),
    })),
  };
  const planFile = join(room, `${rate}.plan.json`);
  await writeFile(planFile, JSON.stringify(plan));
  const { projectId } = await core.call("projects.createFromPlan", { planFile, folder: join(room, `project ${rate}`) });
  const view = () => core.call("project.get", { projectId });
  const finish = async ({ operationId }: { operationId: string }) => {
    const ended = await core.waitForOperation(operationId, () => {});
    expect(ended).toMatchObject({ state: "done" });
    return ended.result as NonNullable<typeof ended.result>;
  };
  const { project } = await view();
  const films = [
    [0, takeRates[0], 3.5],
    [0, takeRates[1], 3.25],
    [missingPass, "24", 3],
  ] as const;
  const stored: string[] = [];
  for (const [pass, takeRate, length] of films) {
    const file = await filmOf(takeRate, length);
    const passId = project.passes[pass]?.id as string;
    const { files } = await finish(await core.call("takes.import", { projectId, passId, file }));
    stored.push(files?.[0]?.path as string);
  }
  await rm(stored[2] as string);
  const { takes, revision } = await view();
  const first = takes.find(({ passId, number }) => passId === project.passes[0]?.id && number === 1) as Take;
  const shotId = project.passes[0]?.shots[1]?.id as string;
  const edit: Edit = { type: "shot.describe", shotId, fields: { take: first.id } };
  await core.call("edits.apply", { projectId, baseRevision: revision, edit });
  const folder = join(room, `A & B <"'#% ü – 日本`, rate);
  await mkdir(join(folder, ".."), { recursive: true });
  const formats = ["edl", "edl-ax", "otio", "otio-resolve", "fcpxml", "xmeml", "markers", "csv", "srt", "ale"] as const;
  await finish(await core.call("export.start", { projectId, folder, formats: [...formats], media, versions }));
  return { ...each, folder, files: await readdir(folder) };
}

/** A moving picture with a tone, made once for all. */
async function filmOf(rateName: RateName, length: number): Promise<string> {
  const file = join(room, `${rateName} ${length}.mp4`);
  if (existsSync(file)) return file;
  const { num, den } = rateOf(rateName);
  const picture = ["-f", "lavfi", "-i", `testsrc2=s=320x180:r=${num}/${den}`];
  const coding = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mp4"];
  const argumentList = [...picture, "-f", "lavfi", "-i", "sine=r=48000", "-t", String(length), ...coding, file];
  await foundFfmpeg.run(argumentList, { timeLimitMs: 60_000 });
  return file;
}

function madeAt(rate: RateName): Made & { readonly startFrame: number; fileOf(pattern: RegExp): string } {
  const each = made.get(rate) as Made;
  const startFrame = parseTimecode(each.start, rateOf(rate)) as number;
  return {
    ...each,
    startFrame,
    fileOf: (pattern) => join(each.folder, each.files.find((name) => pattern.test(name)) ?? ""),
  };
}

/** Where the shots that have film are recorded, counted from the programme's start, and how many frames they last. */
function plannedFilms(rate: RateName): { position: number; frames: number }[] {
  const timebase = timebaseOf(rateOf(rate));
  let position = 0;
  return seconds[0].map((length) => {
    const frames = length * timebase;
    position += frames;
    return { position: position - frames, frames };
  });
}

describe.each(cases.map(({ rate }) => rate))("a hand-off at %s", (rate) => {
  test("says in every list the same cut, of films that are there with just that timecode", async () => {
    const { startFrame, files, folder, fileOf } = madeAt(rate);
    const films = new Map<string, { startFrame: number; frames: number }>();
    for (const name of await readdir(join(folder, "clips"))) {
      const facts = await probeFilm(foundFfmpeg, join(folder, "clips", name));
      expect(facts).toMatchObject({ rateNum: rateOf(rate).num, rateDen: rateOf(rate).den });
      films.set(name, { ...facts, startFrame: parseTimecode(facts.timecode ?? "", rateOf(rate)) as number });
    }
    expect(films.size).toBe(3);
    const lists = files.filter((name) => /\.(edl|otio|fcpxml|xml)$/.test(name) && !name.includes("_markers"));
    expect(lists).toHaveLength(6);
    for (const list of lists) {
      const cut = readEditList(await readFile(join(folder, list), "utf8"), rateOf(rate));
      expect([list, cut.startFrame, cut.rate]).toEqual([list, startFrame, rateOf(rate)]);
      const shown = cut.clips.filter(({ file }) => file !== null);
      const planned = plannedFilms(rate).map(({ position, frames }) => {
        // Its timecode is its place in the programme.
        return { recordIn: startFrame + position, sourceIn: startFrame + position, frames };
      });
      expect(shown.map(({ recordIn, sourceIn, frames }) => ({ recordIn, sourceIn, frames }))).toEqual(planned);
      for (const { file, sourceIn, frames } of shown) {
        const film = films.get(basename(file as string));
        expect([list, film]).toEqual([list, expect.anything()]);
        if (list.endsWith(".edl")) expect(file).toBe(basename(file as string));
        else expect(existsSync(file as string)).toBe(true);
        expect(film?.startFrame).toBeLessThanOrEqual(sourceIn);
        expect((film?.startFrame ?? 0) + (film?.frames ?? 0)).toBeGreaterThanOrEqual(sourceIn + frames);
      }
    }
    const edl = await readFile(fileOf(/fps(_DF)?\.edl$/), "utf8");
    expect(edl.match(/^\d{3} {2}BL {7}V/gm)).toHaveLength(seconds[missingPass].length);
    expect(edl).toMatch(/^[\x20-\x7e\r\n]*$/);
    const sheet = await readFile(fileOf(/_shots\.csv$/), "utf8");
    expect(sheet).toContain(",'=1+1,");
    const subtitles = await readFile(fileOf(/\.srt$/), "utf8");
    expect(subtitles.match(/-->/g)).toHaveLength(seconds.flat().length);
  });

  test.skipIf(!canValidate)("is valid by the document type (skipped without xmllint or the document types)", () => {
    const { versions, fileOf } = madeAt(rate);
    const type = join(documentTypes, `FCPXMLv${versions.fcpxml.replace(".", "_")}.dtd`);
    const { code, stderr } = runProgram("xmllint", ["--noout", "--nonet", "--dtdvalid", type, fileOf(/\.fcpxml$/)]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(runProgram("xmllint", ["--noout", "--nonet", fileOf(/\.xml$/)])).toMatchObject({ code: 0, stderr: "" });
  });

  test.skipIf(!hasOpenShot)("opens in OpenShot with the same cut (skipped where it is not installed)", () => {
    const { startFrame, fileOf } = madeAt(rate);
    const { num, den, dropFrame } = rateOf(rate);
    const script = resolve(import.meta.dirname, "../core/hand-off/lists/read_with_openshot.py");
    const lists = [fileOf(/\.xml$/), fileOf(/_AX\.edl$/)];
    const { code, stdout, stderr } = runProgram(debianPython, [script, `${num}/${den}`, ...lists]);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    interface ImportedClip {
      readonly title: string;
      readonly position: number;
      readonly start: number;
      readonly end: number;
    }
    const [xml = [], edl = []] = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as ImportedClip[][];
    const planned = plannedFilms(rate);
    const near = (frames: number) => expect.closeTo(secondsOfFrames(frames, rateOf(rate)), 4);
    expect(xml.map(({ position, start, end }) => ({ position, length: end - start }))).toEqual(
      planned.map(({ position, frames }) => ({ position: near(position), length: near(frames) })),
    );
    expect(edl.map(({ title }) => existsSync(join(madeAt(rate).folder, "clips", title)))).toEqual([true, true, true]);
    // It reads labels of drop-frame as zero, and takes those of others for clock time.
    if (dropFrame) return;
    const timebase = timebaseOf(rateOf(rate));
    const clock = (frame: number) =>
      expect.closeTo(Math.floor(frame / timebase) + secondsOfFrames(frame % timebase, rateOf(rate)), 4);
    expect(edl.map(({ position, start }) => ({ position, start }))).toEqual(
      planned.map(({ position }) => ({ position: clock(startFrame + position), start: clock(startFrame + position) })),
    );
  });
});
