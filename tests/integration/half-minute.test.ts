/** A pass of half a minute with eight shots: from its plan to the animatic, to the take that a service makes of it, its measured cuts, and the edit list. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { probeFilm } from "../../electron/core/media/probe.ts";
import { buildPlan } from "../support/builders.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";
import { writeScenes } from "../support/scene-film.ts";
import { endedJob, openServiceCore } from "../support/service-core.ts";
import { environmentOf } from "../support/services/every-service.ts";
import { type FalSimulator, startFal } from "../support/services/fal.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const modelId = "fal/seedance-2.5";
let fal: FalSimulator;
beforeAll(async () => {
  fal = await startFal();
});
afterAll(async () => await fal.close());

interface OtioRange {
  readonly start_time: { readonly value: number };
  readonly duration: { readonly value: number };
}
interface OtioClip {
  readonly source_range: OtioRange;
  readonly media_references: { readonly DEFAULT_MEDIA: { readonly available_range: OtioRange } };
}
interface OtioFile {
  readonly tracks: { readonly children: readonly [{ readonly children: readonly OtioClip[] }] };
}

const seconds = [4, 3, 4, 3, 5, 4, 3, 4];
/** Where the film cuts: not always where it was planned. */
const cuts = [96, 173, 264, 331, 456, 552, 629, 720];

test("eight shots in half a minute become an animatic, a take, measured cuts and an edit list", async () => {
  const { core, call, folder } = openServiceCore({ ...process.env, ...environmentOf("fal", fal) });
  const plan = buildPlan(
    seconds.map((each) => each * 1000),
    { profile: modelId, resolution: "480p", aspectRatio: "1:1" },
  );
  const planFile = join(folder, "half-minute.plan.json");
  writeFileSync(planFile, JSON.stringify(plan));
  const { projectId } = await call("projects.createFromPlan", { planFile });
  const { project } = await call("project.get", { projectId });
  const passId = project.passes[0]?.id as string;
  const finish = async ({ operationId }: { operationId: string }) => {
    const operation = await core.waitForOperation(operationId, () => {});
    expect(operation).toMatchObject({ state: "done", error: null });
    return operation.result;
  };
  expect((await call("plan.check", { projectId })).filter(({ severity }) => severity === "error")).toEqual([]);

  const drawn = await finish(await call("animatic.render", { projectId, passId, burnIn: false }));
  expect(await probeFilm(foundFfmpeg, drawn?.files?.[0]?.path ?? "")).toMatchObject({
    frames: 720,
    rateNum: 24,
    rateDen: 1,
    widthPx: 480,
    heightPx: 480,
  });

  fal.film.path = join(temporaryFolder(), "eight.mp4");
  await writeScenes(foundFfmpeg, fal.film.path, cuts);
  const { amount } = await call("generation.quote", { projectId, passId });
  expect(amount).toEqual({ currency: "USD", micros: 10_500_000 });
  const { jobId } = await call("generation.start", { projectId, passId, expected: amount });
  const job = await endedJob(call, projectId, jobId);
  expect(job, JSON.stringify(job.problem)).toMatchObject({ state: "done" });
  expect([fal.charges.length, fal.taken[0]?.shots.map((shot) => shot.seconds)]).toEqual([1, seconds]);

  await finish(await call("takes.prepare", { projectId }));
  const take = (await call("takes.report", { projectId })).find(({ id }) => id === job.takeId);
  expect(take?.shots.map(({ inFrame }) => inFrame)).toEqual([0, ...cuts.slice(0, -1)]);
  expect(take?.frames).toBe(720);

  const handOff = join(folder, "hand-off");
  await finish(await call("export.start", { projectId, folder: handOff, formats: ["otio", "csv"] }));
  // As many frames as are planned, from the measured cut on and never past the next one.
  const frames = seconds.map((each, at) => Math.min(each * 24, (cuts[at] ?? 0) - (cuts[at - 1] ?? 0)));
  const otio: OtioFile = JSON.parse(readFileSync(join(handOff, "NightRace.otio"), "utf8"));
  const clips = otio.tracks.children[0].children;
  expect(clips.map(({ source_range }) => source_range.duration.value)).toEqual(frames);
  // The clips have twelve frames more on either side, where the film has them.
  const handles = clips.map(({ source_range: shown, media_references: { DEFAULT_MEDIA: media } }) => {
    const before = shown.start_time.value - media.available_range.start_time.value;
    return [before, media.available_range.duration.value - shown.duration.value - before];
  });
  expect(handles).toEqual([[0, 12], ...Array.from({ length: 6 }, () => [12, 12]), [12, 0]]);
  const rows = readFileSync(join(handOff, "NightRace_shots.csv"), "utf8").replace("\uFEFF", "").split("\r\n");
  const column = (rows[0] ?? "").split(",").indexOf("Source frames");
  const shown = rows.slice(1, 9).map((row) => row.split(",")[column]);
  const from = [0, ...cuts.slice(0, -1)];
  expect(shown).toEqual(from.map((first, at) => `${first}-${first + (frames[at] ?? 0) - 1}`));
});
