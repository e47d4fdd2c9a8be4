/** Pixio's adapter against its simulator, over real HTTP: from the upload to the film's bytes, and every way that it can fail. */
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { pixioProvider } from "../../../../electron/core/generation/providers/pixio.ts";
import type { FaultKind } from "../../../../electron/core/generation/service-fault.ts";
import { type AdapterDriver, faultOf } from "../../../support/services/adapter-driver.ts";
import type { PixioRefusal } from "../../../support/services/pixio.ts";
import { openPixio, startFrame, written, writtenStill } from "./fal-rig.ts";

const film = written("pixio/kling-v3-pro", ["A door opens", "A hand falls"]);
const filmOfImages = written("pixio/kling-v3-pro", ["@Driver passes @Car", "A door opens"], { startFrame });
const modelId = "pixio/kling-video/v3/pro/text-to-video";
const dayMs = 24 * 3600_000;

function submit(driver: AdapterDriver, { profile, pass } = film) {
  return driver.submit(profile, pass);
}

describe("from the pass to the film", () => {
  test("sends, asks and delivers the film's very bytes, with what it cost and until when it is there", async () => {
    const { simulator, drive } = await openPixio();
    simulator.pollsUntilDone = 2;
    const driver = drive();
    const task = await submit(driver);
    expect(task).toEqual({ id: simulator.charges[0]?.taskId, kind: modelId });
    expect(await driver.poll(task)).toEqual({ state: "working", progress: null, note: null });
    const end = await driver.pollToEnd(task);
    expect(end).toMatchObject({ state: "succeeded", charged: { currency: "credits", micros: 175_000_000 } });
    expect(await driver.download(end)).toEqual(readFileSync(simulator.film.path));
    const expiresAt = end.state === "succeeded" ? Date.parse(end.result.expiresAt ?? "") : 0;
    expect(Math.abs(expiresAt - Date.now() - 7 * dayMs)).toBeLessThan(60_000);
    expect(simulator.taken).toMatchObject([
      {
        shots: [
          { text: "A door opens", seconds: 4 },
          { text: "A hand falls", seconds: 4 },
        ],
        durationSeconds: 8,
      },
    ]);
  });

  test("uploads each image once and lets the service read them all", async () => {
    const { simulator, drive } = await openPixio();
    const driver = drive();
    await submit(driver, filmOfImages);
    expect(simulator.files.count).toBe(6);
    expect(simulator.taken[0]?.images).toHaveLength(6);
    expect(driver.lines).toEqual(["Uploaded 6 images to Pixio."]);
  });

  test("draws a still", async () => {
    const { drive } = await openPixio();
    const driver = drive();
    const task = await submit(driver, writtenStill("pixio/nano-banana-pro", "@Car in rain", "4K"));
    const end = await driver.pollToEnd(task);
    expect(end).toMatchObject({ charged: { micros: 15_000_000 } });
    expect(await sharp(await driver.download(end)).metadata()).toMatchObject({ format: "png" });
  });

  test("gives a fresh address for a result whose address has run out", async () => {
    const { simulator, drive } = await openPixio();
    const driver = drive();
    const task = await submit(driver);
    const end = await driver.pollToEnd(task);
    simulator.skewMs += 8 * dayMs;
    await expect(driver.download(end)).rejects.toThrow("403");
    expect(await driver.download(await driver.poll(task))).toEqual(readFileSync(simulator.film.path));
  });
});

