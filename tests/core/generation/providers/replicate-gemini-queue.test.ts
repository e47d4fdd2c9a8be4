/** The queue with Replicate and Gemini: one is asked for a lost request by what it said, the other cannot be asked. */
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Provider } from "../../../../electron/core/generation/provider.ts";
import { createGeminiProvider } from "../../../../electron/core/generation/providers/gemini.ts";
import { replicateProvider } from "../../../../electron/core/generation/providers/replicate.ts";
import { QueueRig } from "../../../support/queue-rig.ts";
import { startGemini } from "../../../support/services/gemini.ts";
import { startReplicate } from "../../../support/services/replicate.ts";
import type { Fault, ServiceSimulator } from "../../../support/services/service-simulator.ts";
import { smallFilm } from "../../../support/start-rig.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

async function openQueue(provider: Provider, service: ServiceSimulator) {
  onTestFinished(() => service.close());
  const folder = temporaryFolder();
  const rig = new QueueRig({ folder, provider, service });
  onTestFinished(() => rig.close());
  const projectId = await rig.createProject(join(folder, "Film.shotline"));
  await rig.queue.attach(projectId);
  return { rig, projectId };
}

describe("Replicate in the queue", () => {
  test.each(["drop-before", "drop-after", "500-after", "html-after", "503"] as const)(
    "makes one take for one charge when the answer is lost (%s)",
    async (fault) => {
      const simulator = await startReplicate({ film: smallFilm });
      const { rig, projectId } = await openQueue(replicateProvider, simulator);
      simulator.play({ on: "submit", do: fault }, { on: "find", do: "500-before" }, { on: "film", do: "truncate" });
      expect(await rig.ended(projectId, await rig.add(projectId))).toMatchObject({ state: "done" });
      expect(simulator.charges).toHaveLength(1);
      expect((await rig.projects.view(projectId)).takes).toHaveLength(1);
    },
  );

  test("leaves it to the user where the list is not given", async () => {
    const simulator = await startReplicate({ film: smallFilm });
    simulator.lists = false;
    const { rig, projectId } = await openQueue(replicateProvider, simulator);
    simulator.play({ on: "submit", do: "drop-after" });
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "unconfirmed");
    expect(simulator.charges).toHaveLength(1);
  });

  test("stops a film that the user no longer wants", async () => {
    const simulator = await startReplicate({ film: smallFilm });
    simulator.pollsUntilDone = 1000;
    const { rig, projectId } = await openQueue(replicateProvider, simulator);
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "running");
    await rig.queue.cancel(projectId, jobId);
    expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "cancelled" });
    expect([...simulator.tasks.values()].map(({ state }) => state)).toEqual(["cancelled"]);
  });
});

describe("Gemini in the queue", () => {
  const gemini = createGeminiProvider(() => "gemini-3-pro-image");

  async function add(...faults: Fault[]) {
    const simulator = await startGemini({ film: smallFilm });
    const { rig, projectId } = await openQueue(gemini, simulator);
    simulator.play(...faults);
    return { simulator, rig, projectId, jobId: await rig.add(projectId, { output: "still" }) };
  }

  test("brings a still into the project, after it was turned away for load", async () => {
    const { simulator, rig, projectId, jobId } = await add({ on: "submit", do: "503" }, { on: "submit", do: "429" });
    const job = await rig.ended(projectId, jobId);
    expect(job.state).toBe("done");
    expect(job.mediaId).toBeTruthy();
    expect(simulator.charges).toHaveLength(1);
  });

  test.each(["drop-after", "500-after"] as const)("leaves a lost answer to the user (%s)", async (fault) => {
    const { simulator, rig, projectId, jobId } = await add({ on: "submit", do: fault });
    await rig.until(projectId, jobId, ({ state }) => state === "unconfirmed");
    expect(simulator.charges).toHaveLength(1);
  });
});
