import { describe, expect, onTestFinished, test } from "vitest";
import { framesToBeginWith } from "../../shared/cut/out/go-on.ts";
import { cutProgramme } from "../../shared/cut/out/programme.ts";
import type { ModelProfile, Money } from "../../shared/models/profile.ts";
import { profileOf } from "../../shared/models/profiles.ts";
import { writePlanFor } from "../support/planned-for.ts";
import { type Call, endedJob, openServiceCore } from "../support/service-core.ts";
import { environmentOf, everyService } from "../support/services/every-service.ts";
import { startFal } from "../support/services/fal.ts";

async function openPlanned(id: string) {
  const profile = profileOf(id) as ModelProfile;
  const provider = profile.provider as (typeof everyService)[number]["provider"];
  const service = everyService.find((each) => each.provider === provider) as (typeof everyService)[number];
  const film = { seconds: 10, widthPx: 320, heightPx: 180, audio: true };
  const simulator = await (provider === "fal" ? startFal({ film }) : service.start());
  onTestFinished(() => simulator.close());
  const environment = { ...process.env, ...environmentOf(provider, simulator) };
  const opened = openServiceCore(environment);
  const { projectId } = await opened.call("projects.createFromPlan", {
    planFile: await writePlanFor(profile, opened.folder),
  });
  const [pass] = (await opened.call("project.get", { projectId })).project.passes;
  const shotIds = pass?.shots.map(({ id }) => id) as [string, string, string];
  return { ...opened, simulator, environment, projectId, passId: pass?.id as string, shotIds };
}

/** The model makes one shot at a time until the test is over. */
function makeOneShot(id: string): void {
  const { limits } = profileOf(id) as ModelProfile;
  const { shotsMax } = limits;
  Object.assign(limits, { shotsMax: 1 });
  onTestFinished(() => void Object.assign(limits, { shotsMax }));
}

async function generate(call: Call, asked: Omit<Parameters<typeof call<"generation.quote">>[1], "profile">) {
  const { amount } = await call("generation.quote", asked);
  const { jobIds } = await call("generation.start", { ...asked, expected: amount });
  const jobs = [];
  for (const jobId of jobIds) jobs.push(await endedJob(call, asked.projectId, jobId));
  return { amount, jobs };
}

describe("a retake", () => {
  test("costs its own seconds, sends its shots alone, and is used for them alone", async () => {
    const { call, simulator, projectId, passId, shotIds } = await openPlanned("fal/kling-v3-pro");
    const [, second, third] = shotIds;
    await generate(call, { projectId, passId });
    const before = await call("project.get", { projectId });
    const { previous } = framesToBeginWith(before.project, before.takes, second);
    expect(previous).toMatchObject({ shotId: shotIds[0], takeId: before.takes[0]?.id, frame: 71 });
    const { mediaId } = await call("takes.frame", {
      projectId,
      takeId: previous?.takeId as string,
      frame: 71,
      profile: "fal/kling-v3-pro",
    });
    const retake = { shotIds: [third, second], startFrame: mediaId };
    const { amount, jobs } = await generate(call, { projectId, passId, retake });
    // $0.168 a second with sound: 7 of the 10 seconds.
    expect(amount).toEqual({ currency: "USD", micros: 1_176_000 });
    expect(jobs).toMatchObject([{ state: "done", retake, passName: "SC010 Pit lane SH0020 SH0030" }]);
    const request = JSON.stringify(
      simulator.requests.findLast(({ body }) => JSON.stringify(body ?? "").includes("part 2")),
    );
    expect(request).toContain("part 3");
    expect(request).not.toContain("part 1");
    const { project, takes } = await call("project.get", { projectId });
    expect(takes[1]?.shots).toEqual([
      { shotId: second, durationMs: 4000 },
      { shotId: third, durationMs: 3000 },
    ]);
    const shown = cutProgramme(project, takes).passes[0]?.shots.map(({ take }) => take?.number);
    expect(shown).toEqual([1, 2, 2]);
    expect(simulator.charges).toHaveLength(2);
  });

  test("that is too short for the model says what to do, and is asked for longer on demand", async () => {
    const { call, simulator, projectId, passId, shotIds } = await openPlanned("kling/kling-3.0-omni");
    const { revision } = await call("project.get", { projectId });
    const edit = { type: "shot.resize", shotId: shotIds[0], edge: "end", deltaMs: -2000, mode: "ripple" } as const;
    await call("edits.apply", { projectId, baseRevision: revision, edit });
    const retake = { shotIds: [shotIds[0]] };
    const { amount } = await call("generation.quote", { projectId, passId, retake });
    await expect(call("generation.start", { projectId, passId, retake, expected: amount })).rejects.toMatchObject({
      code: "generation.refused",
      message: "The shots total 1 s; this model needs at least 3 s.",
      next: "Retake another shot with it, or lengthen the shots of the retake.",
    });
    expect(simulator.charges).toEqual([]);
    await generate(call, { projectId, passId, retake: { ...retake, lengthen: true } });
    const { takes } = await call("project.get", { projectId });
    expect(takes[0]?.shots).toEqual([{ shotId: shotIds[0], durationMs: 3000 }]);
  });

  test("is retried as it was, and is refused for a shot of another pass", async () => {
    const { call, simulator, projectId, passId, shotIds } = await openPlanned("kling/kling-3.0-omni");
    (simulator as unknown as { failNext(failure: unknown): void }).failNext("The content did not pass the check.");
    const retake = { shotIds: [shotIds[1]] };
    const { jobs, amount } = await generate(call, { projectId, passId, retake });
    expect(jobs).toMatchObject([{ state: "failed" }]);
    const again = await call("jobs.retry", { projectId, jobId: jobs[0]?.id as string, expected: amount });
    expect(await endedJob(call, projectId, again.jobId)).toMatchObject({ state: "done", retake });
    const strange = { shotIds: ["shot_00000000"] };
    const started = call("generation.start", { projectId, passId, retake: strange, expected: amount });
    await expect(started).rejects.toMatchObject({ code: "not-found", next: expect.any(String) });
  });
});

