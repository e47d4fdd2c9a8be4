import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { writeStill } from "../../../../shared/generation/written-pass.ts";
import { buildPass, buildShot } from "../../../support/builders.ts";
import { type AdapterDriver, faultOf } from "../../../support/services/adapter-driver.ts";
import { ReplicateRefusal } from "../../../support/services/replicate-input.ts";
import { car, driver, endFrame, knownProfile, startFrame, written } from "./kling-rig.ts";
import { banana, omni, startRig, v3 } from "./replicate-rig.ts";

describe("Replicate", () => {
  test("makes a film of several shots, and brings it home within its hour", async () => {
    const { simulator, drive } = await startRig();
    simulator.pollsUntilDone = 3;
    simulator.logs = "Queued\nRendering: 5%\nRendering: 42%\n";
    const job = drive();
    const pass = written(
      v3,
      [
        ["A car waits.", 4000],
        ["It leaves.", 2000],
      ],
      { audio: true, resolution: "1080p" },
    );
    const task = await job.submit(v3, pass);
    expect(simulator.requests.at(-1)).toMatchObject({
      path: "/v1/models/kwaivgi/kling-v3-video/predictions",
      body: {
        input: {
          prompt: "A car waits. It leaves.",
          multi_prompt: '[{"prompt":"A car waits.","duration":4},{"prompt":"It leaves.","duration":2}]',
          mode: "pro",
          duration: 6,
          generate_audio: true,
          aspect_ratio: "16:9",
        },
      },
    });
    expect(await job.poll(task)).toEqual({ state: "working", progress: 0.42, note: null });
    const ended = await job.pollToEnd(task);
    expect(ended).toMatchObject({ state: "succeeded", charged: null });
    expect(await job.download(ended)).toEqual(await readFile(simulator.film.path));
    const expiresAt = ended.state === "succeeded" ? Date.parse(ended.result.expiresAt ?? "") : 0;
    expect((expiresAt - Date.now()) / 60_000).toBeCloseTo(60, 0);
    expect(simulator.charges).toHaveLength(1);
  });

  test("uploads the frames once each, and leaves the shape to the start frame", async () => {
    const { simulator, images, drive } = await startRig();
    const job = drive();
    await job.submit(v3, written(v3, ["A car waits."], { startFrame, endFrame: startFrame, negativePrompt: "rain" }));
    const input = simulator.taken[0]?.input ?? {};
    expect(Object.keys(input).sort()).toEqual(
      ["duration", "end_image", "generate_audio", "mode", "negative_prompt", "prompt", "start_image"].sort(),
    );
    expect(input["start_image"]).toBe(input["end_image"]);
    const uploads = simulator.requests.filter(({ path }) => path === "/v1/files");
    expect(uploads.map(({ body }) => body)).toEqual([{ content: `<${images[startFrame]?.bytes.length} bytes>` }]);
    expect(job.lines).toEqual(["Uploaded 1 image to Replicate."]);
  });

  test("flattens elements to loose images, in the order that the words count them in", async () => {
    const { simulator, drive } = await startRig();
    const job = drive();
    const pass = written(omni, ["@Driver gets into @Car.", "@Car leaves."], { startFrame, endFrame });
    await job.submit(omni, pass);
    const [order] = simulator.taken;
    expect(order?.shots.map(({ prompt }) => prompt)).toEqual(pass.shots.map(({ text }) => text));
    expect(order?.shots[0]?.prompt).toContain("<<<image_1>>>");
    expect(order?.input["reference_images"]).toHaveLength(driver.images.length + car.images.length);
    expect(order?.input).not.toHaveProperty("negative_prompt");
  });

  test("makes a film of a timed list of shots, its elements numbered images", async () => {
    const { simulator, drive } = await startRig();
    const seedance = knownProfile("replicate/seedance-2.0");
    const pass = written(seedance, [
      ["@Driver waits", 6000],
      ["@Car rolls off", 9000],
    ]);
    const job = drive();
    const task = await job.submit(seedance, pass);
    expect(simulator.taken.at(-1)).toMatchObject({
      seconds: 15,
      shots: [
        { seconds: 6, prompt: pass.shots[0]?.text },
        { seconds: 9, prompt: pass.shots[1]?.text },
      ],
      input: { duration: 15, resolution: "720p", aspect_ratio: "16:9", generate_audio: false },
    });
    expect(Object.keys(simulator.taken.at(-1)?.input ?? {})).not.toContain("seed");
    expect(await job.pollToEnd(task)).toMatchObject({ state: "succeeded" });
    expect(simulator.charges).toHaveLength(1);
    simulator.refusals.push(new ReplicateRefusal(422, "Refused", "The image was flagged as a real person (sensitive)"));
    expect(await faultOf(drive().submit(seedance, pass))).toMatchObject({ kind: "content", again: "never" });
    expect(simulator.charges).toHaveLength(1);
  });

  test("draws a still", async () => {
    const { simulator, drive } = await startRig();
    const job = drive();
    const pass = buildPass("1", [buildShot("1")], { aspectRatio: "9:16", resolution: "1K" });
    const still = writeStill(banana, [driver, car], pass, "@Car at dusk.");
    const ended = await job.pollToEnd(await job.submit(banana, still));
    expect(await job.download(ended)).toEqual(await readFile(simulator.still.path));
    expect(simulator.taken).toMatchObject([
      {
        model: "google/nano-banana-pro",
        input: { prompt: still.prompt, aspect_ratio: "9:16", resolution: "1K", output_format: "png" },
      },
    ]);
    expect(simulator.taken[0]?.input["image_input"]).toHaveLength(car.images.length);
  });

  test("cancels, and sees what became of it", async () => {
    const { simulator, drive } = await startRig();
    simulator.pollsUntilDone = 5;
    const job = drive();
    const task = await job.submit(v3, written(v3, ["A car waits."]));
    await job.provider.cancel?.(task, job.context);
    expect(await job.poll(task)).toEqual({ state: "cancelled", charged: null });
    await job.provider.cancel?.({ id: "unknown" }, job.context);
    expect(job.lines.at(-1)).toMatch(/too late/);
  });

  test("keeps the film that came before it could be cancelled", async () => {
    const { drive } = await startRig();
    const job = drive();
    const task = await job.submit(v3, written(v3, ["A car waits."]));
    await job.poll(task);
    await job.provider.cancel?.(task, job.context);
    expect(await job.poll(task)).toMatchObject({ state: "succeeded" });
  });

  test.each([
    ["The input was flagged as sensitive. (E005)", "service.content-refused", /flagged as sensitive/],
    ["NSFW content detected", "service.content-refused", /NSFW/],
    ["Failure to pass the risk control system", "service.content-refused", /risk control/],
    ["CUDA out of memory", "service.failed", /^Replicate couldn't generate this: CUDA out of memory\.$/],
    ["", "service.failed", /^Replicate couldn't generate this\.$/],
  ])("tells why a prediction failed (%s)", async (error, code, message) => {
    const { simulator, drive } = await startRig();
    simulator.failNext(error);
    const job = drive();
    const ended = await job.pollToEnd(await job.submit(v3, written(v3, ["A car waits."])));
    expect(ended).toMatchObject({ state: "failed", problem: { code }, charged: null });
    expect(ended.state === "failed" && ended.problem.message).toMatch(message);
    expect(ended.state === "failed" && ended.problem.next).toBeTruthy();
  });

  test("says so when a result is gone there after its hour", async () => {
    const { simulator, drive } = await startRig();
    const job = drive();
    const task = await job.submit(v3, written(v3, ["A car waits."]));
    const ended = await job.pollToEnd(task);
    simulator.skewMs = 61 * 60_000;
    await expect(job.download(ended)).rejects.toThrow(/404/);
    expect(await job.poll(task)).toMatchObject({ state: "failed", problem: { code: "result.expired" } });
  });

  test.each([
    [401, "Unauthenticated", "key", "never", "no"],
    [402, "Insufficient credit", "credit", "never", "no"],
    [403, "Forbidden", "permission", "never", "no"],
    [404, "Not found", "model", "never", "no"],
    [422, "The version is disabled", "invalid", "never", "no"],
    [422, "The prompt was flagged by moderation", "content", "never", "no"],
    [429, "Request was throttled. Your rate limit resets in ~5s.", "rate", "later", "no"],
    [500, "Internal server error", "server", "later", "perhaps"],
    [502, "Bad gateway", "server", "later", "perhaps"],
  ] as const)("maps a refusal with %i, %s", async (status, words, kind, again, reached) => {
    const { simulator, drive } = await startRig();
    simulator.refusals.push(new ReplicateRefusal(status, "Refused", words));
    const fault = await faultOf(drive().submit(v3, written(v3, ["A car waits."])));
    expect(fault).toMatchObject({ kind, again, reached, againAfterMs: status === 429 ? 5000 : null });
    expect(simulator.charges).toEqual([]);
  });

  test("names the field that is refused", async () => {
    const { drive } = await startRig();
    const job = drive();
    const { frozen } = await job.prepare(v3, written(v3, ["A car waits."]));
    const body = { input: { prompt: "A car waits.", cfg_scale: 0.5 } };
    const fault = await faultOf(job.send({ frozen, body, sentAtMs: 0 }));
    expect(fault.problem.message).toMatch(/^Replicate rejected the request: input: .*cfg_scale/);
  });

  test("refuses a model whose file says nothing of requests", async () => {
    const { drive } = await startRig();
    const { request: _request, ...other } = { ...v3, label: "Other" };
    expect(() => drive().freeze(other, written(v3, ["A car waits."]))).toThrow(/can't send to Other/);
  });

  test("keeps the summary beside the shots to what the field takes, at a word's end", async () => {
    const { simulator, drive } = await startRig();
    const long = "word ".repeat(100).trim();
    const pass = written(
      v3,
      Array.from({ length: 6 }, (): [string, number] => [long, 2000]),
    );
    await drive().submit(v3, pass);
    const summary = String(simulator.taken[0]?.input["prompt"]);
    expect(pass.prompt.length).toBeGreaterThan(2500);
    expect(summary.length).toBeLessThanOrEqual(2500);
    expect(summary).toMatch(/ word$/);
  });

  test("tests a key, also where the account is not told", async () => {
    const { simulator, drive } = await startRig();
    const ask = ({ provider, context }: AdapterDriver) => provider.testKey(context);
    expect(await ask(drive())).toBe("Replicate accepts the API token of previs.");
    simulator.hasAccount = false;
    expect(await ask(drive())).toBe("Replicate accepts the API token.");
    expect(await faultOf(ask(drive({ key: "r8_wrong_key" })))).toMatchObject({ kind: "key", again: "never" });
    expect(simulator.charges).toEqual([]);
  });

  test("says nothing of the key, to nobody", async () => {
    const { simulator, drive } = await startRig();
    const job = drive();
    const pass = written(v3, ["A car waits."], { startFrame });
    const sent = await job.prepare(v3, pass);
    simulator.refusals.push(new ReplicateRefusal(403, "Forbidden", `The token ${simulator.key} may not do this.`));
    const fault = await faultOf(job.send(sent));
    expect(fault.kind).toBe("permission");
    const seen = JSON.stringify([sent, job.lines, fault.message, fault.problem, simulator.requests]);
    expect(seen).not.toContain(simulator.key);
  });

  test("gives no key to an address elsewhere that an answer names", async () => {
    const { simulator, drive } = await startRig();
    const elsewhere = await startRig();
    const job = drive();
    const task = await job.submit(v3, written(v3, ["A car waits."]));
    const misled = { ...task, statusUrl: `${elsewhere.simulator.url}/v1/predictions/${task.id}` };
    expect(await job.poll(misled)).toMatchObject({ state: "succeeded" });
    expect(elsewhere.simulator.requests).toEqual([]);
    expect(simulator.requests.at(-1)?.path).toBe(`/v1/predictions/${task.id}`);
  });
});
