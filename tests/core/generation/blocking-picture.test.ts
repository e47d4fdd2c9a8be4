import { createHash } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, onTestFinished, test } from "vitest";
import { changesOfBlocking } from "../../../shared/animatic/blocked-moment.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { ProviderName } from "../../../shared/models/profile.ts";
import type { KeptBlocking } from "../../../shared/project/kept-blocking.ts";
import type { StillPlace } from "../../../shared/project/still-place.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import { buildPlan } from "../../support/builders.ts";
import { endedJob, openServiceCore } from "../../support/service-core.ts";
import { environmentOf } from "../../support/services/every-service.ts";
import { type FalSimulator, startFal } from "../../support/services/fal.ts";
import type { FalFiles } from "../../support/services/fal-files.ts";
import { makeStill } from "../../support/services/film.ts";
import { startGemini } from "../../support/services/gemini.ts";
import { startPixio } from "../../support/services/pixio.ts";
import { startReplicate } from "../../support/services/replicate.ts";
import type { ServiceSimulator } from "../../support/services/service-simulator.ts";

interface Order {
  readonly prompt: string;
  /** SHA-256 of the images that came, in their order. */
  readonly images: readonly string[];
}

const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** A simulator, and what it was asked for last. */
type Started = readonly [simulator: ServiceSimulator, last: () => Order];

async function fal(): Promise<Started> {
  const simulator = await startFal();
  return [
    simulator,
    () => {
      const sent = simulator.requests.findLast(({ method, path }) => method === "POST" && path.includes("nano-banana"));
      return orderOf(sent?.body as Sent, simulator.files);
    },
  ];
}

async function pixio(): Promise<Started> {
  const simulator = await startPixio();
  return [
    simulator,
    () => {
      const sent = simulator.requests.findLast(({ path }) => path === "/generate");
      return orderOf((sent as unknown as { body: { params: Sent } }).body.params, simulator.files);
    },
  ];
}

async function gemini(): Promise<Started> {
  const simulator = await startGemini();
  return [
    simulator,
    () => {
      const { prompt = "", images = [] } = simulator.taken.at(-1) ?? {};
      return { prompt, images: images.map(hash) };
    },
  ];
}

async function replicate(): Promise<Started> {
  const simulator = await startReplicate();
  return [
    simulator,
    () => {
      const input = simulator.taken.at(-1)?.input as { prompt: string; image_input: string[] };
      const images = input.image_input.map((url) => hash(simulator.bytesAt(url) ?? new Uint8Array()));
      return { prompt: input.prompt, images };
    },
  ];
}

interface Sent {
  readonly prompt: string;
  readonly image_urls: readonly string[];
}

function orderOf({ prompt, image_urls }: Sent, files: Pick<FalFiles, "get">): Order {
  const bytesOf = (url: string) => files.get(url.slice(url.lastIndexOf("/") + 1))?.bytes ?? new Uint8Array();
  return { prompt, images: image_urls.map((url) => hash(bytesOf(url))) };
}

const services = { fal, gemini, pixio, replicate } as const;
type Service = keyof typeof services;

const names = ["mara-front", "mara-side", "tom", "lane"] as const;

