import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";
import { planFor, writePlanFor } from "../support/planned-for.ts";
import { endedJob, openServiceCore } from "../support/service-core.ts";
import { environmentOf, everyService } from "../support/services/every-service.ts";
import type { FalSimulator } from "../support/services/fal.ts";

const profileOf = (id: string) => shippedProfiles.find((profile) => profile.id === id) as ModelProfile;

/** A project planned for the profile, its service simulated. */
async function openPlanned(id: string) {
  const profile = profileOf(id);
  const service = everyService.find((each) => each.provider === profile.provider);
  const simulator = await (service as (typeof everyService)[number]).start();
  onTestFinished(() => simulator.close());
  const environment = { ...process.env, ...environmentOf(profile.provider as "fal", simulator) };
  const { call, core, folder } = openServiceCore(environment);
  const { projectId } = await call("projects.createFromPlan", { planFile: await writePlanFor(profile, folder) });
  const passId = (await call("project.get", { projectId })).project.passes[0]?.id as string;
  return { call, core, simulator, environment, folder, projectId, passId };
}

describe("a model that is not available yet", () => {
  test("is refused before anything is sent, asked or shown, and costs nothing", async () => {
    const { call, simulator, projectId, passId } = await openPlanned("kling/kling-3.0");
    const { revision } = await call("project.get", { projectId });
    const edit = { type: "pass.describe", passId, fields: { profile: "kling/kling-4.0" } } as const;
    await call("edits.apply", { projectId, edit, baseRevision: revision });
    const refused = { code: "profile.unavailable", message: expect.stringContaining("does not offer Kling 4.0 yet") };
    await expect(call("generation.start", { projectId, passId, expected: null })).rejects.toMatchObject(refused);
    await expect(call("generation.quote", { projectId, passId })).rejects.toMatchObject(refused);
    await expect(call("plan.compile", { projectId, passId })).rejects.toMatchObject(refused);
    expect(await call("jobs.list", { projectId })).toEqual([]);
    expect(simulator.requests).toEqual([]);
  });
});

describe("starting a generation", () => {
  test("takes the amount that the user has confirmed, and no other", async () => {
    const { call, simulator, projectId, passId } = await openPlanned("fal/kling-v3-pro");
    const { amount, from } = await call("generation.quote", { projectId, passId });
    expect({ amount, from }).toEqual({ amount: { currency: "USD", micros: 1_680_000 }, from: "table" });
    const less = { currency: "USD" as const, micros: 1_000_000 };
    for (const expected of [less, null]) {
      const started = call("generation.start", { projectId, passId, expected });
      await expect(started).rejects.toMatchObject({
        code: "spend.unconfirmed",
        message: expect.stringContaining("$1.68"),
      });
    }
    expect(await call("jobs.list", { projectId })).toEqual([]);
    expect(simulator.requests).toEqual([]);
  });

  test("asks a service that quotes for its price, and charges what it says", async () => {
    const { call, projectId, passId } = await openPlanned("pixio/kling-v3-pro");
    const quote = await call("generation.quote", { projectId, passId });
    expect(quote).toMatchObject({ from: "service", amount: { currency: "credits" } });
    const { jobId } = await call("generation.start", { projectId, passId, expected: quote.amount });
    const job = await endedJob(call, projectId, jobId);
    expect(job).toMatchObject({ state: "done", estimate: quote.amount });
    const { entries, spent, spentToday } = await call("ledger.list", { projectId });
    expect(entries[0]?.state).toBe("charged");
    expect(spent).toEqual([entries[0]?.charged]);
    expect(spentToday).toEqual(spent);
  });

  test("is refused with the first fault of the plan, before anything is sent", async () => {
    const { call, simulator, projectId, passId } = await openPlanned("fal/kling-v3-pro");
    const { revision } = await call("project.get", { projectId });
    const edit = { type: "pass.describe" as const, passId, fields: { startFrame: null } };
    await call("edits.apply", { projectId, baseRevision: revision, edit });
    const { amount } = await call("generation.quote", { projectId, passId });
    const started = call("generation.start", { projectId, passId, expected: amount });
    await expect(started).rejects.toMatchObject({ code: "generation.refused", next: expect.any(String) });
    expect(simulator.requests).toEqual([]);
  });

  test("is refused beyond a cap, and the cap holds over several jobs", async () => {
    const { call, simulator, projectId, passId } = await openPlanned("fal/kling-v3-pro");
    const { spendCaps, geminiModel } = await call("settings.get", {});
    await call("settings.set", { geminiModel, spendCaps: { ...spendCaps, dayUsd: 3.5 } });
    const { amount } = await call("generation.quote", { projectId, passId });
    const start = () => call("generation.start", { projectId, passId, expected: amount });
    const outcomes = await Promise.allSettled([start(), start(), start()]);
    const started = outcomes.flatMap((each) => (each.status === "fulfilled" ? [each.value.jobId] : []));
    expect(started).toHaveLength(2);
    expect(outcomes.find((each) => each.status === "rejected")).toMatchObject({ reason: { code: "spend.cap" } });
    for (const jobId of started) await endedJob(call, projectId, jobId);
    expect(simulator.charges).toHaveLength(2);
  });
});

