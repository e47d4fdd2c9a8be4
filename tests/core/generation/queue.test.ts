import { once } from "node:events";
import { readdirSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { takeExclusiveLock } from "../../../electron/core/database/exclusive-lock.ts";
import type { QueueOptions } from "../../../electron/core/generation/queue-options.ts";
import { ServiceFault } from "../../../electron/core/generation/service-fault.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import { startRig } from "../../support/start-rig.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** Where nobody listens. */
async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return `http://127.0.0.1:${port}`;
}

describe("a job", () => {
  test("becomes one take, at the price that the service says", async () => {
    const { rig, service, projectId, folder } = await startRig();
    const jobId = await rig.add(projectId);
    const job = await rig.ended(projectId, jobId);
    expect(job).toMatchObject({ state: "done", charged: { currency: "credits", micros: 5_000_000 }, problem: null });
    const { takes, media } = await rig.projects.view(projectId);
    expect(takes).toMatchObject([{ id: job.takeId, jobId, frames: 24, number: 1 }]);
    expect(media).toMatchObject([{ id: job.mediaId, kind: "film", missing: false }]);
    expect(service.charges).toMatchObject([{ ourId: jobId }]);
    expect(await rig.queue.ledger(projectId)).toMatchObject([{ jobId, state: "charged" }]);
    expect(await rig.queue.spent(projectId)).toEqual([{ currency: "credits", micros: 5_000_000 }]);
    await rig.close();
    expect(readdirSync(join(folder, "Film.shotline", "cache", "jobs"))).toEqual([]);
  });

  test("says in its log what happened to it, and never with the key", async () => {
    const { rig, service, projectId } = await startRig();
    service.play({ on: "submit", do: "503" });
    const jobId = await rig.add(projectId);
    await rig.ended(projectId, jobId);
    const messages = (await rig.queue.log(projectId, jobId)).map((line) => line.message);
    expect(messages).toEqual(
      expect.arrayContaining(["Queued for Plain.", "Sending to Plain.", "Plain accepted it.", "Saved in the project."]),
    );
    const everything = JSON.stringify([messages, rig.lines, await rig.queue.list(projectId), service.requests]);
    expect(everything).not.toContain(service.key);
  });

  test("takes its images along, uploaded once", async () => {
    const { rig, service, projectId } = await startRig({
      replace: { readImage: async () => ({ bytes: new Uint8Array([1, 2, 3]), format: "png" }) },
    });
    service.play({ on: "submit", do: "429", times: 2 });
    const job = await rig.ended(projectId, await rig.add(projectId, { startFrame: "media-1" }));
    expect(job.state).toBe("done");
    expect(service.requests.filter((request) => request.path === "/uploads")).toHaveLength(1);
    const sent = service.requests.filter((request) => request.method === "POST" && request.path === "/tasks");
    expect(sent.at(-1)?.body).toMatchObject({ images: [expect.stringContaining("/images/")] });
  });

  test("is refused where the service has no place for its images, which is not a task that it does not know", async () => {
    const fault = new ServiceFault("not-found", "Plain", { detail: "Not found" });
    const { rig, service, projectId } = await startRig({ replace: { readImage: () => Promise.reject(fault) } });
    const job = await rig.ended(projectId, await rig.add(projectId, { startFrame: "media-1" }));
    expect(job.problem).toMatchObject({
      code: "service.not-found",
      message: "Plain has nothing at an address needed to prepare the request: Not found.",
    });
    expect(service.charges).toEqual([]);
  });

  test("of a service that answers at once becomes a start frame of its pass", async () => {
    const { rig, service, projectId } = await startRig({ answersAtOnce: true });
    const job = await rig.ended(projectId, await rig.add(projectId, { output: "still" }));
    expect(job).toMatchObject({ state: "done", takeId: null });
    const { project } = await rig.projects.view(projectId);
    expect(project.passes[0]?.startFrame).toBe(job.mediaId);
    expect(service.charges).toHaveLength(1);
  });
});