/** Mara left of the frame's middle and Tom right of it, in the pit lane; a first shot, and one after it. */
async function openDiner(service: Service) {
  const [simulator, lastOrder] = await services[service]();
  onTestFinished(() => simulator.close());
  const model = `${service}/nano-banana-pro`;
  const opened = openServiceCore({ ...process.env, ...environmentOf(service as ProviderName, simulator) });
  const { call, folder } = opened;
  const hashes: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const { bytes } = await makeStill({ tone: 40 * (index + 1) });
    hashes[name] = hash(bytes);
    writeFileSync(join(folder, `${name}.jpg`), bytes);
  }
  const plan = buildPlan([4000, 4000]);
  const [pass] = plan.passes;
  const shots = pass?.shots.map((shot) => ({
    ...shot,
    action: "@Tom warns @Mara in the @Pit_lane",
    camera: { size: "two-shot" as const },
    blocking: {
      camera: {
        at: [0, -5] as [number, number],
        height: 1.5,
        lens: 35,
        target: { at: [0, 0] as [number, number], height: 1.2 },
      },
    },
  }));
  const stage = {
    figures: [
      { id: "Tom", at: [1, 0] as [number, number], facing: -90 },
      { id: "Mara", at: [-1, 0] as [number, number], facing: 90 },
    ],
  };
  const planFile = join(folder, "diner.plan.json");
  const elements = [
    { name: "Tom", kind: "character", images: ["tom.jpg"] },
    { name: "Mara", kind: "character", images: ["mara-front.jpg", "mara-side.jpg"] },
    { name: "Pit_lane", kind: "scene", images: ["lane.jpg"] },
  ];
  writeFileSync(planFile, JSON.stringify({ ...plan, elements, passes: [{ ...pass, shots, stage }] }));
  const { projectId } = await call("projects.createFromPlan", { planFile });
  const view = () => call("project.get", { projectId });
  const { project } = await view();
  const [
    {
      id: passId,
      shots: [first, second],
    } = { id: "", shots: [] },
  ] = project.passes;
  const edit = async (next: Edit) => {
    const { revision: baseRevision } = await view();
    await call("edits.apply", { projectId, baseRevision, edit: next });
  };
  const ask = async (place: StillPlace, more: { prompt?: string; count?: number } = {}) => {
    const { count = 1 } = more;
    const { amount } = await call("generation.quoteStills", { projectId, place, profile: model, count });
    const wanted = { projectId, place, profile: model, fromBlocking: true as const, expected: amount, ...more };
    return (await call("generation.startStills", wanted)).jobIds;
  };
  const image = async (mediaId: string) => {
    const response = await opened.core.fetch(new Request(`http://shotline/media/${projectId}/${mediaId}`));
    return new Uint8Array(await response.arrayBuffer());
  };
  const shotIds = [first?.id ?? "", second?.id ?? ""] as const;
  return { ...opened, simulator, lastOrder, model, hashes, projectId, passId, shotIds, view, edit, ask, image };
}

function keptOf(still: OutputOf<"stills.list">[number] | undefined): KeptBlocking {
  const { origin } = still ?? {};
  if ((origin?.by !== "job" && origin?.by !== "blocking") || !origin.blocking) throw new Error("Nothing was kept.");
  return origin.blocking;
}

describe.each(Object.keys(services) as Service[])("a picture from blocking of %s", (service) => {
  test("is asked for with the blocked frame, then who stands in it from left to right, then the place; for one charge", async () => {
    const { call, simulator, lastOrder, hashes, projectId, shotIds, view, ask, image } = await openDiner(service);
    const place = { kind: "shot", shotId: shotIds[0] } as const;
    const [jobId = ""] = await ask(place);
    const job = await endedJob(call, projectId, jobId);
    expect(job, JSON.stringify(job.problem)).toMatchObject({ state: "done", place });
    const { prompt, images } = lastOrder();
    const [frame, ...others] = images;
    expect(others).toEqual([hashes["mara-front"], hashes["mara-side"], hashes["tom"], hashes["lane"]]);
    expect(prompt).toMatch(/mannequin in the left third, [a-z ]+, facing right, with Mara \(images 2 and 3\)\./);
    expect(prompt).toMatch(/mannequin in the right third, [a-z ]+, facing left, with Tom \(image 4\)\./);
    expect(prompt).toMatch(/The place is Pit lane \(image 5\)\.\n.*35 mm lens.*\n.*Tom warns Mara in the Pit lane/);
    const { media, project } = await view();
    const drawn = media.find(({ id }) => id === frame);
    expect(drawn).toMatchObject({ format: "png", widthPx: 1920, heightPx: 1080, name: "SH0010 blocking.png" });
    expect(hash(await image(frame ?? ""))).toBe(frame);
    expect(project.passes[0]?.shots[0]?.frame).toBe(job.mediaId);
    const [still] = await call("stills.list", { projectId, place });
    expect(still).toMatchObject({ mediaId: job.mediaId, origin: { by: "job", jobId, price: job.estimate } });
    expect(changesOfBlocking(project, keptOf(still))).toEqual([]);
    expect(simulator.charges).toHaveLength(1);
    expect((await call("ledger.list", { projectId })).entries).toHaveLength(1);
  }, 60_000);

  test("is sent again after a lost answer as that service allows, and never charged twice", async () => {
    const { call, simulator, projectId, shotIds, ask } = await openDiner(service);
    // Replicate is asked for a while before it is believed that there is nothing.
    simulator.play({ on: "submit", do: service === "replicate" ? "drop-after" : "drop-before" });
    const [jobId = ""] = await ask({ kind: "shot", shotId: shotIds[0] });
    const job = await endedJob(call, projectId, jobId);
    if (job.state === "unconfirmed") {
      await call("jobs.decide", { projectId, jobId, decision: "resend" });
      expect(await endedJob(call, projectId, jobId)).toMatchObject({ state: "done" });
    } else expect(job, JSON.stringify(job.problem)).toMatchObject({ state: "done" });
    expect(simulator.charges).toHaveLength(1);
    expect(keptOf((await call("stills.list", { projectId }))[0])).toMatchObject({ shotId: shotIds[0], progress: 0 });
  }, 60_000);
});

