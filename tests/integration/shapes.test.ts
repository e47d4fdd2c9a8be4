/** Owns that a project whose passes have several shapes is drawn and exported in these, each picture undistorted. */
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Core, createCore } from "../../electron/core/core.ts";
import { readEditList } from "../../electron/core/hand-off/lists/read-edit-list.ts";
import { probeFilm } from "../../electron/core/media/probe.ts";
import { type ExportFormat, exportFormats } from "../../shared/cut/out/hand-off-options.ts";
import type { Edit, OneEdit } from "../../shared/edits/edit.ts";
import { animaticChoice } from "../../shared/project/model.ts";
import type { Plan } from "../../shared/project/plan.ts";
import { rateOf } from "../../shared/time/rate.ts";
import { buildPlan } from "../support/builders.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";

vi.setConfig({ testTimeout: 180_000 });

const shapes = [
  ["3:4", [4], "fal/seedance-2.0", "480p"],
  ["21:9", [2, 2], "fal/seedance-2.0", "480p"],
  ["16:9", [3], "animatic", "720p"],
] as const;
const plan: Plan = {
  ...buildPlan(),
  project: { name: "Shapes", rate: "24", start: "01:00:00:00" },
  elements: [],
  passes: shapes.map(([aspectRatio, seconds, profile, resolution], index) => ({
    ...{ scene: `SC0${index + 1}0`, name: aspectRatio, profile, aspectRatio, resolution },
    shots: seconds.map((length) => ({ durationMs: length * 1000, action: "She walks along the pier" })),
  })),
};
/** What each shot's clip measures in width and height: animatics as planned, the take as the service made it. */
const clipSizes = {
  SC010_SH0010_animatic: [480, 640],
  SC020_SH0010_animatic: [1120, 480],
  SC020_SH0020_take01: [1470, 630],
  SC030_SH0010_animatic: [1280, 720],
} as const;

let room: string;
let core: Core;
let projectId: string;
beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), "shotline-shapes-"));
  core = createCore({
    ...{ dataDir: join(room, "data"), projectsFolder: join(room, "projects"), pageFolder: null, version: "0.0.0-test" },
    ...{ resourcesFolder: resolve(import.meta.dirname, "../../resources"), vault: null, grants: null },
    ...{ env: process.env, log: () => {} },
  });
  const planFile = join(room, "shapes.plan.json");
  await writeFile(planFile, JSON.stringify(plan));
  ({ projectId } = await core.call("projects.createFromPlan", { planFile }));
});
afterAll(async () => {
  await core.close();
  await rm(room, { recursive: true, force: true });
});

async function finish({ operationId }: { operationId: string }): Promise<void> {
  expect(await core.waitForOperation(operationId, () => {})).toMatchObject({ state: "done", error: null });
}

async function exportTo(name: string, formats: readonly ExportFormat[]): Promise<(pattern: RegExp) => string> {
  const folder = join(room, name);
  await finish(await core.call("export.start", { projectId, folder, formats: [...formats] }));
  const files = await readdir(folder, { recursive: true });
  return (pattern) => join(folder, files.find((file) => pattern.test(file)) ?? `no ${pattern}`);
}

/** Where along the middle of a movie's frame it isn't black, in pixels. */
async function litPixels(file: string, frame: number): Promise<number[]> {
  const { widthPx } = await probeFilm(foundFfmpeg, file);
  const filter = `select=eq(n\\,${frame}),crop=iw:2:0:ih/2,format=gray`;
  const output = ["-vf", filter, "-frames:v", "1", "-f", "rawvideo", "pipe:1"];
  const row = await foundFfmpeg.read(["-i", file, ...output], { timeLimitMs: 30_000 });
  return [...row.subarray(0, widthPx)].flatMap((value, x) => (value > 32 ? [x] : []));
}

const near = (px: number) => expect.closeTo(px, -1);

