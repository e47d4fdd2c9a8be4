import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { faultOf } from "../../../support/services/adapter-driver.ts";
import { KlingRefusal } from "../../../support/services/kling-refusal.ts";
import { car, driver, endFrame, startFrame, startRig, written } from "./kling-rig.ts";

const v3 = "kling/kling-3.0";
const omni = "kling/kling-3.0-omni";
const turbo = "kling/kling-3.0-turbo";

describe("Kling's current API", () => {
  test("makes a film of several shots from words alone, and brings it home", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    simulator.pollsUntilDone = 3;
    const job = drive();
    const pass = written(
      profile,
      [
        ["A car waits.", 4000],
        ["It leaves; fast.", 2000],
      ],
      { audio: true, resolution: "1080p" },
    );
    const task = await job.submit(profile, pass);
    expect(simulator.requests.at(-1)).toMatchObject({
      path: "/text-to-video/kling-3.0",
      body: {
        prompt: "shot 1, 4, A car waits.; shot 2, 2, It leaves, fast.;",
        settings: { resolution: "1080p", aspect_ratio: "16:9", duration: 6, audio: "native", multi_shot: true },
        options: { external_task_id: "job-1", watermark_info: { enabled: false } },
      },
    });
    expect(await job.poll(task)).toEqual({ state: "working", progress: null, note: null });
    const ended = await job.pollToEnd(task);
    // 6 s at 0.168 dollars.
    expect(ended).toMatchObject({ state: "succeeded", charged: { currency: "USD", micros: 1_008_000 } });
    expect(await job.download(ended)).toEqual(await readFile(simulator.film.path));
    const expiresAt = ended.state === "succeeded" ? Date.parse(ended.result.expiresAt ?? "") : 0;
    expect((expiresAt - Date.now()) / 86_400_000).toBeCloseTo(30, 1);
    expect(simulator.charges).toMatchObject([{ ourId: "job-1" }]);
  });

  test("sends one shot as its own words, and says so", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    await drive().submit(profile, written(profile, ["A car waits."], { aspectRatio: "9:16" }));
    expect(simulator.requests.at(-1)?.body).toMatchObject({
      prompt: "A car waits.",
      settings: { resolution: "720p", aspect_ratio: "9:16", duration: 4, audio: "off", multi_shot: false },
    });
  });

  test("starts from a frame with elements, which decide the shape and are called by their ids", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    const pass = written(profile, ["@Driver walks to @Car.", "@Driver gets in."], { startFrame, endFrame });
    await drive().submit(profile, pass);
    const { path, body } = simulator.requests.at(-1) ?? {};
    expect(path).toBe("/image-to-video/kling-3.0");
    const [first, second] = simulator.elementLibrary.elements;
    expect(body).toMatchObject({
      contents: [
        { type: "prompt", text: "shot 1, 4, @el01 walks to @el02.; shot 2, 4, @el01 gets in.;" },
        { type: "first_frame" },
        { type: "last_frame" },
        { type: "element", element_id: String(first?.elementId), id: "el01" },
        { type: "element", element_id: String(second?.elementId), id: "el02" },
      ],
    });
    expect(body).not.toHaveProperty("settings.aspect_ratio");
    expect(simulator.taken).toMatchObject([{ frames: ["first", "last"], shots: [{ seconds: 4 }, { seconds: 4 }] }]);
  });

  test("sends Omni its own path, with a shape only where no frame decides it", async () => {
    const { simulator, profile, drive } = await startRig(omni);
    await drive({ jobId: "job-1" }).submit(profile, written(profile, ["@Driver waves."], { aspectRatio: "1:1" }));
    await drive({ jobId: "job-2" }).submit(profile, written(profile, ["@Driver waves."], { startFrame }));
    const [free, framed] = simulator.requests.filter(({ path }) => path === "/omni-video/kling-3.0-omni");
    expect(free?.body).toMatchObject({ settings: { aspect_ratio: "1:1" } });
    expect(framed?.body).not.toHaveProperty("settings.aspect_ratio");
  });

  test("leaves out of Turbo's request what Turbo does not have", async () => {
    const { simulator, profile, drive } = await startRig(turbo);
    await drive({ jobId: "job-1" }).submit(profile, written(profile, ["One.", "Two."]));
    await drive({ jobId: "job-2" }).submit(profile, written(profile, ["One."], { startFrame, endFrame }));
    const [words, framed] = simulator.requests;
    expect(words).toMatchObject({
      path: "/text-to-video/kling-3.0-turbo",
      body: { settings: { resolution: "720p", aspect_ratio: "16:9", duration: 8 } },
    });
    expect(framed).toMatchObject({
      path: "/image-to-video/kling-3.0-turbo",
      body: { contents: [{ type: "prompt" }, { type: "first_frame" }], settings: { resolution: "720p", duration: 4 } },
    });
  });

  test("finds a task whose answer was lost, and says for certain when there is none", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    const job = drive({ jobId: "job-7" });
    const sent = await job.prepare(profile, written(profile, ["One."]));
    expect(await job.find(sent)).toBe("none");
    for (const lost of ["drop-after", "500-after", "html-after"] as const) {
      const other = drive({ jobId: `job-${lost}` });
      const request = await other.prepare(profile, written(profile, ["One."]));
      simulator.play({ on: "submit", do: lost });
      expect(await faultOf(other.send(request))).toMatchObject({ again: "later", reached: "perhaps" });
      const found = await other.find(request);
      expect(found).toEqual({ id: simulator.charges.at(-1)?.taskId });
      if (typeof found === "object") expect(await other.poll(found)).toMatchObject({ state: "succeeded" });
    }
    expect(simulator.charges).toHaveLength(3);
  });

  test("takes nothing for certain from a lookup that fails", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    const job = drive();
    const sent = await job.prepare(profile, written(profile, ["One."]));
    for (const fault of ["drop-before", "500-before", "503", "html", "429"] as const) {
      simulator.play({ on: "find", do: fault });
      expect(await faultOf(job.find(sent))).toMatchObject({ again: "later" });
    }
  });

  test("takes a refused question for no answer, and believes only that there is no such thing", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    const job = drive();
    const sent = await job.prepare(profile, written(profile, ["One."]));
    await job.send(sent);
    for (const code of [1201, 1200]) {
      simulator.questionRefusals.push(new KlingRefusal(code, "external_task_ids is invalid"));
      expect(await faultOf(job.find(sent))).toMatchObject({ kind: "unclear", again: "later", reached: "perhaps" });
    }
    simulator.questionRefusals.push(new KlingRefusal(1203, "the requested resource does not exist"));
    expect(await job.find(sent)).toBe("none");
  });

  test("refuses to pay twice under one id, and gives the task that is there, whatever words it refuses with", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    const job = drive();
    const sent = await job.prepare(profile, written(profile, ["One."]));
    const first = await job.send(sent);
    expect(await job.send(sent)).toEqual(first);
    expect(await job.find(sent)).toEqual({ id: simulator.charges[0]?.taskId });
    // Refused, and not to be asked: then nobody knows, and it is not told as a no.
    simulator.play({ on: "find", do: "500-before" });
    expect(await faultOf(job.send(sent))).toMatchObject({ kind: "unclear", again: "later", reached: "perhaps" });
    expect(simulator.charges).toHaveLength(1);
  });

  test("lists the account's tasks, newest first, with our ids and states", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    const job = drive({ jobId: "job-1" });
    await job.pollToEnd(await job.submit(profile, written(profile, ["One."])));
    simulator.skewMs = 60_000;
    await drive({ jobId: "job-2" }).submit(profile, written(profile, ["Two."]));
    const listed = await job.provider.list?.(job.context);
    expect(listed).toMatchObject([
      { jobId: "job-2", state: "working", remote: { id: simulator.charges[1]?.taskId } },
      { jobId: "job-1", state: "succeeded", remote: { id: simulator.charges[0]?.taskId } },
    ]);
    expect(Date.parse(listed?.[1]?.createdAt ?? "")).toBe(simulator.charges[0]?.at);
  });

  test("counts units of a package as dollars, and takes no word on charges for none", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    simulator.paysBy = "unit";
    const job = drive({ jobId: "job-1" });
    // 4 s of 0.6 units at 0.14 dollars.
    const paid = await job.pollToEnd(await job.submit(profile, written(profile, ["One."])));
    expect(paid).toMatchObject({ charged: { currency: "USD", micros: 336_000 } });
    simulator.tellsCharges = false;
    const untold = drive({ jobId: "job-2" });
    expect(await untold.pollToEnd(await untold.submit(profile, written(profile, ["One."])))).toMatchObject({
      charged: null,
    });
  });

  test("tells why a task failed, and that it cost nothing where Kling says so", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    simulator.failNext("Failure to pass the risk control system");
    const refused = drive({ jobId: "job-1" });
    expect(await refused.pollToEnd(await refused.submit(profile, written(profile, ["One."])))).toMatchObject({
      state: "failed",
      problem: { code: "service.content-refused", next: expect.stringMatching(/prompts or images/) },
      charged: { micros: 0 },
    });
    simulator.failNext("The service is busy.");
    simulator.tellsCharges = false;
    const failed = drive({ jobId: "job-2" });
    expect(await failed.pollToEnd(await failed.submit(profile, written(profile, ["One."])))).toMatchObject({
      state: "failed",
      problem: { code: "service.failed", message: "Kling couldn't generate the video: The service is busy." },
      charged: null,
    });
  });

  test("says of a task that Kling no longer has that it is not there", async () => {
    const { drive } = await startRig(v3);
    expect(await faultOf(drive().poll({ id: "123" }))).toMatchObject({ kind: "not-found", again: "never" });
  });

  test("tests a key without a task, and shows it to nobody", async () => {
    const { simulator, profile, drive } = await startRig(omni);
    const good = drive();
    expect(await good.provider.testKey(good.context)).toBe("Kling accepts the API key.");
    const key = "wrong-key-83bd0f";
    const wrong = drive({ key });
    const fault = await faultOf(wrong.provider.testKey(wrong.context));
    expect(fault).toMatchObject({ kind: "key", again: "never", problem: { code: "service.key-refused" } });
    const refused = await faultOf(wrong.submit(profile, written(profile, ["@Driver waves."])));
    expect(refused.kind).toBe("key");
    expect(simulator.charges).toEqual([]);
    await good.submit(profile, written(profile, ["@Driver waves."]));
    const seen = JSON.stringify([good.lines, wrong.lines, fault.problem, refused.message, simulator.requests]);
    expect(seen).not.toContain(simulator.key);
    expect(seen).not.toContain(key);
  });

  test("stops a registration when the job is stopped", async () => {
    const { simulator, profile, drive } = await startRig(omni);
    simulator.elementLibrary.questionsUntilReady = 1000;
    const job = drive();
    const work = job.prepare(profile, written(profile, ["@Driver meets @Car."], {}, [driver, car]));
    await expect.poll(() => simulator.elementLibrary.elements.length).toBe(1);
    job.stop();
    await expect(work).rejects.toThrow("The test stopped the job.");
    expect(simulator.charges).toEqual([]);
  });
});