describe("the blocking that a picture keeps", () => {
  test("is stale after a change, and fresh again after undo", async () => {
    const { call, projectId, shotIds, view, edit, ask } = await openDiner("gemini");
    const [jobId = ""] = await ask({ kind: "shot", shotId: shotIds[0] });
    await endedJob(call, projectId, jobId);
    const kept = keptOf((await call("stills.list", { projectId }))[0]);
    const blocking = (await view()).project.passes[0]?.shots[0]?.blocking;
    const figures = { Tom: { at: [1.4, 0] as [number, number] } };
    await edit({ type: "shot.describe", shotId: shotIds[0], fields: { blocking: { ...blocking, figures } } });
    expect(changesOfBlocking((await view()).project, kept)).toEqual(["@Tom"]);
    await call("history.undo", { projectId, baseRevision: (await view()).revision });
    expect(changesOfBlocking((await view()).project, kept)).toEqual([]);
  }, 60_000);

  test("is that of the end of the last shot for an end frame, and of the blocking as it stands for a retry", async () => {
    const { call, simulator, lastOrder, projectId, passId, shotIds, view, edit, ask, model } = await openDiner("fal");
    const place = { kind: "endFrame", passId } as const;
    const refusal = { status: 403, body: { detail: "User is locked. Reason: Exhausted balance." } };
    (simulator as FalSimulator).refusals.push(refusal);
    const [jobId = ""] = await ask(place, { prompt: "@Mara turns away" });
    expect(await endedJob(call, projectId, jobId)).toMatchObject({ state: "failed" });
    const blocking = (await view()).project.passes[0]?.shots[1]?.blocking;
    const figures = { Mara: { path: [[-2, 1]] as [number, number][] } };
    await edit({ type: "shot.describe", shotId: shotIds[1], fields: { blocking: { ...blocking, figures } } });
    const { amount } = await call("generation.quoteStills", { projectId, place, profile: model });
    const again = await call("jobs.retry", { projectId, jobId, expected: amount });
    expect(await endedJob(call, projectId, again.jobId)).toMatchObject({ state: "done" });
    const kept = keptOf((await call("stills.list", { projectId, place }))[0]);
    expect(kept).toMatchObject({ shotId: shotIds[1], progress: 1 });
    expect(kept.figures.map(({ at }) => at)).toContainEqual([-2, 1]);
    expect(lastOrder().prompt).toContain("The shot: Mara turns away");
  }, 60_000);
});