describe("a job", () => {
  test("that nobody can be asked about is not sent again by itself, also across a restart", async () => {
    const { call, core, simulator, environment, folder, projectId, passId } = await openPlanned("replicate/kling-v3");
    // The list of predictions cannot be had either.
    simulator.play({ on: "submit", do: "drop-after" }, { on: "find", do: "500-before", times: 1000 });
    const { amount } = await call("generation.quote", { projectId, passId });
    const { jobId } = await call("generation.start", { projectId, passId, expected: amount });
    let { cursor } = await call("events.after", { cursor: 0 });
    const state = async () => (await call("jobs.list", { projectId })).find(({ id }) => id === jobId);
    while ((await state())?.state !== "checking") ({ cursor } = await call("events.after", { cursor }));
    expect(simulator.charges).toHaveLength(1);
    await core.close();
    const later = openServiceCore(environment, folder);
    await later.core.resumeJobs();
    expect((await later.call("jobs.list", { projectId }))[0]?.state).toMatch(/checking|unconfirmed/);
    expect(simulator.charges).toHaveLength(1);
  });

  test("goes on with an element that is removed from the plan meanwhile", async () => {
    const { call, simulator, projectId, passId } = await openPlanned("fal/kling-o3-pro");
    simulator.play({ on: "upload", do: "503", times: 2 });
    const { amount } = await call("generation.quote", { projectId, passId });
    const { jobId } = await call("generation.start", { projectId, passId, expected: amount });
    const { project, revision } = await call("project.get", { projectId });
    const [element] = project.elements;
    if (!element) throw new Error("the plan has no element");
    const edit = { type: "element.remove" as const, elementId: element.id };
    await call("edits.apply", { projectId, baseRevision: revision, edit });
    expect(await endedJob(call, projectId, jobId)).toMatchObject({ state: "done", problem: null });
    const { taken } = simulator as unknown as Pick<FalSimulator, "taken">;
    expect(taken.map(({ images }) => images.length)).toEqual([3]);
    expect(simulator.charges).toHaveLength(1);
  });

  test("that failed is made anew by a retry, with the plan as it stands now", async () => {
    const { call, simulator, projectId, passId } = await openPlanned("kling/kling-3.0");
    const failing = simulator as unknown as { failNext(failure: unknown): void };
    failing.failNext("The content did not pass the check.");
    const { amount } = await call("generation.quote", { projectId, passId });
    const { jobId } = await call("generation.start", { projectId, passId, expected: amount });
    expect(await endedJob(call, projectId, jobId)).toMatchObject({
      state: "failed",
      problem: { next: expect.any(String) },
    });
    const retried = await call("jobs.retry", { projectId, jobId, expected: amount });
    expect(await endedJob(call, projectId, retried.jobId)).toMatchObject({ state: "done" });
    expect((await call("jobs.list", { projectId })).map(({ state }) => state)).toEqual(["done", "failed"]);
    expect((await call("project.get", { projectId })).takes).toHaveLength(1);
  });

  test("is made for a task that the service lists and no project knows", async () => {
    const first = await openPlanned("kling/kling-3.0-omni");
    const { amount } = await first.call("generation.quote", { projectId: first.projectId, passId: first.passId });
    const { jobId } = await first.call("generation.start", {
      projectId: first.projectId,
      passId: first.passId,
      expected: amount,
    });
    await endedJob(first.call, first.projectId, jobId);
    // Another machine with the same account and another project.
    const other = openServiceCore(first.environment);
    const planFile = await writePlanFor(profileOf("kling/kling-3.0-omni"), other.folder);
    const { projectId } = await other.call("projects.createFromPlan", { planFile });
    const passId = (await other.call("project.get", { projectId })).project.passes[0]?.id as string;
    const orphans = await other.call("jobs.orphans", { projectId, provider: "kling" });
    expect(orphans).toMatchObject([{ provider: "kling", state: "succeeded" }]);
    const remoteId = orphans[0]?.remoteId as string;
    const adopted = await other.call("jobs.adopt", { projectId, passId, provider: "kling", remoteId });
    expect(await endedJob(other.call, projectId, adopted.jobId)).toMatchObject({ state: "done" });
    expect((await other.call("project.get", { projectId })).takes).toHaveLength(1);
    expect(await other.call("jobs.orphans", { projectId, provider: "kling" })).toEqual([]);
    expect(first.simulator.charges).toHaveLength(1);
  });
});