describe("a pass for a model that makes one shot at a time", () => {
  test("is a job a shot under one price, and each take shows its shot", async () => {
    makeOneShot("fal/kling-o3-pro");
    const { call, simulator, projectId, passId, shotIds } = await openPlanned("fal/kling-o3-pro");
    const { amount, jobs } = await generate(call, { projectId, passId });
    expect(amount).toEqual({ currency: "USD", micros: 1_400_000 });
    expect(jobs.map(({ state, retake }) => [state, retake?.shotIds])).toEqual(shotIds.map((id) => ["done", [id]]));
    expect(jobs.reduce((sum, { estimate }) => sum + (estimate as Money).micros, 0)).toBe(1_400_000);
    expect(simulator.charges).toHaveLength(3);
    const { project, takes } = await call("project.get", { projectId });
    expect(takes.map(({ shots }) => shots?.map(({ shotId }) => shotId))).toEqual(
      expect.arrayContaining(shotIds.map((id) => [id])),
    );
    expect(cutProgramme(project, takes).passes[0]?.shots.every(({ take }) => take !== null)).toBe(true);
    expect((await call("plan.compile", { projectId, passId })).requests).toHaveLength(3);
  });

  test("is queued whole or not at all", async () => {
    makeOneShot("fal/kling-o3-pro");
    const { call, simulator, projectId, passId } = await openPlanned("fal/kling-o3-pro");
    const { spendCaps, geminiModel } = await call("settings.get", {});
    await call("settings.set", { geminiModel, spendCaps: { ...spendCaps, dayUsd: 1.2 } });
    const { amount } = await call("generation.quote", { projectId, passId });
    const started = call("generation.start", { projectId, passId, expected: amount });
    await expect(started).rejects.toMatchObject({ code: "spend.cap" });
    expect(await call("jobs.list", { projectId })).toEqual([]);
    expect(simulator.charges).toEqual([]);
  });

  test("pays for each shot once, whatever answers are lost and wherever the app is closed", async () => {
    makeOneShot("pixio/kling-o3-pro");
    const { call, core, simulator, environment, folder, projectId, passId } = await openPlanned("pixio/kling-o3-pro");
    simulator.play(
      { on: "submit", do: "drop-after" },
      { on: "submit", do: "500-before" },
      { on: "submit", do: "html-after" },
    );
    const { amount } = await call("generation.quote", { projectId, passId });
    const { jobIds } = await call("generation.start", { projectId, passId, expected: amount });
    await core.close();
    const later = openServiceCore(environment, folder);
    await later.core.resumeJobs();
    for (const jobId of jobIds) expect(await endedJob(later.call, projectId, jobId)).toMatchObject({ state: "done" });
    expect(simulator.charges).toHaveLength(3);
    expect((await later.call("project.get", { projectId })).takes).toHaveLength(3);
  });
});
