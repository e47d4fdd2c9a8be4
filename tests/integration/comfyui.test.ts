import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { learnProfiles } from "../../shared/models/profiles.ts";
import { localFilm, localStill } from "../support/comfyui-models.ts";
import { planFor, writePlanFor } from "../support/planned-for.ts";
import { endedJob, openServiceCore } from "../support/service-core.ts";
import { startComfyui } from "../support/services/comfyui.ts";
import { environmentOf } from "../support/services/every-service.ts";
import { smallFilm } from "../support/start-rig.ts";

beforeAll(() => {
  learnProfiles([localFilm, localStill]);
  return () => learnProfiles([]);
});

async function openAt(profile: ModelProfile) {
  const simulator = await startComfyui({ film: smallFilm });
  onTestFinished(() => simulator.close());
  const opened = openServiceCore({ ...process.env, ...environmentOf("comfyui", simulator) });
  const { projectId } = await opened.call("projects.createFromPlan", {
    planFile: await writePlanFor(profile, opened.folder),
  });
  const view = await opened.call("project.get", { projectId });
  return { ...opened, simulator, projectId, view, passId: view.project.passes[0]?.id as string };
}

describe("a pass at a machine of one's own", () => {
  test("goes as a job a shot, each from its own frame, for nothing and without a key", async () => {
    const { call, simulator, projectId, view, passId } = await openAt(localFilm);
    const [pass] = view.project.passes;
    const [first, second, third] = pass?.shots.map(({ id }) => id) as [string, string, string];
    const { amount } = await call("generation.quote", { projectId, passId });
    expect(amount).toEqual({ currency: "USD", micros: 0 });
    await expect(call("generation.start", { projectId, passId, expected: amount })).rejects.toMatchObject({
      code: "generation.refused",
      message: `${localFilm.label} needs a start frame.`,
    });
    expect(simulator.requests).toEqual([]);
    const edit = {
      type: "batch" as const,
      edits: [second, third].map((shotId) => ({
        ...{ type: "shot.update" as const, passId, shotId, patch: { frame: pass?.startFrame as string } },
      })),
    };
    await call("edits.apply", { projectId, baseRevision: view.revision, edit });
    const { jobIds } = await call("generation.start", { projectId, passId, expected: amount });
    const jobs = [];
    for (const jobId of jobIds) jobs.push(await endedJob(call, projectId, jobId));
    expect(jobs.map(({ state, problem }) => ({ state, problem }))).toEqual(
      Array(3).fill({ state: "done", problem: null }),
    );
    expect(simulator.taken.map((workflow) => workflow["5"]?.inputs["length"])).toEqual([73, 97, 73]);
    expect(new Set(simulator.taken.map((workflow) => workflow["4"]?.inputs["image"])).size).toBe(1);
    expect(new Set(simulator.taken.map((workflow) => workflow["7"]?.inputs["seed"])).size).toBe(3);
    const after = await call("project.get", { projectId });
    expect(after.takes.map(({ shots }) => shots.map(({ shotId }) => shotId))).toEqual([[first], [second], [third]]);
    const { entries } = await call("ledger.list", { projectId });
    expect(entries.map(({ estimate }) => estimate?.micros)).toEqual([0, 0, 0]);
    const media = after.media.find(({ id }) => id === after.takes[0]?.mediaId);
    expect(media?.bytes).toBe(statSync(simulator.film.path).size);
  });

  test("a still is drawn for its place", async () => {
    const { call, simulator, projectId, passId, view } = await openAt(localStill);
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
    expect(join(view.folder, "media")).toContain(view.folder);
    expect(planFor(localStill).passes).toHaveLength(1);
  });

  test("that is off says so in the settings, and where it would be", async () => {
    const { call } = openServiceCore({ ...process.env, SHOTLINE_COMFYUI_URL: "http://127.0.0.1:9" });
    await expect(call("keys.test", { provider: "comfyui" })).rejects.toMatchObject({
      code: "offline",
      message: "Can't reach ComfyUI: http://127.0.0.1:9.",
      next: expect.stringContaining("Settings → Services"),
    });
  });
});
