import { describe, expect, test } from "vitest";
import { klingProvider } from "../../../../electron/core/generation/providers/kling.ts";
import type { ServiceFault } from "../../../../electron/core/generation/service-fault.ts";
import type { ServiceAnswer } from "../../../../electron/core/generation/service-http.ts";
import { faultOf } from "../../../support/services/adapter-driver.ts";
import { makeStill } from "../../../support/services/film.ts";
import { KlingRefusal } from "../../../support/services/kling-refusal.ts";
import { startFrame, startRig, written } from "./kling-rig.ts";

type Row = [
  code: number,
  kind: ServiceFault["kind"],
  again: "never" | "later",
  reached: "no" | "perhaps",
  problem: string,
];

/** What each of Kling's codes means to a request that costs money. */
const table: Row[] = [
  [1000, "key", "never", "no", "service.key-refused"],
  [1001, "key", "never", "no", "service.key-refused"],
  [1002, "key", "never", "no", "service.key-refused"],
  [1003, "clock", "never", "no", "service.clock"],
  [1004, "clock", "never", "no", "service.clock"],
  [1100, "credit", "never", "no", "service.no-credit"],
  [1101, "credit", "never", "no", "service.no-credit"],
  [1102, "credit", "never", "no", "service.no-credit"],
  [1103, "permission", "never", "no", "service.no-permission"],
  [1200, "invalid", "never", "no", "service.invalid"],
  [1201, "invalid", "never", "no", "service.invalid"],
  [1202, "invalid", "never", "no", "service.invalid"],
  [1203, "model", "never", "no", "service.unknown-model"],
  [1300, "content", "never", "no", "service.content-refused"],
  [1301, "content", "never", "no", "service.content-refused"],
  [1302, "rate", "later", "no", "service.rate-limited"],
  [1303, "slots", "later", "no", "service.busy"],
  [1304, "permission", "never", "no", "service.no-permission"],
  [5000, "server", "later", "perhaps", "service.failed"],
  [5001, "maintenance", "later", "perhaps", "service.maintenance"],
  [5002, "server", "later", "perhaps", "service.failed"],
];

function answer(status: number, body: unknown, retryAfterMs: number | null = null): ServiceAnswer {
  return { status, headers: new Headers(), body, retryAfterMs, serviceTimeMs: null };
}

describe.each(["kling/kling-3.0", "kling-legacy/kling-v3"])("what %s says", (id) => {
  test("has one meaning for each code, with a next step, and costs nothing", async () => {
    const { simulator, profile, drive } = await startRig(id);
    const job = drive();
    const sent = await job.prepare(profile, written(profile, ["One."]));
    for (const [code, kind, again, reached, problem] of table) {
      simulator.refusals.push(new KlingRefusal(code, "the service's own words"));
      const fault = await faultOf(job.send(sent));
      expect({ code, kind: fault.kind }).toEqual({ code, kind });
      expect(fault).toMatchObject({ again, reached, problem: { code: problem, next: expect.stringMatching(/\.$/) } });
      if (kind !== "model") expect(fault.message).toContain(`the service's own words (code ${code})`);
    }
    expect(simulator.charges).toEqual([]);
  });

  test("is a wait for a place when all are taken, and goes on when one is free", async () => {
    const { simulator, profile, drive } = await startRig(id);
    simulator.slots = 1;
    const first = drive({ jobId: "job-1" });
    const task = await first.submit(profile, written(profile, ["One."]));
    const second = drive({ jobId: "job-2" });
    const sent = await second.prepare(profile, written(profile, ["Two."]));
    expect(await faultOf(second.send(sent))).toMatchObject({ kind: "slots", again: "later", waiting: "slots" });
    await first.pollToEnd(task);
    await second.send(sent);
    expect(simulator.charges).toHaveLength(2);
  });

  test("honours how long Kling asks to wait", async () => {
    const { simulator, profile, drive } = await startRig(id);
    const job = drive();
    const sent = await job.prepare(profile, written(profile, ["One."]));
    simulator.play({ on: "submit", do: "429" });
    expect(await faultOf(job.send(sent))).toMatchObject({ kind: "rate", againAfterMs: 1000, reached: "no" });
  });

  test("names an image that Kling does not take", async () => {
    const { simulator, profile, images, drive } = await startRig(id);
    const small = { ...images, [startFrame]: await makeStill({ widthPx: 400, heightPx: 200 }) };
    const fault = await faultOf(drive({ images: small }).submit(profile, written(profile, ["One."], { startFrame })));
    expect(fault).toMatchObject({ kind: "invalid", message: expect.stringMatching(/at least 300px/) });
    expect(simulator.charges).toEqual([]);
  });

  test("is no answer at all when the connection breaks or a page comes instead", async () => {
    const { simulator, profile, drive } = await startRig(id);
    const job = drive();
    const sent = await job.prepare(profile, written(profile, ["One."]));
    simulator.play({ on: "submit", do: "drop-before" }, { on: "submit", do: "html" });
    expect(await faultOf(job.send(sent))).toMatchObject({ kind: "silent", reached: "perhaps" });
    expect(await faultOf(job.send(sent))).toMatchObject({ kind: "unclear", reached: "perhaps" });
    expect(await job.find(sent)).toBe("none");
  });
});

describe("an answer of Kling", () => {
  test("is judged by its code also under a good status", () => {
    expect(klingProvider.faultOf(answer(200, { code: 0 }))).toBeNull();
    expect(klingProvider.faultOf(answer(200, { code: 1102, message: "used up" }))).toMatchObject({ kind: "credit" });
    expect(klingProvider.faultOf(answer(200, { code: "1303" }, 2000))).toMatchObject({
      kind: "slots",
      againAfterMs: 2000,
    });
  });

  test("with a code that nobody knows is judged by its status, and says nothing for certain under a good one", () => {
    for (const [status, kind] of [
      [200, "unclear"],
      [400, "invalid"],
      [429, "rate"],
      [500, "server"],
    ] as const) {
      expect(klingProvider.faultOf(answer(status, { code: 9999, message: "new" }))).toMatchObject({ kind });
    }
  });

  test("without a code tells of a refused key or no credit by its status alone", () => {
    expect(klingProvider.faultOf(answer(200, {}))).toMatchObject({ kind: "unclear", reached: "perhaps" });
    expect(klingProvider.faultOf(answer(401, { error: "no" }))).toMatchObject({ kind: "key" });
    expect(klingProvider.faultOf(answer(402, null))).toMatchObject({ kind: "credit" });
    expect(klingProvider.faultOf(answer(403, null))).toMatchObject({ kind: "permission" });
    expect(klingProvider.faultOf(answer(404, null))).toBeNull();
  });

  test("means the same whatever its words", () => {
    for (const message of ["model_name kling-v9 is invalid", "Task not found", "external_task_id already exists", ""]) {
      expect(klingProvider.faultOf(answer(400, { code: 1201, message }))).toMatchObject({
        kind: "invalid",
        code: 1201,
      });
      expect(klingProvider.faultOf(answer(404, { code: 1203, message }))).toMatchObject({
        kind: "not-found",
        code: 1203,
      });
    }
  });
});
