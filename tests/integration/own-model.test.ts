/** A model of the user's own: a JSON file in the data folder is all that it takes to generate with it. */
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { profileOf } from "../../shared/models/profiles.ts";
import { dream, dreamModel, dreamText, offerDream, putModel } from "../support/own-model.ts";
import { planFor, writePlanFor } from "../support/planned-for.ts";
import { endedJob, expectNoKey, openServiceCore } from "../support/service-core.ts";
import { startFal } from "../support/services/fal.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function openWithDream(text: string = dreamText) {
  const fal = await startFal();
  onTestFinished(() => fal.close());
  offerDream(fal);
  const home = temporaryFolder();
  const file = putModel(home, "fal/dream-1.json", text);
  const environment = { ...process.env, SHOTLINE_FAL_URL: fal.url, SHOTLINE_FAL_KEY: fal.key };
  const open = () => openServiceCore(environment, home);
  return { fal, home, file, open, ...open() };
}

/** A project of one pass of one shot for the model, with a start frame or without. */
async function planDream({ home, call }: Awaited<ReturnType<typeof openWithDream>>, startFrame: boolean) {
  const planFile = await writePlanFor(dream, home);
  const plan = planFor(dream);
  const passes = plan.passes.map(({ startFrame: frame, ...pass }) => ({
    ...pass,
    ...(startFrame && frame !== undefined ? { startFrame: frame } : {}),
    shots: pass.shots.slice(0, 1),
  }));
  writeFileSync(planFile, JSON.stringify({ ...plan, passes }));
  const { projectId } = await call("projects.createFromPlan", { planFile });
  const { project, folder } = await call("project.get", { projectId });
  return { projectId, passId: project.passes[0]?.id as string, folder };
}

type Opened = Awaited<ReturnType<typeof openWithDream>>;

async function generate({ call }: Pick<Opened, "call">, projectId: string, passId: string): Promise<string> {
  const { amount } = await call("generation.quote", { projectId, passId });
  return (await call("generation.start", { projectId, passId, expected: amount })).jobId;
}

test.each([
  [
    "text-to-video",
    false,
    { text: expect.stringContaining("A driver pulls"), seconds: 3, size: "full-hd", ratio: "16:9" },
  ],
  [
    "image-to-video",
    true,
    {
      text: expect.stringContaining("A driver pulls"),
      seconds: 3,
      size: "full-hd",
      first_image_url: expect.stringMatching(/^http/),
    },
  ],
])("the guide's made-up model generates by %s: one take, one charge, no field too many", async (route, frame, sent) => {
  const opened = await openWithDream();
  const { fal, call, home, lines, answers } = opened;
  const { projectId, passId } = await planDream(opened, frame);
  const jobId = await generate(opened, projectId, passId);
  const job = await endedJob(call, projectId, jobId);
  expect(job, JSON.stringify(job.problem)).toMatchObject({
    state: "done",
    estimate: { currency: "USD", micros: 300_000 },
  });
  expect(fal.charges).toHaveLength(1);
  expect(fal.taken.map(({ endpoint }) => endpoint)).toEqual([`dream-1/${route}`]);
  const submitted = fal.requests.filter(({ method, path }) => method === "POST" && path.startsWith("/fal-ai/"));
  expect(submitted.map(({ body }) => body)).toEqual([sent]);
  const { takes } = await call("project.get", { projectId });
  expect(takes).toMatchObject([{ jobId, profile: "fal/dream-1", number: 1 }]);
  expect(takes[0]).not.toHaveProperty("modelLabel");
  expectNoKey([fal], home, [...answers, ...lines.map((line) => JSON.stringify(line))]);
});

test("a job goes on when its file is gone after a restart, and its take still says the model's name", async () => {
  const opened = await openWithDream();
  const { fal, call, core, file, open } = opened;
  fal.pollsUntilDone = Number.POSITIVE_INFINITY;
  const { projectId, passId, folder } = await planDream(opened, false);
  const jobId = await generate(opened, projectId, passId);
  await reached(call, projectId, jobId, "running");
  await core.close();
  rmSync(file);
  fal.pollsUntilDone = 1;
  const again = open();
  expect(profileOf("fal/dream-1")).toBeNull();
  const reopened = await again.call("projects.open", { folder });
  await again.call("jobs.wake", { projectId: reopened.projectId });
  const job = await endedJob(again.call, reopened.projectId, jobId);
  expect(job).toMatchObject({ state: "done", problem: null, modelLabel: "Dream 1 · fal.ai" });
  expect(fal.charges).toHaveLength(1);
  const { takes } = await again.call("project.get", { projectId: reopened.projectId });
  expect(takes).toMatchObject([{ jobId, modelLabel: "Dream 1 · fal.ai" }]);
  const [sidecar] = readdirSync(join(folder, "media/takes")).filter((name) => name.endsWith(".take.json"));
  const beside = JSON.parse(readFileSync(join(folder, "media/takes", sidecar as string), "utf8"));
  expect(beside.takes[0].request.profile).toEqual({ label: "Dream 1 · fal.ai" });
  expect((await again.call("project.verify", { projectId: reopened.projectId })).problems).toEqual([]);
  const retry = again.call("jobs.retry", { projectId: reopened.projectId, jobId, expected: job.estimate });
  await expect(retry).rejects.toMatchObject({
    code: "profile.unknown",
    message: "There is no model named Dream 1 · fal.ai (fal/dream-1).",
    next: expect.stringContaining("put its file into the folder models"),
  });
  expect(fal.charges).toHaveLength(1);
});

test("a file takes the place of a model that comes with the app, comes and goes while the app runs, and is said when it is wrong", async () => {
  const opened = await openWithDream(JSON.stringify({ ...dreamModel(), id: "fal/kling-v3-pro" }));
  const { call, file, home } = opened;
  expect(profileOf("fal/kling-v3-pro")?.label).toBe("Dream 1 · fal.ai");
  renameSync(file, join(home, "elsewhere.json"));
  const { cursor } = await call("events.after", { cursor: 0 });
  expect(await call("models.own", {})).toMatchObject({ models: [], faults: [] });
  expect((await call("events.after", { cursor })).events).toEqual([{ type: "models.changed" }]);
  expect(profileOf("fal/kling-v3-pro")?.label).toBe("Kling 3.0 Pro · fal.ai");
  const bad = dreamModel();
  bad.limits.totalMs.max = "long";
  putModel(home, "bad.json", bad);
  putModel(home, "good.json", dreamText);
  const place = { path: "limits.totalMs.max", message: "Write a whole number of milliseconds, such as 15000." };
  expect(await call("models.own", {})).toMatchObject({
    models: [{ file: "good.json", profile: { id: "fal/dream-1" } }],
    faults: [{ file: "bad.json", ...place }],
  });
  expect(await call("notices.list", {})).toMatchObject([
    { id: "models", message: `The model file bad.json is left out. ${place.path}: ${place.message}` },
  ]);
  rmSync(join(home, "data/models/bad.json"));
  await call("models.own", {});
  expect(await call("notices.list", {})).toEqual([]);
});

/** Waits until the job is in this state. */
async function reached(call: Opened["call"], projectId: string, jobId: string, state: string): Promise<void> {
  let { cursor } = await call("events.after", { cursor: 0 });
  while ((await call("jobs.list", { projectId })).find(({ id }) => id === jobId)?.state !== state) {
    ({ cursor } = await call("events.after", { cursor }));
  }
}