test("a project of three shapes and a take goes through every export, each shot in its own size and none stretched", async () => {
  const passId = (await core.call("project.get", { projectId })).project.passes[1]?.id as string;
  const film = join(room, "wide.mp4");
  const source = ["-f", "lavfi", "-i", "testsrc2=s=1470x630:r=24:d=4", "-f", "lavfi", "-i", "sine=d=4"];
  const coding = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", film];
  await foundFfmpeg.run([...source, ...coding], { timeLimitMs: 30_000 });
  await finish(await core.call("takes.import", { projectId, passId, file: film }));
  const { project, takes, revision } = await core.call("project.get", { projectId });
  // Half a second of each shot, the take's among them; the others show their animatic.
  const edits = project.passes.flatMap(({ shots }) =>
    shots.map(({ id: shotId }, index): OneEdit => {
      const take = shots.length > 1 && index === 1 ? (takes[0]?.id as string) : animaticChoice;
      return { type: "shot.describe", shotId, fields: { take, trim: { in: 6, frames: 12 } } };
    }),
  );
  const edit: Edit = { type: "batch", label: "Mix", edits };
  await core.call("edits.apply", { projectId, baseRevision: revision, edit });
  const find = await exportTo("all", exportFormats);

  const xmeml = await readFile(find(/\.xml$/), "utf8");
  const fcpxml = await readFile(find(/\.fcpxml$/), "utf8");
  const formats = new Map(
    [...fcpxml.matchAll(/<format ([^>]*)\/>/g)].map(([, text = ""]) => [attribute(text, "id"), text]),
  );
  for (const [clip, [widthPx, heightPx]] of Object.entries(clipSizes)) {
    const file = find(new RegExp(`^clips.*${clip}\\.mov$`));
    expect(await probeFilm(foundFfmpeg, file)).toMatchObject({ widthPx, heightPx, pixelAspect: 1 });
    const still = await sharp(find(new RegExp(`^stills.*${clip}\\.jpg$`))).metadata();
    expect(Math.abs(still.width / still.height - widthPx / heightPx)).toBeLessThan(0.005);
    const described = xmeml.match(new RegExp(`<name>[^<]*${clip}\\.mov</name>[\\s\\S]*?</file>`))?.[0];
    expect(described).toContain(`<width>${widthPx}</width>`);
    expect(described).toContain(`<height>${heightPx}</height>`);
    expect(described).toContain("<pixelaspectratio>square</pixelaspectratio>");
    const asset = fcpxml.match(new RegExp(`<asset [^>]*name="[^"]*${clip}\\.mov"[^>]*>`))?.[0] ?? "";
    const format = formats.get(attribute(asset, "format")) ?? "";
    expect([attribute(format, "width"), attribute(format, "height")]).toEqual([`${widthPx}`, `${heightPx}`]);
    // Final Cut Pro has a name for this size alone.
    expect(attribute(format, "name")).toBe(widthPx === 1280 ? "FFVideoFormat720p24" : "");
  }
  const sequence = formats.get(attribute(fcpxml.match(/<sequence [^>]*>/)?.[0] ?? "", "format")) ?? "";
  expect([attribute(sequence, "width"), attribute(sequence, "height")]).toEqual(["1120", "480"]);
  expect(xmeml.match(/<sequence [\s\S]*?<width>(\d+)<\/width>\s*<height>(\d+)<\/height>/)?.slice(1)).toEqual([
    "1120",
    "480",
  ]);

  for (const list of [find(/\.edl$/), find(/\.otio$/), find(/\.fcpxml$/), find(/\.xml$/)]) {
    const { clips } = readEditList(await readFile(list, "utf8"), rateOf("24"));
    expect([list, clips.map(({ frames }) => frames)]).toEqual([list, [12, 12, 12, 12]]);
  }
  const movie = find(/_reference\.mp4$/);
  expect(await probeFilm(foundFfmpeg, movie)).toMatchObject({
    widthPx: 1120,
    heightPx: 480,
    pixelAspect: 1,
    frames: 48,
  });
  // In a frame of 1120 × 480, 3:4 is 360 wide, 16:9 is 853, and a take in 21:9 has no bars.
  for (const [frame, left, right] of [
    [6, 380, 739],
    [30, 0, 1119],
    [42, 133, 986],
  ] as const) {
    const lit = await litPixels(movie, frame);
    expect([lit[0], lit.at(-1)]).toEqual([near(left), near(right)]);
  }
  const passes = await readdir(join(room, "all", "passes"));
  const passSizes = await Promise.all(
    passes.toSorted().map((name) => probeFilm(foundFfmpeg, join(room, "all", "passes", name))),
  );
  expect(passSizes.map(({ widthPx, heightPx }) => `${widthPx}x${heightPx}`)).toEqual([
    ...["480x640", "1120x480", "1470x630", "1280x720"],
  ]);
  expect((await readFile(find(/_shots\.csv$/), "utf8")).trim().split("\r\n")).toHaveLength(5);
  expect(await readFile(find(/\.ale$/), "utf8")).toContain("VIDEO_FORMAT\tCUSTOM");
  expect(await readFile(find(/Review\.html$/), "utf8")).toContain("Shapes_reference.mp4");
  expect((await readFile(find(/\.pdf$/))).subarray(0, 5).toString()).toBe("%PDF-");
  const planFile = find(/\.plan\.json$/);
  expect(existsSync(planFile)).toBe(true);
  const written = JSON.parse(await readFile(planFile, "utf8")) as Plan;
  expect(written.passes.map(({ aspectRatio }) => aspectRatio)).toEqual(["3:4", "21:9", "16:9"]);
});

function attribute(text: string, name: string): string {
  return text.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? "";
}
