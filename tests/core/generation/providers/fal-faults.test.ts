/** What fal refuses, how its tasks fail, and what its faults mean to a job. */
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import type { FaultKind } from "../../../../electron/core/generation/service-fault.ts";
import { type AdapterDriver, faultOf } from "../../../support/services/adapter-driver.ts";
import type { FalAnswer } from "../../../support/services/fal.ts";
import { openFal, pictures, startFrame, written } from "./fal-rig.ts";

const film = written("fal/kling-v3-pro", ["A door opens", "A hand falls"]);
const filmOfImages = written("fal/kling-v3-pro", ["@Driver passes @Car"], { startFrame });

const seedance = written("fal/seedance-2.0", ["@Driver waits", "@Driver leaves"]);

function submit(driver: AdapterDriver, { profile, pass } = film) {
  return driver.submit(profile, pass);
}

describe("what fal refuses", () => {
  const typed = (type: string, msg: string, loc: string[] = ["body", "prompt"]) => ({ detail: [{ loc, msg, type }] });
  const locked = {
    detail: "User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.",
  };
  const refusals: [string, FalAnswer, FaultKind, "never" | "later"][] = [
    ["no permission", { status: 403, body: { detail: "Forbidden" } }, "key", "never"],
    ["no balance", { status: 403, body: locked }, "credit", "never"],
    ["no payment", { status: 402, body: { detail: "Payment required" } }, "credit", "never"],
    ["a lock", { status: 403, body: { detail: "User is locked. Reason: Admin lock." } }, "permission", "never"],
    ["the content", { status: 422, body: typed("content_policy_violation", "Flagged") }, "content", "never"],
    ["a field", { status: 422, body: typed("string_too_long", "Too long") }, "invalid", "never"],
    ["a malformed request", { status: 400, body: { detail: "Bad", error_type: "bad_request" } }, "invalid", "never"],
    ["haste", { status: 429, body: { detail: "Slow down" }, headers: { "retry-after": "7" } }, "rate", "later"],
    [
      "parallel work",
      { status: 429, body: { detail: "Concurrent requests limit" }, headers: { "retry-after": "7" } },
      "rate",
      "later",
    ],
    ["nothing, being broken", { status: 500, body: { detail: "Oops" } }, "server", "later"],
    ["nothing, having no runner", { status: 503, body: { detail: "Oops" } }, "server", "later"],
  ];
  test.each(refusals)("%s", async (_, refusal, kind, again) => {
    const { simulator, drive } = await openFal();
    simulator.refusals.push(refusal);
    const fault = await faultOf(submit(drive()));
    expect(fault).toMatchObject({ kind, again });
    if (kind === "rate") expect(fault.againAfterMs).toBe(7000);
    expect(simulator.charges).toEqual([]);
  });

  test("frames beside references at Seedance, with 400 and for nothing", async () => {
    const { simulator, drive } = await openFal();
    const driver = drive();
    const sent = await driver.prepare(seedance.profile, seedance.pass);
    const {
      image_urls: [image],
    } = sent.body as unknown as { image_urls: string[] };
    const fault = await faultOf(
      driver.send({ ...sent, body: { ...(sent.body as object), image_url: image as string } }),
    );
    expect(fault).toMatchObject({ kind: "invalid", again: "never", status: 400 });
    expect(fault.message).toContain("cannot be mixed with reference media");
    expect(simulator.charges).toEqual([]);
  });

  test("a picture of a real person at Seedance, as a matter of content", async () => {
    const { simulator, drive } = await openFal();
    const driver = drive();
    simulator.failNext({
      status: 422,
      body: typed("content_policy_violation", "May show a real person", ["body", "image_urls"]),
    });
    const task = await driver.submit(seedance.profile, seedance.pass);
    expect(await driver.pollToEnd(task)).toMatchObject({
      state: "failed",
      problem: { code: "service.content-refused", next: expect.any(String) },
    });
  });

  test("names the field and the reason", async () => {
    const { simulator, drive } = await openFal();
    const body = typed("string_too_long", "At most 2500 characters", ["body", "multi_prompt", "0", "prompt"]);
    simulator.refusals.push({ status: 422, body });
    const fault = await faultOf(submit(drive()));
    expect(fault.message).toBe("fal.ai rejected the request: multi_prompt.0.prompt: At most 2500 characters.");
  });

  test("an image that it cannot use is named by its place", async () => {
    const { drive } = await openFal();
    const small = { bytes: new Uint8Array(await sharp({ create: tiny }).png().toBuffer()), format: "png" };
    const fault = await faultOf(
      submit(drive({ images: { ...(await pictures()), [startFrame]: small } }), filmOfImages),
    );
    expect(fault).toMatchObject({ kind: "invalid" });
    expect(fault.message).toMatch(/start_image_url: The image is smaller than 300 px/);
  });

  test("a model that is gone is told apart from a task that is gone", async () => {
    const { drive } = await openFal();
    const driver = drive();
    const sent = await driver.prepare(film.profile, film.pass);
    const call = { ...sent.frozen.call, path: "/fal-ai/kling-video/v9/pro/text-to-video" };
    const fault = await faultOf(driver.send({ ...sent, frozen: { ...sent.frozen, call } }));
    expect(fault).toMatchObject({ kind: "model", again: "never" });
    const gone = { id: "0f3c", kind: "fal-ai/kling-video/v3/pro/text-to-video" };
    expect(await faultOf(driver.poll(gone))).toMatchObject({ kind: "not-found" });
  });

  const tiny = { width: 200, height: 200, channels: 3, background: "teal" } as const;
});

