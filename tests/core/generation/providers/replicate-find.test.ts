import { describe, expect, test } from "vitest";
import { faultOf, taskOf } from "../../../support/services/adapter-driver.ts";
import { startFrame, written } from "./kling-rig.ts";
import { omni, startRig, v3 } from "./replicate-rig.ts";

describe("looking for a prediction whose answer was lost", () => {
  const pass = written(v3, ["A car waits.", "It leaves."]);

  test.each(["drop-after", "500-after", "html-after"] as const)("finds it (%s)", async (fault) => {
    const { simulator, drive } = await startRig();
    const job = drive();
    await drive().submit(v3, written(v3, ["Another film."]));
    const sent = await job.prepare(v3, pass);
    simulator.play({ on: "submit", do: fault });
    expect(await faultOf(job.send(sent))).toMatchObject({ again: "later", reached: "perhaps" });
    const found = await job.find(sent);
    expect(found).toMatchObject({ id: simulator.charges[1]?.taskId });
    expect(await job.pollToEnd(typeof found === "string" ? { id: "" } : found)).toMatchObject({ state: "succeeded" });
    expect(simulator.charges).toHaveLength(2);
  });

  test("is certain that there is none when the request never arrived", async () => {
    const { simulator, drive } = await startRig();
    await drive().submit(v3, written(v3, ["Another film."]));
    await drive().submit(omni, written(omni, ["A car waits.", "It leaves."]));
    const job = drive();
    const sent = await job.prepare(v3, pass);
    simulator.play({ on: "submit", do: "drop-before" });
    await faultOf(job.send(sent));
    expect(await job.find(sent)).toBe("none");
  });

  test("reads the list to its end", async () => {
    const { simulator, drive } = await startRig();
    simulator.pageSize = 2;
    const job = drive();
    const sent = await job.prepare(v3, pass);
    simulator.play({ on: "submit", do: "drop-after" });
    await faultOf(job.send(sent));
    for (let other = 0; other < 5; other += 1) await drive().submit(v3, written(v3, [`Film ${other}.`]));
    expect(await job.find(sent)).toMatchObject({ id: simulator.charges[0]?.taskId });
    simulator.pageSize = 0;
    expect(await job.find(sent)).toBe("cannot-ask");
  });

  test("goes by the service's clock where ours is off", async () => {
    const { simulator, drive } = await startRig();
    simulator.skewMs = -30 * 60_000;
    const job = drive();
    const sent = await job.prepare(v3, pass);
    simulator.play({ on: "submit", do: "drop-after" });
    await faultOf(job.send(sent));
    expect(await job.find(sent)).toMatchObject({ id: simulator.charges[0]?.taskId });
  });

  test("leaves the user to decide between two of the same input", async () => {
    const { simulator, drive } = await startRig();
    const job = drive();
    const sent = await job.prepare(v3, pass);
    await drive().submit(v3, pass);
    simulator.play({ on: "submit", do: "drop-after" });
    await faultOf(job.send(sent));
    expect(await job.find(sent)).toBe("cannot-ask");
  });

  test("does not take an older one of the same input for ours", async () => {
    const { simulator, drive } = await startRig();
    simulator.skewMs = -60_000;
    await drive().submit(v3, pass);
    simulator.skewMs = 0;
    const job = drive();
    const sent = await job.prepare(v3, pass);
    simulator.play({ on: "submit", do: "drop-before" });
    await faultOf(job.send(sent));
    expect(await job.find(sent)).toBe("cannot-ask");
  });

  test("does not say that there is none where the images' addresses alone differ", async () => {
    const { simulator, drive } = await startRig();
    const framed = written(v3, ["A car waits."], { startFrame });
    const job = drive();
    const sent = await job.prepare(v3, framed);
    await drive().submit(v3, framed);
    simulator.play({ on: "submit", do: "drop-before" });
    await faultOf(job.send(sent));
    expect(await job.find(sent)).toBe("cannot-ask");
  });

  test("leaves it to the user once the inputs are deleted, or are not shown", async () => {
    const { simulator, drive } = await startRig();
    const job = drive();
    const sent = await job.prepare(v3, pass);
    const other = drive();
    await other.pollToEnd(await other.submit(v3, written(v3, ["Another film."])));
    simulator.showsInput = false;
    expect(await job.find(sent)).toBe("cannot-ask");
    simulator.showsInput = true;
    expect(await job.find(sent)).toBe("none");
    // The service's data ages while its clock is seen as ours.
    const [task] = simulator.tasks.values();
    if (task) task.endedAtMs = Date.now() - 2 * 3600_000;
    expect(await job.find(sent)).toBe("cannot-ask");
  });

  test("leaves it to the user where there is no list, and asks again where the network is down", async () => {
    const { simulator, drive } = await startRig();
    const job = drive();
    const sent = await job.prepare(v3, pass);
    simulator.play({ on: "find", do: "drop-before" });
    expect(await faultOf(job.find(sent))).toMatchObject({ again: "later" });
    simulator.lists = false;
    expect(await job.find(sent)).toBe("cannot-ask");
    expect(job.lines.at(-1)).toMatch(/does not list/);
  });

  test("lists the account's recent films and stills, newest first", async () => {
    const { simulator, drive } = await startRig();
    const job = drive();
    const first = taskOf(await job.send(await job.prepare(v3, pass)));
    await job.pollToEnd(first);
    await job.submit(omni, written(omni, ["Another film."]));
    const listed = await job.provider.list?.(job.context);
    expect(listed).toMatchObject([
      { remote: { id: simulator.charges[1]?.taskId }, jobId: null, state: "working" },
      { remote: { id: first.id }, state: "succeeded" },
    ]);
    expect(await job.pollToEnd(listed?.[1]?.remote ?? { id: "" })).toMatchObject({ state: "succeeded" });
    simulator.skewMs = 3 * 3600_000;
    expect(await job.provider.list?.(job.context)).toEqual([]);
  });
});
