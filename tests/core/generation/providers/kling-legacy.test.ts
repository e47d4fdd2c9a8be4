import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { klingLegacyProvider } from "../../../../electron/core/generation/providers/kling-legacy.ts";
import { faultOf } from "../../../support/services/adapter-driver.ts";
import { endFrame, startFrame, startRig, written } from "./kling-rig.ts";

const v3 = "kling-legacy/kling-v3";
const omni = "kling-legacy/kling-v3-omni";
const twoHoursMs = 7_200_000;

describe("Kling's legacy API", () => {
  test("makes a film of several shots as a list, and brings it home", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    simulator.pollsUntilDone = 2;
    const job = drive();
    const pass = written(
      profile,
      [
        ["One; two.", 3000],
        ["Three.", 2000],
      ],
      {
        ...{ audio: true, resolution: "1080p", guidance: 0.65, negativePrompt: "blur" },
      },
    );
    const task = await job.submit(profile, pass);
    expect(task).toEqual({ id: simulator.charges[0]?.taskId, kind: "text2video" });
    expect(simulator.requests.at(-1)).toEqual({
      method: "POST",
      path: "/v1/videos/text2video",
      body: {
        model_name: "kling-v3",
        multi_shot: true,
        shot_type: "customize",
        multi_prompt: [
          { index: 1, prompt: "One; two.", duration: "3" },
          { index: 2, prompt: "Three.", duration: "2" },
        ],
        negative_prompt: "blur",
        cfg_scale: 0.65,
        duration: "5",
        mode: "pro",
        aspect_ratio: "16:9",
        sound: "on",
        watermark_info: { enabled: false },
        external_task_id: "job-1",
      },
    });
    expect(await job.poll(task)).toMatchObject({ state: "working" });
    const ended = await job.pollToEnd(task);
    // 5 s at 0.168 dollars.
    expect(ended).toMatchObject({ state: "succeeded", charged: { currency: "USD", micros: 840_000 } });
    expect(await job.download(ended)).toEqual(await readFile(simulator.film.path));
  });

  test("starts from frames, with elements by number and called by their place", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    const pass = written(profile, ["@Car stands by @Driver."], { startFrame, endFrame, negativePrompt: "" });
    expect(await drive().submit(profile, pass)).toMatchObject({ kind: "image2video" });
    const body = simulator.requests.at(-1)?.body as Record<string, unknown>;
    expect(body).toMatchObject({
      ...{ prompt: "<<<element_1>>> stands by <<<element_2>>>.", multi_shot: false, mode: "std", sound: "off" },
      element_list: simulator.elementLibrary.elements.map(({ elementId }) => ({ element_id: elementId })),
    });
    for (const name of ["aspect_ratio", "negative_prompt", "cfg_scale"]) expect(body).not.toHaveProperty(name);
    expect(simulator.taken).toMatchObject([{ frames: ["first", "last"] }]);
  });

  test("names Omni's model and kinds of frames, and never what Omni lacks", async () => {
    const { simulator, profile, drive } = await startRig(omni);
    const wanted = { guidance: 0.5, negativePrompt: "blur", resolution: "4k" };
    await drive({ jobId: "job-1" }).submit(profile, written(profile, ["@Driver waves."], wanted));
    await drive({ jobId: "job-2" }).submit(
      profile,
      written(profile, ["@Driver waves."], { ...wanted, startFrame, endFrame }),
    );
    const [free, framed] = simulator.requests.filter(({ path }) => path === "/v1/videos/omni-video");
    expect(free?.body).toMatchObject({ model_name: "kling-v3-omni", mode: "4k", aspect_ratio: "16:9" });
    expect(framed?.body).toMatchObject({ image_list: [{ type: "first_frame" }, { type: "end_frame" }] });
    expect(framed?.body).not.toHaveProperty("aspect_ratio");
    for (const { body } of [free, framed].flatMap((each) => each ?? [])) {
      for (const name of ["negative_prompt", "cfg_scale"]) expect(body).not.toHaveProperty(name);
    }
  });

  test("finds a task whose answer was lost, and says for certain when there is none", async () => {
    const { simulator, profile, drive } = await startRig(omni);
    const job = drive({ jobId: "job-9" });
    const sent = await job.prepare(profile, written(profile, ["@Driver waves."]));
    expect(await job.find(sent)).toBe("none");
    simulator.play({ on: "submit", do: "drop-after" });
    expect(await faultOf(job.send(sent))).toMatchObject({ reached: "perhaps" });
    const found = await job.find(sent);
    expect(found).toEqual({ id: simulator.charges[0]?.taskId, kind: "omni-video" });
    // Sent once more it is refused for its id, and that tells of the task which is there.
    expect(await job.send(sent)).toEqual({ task: found });
    expect(simulator.charges).toHaveLength(1);
    for (const fault of ["drop-before", "500-before", "503", "html", "429"] as const) {
      simulator.play({ on: "find", do: fault });
      expect(await faultOf(job.find(sent))).toMatchObject({ again: "later" });
    }
  });

  test("lists tasks of all kinds, newest first", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    await drive({ jobId: "job-1" }).submit(profile, written(profile, ["One."]));
    simulator.skewMs = 60_000;
    const job = drive({ jobId: "job-2" });
    await job.pollToEnd(await job.submit(profile, written(profile, ["Two."], { startFrame })));
    expect(await job.provider.list?.(job.context)).toMatchObject([
      { jobId: "job-2", state: "succeeded", remote: { kind: "image2video" } },
      { jobId: "job-1", state: "working", remote: { kind: "text2video" } },
    ]);
  });

  test("reads charges in units, and a failure that cost nothing", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    simulator.paysBy = "unit";
    const job = drive({ jobId: "job-1" });
    expect(await job.pollToEnd(await job.submit(profile, written(profile, ["One."])))).toMatchObject({
      charged: { currency: "USD", micros: 336_000 },
    });
    simulator.failNext("Something broke.");
    const failed = drive({ jobId: "job-2" });
    expect(await failed.pollToEnd(await failed.submit(profile, written(profile, ["One."])))).toMatchObject({
      ...{ state: "failed", charged: { micros: 0 } },
      problem: { message: "Kling legacy couldn't generate the video: Something broke." },
    });
  });
});

