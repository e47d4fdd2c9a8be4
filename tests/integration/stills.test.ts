import sharp from "sharp";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Edit } from "../../shared/edits/edit.ts";
import { editForStill, editForViews, viewsThatFit } from "../../shared/edits/still-edit.ts";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";
import type { StillPlace } from "../../shared/project/still-place.ts";
import { writePlanFor } from "../support/planned-for.ts";
import { endedJob, openServiceCore } from "../support/service-core.ts";
import { environmentOf } from "../support/services/every-service.ts";
import { type FalSimulator, startFal } from "../support/services/fal.ts";
import { makeStillFile } from "../support/services/film.ts";
import { type GeminiSimulator, startGemini } from "../support/services/gemini.ts";
import { closedAddress } from "../support/witness.ts";

const film = shippedProfiles.find(({ id }) => id === "fal/kling-o3-pro") as ModelProfile;
const models = ["fal/nano-banana-pro", "gemini/nano-banana-pro"] as const;

async function startServices() {
  const [fal, gemini] = await Promise.all([startFal(), startGemini()]);
  onTestFinished(() => Promise.all([fal.close(), gemini.close()]).then(() => undefined));
  const environment = { ...process.env, ...environmentOf("fal", fal), ...environmentOf("gemini", gemini) };
  return { fal, gemini, environment };
}

/** A project of one pass of three shots, each with @Driver, who has two images. */
async function openRace(environment: Readonly<Record<string, string | undefined>>) {
  const opened = openServiceCore(environment);
  const { call } = opened;
  const { projectId } = await call("projects.createFromPlan", { planFile: await writePlanFor(film, opened.folder) });
  const view = () => call("project.get", { projectId });
  const { passes, elements } = (await view()).project;
  const [pass] = passes;
  const shotIds = pass?.shots.map(({ id }) => id) ?? [];
  const edit = async (next: Edit | null) => {
    if (!next) throw new Error("There is nothing to edit.");
    const { revision: baseRevision } = await view();
    await call("edits.apply", { projectId, baseRevision, edit: next });
  };
  /** Queues so many stills at the price that is asked. */
  const start = async (place: StillPlace, profile: string, more: { prompt?: string; count?: number } = {}) => {
    const { prompt, ...counted } = more;
    const { amount } = await call("generation.quoteStills", { projectId, place, profile, ...counted });
    const asked = { projectId, place, profile, expected: amount, ...more };
    return (await call("generation.startStills", asked)).jobIds;
  };
  const stills = (place?: StillPlace) => call("stills.list", { projectId, ...(place ? { place } : {}) });
  const [passId, elementId] = [pass?.id ?? "", elements[0]?.id ?? ""];
  return { ...opened, projectId, passId, shotIds, elementId, view, edit, start, stills };
}

function lastOrder(fal: FalSimulator, gemini: GeminiSimulator, model: string) {
  if (model.startsWith("gemini")) {
    const order = gemini.taken.at(-1);
    return { prompt: order?.prompt ?? "", images: order?.images.length ?? 0, aspectRatio: order?.aspectRatio };
  }
  const body = fal.requests.findLast(({ method, path }) => method === "POST" && path.includes("nano-banana"))?.body;
  const input = body as { prompt: string; image_urls?: string[]; aspect_ratio: string };
  return { prompt: input.prompt, images: input.image_urls?.length ?? 0, aspectRatio: input.aspect_ratio };
}