describe("before anything is sent", () => {
  test("a job without a key is refused", async () => {
    const { rig, service, projectId } = await startRig();
    rig.key = null;
    await expect(rig.add(projectId)).rejects.toMatchObject({ code: "service.key-missing" });
    expect(await rig.queue.list(projectId)).toEqual([]);
    expect(service.requests).toEqual([]);
  });

  test("a cap refuses, also when two jobs come at once", async () => {
    let left = 1;
    const spend: QueueOptions["spend"] = async (_projectId, _amount, write) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (left === 0) throw new AppError("spend.cap", "The cap is reached.");
      left -= 1;
      await write();
    };
    const { rig, projectId } = await startRig({ attach: false, replace: { spend } });
    const outcomes = await Promise.allSettled([rig.add(projectId), rig.add(projectId), rig.add(projectId)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(await rig.queue.ledger(projectId)).toMatchObject([{ state: "intent" }]);
  });

  test("an image that is gone refuses the job, and nothing is owed", async () => {
    const readImage = async () => {
      throw new AppError("image.missing", "The image is missing.");
    };
    const { rig, service, projectId } = await startRig({ replace: { readImage } });
    const job = await rig.ended(projectId, await rig.add(projectId, { startFrame: "media-1" }));
    expect(job).toMatchObject({ state: "failed", problem: { code: "image.missing" } });
    expect(await rig.queue.ledger(projectId)).toMatchObject([{ state: "void" }]);
    expect(service.charges).toEqual([]);
  });
});

describe("what the service says", () => {
  test.each([
    ["key", 401, "service.key-refused"],
    ["credit", 402, "service.no-credit"],
    ["content", 400, "service.content-refused"],
    ["invalid", 422, "service.invalid"],
  ])("%s ends the job at once, and it costs nothing", async (code, status, expected) => {
    const { rig, service, projectId } = await startRig();
    service.refusal = { status, code };
    const job = await rig.ended(projectId, await rig.add(projectId));
    expect(job).toMatchObject({ state: "failed", problem: { code: expected, next: expect.any(String) } });
    expect(service.requests.filter((request) => request.method === "POST")).toHaveLength(1);
    expect(await rig.queue.ledger(projectId)).toMatchObject([{ state: "void" }]);
    expect(await rig.queue.spent(projectId)).toEqual([]);
  });

  test("that it wants fewer requests is obeyed until it takes the job", async () => {
    const { rig, service, projectId } = await startRig();
    service.play({ on: "submit", do: "429", times: 3 });
    expect(await rig.ended(projectId, await rig.add(projectId))).toMatchObject({ state: "done" });
    expect(service.charges).toHaveLength(1);
  });

  test("of a failed task ends the job, charged as it says", async () => {
    const { rig, service, projectId } = await startRig();
    service.failNext("nothing to see");
    const job = await rig.ended(projectId, await rig.add(projectId));
    expect(job).toMatchObject({ state: "failed", problem: { code: "service.content-refused" } });
    expect(await rig.queue.ledger(projectId)).toMatchObject([{ state: "void" }]);
  });

  test("about too many tasks at once is learned, and jobs go in the order in which they came", async () => {
    const { rig, service, projectId } = await startRig({ slots: 6 });
    service.slots = 2;
    service.pollsUntilDone = 2;
    const ids = [];
    for (let count = 0; count < 6; count += 1) ids.push(await rig.add(projectId));
    for (const id of ids) expect(await rig.ended(projectId, id)).toMatchObject({ state: "done" });
    expect(service.charges).toHaveLength(6);
    expect(service.mostAtOnce).toBe(2);
  });
});

describe("several jobs", () => {
  test("are at the service at once, up to its limit, first come, first served", async () => {
    const { rig, service, projectId } = await startRig({ slots: 3 });
    service.pollsUntilDone = 3;
    const ids = [];
    for (let count = 0; count < 8; count += 1) ids.push(await rig.add(projectId));
    for (const id of ids) await rig.ended(projectId, id);
    expect(service.mostAtOnce).toBe(3);
    expect(service.charges.slice(0, 3).map((charge) => charge.ourId)).toEqual(expect.arrayContaining(ids.slice(0, 3)));
    expect((await rig.projects.view(projectId)).takes).toHaveLength(8);
  });
});

describe("without the network", () => {
  test("a job waits, and goes on when it is back", async () => {
    let url = await closedAddress();
    const { rig, service, projectId } = await startRig({ replace: { baseUrl: () => url } });
    const jobId = await rig.add(projectId);
    const waiting = await rig.until(projectId, jobId, ({ tries }) => tries >= 3);
    expect(waiting).toMatchObject({ state: "queued", waiting: "offline", problem: { code: "offline" } });
    url = service.url;
    rig.queue.wake();
    expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "done", waiting: null });
    expect(service.charges).toHaveLength(1);
  });

  test("what has been sent is not given up, whatever the service answers meanwhile", async () => {
    const { rig, service, projectId } = await startRig();
    service.play(
      { on: "poll", do: "500-before", times: 3 },
      { on: "poll", do: "html" },
      { on: "poll", do: "drop-after" },
    );
    service.play({ on: "poll", do: "503" }, { on: "poll", do: "429" });
    expect(await rig.ended(projectId, await rig.add(projectId))).toMatchObject({ state: "done" });
    expect(service.charges).toHaveLength(1);
  });

  test("a key that is taken away holds a job that was sent, and nothing is lost", async () => {
    const { rig, service, projectId } = await startRig();
    service.pollsUntilDone = 3;
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "running");
    rig.key = null;
    await rig.until(projectId, jobId, ({ problem }) => problem?.code === "service.key-missing");
    rig.key = service.key;
    rig.queue.wake();
    expect(await rig.ended(projectId, jobId)).toMatchObject({ state: "done" });
  });
});