describe("an answer that was lost", () => {
  test.each(["drop-after", "500-after", "html-after"] as const)(
    "%s: the same request finds the task, and makes no second",
    async (fault) => {
      const { simulator, drive } = await openPixio();
      const driver = drive();
      const sent = await driver.prepare(filmOfImages.profile, filmOfImages.pass);
      simulator.play({ on: "submit", do: fault });
      expect(await faultOf(driver.send(sent))).toMatchObject({ reached: "perhaps", again: "later" });
      const found = await driver.find(sent);
      expect(found).toEqual({ id: simulator.charges[0]?.taskId, kind: "pixio/kling-video/v3/pro/image-to-video" });
      expect(simulator.charges).toMatchObject([{ ourId: "job-1" }]);
    },
  );

  test("that never came is made up for by the question itself", async () => {
    const { simulator, drive } = await openPixio();
    const driver = drive();
    const sent = await driver.prepare(film.profile, film.pass);
    simulator.play({ on: "submit", do: "drop-before" });
    await faultOf(driver.send(sent));
    expect(await driver.find(sent)).toMatchObject({ id: simulator.charges[0]?.taskId });
    expect(simulator.charges).toHaveLength(1);
  });

  test("cannot be asked about when the day of the key is over", async () => {
    const { simulator, drive } = await openPixio();
    let clockMs = Date.now();
    const driver = drive({ now: () => clockMs });
    const sent = await driver.prepare(film.profile, film.pass);
    simulator.play({ on: "submit", do: "drop-after" });
    await faultOf(driver.send(sent));
    clockMs += dayMs;
    simulator.skewMs += dayMs;
    expect(await driver.find(sent)).toBe("cannot-ask");
    expect(simulator.charges).toHaveLength(1);
  });

  test("is not asked about with images that are gone, as that would be another request", async () => {
    const { simulator, drive } = await openPixio();
    const driver = drive();
    const sent = await driver.prepare(filmOfImages.profile, filmOfImages.pass);
    expect(await driver.find({ ...sent, body: sent.frozen.call.body })).toBe("cannot-ask");
    expect(simulator.charges).toEqual([]);
  });

  test("is left to the user when the question is refused", async () => {
    const { simulator, drive } = await openPixio();
    const driver = drive();
    const sent = await driver.prepare(film.profile, film.pass);
    simulator.refusals.push({ status: 402, body: { error: "Insufficient credits", code: "insufficient_credits" } });
    expect(await driver.find(sent)).toBe("cannot-ask");
    simulator.play({ on: "submit", do: "503" });
    expect(await faultOf(driver.find(sent))).toMatchObject({ again: "later" });
  });
});

test("lists the films that the account made with the models that passes use", async () => {
  const { simulator, drive } = await openPixio();
  const driver = drive();
  const done = await submit(driver);
  await driver.pollToEnd(done);
  const working = await submit(drive());
  await submit(drive(), writtenStill("pixio/nano-banana-pro", "A garage", "2K"));
  expect(await pixioProvider.list?.(driver.context)).toMatchObject([
    { remote: { id: working.id, kind: modelId }, jobId: null, state: "working" },
    { remote: { id: done.id, kind: modelId }, jobId: null, state: "succeeded" },
  ]);
  expect(simulator.charges).toHaveLength(3);
});

test("cannot be told to cancel", () => {
  expect(pixioProvider.cancel).toBeUndefined();
});

describe("a quote", () => {
  test.each([
    [film, 175],
    [filmOfImages, 175],
    [written("pixio/kling-o3-4k", ["@Car"]), 280],
    [writtenStill("pixio/nano-banana-pro", "@Car in rain", "4K"), 15],
  ])("is the service's own, before any image is uploaded", async ({ profile, pass }, credits) => {
    const { simulator, drive } = await openPixio();
    const driver = drive();
    const quote = await pixioProvider.quote?.(driver.freeze(profile, pass), driver.context);
    expect(quote).toEqual({ currency: "credits", micros: credits * 1_000_000 });
    expect(simulator.charges).toEqual([]);
    expect(JSON.stringify(simulator.requests)).not.toContain("{{");
  });

  test("names every image, where it was uploaded to or where it might be", async () => {
    const { simulator, drive } = await openPixio();
    const driver = drive();
    const { profile, pass } = filmOfImages;
    const asked = async () => {
      await pixioProvider.quote?.(driver.freeze(profile, pass), driver.context);
      const body = simulator.requests.at(-1)?.body;
      return [...JSON.stringify(body).matchAll(/"(https?:[^"]+)"/g)].map(([, address]) => address ?? "");
    };
    const before = await asked();
    expect(before.length).toBeGreaterThan(0);
    expect(before.every((address) => address.endsWith("/image-to-come.png"))).toBe(true);
    await driver.prepare(profile, pass);
    const after = await asked();
    expect(after).toHaveLength(before.length);
    expect(after.every((address) => address.startsWith(`${simulator.url}/files/`))).toBe(true);
  });
});

describe("the key", () => {
  test("is tested at no cost, and tells the credits", async () => {
    const { simulator, drive } = await openPixio();
    simulator.credits = 3407;
    expect(await pixioProvider.testKey(drive().context)).toBe("Pixio accepts the API key; 3,407 credits left.");
  });

  test("that is wrong is refused wherever it is used", async () => {
    const { drive } = await openPixio();
    const driver = drive({ key: "pxio_live_made_up" });
    const works = [() => submit(driver), () => driver.poll({ id: "x" }), () => pixioProvider.testKey(driver.context)];
    for (const work of works) {
      const fault = await faultOf(work());
      expect(fault).toMatchObject({ kind: "key", again: "never" });
      expect(fault.message).not.toContain("made_up");
    }
  });
});

