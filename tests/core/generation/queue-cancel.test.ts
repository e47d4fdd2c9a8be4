import { describe, expect, test } from "vitest";
import { startRig } from "../../support/start-rig.ts";

describe("cancelling", () => {
  test("ends a job that waits for its place, and nothing is sent", async () => {
    const { rig, service, projectId } = await startRig({ slots: 1 });
    service.pollsUntilDone = 10_000;
    const first = await rig.add(projectId);
    await rig.until(projectId, first, ({ state }) => state === "running");
    const second = await rig.add(projectId);
    await rig.queue.cancel(projectId, second);
    expect(await rig.job(projectId, second)).toMatchObject({ state: "cancelled" });
    expect(await rig.queue.ledger(projectId)).toMatchObject([{ state: "void" }, { state: "owed" }]);
    await expect(rig.queue.cancel(projectId, second)).rejects.toMatchObject({ code: "job.wrong-state" });
    expect(service.charges).toHaveLength(1);
  });

  test("tells the service to stop, where it can be told", async () => {
    const { rig, service, projectId } = await startRig({ cancels: true });
    service.pollsUntilDone = 10_000;
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "running");
    await rig.queue.cancel(projectId, jobId);
    expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "cancelled", problem: null });
    expect(await rig.queue.ledger(projectId)).toMatchObject([{ state: "void" }]);
  });

  test("tells the service again when it did not hear", async () => {
    const { rig, service, projectId } = await startRig({ cancels: true });
    service.pollsUntilDone = 10_000;
    service.play({ on: "cancel", do: "503", times: 2 }, { on: "cancel", do: "drop-before" });
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "running");
    await rig.queue.cancel(projectId, jobId);
    expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "cancelled" });
    expect(service.requests.filter((request) => request.path.endsWith("/cancel"))).toHaveLength(4);
  });

  test("keeps a result that was ready all the same", async () => {
    const { rig, service, projectId } = await startRig({ cancels: true });
    service.pollsUntilDone = 10_000;
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "running");
    for (const task of service.tasks.values()) task.state = "succeeded";
    await rig.queue.cancel(projectId, jobId);
    expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "done" });
  });

  test("leaves a result that is being downloaded at the service, to be taken later", async () => {
    const { rig, service, projectId } = await startRig();
    service.play({ on: "film", do: "503", times: 1000 });
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state, tries }) => state === "downloading" && tries > 1);
    await rig.queue.cancel(projectId, jobId);
    expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "cancelled", problem: { code: "cancelled" } });
    expect(await rig.queue.ledger(projectId)).toMatchObject([{ state: "charged" }]);
  });

  test("where the service cannot be told, leaves the task, which can be watched again", async () => {
    const { rig, service, projectId } = await startRig();
    service.pollsUntilDone = 10_000;
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "running");
    await rig.queue.cancel(projectId, jobId);
    const left = await rig.ended(projectId, jobId);
    expect(left).toMatchObject({ state: "cancelled", problem: { message: expect.stringContaining("charge") } });
    expect(await rig.queue.ledger(projectId)).toMatchObject([{ state: "unknown" }]);
    service.pollsUntilDone = 1;
    await rig.queue.decide(projectId, jobId, "watch");
    expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "done" });
    expect(await rig.queue.ledger(projectId)).toMatchObject([{ state: "charged" }]);
    expect(service.charges).toHaveLength(1);
  });
});
