import { describe, expect, onTestFinished, test } from "vitest";
import { createGeminiProvider } from "../../../../electron/core/generation/providers/gemini.ts";
import { writeStill } from "../../../../shared/generation/written-pass.ts";
import type { Pass } from "../../../../shared/project/model.ts";
import { buildPass, buildShot } from "../../../support/builders.ts";
import { AdapterDriver, type DriverOptions, faultOf } from "../../../support/services/adapter-driver.ts";
import { GoogleError, quotaWords, startGemini } from "../../../support/services/gemini.ts";
import { car, driver, knownProfile, pictures } from "./kling-rig.ts";

const profile = knownProfile("gemini/nano-banana-pro");

function still(prompt: string, pass: Partial<Pass> = {}) {
  return writeStill(profile, [driver, car], buildPass("1", [buildShot("1")], { resolution: "1K", ...pass }), prompt);
}

async function startRig(model = "gemini-3-pro-image") {
  const simulator = await startGemini();
  onTestFinished(() => simulator.close());
  const images = await pictures();
  const provider = createGeminiProvider(() => model);
  const drive = (options: DriverOptions = {}) => new AdapterDriver(provider, simulator, { images, ...options });
  return { simulator, images, drive };
}

describe("the Gemini API", () => {
  test("draws a still in one request, and skips what the model thought on the way", async () => {
    const { simulator, drive } = await startRig();
    const job = drive();
    const submitted = await job.send(await job.prepare(profile, still("A road at dusk.", { aspectRatio: "9:16" })));
    expect(submitted).toEqual({ image: simulator.drawn[0], charged: null });
    expect(simulator.taken).toMatchObject([
      { model: "gemini-3-pro-image", prompt: "A road at dusk.", aspectRatio: "9:16", imageSize: "1K", images: [] },
    ]);
    expect(simulator.requests.map(({ path }) => path)).toEqual(["/v1beta/models/gemini-3-pro-image:generateContent"]);
  });

  test("sends the elements' images in their order, before the words that count them", async () => {
    const { simulator, images, drive } = await startRig();
    const job = drive();
    const pass = still("@Car waits for @Driver.");
    await job.send(await job.prepare(profile, pass));
    const [order] = simulator.taken;
    const sent = pass.elements.flatMap((element) => element.images);
    expect(sent).toEqual([...car.images, ...driver.images]);
    expect(order?.images).toEqual(sent.map((reference) => images[reference]?.bytes));
    expect(order?.prompt).toBe(pass.prompt);
    const body = simulator.requests[0]?.body as { contents: { parts: object[] }[] };
    expect(Object.keys(body.contents[0]?.parts.at(-1) ?? {})).toEqual(["text"]);
  });

  test("freezes the model of the settings with the request, as Google's own lists write it or without", async () => {
    const { drive } = await startRig("models/gemini-3-pro-image");
    expect(drive().freeze(profile, still("A road.")).call.path).toBe(
      "/v1beta/models/gemini-3-pro-image:generateContent",
    );
  });

  test("refuses more images than one request carries, before anything is sent", async () => {
    const { simulator, drive } = await startRig();
    const huge = { bytes: new Uint8Array(20_000_000), format: "png" };
    const images = Object.fromEntries([...car.images, ...driver.images].map((reference) => [reference, huge]));
    const fault = await faultOf(drive({ images }).prepare(profile, still("@Car waits for @Driver.")));
    expect(fault).toMatchObject({ kind: "invalid", again: "never" });
    expect(fault.problem.message).toMatch(/75 MB/);
    expect(simulator.requests).toEqual([]);
  });

  test.each([
    ["a blocked prompt", { promptFeedback: { blockReason: "PROHIBITED_CONTENT" } }, /PROHIBITED_CONTENT/],
    [
      "a withheld picture",
      { candidates: [{ finishReason: "IMAGE_SAFETY", finishMessage: "Unable to show the generated image." }] },
      /IMAGE_SAFETY, Unable to show/,
    ],
    [
      "words in place of a picture",
      { candidates: [{ content: { parts: [{ text: "I cannot draw this." }] }, finishReason: "NO_IMAGE" }] },
      /I cannot draw this/,
    ],
  ])("takes %s for a refusal of the content", async (_, refusal, words) => {
    const { simulator, drive } = await startRig();
    simulator.refusals.push(refusal);
    const job = drive();
    const fault = await faultOf(job.send(await job.prepare(profile, still("A road."))));
    expect(fault).toMatchObject({ kind: "content", again: "never", reached: "no" });
    expect(fault.problem.message).toMatch(words);
  });

  const retryInfo = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "38.6s" };
  test.each([
    [400, "INVALID_ARGUMENT", "Invalid value.", [], "invalid", "never", "no"],
    [400, "FAILED_PRECONDITION", "Please enable billing on your project.", [], "credit", "never", "no"],
    [400, "FAILED_PRECONDITION", "User location is not supported for the API use.", [], "permission", "never", "no"],
    [401, "UNAUTHENTICATED", "Request had invalid authentication credentials.", [], "key", "never", "no"],
    [402, "RESOURCE_EXHAUSTED", "Your prepay credit balance is depleted.", [], "credit", "never", "no"],
    [403, "PERMISSION_DENIED", "Your project may not use this model.", [], "permission", "never", "no"],
    [403, "PERMISSION_DENIED", "Your API key was reported as leaked.", [], "key", "never", "no"],
    [404, "NOT_FOUND", "models/x is not found.", [], "model", "never", "no"],
    [429, "RESOURCE_EXHAUSTED", quotaWords, [retryInfo], "rate", "later", "no"],
    [429, "RESOURCE_EXHAUSTED", `${quotaWords} limit: 0, model: x`, [retryInfo], "credit", "never", "no"],
    [500, "INTERNAL", "An internal error has occurred.", [], "server", "later", "perhaps"],
    [503, "UNAVAILABLE", "The model is overloaded.", [], "maintenance", "later", "no"],
    [504, "DEADLINE_EXCEEDED", "Deadline expired.", [], "server", "later", "perhaps"],
  ] as const)("maps %i %s (%s)", async (code, status, message, details, kind, again, reached) => {
    const { simulator, drive } = await startRig();
    simulator.errors.push(new GoogleError(code, status, message, details));
    const job = drive();
    const fault = await faultOf(job.send(await job.prepare(profile, still("A road."))));
    expect(fault).toMatchObject({ kind, again, reached });
    expect(fault.againAfterMs).toBe(details.length > 0 ? 38_600 : null);
    expect(fault.problem.next).toBeTruthy();
    expect(simulator.charges).toEqual([]);
  });

  test("knows that a picture may have been drawn when no answer comes, and that nobody can be asked", async () => {
    const { simulator, drive } = await startRig();
    const job = drive();
    const sent = await job.prepare(profile, still("A road."));
    for (const fault of ["drop-after", "html-after", "500-after"] as const) {
      simulator.play({ on: "submit", do: fault });
      expect(await faultOf(job.send(sent))).toMatchObject({ again: "later", reached: "perhaps" });
    }
    expect(simulator.charges).toHaveLength(3);
    expect(await job.find(sent)).toBe("cannot-ask");
  });

  test("tests a key without drawing, and tells a model that is gone", async () => {
    const { simulator, drive } = await startRig();
    const test = (rig: AdapterDriver) => rig.provider.testKey(rig.context);
    expect(await test(drive())).toBe("Gemini accepts the API key and has gemini-3-pro-image.");
    expect(await faultOf(test(drive({ key: "AIza-wrong-key" })))).toMatchObject({ kind: "key" });
    expect(simulator.charges).toEqual([]);
    const gone = await startRig("gemini-3-pro-image-preview");
    expect(await faultOf(test(gone.drive()))).toMatchObject({ kind: "model" });
  });

  test("says nothing of the key, to nobody", async () => {
    const { simulator, drive } = await startRig();
    const key = "AIza-not-the-right-one";
    const job = drive({ key });
    const sent = await job.prepare(profile, still("A road."));
    const fault = await faultOf(job.send(sent));
    const good = drive();
    simulator.errors.push(new GoogleError(403, "PERMISSION_DENIED", `The key ${simulator.key} is blocked.`));
    const repeated = await faultOf(good.send(sent));
    const seen = JSON.stringify([sent, job.lines, good.lines, fault.message, repeated.message, simulator.requests]);
    expect(seen).not.toContain(key);
    expect(seen).not.toContain(simulator.key);
  });
});
