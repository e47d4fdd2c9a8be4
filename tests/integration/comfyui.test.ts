import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { learnProfiles } from "../../shared/models/profiles.ts";
import { localFilm, localStill } from "../support/comfyui-models.ts";
import { planFor, writePlanFor } from "../support/planned-for.ts";
import { endedJob, openServiceCore } from "../support/service-core.ts";
import { startComfyui } from "../support/services/comfyui.ts";
import { environmentOf } from "../support/services/every-service.ts";
import { smallFilm } from "../support/start-rig.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { closedAddress } from "../support/witness.ts";

afterAll(() => learnProfiles([]));

/** A machine, and a core whose user has the model. */
async function openAt(profile: ModelProfile) {
  const simulator = await startComfyui({ film: smallFilm });
  onTestFinished(() => simulator.close());
  const home = temporaryFolder();
  mkdirSync(join(home, "data/models/local"), { recursive: true });
  writeFileSync(join(home, `data/models/${profile.id}.json`), JSON.stringify(profile));
  const opened = openServiceCore({ ...process.env, ...environmentOf("comfyui", simulator) }, home);
  const planFile = await writePlanFor(profile, home);
  writeFileSync(planFile, JSON.stringify(planFor({ ...localFilm, id: "animatic" })));
  const { projectId } = await opened.call("projects.createFromPlan", { planFile });
  const view = await opened.call("project.get", { projectId });
  return { ...opened, simulator, projectId, view, passId: view.project.passes[0]?.id as string };
}

describe("a pass at a machine of one's own", () => {
  test("goes as a job a shot, each from its own frame, for nothing and without a key", async () => {
    const { call, simulator, projectId, view, passId } = await openAt(localFilm);
    const shotIds = view.project.passes[0]?.shots.map(({ id }) => id) ?? [];
    const frame = view.project.passes[0]?.startFrame as string;
    const edits = [
      { type: "pass.describe" as const, passId, fields: { profile: localFilm.id } },
      ...shotIds.slice(1).map((shotId) => ({ type: "shot.describe" as const, shotId, fields: { frame } })),
    ];
    const edit = { type: "batch" as const, label: "Frames of their own", edits };
    await call("edits.apply", { projectId, baseRevision: view.revision, edit });
    const { amount } = await call("generation.quote", { projectId, passId });
    expect(amount).toEqual({ currency: "USD", micros: 0 });
    const { jobIds } = await call("generation.start", { projectId, passId, expected: amount });
    const jobs = [];
    for (const jobId of jobIds) jobs.push(await endedJob(call, projectId, jobId));
    expect(jobs.map(({ state, problem }) => ({ state, problem }))).toEqual(
      Array(3).fill({ state: "done", problem: null }),
    );
    expect(simulator.taken.map((workflow) => workflow["5"]?.inputs["length"])).toEqual([73, 97, 73]);
    expect(simulator.taken.map((workflow) => workflow["4"]?.inputs["image"])).toEqual(
      Array(3).fill(simulator.uploads[0]),
    );
    expect(new Set(simulator.taken.map((workflow) => workflow["7"]?.inputs["seed"])).size).toBe(3);
    const after = await call("project.get", { projectId });
    // Which of them is stored first does not matter.
    const shown = after.takes.map(({ shots }) => shots?.map(({ shotId }) => shotId).join());
    expect(shown.sort()).toEqual([...shotIds].sort());
    const { entries } = await call("ledger.list", { projectId });
    expect(entries.map(({ estimate }) => estimate?.micros)).toEqual([0, 0, 0]);
    const media = after.media.find(({ id }) => id === after.takes[0]?.mediaId);
    expect(media?.bytes).toBe(statSync(simulator.film.path).size);
  });

  test("a still is drawn for its place", async () => {
    const { call, simulator, projectId, passId } = await openAt(localStill);
    const place = { kind: "startFrame" as const, passId };
    const { amount } = await call("generation.quoteStills", { projectId, place, profile: localStill.id });
    const { jobIds } = await call("generation.startStills", {
      projectId,
      place,
      profile: localStill.id,
      expected: amount,
    });
    const job = await endedJob(call, projectId, jobIds[0] as string);
    expect(job, JSON.stringify(job.problem)).toMatchObject({ state: "done" });
    const { media } = await call("project.get", { projectId });
    expect(media.find(({ id }) => id === job.mediaId)?.bytes).toBe(readFileSync(simulator.still).length);
  });

  test("that is off says so in the settings, and where it would be", async () => {
    const address = await closedAddress();
    const { call } = openServiceCore({ ...process.env, SHOTLINE_COMFYUI_URL: address });
    await expect(call("keys.test", { provider: "comfyui" })).rejects.toMatchObject({
      code: "offline",
      message: `Can't reach ComfyUI: ${address}.`,
      next: expect.stringContaining("Settings → Services"),
    });
  });
});
