import { randomBytes } from "node:crypto";
import { openSync, readSync, statSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { downloadFile, sidecarOf } from "../../../../electron/core/generation/download.ts";
import { permissionOf } from "../../../../electron/core/generation/outside-address.ts";
import { createComfyuiProvider } from "../../../../electron/core/generation/providers/comfyui.ts";
import { buildMediaId } from "../../../support/builders.ts";
import { localFilm } from "../../../support/comfyui-models.ts";
import { QueueRig } from "../../../support/queue-rig.ts";
import { startComfyui } from "../../../support/services/comfyui.ts";
import { previewMessage } from "../../../support/services/comfyui-socket.ts";
import { makeStill } from "../../../support/services/film.ts";
import type { Fault } from "../../../support/services/service-simulator.ts";
import { smallFilm } from "../../../support/start-rig.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

async function startRig() {
  const service = await startComfyui({ film: smallFilm });
  onTestFinished(() => service.close());
  const folder = temporaryFolder();
  const provider = createComfyuiProvider();
  const rig = new QueueRig({
    ...{ folder, provider, profile: localFilm, service: { url: service.url, key: "" } },
    replace: { readImage: async () => makeStill() },
  });
  onTestFinished(() => rig.close());
  const projectId = await rig.createProject(join(folder, "Film.shotline"));
  await rig.queue.attach(projectId);
  const add = () => rig.add(projectId, { startFrame: buildMediaId("a") });
  return { service, provider, rig, projectId, add };
}

const submits: readonly Fault["do"][] = [
  ...(["drop-before", "drop-after", "500-before", "500-after", "503", "html", "html-after"] as const),
];

describe("a job at a ComfyUI", () => {
  test.each<Fault>([
    ...submits.map((what) => ({ on: "submit" as const, do: what })),
    ...(["drop-before", "500-before"] as const).map((what) => ({ on: "upload" as const, do: what })),
    ...(["drop-before", "503", "html"] as const).map((what) => ({ on: "poll" as const, do: what, times: 2 })),
    ...(["drop-before", "truncate", "wrong-type", "expired"] as const).map((what) => ({
      on: "film" as const,
      do: what,
    })),
  ])("is made once and comes home though the $on says $do", async (fault) => {
    const { service, rig, projectId, add } = await startRig();
    service.play(fault);
    const jobId = await add();
    const job = await rig.ended(projectId, jobId);
    expect(job, JSON.stringify(job.problem)).toMatchObject({ state: "done", problem: null });
    expect(service.charges).toHaveLength(1);
    expect((await rig.projects.view(projectId)).takes).toHaveLength(1);
  });

  test("waits for its turn here while another is at the machine", async () => {
    const { service, rig, projectId, add } = await startRig();
    service.pollsUntilDone = 10_000;
    const first = await add();
    await rig.until(projectId, first, ({ state }) => state === "running");
    const second = await add();
    service.pollsUntilDone = 1;
    expect(await rig.ended(projectId, second)).toMatchObject({ state: "done" });
    expect(await rig.ended(projectId, first)).toMatchObject({ state: "done" });
    expect(service.charges).toHaveLength(2);
  });

  test("that waits or runs there ends when it is canceled", async () => {
    for (const isBusy of [true, false]) {
      const { service, rig, projectId, add } = await startRig();
      service.isBusy = isBusy;
      service.pollsUntilDone = 10_000;
      const jobId = await add();
      const note = isBusy ? "in line, 1st" : null;
      await rig.until(projectId, jobId, (job) => job.state === "running" && job.remoteNote === note);
      await rig.queue.cancel(projectId, jobId);
      expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "cancelled", problem: null });
      expect(service.tasks.size).toBe(isBusy ? 0 : 1);
    }
  });

  test("whose machine restarts in the middle says so, and can be generated again", async () => {
    const { service, rig, projectId, add } = await startRig();
    service.pollsUntilDone = 10_000;
    const jobId = await add();
    await rig.until(projectId, jobId, ({ state }) => state === "running");
    service.restart();
    const { state, problem } = await rig.ended(projectId, jobId);
    expect({ state, problem }).toMatchObject({
      state: "failed",
      problem: { message: expect.stringContaining("restarted"), next: expect.stringContaining("Generate again") },
    });
    service.pollsUntilDone = 1;
    expect(await rig.ended(projectId, await add())).toMatchObject({ state: "done" });
  });

  test("shows how far it is up to the end, and a small picture of what there is", async () => {
    const { service, rig, projectId, add } = await startRig();
    service.pollsUntilDone = 1_000_000;
    const jobId = await add();
    const { remote } = await rig.until(projectId, jobId, ({ state }) => state === "running");
    const socket = await service.listener();
    const tell = (type: string, data: object) => socket.text({ type, data: { prompt_id: remote?.id, ...data } });
    const { bytes } = await makeStill({ widthPx: 1920, heightPx: 1080 });
    socket.bytes(previewMessage(randomBytes(300)));
    tell("executing", { node: "7" });
    const at = await rig.until(projectId, jobId, (job) => job.remoteNote !== null);
    expect(at).toMatchObject({ remoteNote: "running “Sampler” (KSampler)", remoteProgress: 0, preview: null });
    socket.bytes(previewMessage(bytes));
    await rig.until(projectId, jobId, ({ preview }) => preview === 1);
    const jpeg = Buffer.from(rig.queue.preview(projectId, jobId) as Uint8Array);
    expect([jpeg.subarray(0, 3).toString("hex"), jpeg.length < 60_000]).toEqual(["ffd8ff", true]);
    tell("execution_success", {});
    expect((await rig.until(projectId, jobId, (job) => job.remoteProgress === 1)).state).toBe("running");
    service.pollsUntilDone = 1;
    expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "done" });
    expect(rig.queue.preview(projectId, jobId)).toBeNull();
  });
});

test("a result of 5 GB comes to its last byte, from where it broke off", async () => {
  const service = await startComfyui();
  onTestFinished(() => service.close());
  const [whole, part] = [join(temporaryFolder(), "whole.mp4"), join(temporaryFolder(), "part")];
  const [bytes, missing] = [5 * 1024 ** 3, 3_000_000];
  const end = randomBytes(missing);
  writeFileSync(whole, "");
  truncateSync(whole, bytes - missing);
  const file = openSync(whole, "r+");
  writeSync(file, end, 0, missing, bytes - missing);
  service.film.path = whole;
  const url = `${service.url}/view?filename=a.mp4&subfolder=&type=output`;
  writeFileSync(part, "");
  truncateSync(part, bytes - missing);
  writeFileSync(sidecarOf(part), (await fetch(url, { headers: { range: "bytes=0-0" } })).headers.get("etag") ?? "");
  const seen: (number | null)[][] = [];
  const provider = createComfyuiProvider();
  await downloadFile({
    ...{ url, file: part, permission: permissionOf(provider, service.url), signal: AbortSignal.timeout(60_000) },
    bytesMax: provider.resultBytesMax as number,
    onProgress: (here, totalBytes) => void seen.push([here, totalBytes]),
  });
  expect(statSync(part).size).toBe(bytes);
  const got = Buffer.alloc(missing);
  readSync(openSync(part, "r"), got, 0, missing, bytes - missing);
  expect(got.equals(end)).toBe(true);
  expect([seen[0], seen.at(-1)]).toEqual([
    [bytes - missing, bytes],
    [bytes, bytes],
  ]);
  const memory = process.memoryUsage().rss;
  expect(memory).toBeLessThan(bytes);
});
