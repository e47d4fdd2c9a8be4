import { readFile } from "node:fs/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { createComfyuiProvider } from "../../../../electron/core/generation/providers/comfyui.ts";
import { taskIdOf } from "../../../../electron/core/generation/providers/comfyui-workflow.ts";
import { writeStill } from "../../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../../shared/models/profile.ts";
import { buildPass, buildShot } from "../../../support/builders.ts";
import { localFilm, localStill, withNode } from "../../../support/comfyui-models.ts";
import { AdapterDriver, faultOf } from "../../../support/services/adapter-driver.ts";
import { previewMessage, previewWithMetadata } from "../../../support/services/comfyui-socket.ts";
import { makeStill } from "../../../support/services/film.ts";
import { startRig } from "./comfyui-rig.ts";
import { startFrame, written } from "./kling-rig.ts";

const pass = written(localFilm, ["A car waits."], { startFrame, resolution: "720p" });

describe("ComfyUI", () => {
  test("gets the workflow with our values in its slots, and nothing else changed", async () => {
    const { simulator, drive } = await startRig();
    const job = drive({ jobId: "job-7" });
    const task = await job.submit(localFilm, { ...pass, negativePrompt: "rain" });
    expect(task.id).toBe(taskIdOf("job-7"));
    const image = simulator.uploads[0];
    expect(image).toMatch(/^shotline\/[0-9a-f]{32}\.(jpeg|png)$/);
    const wanted = withNode(
      withNode(
        withNode(withNode(withNode(localFilm, "2", { text: pass.prompt }), "3", { text: "rain" }), "4", { image }),
        "5",
        { width: 1280, height: 704, length: 97 },
      ),
      "7",
      { seed: expect.any(Number) },
    );
    expect(simulator.taken).toEqual([wanted.request?.way === "comfyui" && wanted.request.workflow]);
    expect(job.lines).toEqual(["Uploaded 1 image to ComfyUI."]);
  });

  test("makes a film and brings it home", async () => {
    const { simulator, drive } = await startRig();
    simulator.pollsUntilDone = 3;
    const job = drive();
    const task = await job.submit(localFilm, pass);
    expect(await job.poll(task)).toEqual({ state: "working", progress: null, note: null });
    const ended = await job.pollToEnd(task);
    const url = `${simulator.url}/view?filename=shot_00001_.mp4&subfolder=video&type=output`;
    expect(ended).toEqual({ state: "succeeded", result: { url, expiresAt: null }, charged: null });
    expect(await job.download(ended)).toEqual(await readFile(simulator.film.path));
    expect(simulator.charges).toHaveLength(1);
  });

  test.each([
    ["endFrame", "an end frame"],
    ["images", "an element with an image"],
  ])("is not sent with the workflow's own image where %s is bound and not given", async (slot, what) => {
    const { drive } = await startRig();
    const request = localFilm.request?.way === "comfyui" ? localFilm.request : null;
    const slots = { ...request?.slots, [slot]: [{ node: "4", input: "image" }] };
    const bound = { ...localFilm, request: { ...request, slots } } as ModelProfile;
    await expect(drive().submit(bound, pass)).rejects.toThrow(`Test film · ComfyUI needs ${what}.`);
  });

  test("draws a still", async () => {
    const { simulator, drive } = await startRig();
    const job = drive();
    const place = buildPass("1", [buildShot("1")], { aspectRatio: "16:9", resolution: "1K" });
    const ended = await job.pollToEnd(
      await job.submit(localStill, writeStill(localStill, [], place, "A car at dusk.")),
    );
    expect(await job.download(ended)).toEqual(await readFile(simulator.still));
    expect(simulator.taken[0]?.["4"]?.inputs).toEqual({ width: 1368, height: 768, batch_size: 1 });
    expect(simulator.taken[0]?.["3"]?.inputs["text"]).toBe("text, watermark");
  });

  test("tells its place in line, then how far it is up to the end, at which node, and shows previews", async () => {
    const { simulator, drive } = await startRig();
    simulator.pollsUntilDone = 10_000;
    const other = simulator.queueOther();
    const job = drive();
    const task = await job.submit(localFilm, pass);
    expect(await job.poll(task)).toEqual({ state: "working", progress: null, note: "in line, 2nd" });
    simulator.endOther(other);
    await job.poll(task);
    const socket = await simulator.listener();
    const tell = (type: string, data: object) => socket.text({ type, data: { prompt_id: task.id, ...data } });
    const reads = async (progress: number, note: string | null) =>
      expect
        .poll(async () => await job.poll(task), { timeout: 10_000, interval: 5 })
        .toEqual({ state: "working", progress: expect.closeTo(progress, 3), note });
    tell("execution_cached", { nodes: ["1", "2"] });
    tell("executing", { node: "7", display_node: "7" });
    tell("progress", { node: "7", value: 15, max: 30 });
    await reads((2 + 10) / 29, "running “Sampler” (KSampler)");
    // Another's news, nodes that are not ours, and steps back are none.
    socket.text({ type: "progress", data: { prompt_id: "another", node: "7", value: 30, max: 30 } });
    tell("progress_state", {
      nodes: {
        "7": { state: "running", value: 3, max: 30 },
        "7.0.1": { state: "finished", value: 1, max: 1 },
        "3": { state: "finished", value: 1, max: 1 },
      },
    });
    tell("executing", { node: "8", display_node: "8" });
    await reads((3 + 20) / 29, "running “VAE Decode” (VAEDecode)");
    const { bytes } = await makeStill({ widthPx: 64, heightPx: 36 });
    socket.bytes(previewMessage(bytes));
    socket.bytes(previewWithMetadata(bytes, { node_id: "7", prompt_id: task.id, image_type: "image/jpeg" }));
    tell("execution_success", {});
    tell("executing", { node: null });
    await reads(1, null);
    expect(job.previews.map((each) => Buffer.from(each).equals(bytes))).toEqual([true, true]);
    simulator.pollsUntilDone = 1;
    expect(await job.pollToEnd(task)).toMatchObject({ state: "succeeded" });
    await expect.poll(() => socket.isOpen, { timeout: 10_000 }).toBe(false);
  });

  test("is asked all the same where its WebSocket breaks off", async () => {
    const { simulator, drive } = await startRig();
    simulator.pollsUntilDone = 6;
    const job = drive();
    const task = await job.submit(localFilm, pass);
    await job.poll(task);
    (await simulator.listener()).destroy();
    expect(await job.pollToEnd(task)).toMatchObject({ state: "succeeded" });
  });

  test("takes a task out of the queue, and interrupts ours alone", async () => {
    const { simulator, drive } = await startRig();
    simulator.pollsUntilDone = 10_000;
    const [first, second] = [drive({ jobId: "job-1" }), drive({ jobId: "job-2" })];
    const running = await first.submit(localFilm, pass);
    const waiting = await second.submit(localFilm, pass);
    await second.provider.cancel?.(waiting, second.context);
    expect(await second.poll(waiting)).toEqual({ state: "cancelled", charged: null });
    expect(await first.poll(running)).toMatchObject({ state: "working" });
    await first.provider.cancel?.(running, first.context);
    expect(await first.poll(running)).toEqual({ state: "cancelled", charged: null });
    const interrupts = simulator.requests.filter(({ path }) => path === "/interrupt");
    expect(interrupts.map(({ body }) => body)).toEqual([{ prompt_id: running.id }]);
  });

  test("keeps the film that came before it could be canceled", async () => {
    const { drive } = await startRig();
    const job = drive();
    const task = await job.submit(localFilm, pass);
    await job.poll(task);
    await job.provider.cancel?.(task, job.context);
    expect(await job.poll(task)).toMatchObject({ state: "succeeded" });
  });

  test("ends a job whose machine is off, once the user has canceled it", async () => {
    const { simulator, drive } = await startRig();
    const job = drive();
    const task = await job.submit(localFilm, pass);
    await simulator.close();
    // A connection that stood open is found broken first.
    await faultOf(job.poll(task));
    expect((await faultOf(job.poll(task))).problem).toMatchObject({
      code: "offline",
      message: `Can't reach ComfyUI: ${simulator.url}.`,
      next: expect.stringContaining("Settings → Services"),
    });
    await job.provider.cancel?.(task, job.context);
    expect(await job.poll(task)).toEqual({ state: "cancelled", charged: null });
  });

  test("looks a lost answer up in the queue and in the history, by our id or by whose it is", async () => {
    for (const isOld of [false, true]) {
      const { simulator, drive } = await startRig();
      simulator.isOld = isOld;
      simulator.pollsUntilDone = 2;
      const job = drive({ jobId: "job-lost" });
      const sent = await job.prepare(localFilm, pass);
      expect(await job.find(sent)).toBe("none");
      simulator.play({ on: "submit", do: "drop-after" });
      expect(await faultOf(job.send(sent))).toMatchObject({ kind: "silent", reached: "perhaps" });
      const [id] = [...simulator.tasks.keys()];
      expect(await job.find(sent)).toEqual({ id, kind: simulator.url });
      // Ended meanwhile: now it is in the history.
      expect(await job.find(sent)).toEqual({ id, kind: simulator.url });
      expect(await job.poll({ id: id as string })).toMatchObject({ state: "succeeded" });
      expect(simulator.charges).toHaveLength(1);
      expect((id === taskIdOf("job-lost")) === !isOld).toBe(true);
    }
  });

  test("says that it was restarted in the middle, and that the file may be there", async () => {
    const { simulator, drive } = await startRig();
    simulator.pollsUntilDone = 10_000;
    const job = drive();
    const task = await job.submit(localFilm, pass);
    expect(await job.poll(task)).toMatchObject({ state: "working" });
    simulator.restart();
    const problem = { code: "service.failed", message: expect.stringContaining("it was restarted") };
    expect(await job.poll(task)).toMatchObject({ state: "failed", problem });
  });

  test("asks nobody else for a job of another machine", async () => {
    const { simulator, drive } = await startRig();
    const elsewhere = await startRig();
    const task = await drive().submit(localFilm, pass);
    const moved = elsewhere.drive();
    moved.freeze(localFilm, pass);
    const fault = await faultOf(moved.poll(task));
    expect(fault.problem.message).toBe(`Can't reach ComfyUI: this job was sent to ${simulator.url}.`);
    expect(elsewhere.simulator.requests).toEqual([]);
  });

  test.each([
    [
      "torch.OutOfMemoryError",
      "Allocation on device",
      /^ComfyUI ran out of memory at the node “Sampler” \(KSampler\)\.$/,
    ],
    ["RuntimeError", "CUDA error: out of memory\nTIPS", /ran out of memory/],
    [
      "RuntimeError",
      "shapes do not match\n\nTIPS: …",
      /node “Sampler” \(KSampler\) stopped with RuntimeError: shapes do not match\.$/,
    ],
  ])("says at which node it stopped (%s: %s)", async (type, message, said) => {
    const { simulator, drive } = await startRig();
    simulator.failNext({ node: "7", type, message });
    const job = drive();
    const ended = await job.pollToEnd(await job.submit(localFilm, pass));
    expect(ended).toMatchObject({ state: "failed", problem: { code: "service.failed", next: expect.any(String) } });
    expect(ended.state === "failed" && ended.problem.message).toMatch(said);
  });

  test("says what else than a video its output node gave", async () => {
    const { simulator, drive } = await startRig();
    simulator.savesInstead = { filename: "shot_00001_.flac" };
    const job = drive();
    const ended = await job.pollToEnd(await job.submit(localFilm, pass));
    expect(ended.state === "failed" && ended.problem.message).toBe(
      "ComfyUI finished, but its node “Save Video” (SaveVideo) gave shot_00001_.flac, not a video.",
    );
  });

  test.each([false, true])("names the node that is not installed (old server: %s)", async (isOld) => {
    const { simulator, drive } = await startRig();
    simulator.isOld = isOld;
    simulator.lacks.add("LTXVConditioning");
    const fault = await faultOf(drive().submit(localFilm, pass));
    expect(fault).toMatchObject({ kind: "invalid", again: "never", reached: "no" });
    expect(fault.problem.message).toBe("ComfyUI rejected the request: it lacks the node “LTXVConditioning”.");
    expect(fault.problem.next).toMatch(/ComfyUI-Manager/);
    expect(simulator.charges).toEqual([]);
  });

  test.each([
    [
      "1",
      { ckpt_name: "gone.safetensors" },
      /it has no file gone\.safetensors for the node “Load Checkpoint” \(Chec\w+\), ckpt_name\.$/,
    ],
    ["7", { scheduler: "beta57" }, /its node “Sampler” \(KSampler\) does not offer beta57\.$/],
    ["7", { cfg: 101 }, /its node “Sampler” \(KSampler\): Value 101 bigger than max of 100: cfg\.$/],
    ["8", { vae: ["1", 0] }, /its node “VAE Decode” \(VAEDecode\): Return type mismatch/],
  ])("names the input that node %s refuses", async (id, inputs, said) => {
    const { simulator, drive } = await startRig();
    const fault = await faultOf(drive().submit(withNode(localFilm, id, inputs), pass));
    expect(fault).toMatchObject({ kind: "invalid", again: "never", reached: "no" });
    expect(fault.problem.message).toMatch(said);
    expect(fault.problem.next).toBeTruthy();
    expect(simulator.charges).toEqual([]);
  });

  test("says that what answers there is something else", async () => {
    const { simulator, drive } = await startRig();
    const job = drive();
    const sent = await job.prepare(localFilm, pass);
    simulator.play({ on: "submit", do: "html" });
    const fault = await faultOf(job.send(sent));
    expect(fault.problem).toMatchObject({ code: "service.unclear", next: "Check the address in Settings → Services." });
    expect(fault.reached).toBe("perhaps");
    const other = new AdapterDriver(createComfyuiProvider(), { url: `${simulator.url}/other`, key: "" });
    onTestFinished(() => other.stop());
    expect(await faultOf(other.provider.testKey(other.context))).toMatchObject({ kind: "stranger", reached: "no" });
  });

  test("tells its version, its graphics card and the memory that is free", async () => {
    const { simulator, drive } = await startRig();
    const { provider, context } = drive();
    expect(await provider.testKey(context)).toBe("ComfyUI 0.3.64 on NVIDIA GeForce RTX 4090, 23.0 of 24.0 GB free.");
    expect(simulator.charges).toEqual([]);
  });
});