describe.each(models)("%s", (model) => {
  test("draws each frame of the plan from its own shot, into its place if that is empty", async () => {
    const { fal, gemini, environment } = await startServices();
    const race = await openRace(environment);
    const [, second = ""] = race.shotIds;
    await race.edit({ type: "pass.describe", passId: race.passId, fields: { startFrame: null } });
    const places: readonly (readonly [StillPlace, part: number, name: string])[] = [
      [{ kind: "startFrame", passId: race.passId }, 1, "SC010 Pit lane"],
      [{ kind: "endFrame", passId: race.passId }, 3, "SC010 Pit lane"],
      [{ kind: "shot", shotId: second }, 2, "SC010 Pit lane SH0020"],
    ];
    for (const [place, part, passName] of places) {
      const [jobId = ""] = await race.start(place, model);
      const job = await endedJob(race.call, race.projectId, jobId);
      expect(job, JSON.stringify(job.problem)).toMatchObject({ state: "done", place, passName });
      const order = lastOrder(fal, gemini, model);
      expect(order.prompt).toContain(`part ${part}`);
      expect(order).toMatchObject({ images: 2, aspectRatio: "16:9" });
      const [still] = await race.stills(place);
      expect(still).toMatchObject({ place, mediaId: job.mediaId, origin: { by: "job", jobId, profile: model } });
      expect(still?.origin).toMatchObject({ prompt: expect.stringContaining("@Driver"), price: job.estimate });
      const { project } = await race.view();
      const held = {
        startFrame: project.passes[0]?.startFrame,
        endFrame: project.passes[0]?.endFrame,
        shot: project.passes[0]?.shots[1]?.frame,
        element: undefined,
      };
      expect(held[place.kind]).toBe(job.mediaId);
    }
    expect(fal.charges.length + gemini.charges.length).toBe(3);
  }, 60_000);

  test("draws an element's contact sheet from its first picture alone, as a candidate", async () => {
    const { fal, gemini, environment } = await startServices();
    const race = await openRace(environment);
    const place = { kind: "element", elementId: race.elementId } as const;
    const before = (await race.view()).project;
    const [jobId = ""] = await race.start(place, model);
    const job = await endedJob(race.call, race.projectId, jobId);
    expect(job).toMatchObject({ state: "done", place, passName: "@Driver", passId: race.elementId });
    expect(lastOrder(fal, gemini, model)).toMatchObject({ images: 1, aspectRatio: "1:1" });
    expect(lastOrder(fal, gemini, model).prompt).toMatch(/Input image 1 shows Driver: Woman of forty\.\n.*four equal/);
    expect((await race.view()).project).toEqual(before);
    expect(await race.stills(place)).toMatchObject([{ mediaId: job.mediaId }]);
    await race.edit(editForStill(before, place, job.mediaId ?? ""));
    const [element] = (await race.view()).project.elements;
    expect(element?.images.at(-1)).toBe(job.mediaId);
    expect(element?.views).toEqual({ [job.mediaId ?? ""]: { name: "contact sheet" } });
  }, 60_000);
});

