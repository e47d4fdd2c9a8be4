/** A pass whose shots' own frames are keyframes: what is sent and charged, what is refused before, and what the take and the kit say of it. */
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Edit } from "../../shared/edits/edit.ts";
import { buildPlan } from "../support/builders.ts";
import { endedJob, openServiceCore } from "../support/service-core.ts";
import { environmentOf } from "../support/services/every-service.ts";
import { type FalSimulator, startFal } from "../support/services/fal.ts";
import { makeStill } from "../support/services/film.ts";

let fal: FalSimulator;
beforeAll(async () => {
  fal = await startFal();
});
afterAll(async () => await fal.close());

const sizes = [640, 650, 660, 200] as const;

/** Three shots of 4 s at Kling 4.0, and the ids of three images that it takes and of one that is too small for it. */
async function openPlanned() {
  const opened = openServiceCore({ ...process.env, ...environmentOf("fal", fal) });
  const { call, folder } = opened;
  for (const widthPx of sizes) {
    const { bytes } = await makeStill({ widthPx, heightPx: Math.round((widthPx * 9) / 16), tone: widthPx % 256 });
    writeFileSync(join(folder, `${widthPx}.jpg`), bytes);
  }
  const content = { profile: "fal/kling-4.0", resolution: "720p", audio: true, keyframes: true };
  const plan = {
    ...buildPlan([4000, 4000, 4000], content),
    elements: [{ name: "Stills", kind: "other", images: sizes.map((widthPx) => `${widthPx}.jpg`) }],
  };
  const planFile = join(folder, "keyframes.plan.json");
  writeFileSync(planFile, JSON.stringify(plan));
  const { projectId } = await call("projects.createFromPlan", { planFile });
  const { project } = await call("project.get", { projectId });
  const [pass] = project.passes as [(typeof project.passes)[number]];
  const edit = async (edit: Edit) => {
    const { revision: baseRevision } = await call("project.get", { projectId });
    await call("edits.apply", { projectId, baseRevision, edit });
  };
  const images = project.elements[0]?.images as [string, string, string, string];
  const frame = async (at: number, image: string) =>
    await edit({ type: "shot.describe", shotId: pass.shots[at]?.id ?? "", fields: { frame: image } });
  return { ...opened, projectId, pass, images, edit, frame };
}

test("the frames of its shots are uploaded and sent between the first and the last, for one charge", async () => {
  const { core, call, folder, projectId, pass, images, edit, frame } = await openPlanned();
  for (const at of [0, 1, 2]) await frame(at, images[at] as string);
  const { amount } = await call("generation.quote", { projectId, passId: pass.id });
  const { jobId } = await call("generation.start", { projectId, passId: pass.id, expected: amount });
  const job = await endedJob(call, projectId, jobId);
  expect(job, JSON.stringify(job.problem)).toMatchObject({ state: "done" });
  expect(fal.charges).toHaveLength(1);
  expect(fal.taken.at(-1)).toMatchObject({
    endpoint: expect.stringContaining("kling-video/v4/image-to-video"),
    images: [
      { loc: ["start_image_url"], url: expect.any(String) },
      { loc: ["middle_image_urls", 0], url: expect.any(String) },
      { loc: ["middle_image_urls", 1], url: expect.any(String) },
    ],
  });

  const stale = async () => (await call("project.get", { projectId })).takes[0]?.stale ?? [];
  const { written: read, madeFrom } = await call("takes.memory", { projectId, takeId: job.takeId ?? "" });
  expect(read).toMatchObject({ startFrame: images[0], keyframes: images.slice(1, 3) });
  expect(madeFrom?.pass.keyframes).toBe(true);
  expect(await stale()).toEqual([]);
  await edit({ type: "pass.describe", passId: pass.id, fields: { keyframes: null } });
  expect(await stale()).toEqual(["start frame", "keyframes"]);
  const { revision: baseRevision } = await call("project.get", { projectId });
  await call("takes.restorePlan", { projectId, takeId: job.takeId ?? "", baseRevision });
  expect(await stale()).toEqual([]);

  const { operationId } = await call("kit.start", { projectId, passId: pass.id, folder: join(folder, "kit") });
  const { result, error } = await core.waitForOperation(operationId, () => {});
  expect(error).toBeNull();
  const written = (result?.files ?? []).map(({ path }) => basename(path));
  expect(written.filter((name) => /frame|start/.test(name)).sort()).toEqual([
    "keyframe-1.jpg",
    "keyframe-2.jpg",
    "start.jpg",
  ]);
});

test("a frame that is too small is refused before anything is sent, and a copy that fits takes its place", async () => {
  const { call, projectId, pass, images, frame } = await openPlanned();
  const charges = fal.charges.length;
  await frame(0, images[0]);
  await frame(2, images[3]);
  const { amount } = await call("generation.quote", { projectId, passId: pass.id });
  const start = () => call("generation.start", { projectId, passId: pass.id, expected: amount });
  await expect(start()).rejects.toMatchObject({
    code: "generation.refused",
    message: expect.stringContaining("needs at least 300 on each side"),
  });
  const faults = await call("plan.check", { projectId });
  expect(faults.find(({ code }) => code === "image.too-small")).toMatchObject({
    path: "passes[0].shots[2].frame",
    fix: { convertImage: { mediaId: images[3], profile: "fal/kling-4.0" } },
  });
  const { mediaId } = await call("images.convert", { projectId, mediaId: images[3], profile: "fal/kling-4.0" });
  expect((await call("project.get", { projectId })).project.passes[0]?.shots[2]?.frame).toBe(mediaId);
  const { jobId } = await start();
  expect(await endedJob(call, projectId, jobId)).toMatchObject({ state: "done" });
  expect(fal.charges).toHaveLength(charges + 1);
});