test("several candidates are of one blocked frame at one price, and each keeps what it was blocked like", async () => {
  const { call, simulator, projectId, shotIds, view, ask } = await openDiner("gemini");
  const before = (await view()).media.length;
  const place = { kind: "shot", shotId: shotIds[0] } as const;
  const jobIds = await ask(place, { count: 3, prompt: "@Mara listens" });
  for (const jobId of jobIds) expect(await endedJob(call, projectId, jobId)).toMatchObject({ state: "done" });
  const stills = await call("stills.list", { projectId, place });
  expect(stills).toHaveLength(3);
  for (const still of stills) {
    expect(keptOf(still)).toEqual(keptOf(stills[0]));
    expect(still.origin).toMatchObject({ prompt: "@Mara listens" });
  }
  expect(simulator.charges).toHaveLength(3);
  // The blocked frame is stored once; the service draws the same picture each time.
  expect((await view()).media).toHaveLength(before + 2);
}, 60_000);

describe("before anything is sent", () => {
  test("a cap refuses all of several", async () => {
    const { call, simulator, projectId, shotIds, ask } = await openDiner("fal");
    const { spendCaps, geminiModel } = await call("settings.get", {});
    await call("settings.set", { geminiModel, spendCaps: { ...spendCaps, projectUsd: 0.2 } });
    const place = { kind: "shot", shotId: shotIds[0] } as const;
    await expect(ask(place, { count: 2 })).rejects.toMatchObject({ code: "spend.cap" });
    expect(simulator.requests).toEqual([]);
    expect(await call("jobs.list", { projectId })).toEqual([]);
    expect(await ask(place, { count: 1 })).toHaveLength(1);
  }, 60_000);

  test("an image of an element that is gone from the disk is refused by name", async () => {
    const { call, simulator, projectId, shotIds, view, ask } = await openDiner("fal");
    const { folder, media } = await view();
    const tom = media.find(({ name }) => name === "tom.jpg");
    rmSync(join(folder, `media/images/tom-${tom?.id.slice(0, 12)}.jpg`));
    await expect(ask({ kind: "shot", shotId: shotIds[0] })).rejects.toMatchObject({
      message: expect.stringContaining("tom.jpg is missing from the project folder."),
    });
    expect(simulator.requests).toEqual([]);
    expect(await call("jobs.list", { projectId })).toEqual([]);
  });

  test("an element without an image is described, and no image is sent for it", async () => {
    const { call, lastOrder, hashes, projectId, shotIds, view, edit, ask } = await openDiner("gemini");
    const tom = (await view()).project.elements.find(({ name }) => name === "Tom");
    const fields = { images: [], description: "Man of sixty" };
    await edit({ type: "element.describe", elementId: tom?.id ?? "", fields });
    const [jobId = ""] = await ask({ kind: "shot", shotId: shotIds[0] });
    expect(await endedJob(call, projectId, jobId)).toMatchObject({ state: "done" });
    expect(lastOrder().images.slice(1)).toEqual([hashes["mara-front"], hashes["mara-side"], hashes["lane"]]);
    expect(lastOrder().prompt).toContain("with Tom (Man of sixty).");
  }, 60_000);
});

describe("the blocked frame itself", () => {
  test("is a candidate that costs nothing, the same file for the same blocking, and without words", async () => {
    const { call, simulator, projectId, passId, shotIds, image } = await openDiner("fal");
    const moment = { shotId: shotIds[0], progress: 0 };
    const start = { kind: "startFrame", passId } as const;
    const still = await call("stills.drawBlocking", { projectId, place: start, moment });
    expect(still).toMatchObject({ place: start, origin: { by: "blocking", blocking: moment } });
    const place = { kind: "shot", shotId: shotIds[0] } as const;
    const twin = await call("stills.drawBlocking", { projectId, place, moment });
    expect(twin.mediaId).toBe(still.mediaId);
    const { data, info } = await sharp(await image(still.mediaId))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([1920, 1080]);
    expect(new Set(data).size).toBeGreaterThan(8);
    // What looks the same is one candidate, made from what it was made from last.
    const later = await call("stills.drawBlocking", { projectId, place, moment: { ...moment, progress: 0.5 } });
    expect(later).toMatchObject({ id: twin.id, origin: { blocking: { progress: 0.5 } } });
    expect(await call("stills.list", { projectId, place })).toEqual([later]);
    expect(simulator.requests).toEqual([]);
  });
});