describe("what Pixio refuses", () => {
  const told = (status: number, code: string, error: string, more: object = {}): PixioRefusal => ({
    status,
    body: { error, code, ...more },
  });
  const refusals: [PixioRefusal, FaultKind, "never" | "later", "no" | "perhaps"][] = [
    [told(400, "invalid_request", "Invalid"), "invalid", "never", "no"],
    [told(400, "provider_error", "The input was rejected"), "invalid", "never", "no"],
    [told(400, "invalid_media_url", "invalid_media_url", { message: "No such file" }), "invalid", "never", "no"],
    [told(400, "model_unavailable", "Model is unavailable"), "model", "never", "no"],
    [told(400, "plan_restricted", "Not on your plan"), "permission", "never", "no"],
    [told(400, "maker_in_flight", "Please wait"), "slots", "later", "no"],
    [told(400, "generation_failed", "Generation request failed"), "server", "later", "perhaps"],
    [told(400, "server_error", "Pixio Server Error"), "server", "later", "perhaps"],
    [told(402, "insufficient_credits", "Insufficient credits", { shortfall: 40 }), "credit", "never", "no"],
    [told(404, "model_not_found", "Model not found"), "model", "never", "no"],
    [told(422, "content_policy", "Refused", { inputHint: "start_image_url" }), "content", "never", "no"],
    [told(422, "price_unavailable", "No price"), "invalid", "never", "no"],
    [told(500, "internal_error", "Internal error"), "server", "later", "perhaps"],
    [told(502, "provider_error", "Upload service failed"), "server", "later", "perhaps"],
    [told(503, "service_unavailable", "Storage unavailable"), "maintenance", "later", "perhaps"],
    [{ status: 429, body: {} }, "rate", "later", "no"],
  ];
  test.each(refusals)("%o", async (refusal, kind, again, reached) => {
    const { simulator, drive } = await openPixio();
    simulator.refusals.push(refusal);
    expect(await faultOf(submit(drive()))).toMatchObject({ kind, again, reached });
    expect(simulator.charges).toEqual([]);
  });

  test("says what is short, and which input offends", async () => {
    const { simulator, drive } = await openPixio();
    simulator.credits = 100;
    const short = await faultOf(submit(drive()));
    expect(short.message).toBe(
      "Your Pixio account does not have enough credit: Insufficient credits (75 credits short).",
    );
    simulator.refusals.push(told(422, "content_policy", "Refused", { message: "Refused", inputHint: "end_image_url" }));
    const content = await faultOf(submit(drive()));
    expect(content.message).toBe("Pixio rejected the content of this pass: Refused (end_image_url).");
  });

  test("more tasks than the plan allows wait as long as it says", async () => {
    const { simulator, drive } = await openPixio();
    simulator.slots = 1;
    await submit(drive());
    expect(await faultOf(submit(drive()))).toMatchObject({ kind: "slots", again: "later", againAfterMs: 10_000 });
    expect(simulator.charges).toHaveLength(1);
  });
});

describe("a task that fails", () => {
  test("costs nothing, and is told in Pixio's words", async () => {
    const { simulator, drive } = await openPixio();
    simulator.failNext("The video could not be made.");
    const driver = drive();
    expect(await driver.pollToEnd(await submit(driver))).toMatchObject({
      state: "failed",
      charged: { currency: "credits", micros: 0 },
      problem: { code: "service.failed", message: "Pixio couldn't generate this: The video could not be made." },
    });
  });

  test("is told apart from one that is gone, and from a question that failed", async () => {
    const { simulator, drive } = await openPixio();
    const driver = drive();
    expect(await faultOf(driver.poll({ id: "no/such" }))).toMatchObject({ kind: "not-found" });
    const task = await submit(driver);
    for (const fault of ["500-before", "503", "html", "drop-before", "429"] as const) {
      simulator.play({ on: "poll", do: fault });
      expect(await faultOf(driver.poll(task))).toMatchObject({ again: "later" });
    }
    expect(await driver.pollToEnd(task)).toMatchObject({ state: "succeeded" });
  });
});

test.each(["drop-before", "500-before", "html", "429"] as const)(
  "an upload that failed (%s) costs nothing",
  async (fault) => {
    const { simulator, drive } = await openPixio();
    simulator.play({ on: "upload", do: fault });
    const driver = drive();
    expect(await faultOf(submit(driver, filmOfImages))).toMatchObject({ again: "later" });
    expect(simulator.charges).toEqual([]);
    await submit(driver, filmOfImages);
    expect(simulator.charges).toHaveLength(1);
  },
);