describe("another process", () => {
  test("leaves the jobs to the one that has them, adds its own and cancels others", async () => {
    const { rig, service, projectId, again } = await startRig({ slots: 1 });
    service.pollsUntilDone = 6;
    const first = await rig.add(projectId);
    const other = await again();
    await other.queue.attach(projectId);
    const [second, third] = [await other.add(projectId), await other.add(projectId)];
    await other.queue.cancel(projectId, third);
    for (const id of [first, second]) expect(await rig.ended(projectId, id)).toMatchObject({ state: "done" });
    expect(await rig.job(projectId, third)).toMatchObject({ state: "cancelled" });
    expect(service.charges.map((charge) => charge.ourId)).toEqual([first, second]);
  });

  test("takes them over when the first one ends", async () => {
    const { rig, service, projectId, again } = await startRig();
    service.pollsUntilDone = 4;
    const jobId = await rig.add(projectId);
    await rig.until(projectId, jobId, ({ state }) => state === "running");
    const other = await again();
    await other.queue.attach(projectId);
    await rig.close();
    expect(await other.ended(projectId, jobId)).toMatchObject({ state: "done" });
    expect(service.charges).toHaveLength(1);
  });

  test("that was closed while projects were being taken up takes up no more, so that it can end", async () => {
    const { rig, projectId, folder } = await startRig({ attach: false });
    await rig.queue.close();
    await rig.queue.attach(projectId);
    const lock = takeExclusiveLock(join(folder, "Film.shotline"));
    expect(lock).not.toBeNull();
    lock?.release();
  });

  test("cannot take the lock while it is held, and can afterwards", () => {
    const folder = temporaryFolder();
    const lock = takeExclusiveLock(folder);
    expect(lock).not.toBeNull();
    expect(takeExclusiveLock(folder)).toBeNull();
    lock?.release();
    const next = takeExclusiveLock(folder);
    expect(next).not.toBeNull();
    next?.release();
  });
});

describe("a task that the project does not know", () => {
  test("is taken up as a job, and becomes a take", async () => {
    const { rig, service, projectId } = await startRig();
    const known = await rig.add(projectId);
    await rig.ended(projectId, known);
    const answer = await fetch(`${service.url}/tasks`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${service.key}` },
      body: JSON.stringify({ our: "made elsewhere", prompt: "A car." }),
    });
    const remote = (await answer.json()) as { id: string };
    const { passId, output, profile } = await rig.job(projectId, known);
    const frozen = await rig.queue.frozen(projectId, known);
    const adopted = {
      id: "job_adopted01",
      passId,
      output,
      profile,
      passName: "Adopted",
      provider: "kling",
      ...{ retake: null, place: null },
      frozen,
    } as const;
    await rig.queue.adopt(projectId, { ...adopted, remote });
    expect(await rig.ended(projectId, adopted.id)).toMatchObject({ state: "done" });
    expect((await rig.projects.view(projectId)).takes).toHaveLength(2);
    await expect(rig.queue.adopt(projectId, { ...adopted, id: "job_adopted02", remote })).rejects.toMatchObject({
      code: "job.wrong-state",
    });
  });
});