describe("keys of the legacy API", () => {
  test("sign a token that says who, from when and until when", async () => {
    const nowMs = 1_790_000_000_000;
    const { authorization } = await klingLegacyProvider.authorize("access:sec:ret", nowMs);
    const [header, claims] = (authorization?.replace("Bearer ", "") ?? "").split(".").slice(0, 2);
    const read = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString()) as unknown;
    expect(read(header)).toEqual({ alg: "HS256", typ: "JWT" });
    expect(read(claims)).toEqual({ iss: "access", exp: nowMs / 1000 + 1800, nbf: nowMs / 1000 - 5 });
    expect(authorization).not.toContain("sec:ret");
  });

  test("are sent as they are where they are API keys", async () => {
    const { simulator, drive } = await startRig("kling/kling-3.0");
    expect(await klingLegacyProvider.authorize(simulator.key, 0)).toEqual({ authorization: `Bearer ${simulator.key}` });
    const { context } = drive();
    expect(await klingLegacyProvider.testKey(context)).toBe("Kling accepts the API key.");
  });

  test("are refused when access or secret is wrong, and never shown", async () => {
    const { simulator, profile, drive } = await startRig(v3);
    const [access, secret] = simulator.key.split(":");
    for (const key of [`${access}:wrong-secret-91`, `wrong-access-17:${secret}`]) {
      const job = drive({ key });
      const fault = await faultOf(job.submit(profile, written(profile, ["One."])));
      expect(fault).toMatchObject({ kind: "key", again: "never", reached: "no" });
      const seen = JSON.stringify([job.lines, fault.problem, simulator.requests]);
      for (const part of key.split(":")) expect(seen).not.toContain(part);
    }
    expect(simulator.charges).toEqual([]);
  });

  test("are signed anew by the service's clock when ours is off, either way", async () => {
    for (const skewMs of [twoHoursMs, -twoHoursMs]) {
      const { simulator, profile, drive } = await startRig(v3);
      simulator.skewMs = skewMs;
      const job = drive();
      await job.submit(profile, written(profile, ["One."]));
      expect(simulator.charges).toHaveLength(1);
      expect(job.lines.join()).toMatch(/clock/);
    }
  });
});