describe("the request of a plan file", () => {
  test("is shown for a pass that is in order, whatever is wrong with another one", async () => {
    const { call, folder } = openServiceCore(process.env);
    const profile = profileOf("kling-legacy/kling-v3");
    const planFile = await writePlanFor(profile, folder);
    const plan = planFor(profile);
    const [pass] = plan.passes;
    const { startFrame: _, ...unframed } = pass as (typeof plan.passes)[number];
    writeFileSync(planFile, JSON.stringify({ ...plan, passes: [pass, { ...unframed, name: "No frame" }] }));
    await expect(call("plan.compileFile", { planFile })).rejects.toMatchObject({ code: "plan.refused" });
    await expect(call("plan.compileFile", { planFile, pass: 2 })).rejects.toMatchObject({ code: "plan.refused" });
    const { requests } = await call("plan.compileFile", { planFile, pass: 1 });
    expect(requests).toMatchObject([{ method: "POST", url: expect.stringMatching(/\/v1\/videos\/image2video$/) }]);
  });
});

describe("an image that a model does not take", () => {
  test("is made to fit wherever it is used, as edits that can be undone", async () => {
    const { call, folder } = await openPlanned("fal/kling-v3-pro");
    const file = join(folder, "small.webp");
    writeFileSync(
      file,
      await sharp({ create: { width: 200, height: 120, channels: 3, background: "#734" } })
        .webp()
        .toBuffer(),
    );
    const plan = planFor(profileOf("fal/kling-v3-pro"));
    writeFileSync(
      join(folder, "small.plan.json"),
      JSON.stringify({
        ...plan,
        elements: [],
        passes: plan.passes.map((pass) => ({
          ...pass,
          profile: "animatic",
          startFrame: "small.webp",
          shots: [{ durationMs: 5000, action: "Rain" }],
        })),
      }),
    );
    const { projectId: small } = await call("projects.createFromPlan", { planFile: join(folder, "small.plan.json") });
    const view = await call("project.get", { projectId: small });
    const [pass] = view.project.passes;
    const before = pass?.startFrame as string;
    const { mediaId } = await call("images.convert", {
      projectId: small,
      mediaId: before,
      profile: "fal/kling-v3-pro",
    });
    const after = await call("project.get", { projectId: small });
    expect(after.project.passes[0]?.startFrame).toBe(mediaId);
    expect(after.media.find(({ id }) => id === mediaId)).toMatchObject({ format: "jpeg", widthPx: 500, heightPx: 300 });
    await call("history.undo", { projectId: small, baseRevision: after.revision });
    expect((await call("project.get", { projectId: small })).project.passes[0]?.startFrame).toBe(before);
  });
});