describe("a task that fails", () => {
  const failures: [string, FalAnswer, object][] = [
    [
      "for its content costs what fal says nothing about",
      { status: 422, body: { detail: [{ loc: ["body"], msg: "Flagged", type: "content_policy_violation" }] } },
      { charged: null, problem: { code: "service.content-refused" } },
    ],
    [
      "for an input is not worth repeating",
      { status: 422, body: { detail: [{ loc: ["body", "start_image_url"], msg: "No face", type: "face_detection" }] } },
      {
        charged: null,
        problem: { code: "service.invalid", message: "fal.ai rejected the request: start_image_url: No face." },
      },
    ],
    [
      "by fal's own fault costs nothing",
      { status: 504, body: { detail: "Request timed out", error_type: "request_timeout" } },
      {
        charged: { currency: "USD", micros: 0 },
        problem: { code: "service.failed", message: "fal.ai couldn't generate this: Request timed out." },
      },
    ],
  ];
  test.each(failures)("%s", async (_, failure, outcome) => {
    const { simulator, drive } = await openFal();
    simulator.failNext(failure);
    const driver = drive();
    expect(await driver.pollToEnd(await submit(driver))).toMatchObject({ state: "failed", ...outcome });
  });

  test.each(["500-before", "503", "html", "drop-before", "429"] as const)(
    "is not one whose question failed: %s",
    async (fault) => {
      const { simulator, drive } = await openFal();
      const driver = drive();
      const task = await submit(driver);
      simulator.play({ on: "poll", do: fault });
      expect(await faultOf(driver.poll(task))).toMatchObject({ again: "later" });
      expect(await driver.pollToEnd(task)).toMatchObject({ state: "succeeded" });
    },
  );

  test("nor one whose result could not be fetched just now", async () => {
    const { simulator, drive } = await openFal();
    const driver = drive();
    const task = await submit(driver);
    await driver.poll(task);
    simulator.play({ on: "poll", do: "delay", ms: 0 }, { on: "poll", do: "500-before" });
    expect(await faultOf(driver.poll(task))).toMatchObject({ kind: "server", again: "later" });
    expect(await driver.poll(task)).toMatchObject({ state: "succeeded" });
  });
});

test("a fault that fal tells once, and not again, is not the task's", async () => {
  const { simulator, drive } = await openFal();
  const driver = drive();
  const task = await submit(driver);
  // The status comes first, then the result.
  simulator.play({ on: "poll", do: "delay", ms: 0 }, { on: "poll", do: "503" });
  expect(await driver.poll(task)).toMatchObject({ state: "succeeded" });
});

describe("an upload", () => {
  test.each(["drop-before", "500-before", "html"] as const)(
    "that failed (%s) is known to have cost nothing",
    async (fault) => {
      const { simulator, drive } = await openFal();
      const driver = drive();
      // The first question asks where to, the second brings the bytes.
      simulator.play({ on: "upload", do: "delay", ms: 0 }, { on: "upload", do: fault });
      expect(await faultOf(submit(driver, filmOfImages))).toMatchObject({ again: "later" });
      expect(simulator.charges).toEqual([]);
      await submit(driver, filmOfImages);
      expect(simulator.charges).toHaveLength(1);
    },
  );

  test("is good whatever text storage answers with", async () => {
    const { simulator, drive } = await openFal();
    simulator.storedAnswer = "stored";
    await submit(drive(), filmOfImages);
    expect(simulator.files.count).toBe(6);
  });
});