describe("several candidates", () => {
  const model = models[0];

  test("are confirmed at one price, all or none, and what a place has stays in it", async () => {
    const { fal, environment } = await startServices();
    const race = await openRace(environment);
    const place = { kind: "startFrame", passId: race.passId } as const;
    const one = await race.call("generation.quoteStills", { projectId: race.projectId, place, profile: model });
    const three = await race.call("generation.quoteStills", {
      projectId: race.projectId,
      place,
      profile: model,
      count: 3,
    });
    expect(three.amount?.micros).toBe(3 * (one.amount?.micros ?? 0));
    const asked = { projectId: race.projectId, place, profile: model, count: 3 };
    await expect(race.call("generation.startStills", { ...asked, expected: one.amount })).rejects.toMatchObject({
      code: "spend.unconfirmed",
    });
    expect(await race.call("jobs.list", { projectId: race.projectId })).toEqual([]);
    const had = (await race.view()).project.passes[0]?.startFrame;
    const jobIds = await race.start(place, model, { count: 3, prompt: "  A wet track at dawn  " });
    expect(new Set(jobIds).size).toBe(3);
    for (const jobId of jobIds) await endedJob(race.call, race.projectId, jobId);
    expect(await race.stills(place)).toHaveLength(3);
    expect((await race.stills())[0]?.origin).toMatchObject({ prompt: "A wet track at dawn", price: one.amount });
    expect((await race.view()).project.passes[0]?.startFrame).toBe(had);
    expect(fal.charges).toHaveLength(3);
    const { entries } = await race.call("ledger.list", { projectId: race.projectId });
    expect(entries).toHaveLength(3);
  }, 60_000);

  test("may be removed from the list and put back; the image and the plan stay", async () => {
    const { environment } = await startServices();
    const race = await openRace(environment);
    const place = { kind: "endFrame", passId: race.passId } as const;
    const { projectId } = race;
    const [mediaId = ""] = (await race.view()).project.elements[0]?.images ?? [];
    const still = await race.call("stills.add", { projectId, place, mediaId, by: "file" });
    expect(still.origin).toEqual({ by: "file", name: "front.jpg" });
    // The same image is one candidate, however often it comes.
    expect(await race.call("stills.add", { projectId, place, mediaId, by: "file" })).toEqual(still);
    await race.edit(editForStill((await race.view()).project, place, mediaId));
    await race.call("stills.remove", { projectId, stillId: still.id });
    expect(await race.stills(place)).toEqual([]);
    expect((await race.view()).project.passes[0]?.endFrame).toBe(mediaId);
    await race.call("stills.restore", { projectId, stillId: still.id });
    expect(await race.stills(place)).toEqual([still]);
    await expect(race.call("stills.remove", { projectId, stillId: "still_nowhere" })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("a place that is gone when its still is there", () => {
  test.each([
    ["a shot", "shot"],
    ["an element", "element"],
  ] as const)(
    "%s: the still is kept as a candidate, nothing else is changed, and undo brings both together",
    async (_what, kind) => {
      const { fal, environment } = await startServices();
      const race = await openRace(environment);
      const { projectId } = race;
      const [, second = ""] = race.shotIds;
      const place: StillPlace = kind === "shot" ? { kind, shotId: second } : { kind, elementId: race.elementId };
      fal.pollsUntilDone = 1_000_000;
      const [jobId = ""] = await race.start(place, models[0]);
      for (let { cursor } = await race.call("events.after", { cursor: 0 }); ; ) {
        const [job] = await race.call("jobs.list", { projectId });
        if (job?.state === "running") break;
        ({ cursor } = await race.call("events.after", { cursor }));
      }
      await race.edit(
        place.kind === "shot"
          ? { type: "shot.remove", shotId: second }
          : { type: "element.remove", elementId: race.elementId },
      );
      const after = (await race.view()).project;
      fal.pollsUntilDone = 1;
      const job = await endedJob(race.call, projectId, jobId);
      expect(job).toMatchObject({ state: "done", place });
      expect((await race.view()).project).toEqual(after);
      expect((await race.view()).media.some(({ id }) => id === job.mediaId)).toBe(true);
      await expect(race.start(place, models[0])).rejects.toMatchObject({
        code: "not-found",
        message: `This ${kind} is no longer in the project.`,
      });
      const { revision: baseRevision } = await race.view();
      await race.call("history.undo", { projectId, baseRevision });
      expect(await race.stills(place)).toMatchObject([{ mediaId: job.mediaId }]);
      expect(fal.charges).toHaveLength(1);
    },
  );
});

test("a still that waited for the network goes to its place after a restart, charged once", async () => {
  const { fal, environment } = await startServices();
  const offline = { ...environment, SHOTLINE_FAL_URL: await closedAddress() };
  const race = await openRace(offline);
  const place = { kind: "shot", shotId: race.shotIds[1] ?? "" } as const;
  const [jobId = ""] = await race.start(place, models[0]);
  const { folder } = await race.view();
  await race.core.close();
  const again = openServiceCore(environment, race.folder);
  await again.core.resumeJobs();
  const { projectId } = await again.call("projects.open", { folder });
  const job = await endedJob(again.call, projectId, jobId);
  expect(job).toMatchObject({ state: "done", place, held: null });
  const { project } = await again.call("project.get", { projectId });
  expect(project.passes[0]?.shots[1]?.frame).toBe(job.mediaId);
  expect(await again.call("stills.list", { projectId })).toMatchObject([{ id: jobId.replace("job", "still"), place }]);
  expect(fal.charges).toHaveLength(1);
});

test("one that failed is drawn again for the same place, from the words that were typed", async () => {
  const { fal, gemini, environment } = await startServices();
  const race = await openRace(environment);
  const place = { kind: "endFrame", passId: race.passId } as const;
  fal.refusals.push({ status: 403, body: { detail: "User is locked. Reason: Exhausted balance." } });
  const [failed = ""] = await race.start(place, models[0], { prompt: "@Driver looks back" });
  expect(await endedJob(race.call, race.projectId, failed)).toMatchObject({ state: "failed" });
  const { amount } = await race.call("generation.quoteStills", {
    projectId: race.projectId,
    place,
    profile: models[0],
  });
  const asked = { projectId: race.projectId, jobId: failed, expected: amount };
  const { jobId } = await race.call("jobs.retry", asked);
  expect(await endedJob(race.call, race.projectId, jobId)).toMatchObject({ state: "done", place });
  const order = lastOrder(fal, gemini, models[0]);
  expect(order.prompt).toMatch(/^Input images 1 and 2 show Driver: Woman of forty\.\nDriver looks back$/);
  expect(order.images).toBe(2);
});

test("a shot whose words are too many for one picture is refused before anything is sent", async () => {
  const { fal, environment } = await startServices();
  const race = await openRace(environment);
  const [first = ""] = race.shotIds;
  const words = "rain ".repeat(3900);
  const fields = { action: words, environment: words, lighting: words };
  await race.edit({ type: "shot.describe", shotId: first, fields });
  await expect(race.start({ kind: "startFrame", passId: race.passId }, models[0])).rejects.toMatchObject({
    code: "generation.refused",
    message: expect.stringMatching(
      /^The prompt has 5\d,\d{3} characters; an image can be asked for with at most 20,000\./,
    ),
  });
  expect(await race.call("jobs.list", { projectId: race.projectId })).toEqual([]);
  expect(fal.charges).toHaveLength(0);
});

test("a frame that is grabbed from a take is that very frame, and a candidate", async () => {
  const { fal, environment } = await startServices();
  const race = await openRace(environment);
  const { projectId, passId } = race;
  const made = await race.call("takes.import", { projectId, passId, file: fal.film.path });
  const { takeId = "" } = (await race.core.waitForOperation(made.operationId, () => {})).result ?? {};
  const place = { kind: "shot", shotId: race.shotIds[0] ?? "" } as const;
  const still = await race.call("stills.grab", { projectId, place, takeId, frame: 30 });
  expect(still).toMatchObject({ place, origin: { by: "take", takeId, frame: 30 } });
  expect((await race.call("takes.frame", { projectId, takeId, frame: 30 })).mediaId).toBe(still.mediaId);
  expect(await race.stills(place)).toEqual([still]);
  await expect(race.call("stills.grab", { projectId, place, takeId, frame: 100_000 })).rejects.toMatchObject({
    code: "not-found",
  });
}, 60_000);

test("a contact sheet is cut into its quarters, whole and named, in one edit of the element", async () => {
  const { environment } = await startServices();
  const race = await openRace(environment);
  const { projectId, elementId } = race;
  const upload = async (file: string | Buffer) => {
    const url = `http://shotline/media/${projectId}?name=sheet.png`;
    const bytes = new Uint8Array(await sharp(file).png().toBuffer());
    const answer = await (await race.core.fetch(new Request(url, { method: "PUT", body: bytes }))).json();
    return (answer as { value: { id: string } }).value.id;
  };
  const colors = ["#ff0000", "#00ff00", "#0000ff", "#ffff00"];
  const quarters = colors.map((background, index) => ({
    input: { create: { width: 400, height: 400, channels: 3 as const, background } },
    ...{ left: (index % 2) * 400, top: Math.floor(index / 2) * 400 },
  }));
  const blank = sharp({ create: { width: 801, height: 801, channels: 3, background: "#000" } });
  const sheet = await upload(await blank.composite(quarters).png().toBuffer());
  const views = await race.call("stills.cutViews", { projectId, elementId, mediaId: sheet });
  expect(views.map(({ name }) => name)).toEqual(["front", "profile", "back", "detail"]);
  for (const [index, { mediaId, cropped }] of views.entries()) {
    const response = await race.core.fetch(new Request(`http://shotline/media/${projectId}/${mediaId}`));
    const { dominant } = await sharp(new Uint8Array(await response.arrayBuffer())).stats();
    const wanted = Number.parseInt((colors[index] ?? "").slice(1), 16);
    const near = (one: number, other: number) => Math.abs(one - other) < 24;
    expect(
      near(dominant.r, wanted >> 16) && near(dominant.g, (wanted >> 8) & 255) && near(dominant.b, wanted & 255),
    ).toBe(true);
    expect(cropped).toMatchObject({ from: sheet, width: 400, height: 400 });
  }
  const { elements } = (await race.view()).project;
  expect((await race.stills({ kind: "element", elementId, view: "back" }))[0]?.mediaId).toBe(views[2]?.mediaId);
  // @Driver has two images, and services accept four.
  const fitting = viewsThatFit(elements[0]?.images ?? [], views);
  await race.edit(editForViews({ elements }, elementId, fitting));
  const [element] = (await race.view()).project.elements;
  expect(element?.images).toEqual([...(elements[0]?.images ?? []), views[1]?.mediaId, views[2]?.mediaId]);
  expect(element?.views?.[views[1]?.mediaId ?? ""]).toEqual({ name: "profile", cropped: views[1]?.cropped });
  const small = await upload(await makeStillFile({ widthPx: 500, heightPx: 500, tone: 9, format: "png" }));
  await expect(race.call("stills.cutViews", { projectId, elementId, mediaId: small })).rejects.toMatchObject({
    code: "image.too-small",
  });
});
