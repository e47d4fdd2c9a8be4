/** The queue with Pixio, where the question about a lost answer is the request itself: it must never make a second task. */
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { pixioProvider } from "../../../../electron/core/generation/providers/pixio.ts";
import { QueueRig } from "../../../support/queue-rig.ts";
import { type PixioSimulator, startPixio } from "../../../support/services/pixio.ts";
import { smallFilm } from "../../../support/start-rig.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

/** `key` is asked for before each step of a job. */
async function openQueue(key: (simulator: PixioSimulator) => string = (simulator) => simulator.key) {
  const simulator = await startPixio({ film: smallFilm });
  onTestFinished(() => simulator.close());
  const folder = temporaryFolder();
  const replace = { key: async () => key(simulator) };
  const rig = new QueueRig({ folder, provider: pixioProvider, service: simulator, replace });
  onTestFinished(() => rig.close());
  const projectId = await rig.createProject(join(folder, "Film.shotline"));
  await rig.queue.attach(projectId);
  return { simulator, rig, projectId };
}

function timesSent({ requests }: PixioSimulator): number {
  return requests.filter(({ path }) => path === "/generate").length;
}

describe("a request whose answer was lost", () => {
  test("is found by its repetition, and becomes one take for one charge", async () => {
    const { simulator, rig, projectId } = await openQueue();
    simulator.play({ on: "submit", do: "drop-after" });
    const job = await rig.ended(projectId, await rig.add(projectId));
    expect(job).toMatchObject({ state: "done", charged: { currency: "credits", micros: 135_000_000 } });
    expect(timesSent(simulator)).toBe(2);
    expect(simulator.charges).toHaveLength(1);
  });

  test("is not repeated with another account's key, which would pay a second time", async () => {
    const { simulator, rig, projectId } = await openQueue((service) =>
      service.charges.length > 0 ? "pxio_live_of_another_account" : service.key,
    );
    simulator.play({ on: "submit", do: "drop-after" });
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "unconfirmed");
    expect(timesSent(simulator)).toBe(1);
  });

  test("is not repeated once the user wants the job to end", async () => {
    const { simulator, rig, projectId } = await openQueue();
    simulator.play({ on: "submit", do: "drop-before", times: 1000 });
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "checking");
    await rig.queue.cancel(projectId, jobId);
    await rig.until(projectId, jobId, ({ state }) => state === "unconfirmed");
    expect(simulator.charges).toEqual([]);
    const before = timesSent(simulator);
    await rig.queue.decide(projectId, jobId, "give-up");
    expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "cancelled" });
    expect(timesSent(simulator)).toBe(before);
  });
});

test("a full account is waited for, as long as Pixio says", async () => {
  const { simulator, rig, projectId } = await openQueue();
  simulator.slots = 1;
  const jobs = [await rig.add(projectId), await rig.add(projectId), await rig.add(projectId)];
  for (const jobId of jobs) expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "done" });
  expect(simulator.charges).toHaveLength(3);
});
