/** fal's adapter against its simulator, over real HTTP: from the upload to the film's bytes, and every way that it can fail. */
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, onTestFinished, test } from "vitest";
import { falProvider } from "../../../../electron/core/generation/providers/fal.ts";
import { learnProfiles } from "../../../../shared/models/profiles.ts";
import { type AdapterDriver, faultOf } from "../../../support/services/adapter-driver.ts";
import type { FalSimulator } from "../../../support/services/fal.ts";
import { knownProfile, openFal, startFrame, written, writtenStill } from "./fal-rig.ts";

const film = written("fal/kling-v3-pro", ["A door opens", "A hand falls"]);
const filmOfImages = written("fal/kling-v3-pro", ["@Driver passes @Car"], { startFrame });

function submit(driver: AdapterDriver, { profile, pass } = film) {
  return driver.submit(profile, pass);
}

describe("from the pass to the film", () => {
  test("sends, asks and delivers the film's very bytes", async () => {
    const { simulator, drive } = await openFal();
    simulator.pollsUntilDone = 3;
    const driver = drive();
    const task = await submit(driver);
    expect(task).toMatchObject({
      kind: "fal-ai/kling-video/v3/pro/text-to-video",
      statusUrl: `${simulator.url}/fal-ai/kling-video/requests/${task.id}/status`,
    });
    expect(await driver.poll(task)).toEqual({ state: "working", progress: null, note: null });
    const end = await driver.pollToEnd(task);
    expect(end).toMatchObject({ state: "succeeded", result: { expiresAt: null }, charged: null });
    expect(await driver.download(end)).toEqual(readFileSync(simulator.film.path));
    expect(simulator.charges).toHaveLength(1);
    expect(simulator.taken).toMatchObject([
      {
        shots: [
          { text: "A door opens", seconds: 4 },
          { text: "A hand falls", seconds: 4 },
        ],
        durationSeconds: 8,
      },
    ]);
  });

  test("uploads each image once, the bytes without the key", async () => {
    const { simulator, drive } = await openFal();
    const driver = drive();
    await submit(driver, filmOfImages);
    expect(simulator.files.count).toBe(6);
    expect(simulator.taken[0]?.images.map(({ loc }) => loc.join("."))).toEqual([
      "start_image_url",
      "elements.0.frontal_image_url",
      "elements.0.reference_image_urls.0",
      "elements.0.reference_image_urls.1",
      "elements.1.frontal_image_url",
      "elements.1.reference_image_urls.0",
    ]);
    expect(driver.lines).toEqual(["Uploaded 6 images to fal.ai."]);
  });

  test("draws a still", async () => {
    const { drive } = await openFal();
    const driver = drive();
    const task = await submit(driver, writtenStill("fal/nano-banana-pro", "@Car in rain", "2K"));
    expect(task.kind).toBe("fal-ai/nano-banana-pro/edit");
    const bytes = await driver.download(await driver.pollToEnd(task));
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", width: 1024 });
  });

  test("tells the place in line", async () => {
    const { simulator, drive } = await openFal();
    simulator.slots = 1;
    const driver = drive();
    await submit(driver);
    await submit(driver);
    const third = await submit(driver);
    expect(await driver.poll(third)).toEqual({ state: "working", progress: null, note: "in line, 3rd" });
  });

  test("asks under its own base when fal gives addresses elsewhere", async () => {
    const { simulator, drive } = await openFal();
    simulator.givenBase = "https://queue.fal.run";
    const driver = drive();
    const task = await submit(driver);
    expect(task.statusUrl).toContain("https://queue.fal.run/");
    expect(await driver.pollToEnd(task)).toMatchObject({ state: "succeeded" });
  });
});

describe("a result that is asked for hours later", () => {
  const hourMs = 3600_000;

  function historyQuestions({ requests }: FalSimulator): URLSearchParams[] {
    const asked = requests.filter(({ path }) => path.startsWith("/models/requests/by-endpoint"));
    return asked.map(({ path }) => new URL(path, "http://fal.example").searchParams);
  }

  async function finishedLongAgo() {
    const { simulator, drive } = await openFal();
    const driver = drive();
    const task = await submit(driver);
    const [made] = simulator.tasks.values();
    simulator.answerKeptMs = hourMs;
    await driver.poll(task);
    if (made) made.endedAtMs = simulator.nowMs() - 2 * hourMs;
    return { simulator, driver, task };
  }

  test("is taken from the history of requests, and nothing is charged again", async () => {
    const { simulator, driver, task } = await finishedLongAgo();
    const state = await driver.poll(task);
    expect(state).toMatchObject({ state: "succeeded", charged: null });
    expect(await driver.download(state)).toEqual(readFileSync(simulator.film.path));
    expect(simulator.charges).toHaveLength(1);
    expect(historyQuestions(simulator).map((query) => [query.get("endpoint_id"), query.get("expand")])).toEqual([
      [task.kind, "payloads"],
    ]);
  });

  test("is lost where the history has no answers, and says what to do", async () => {
    const { simulator, driver, task } = await finishedLongAgo();
    simulator.keepsPayloads = false;
    expect(await driver.poll(task)).toMatchObject({
      state: "failed",
      problem: { code: "result.expired", next: expect.stringContaining("request history") },
    });
  });

  test("is asked for again where the history can't be asked", async () => {
    const { simulator, driver, task } = await finishedLongAgo();
    simulator.hasHistory = false;
    expect(await faultOf(driver.poll(task))).toMatchObject({ kind: "not-found" });
    expect(driver.lines.at(-1)).toContain("can't be read with this key");
    simulator.hasHistory = true;
    expect(await driver.poll(task)).toMatchObject({ state: "succeeded" });
  });

  test("is found among more endpoints than one question may have", async () => {
    const { simulator, driver } = await finishedLongAgo();
    const own = Array.from({ length: 60 }, (_, index) => ({
      ...knownProfile("fal/kling-v3-pro"),
      id: `fal/own-${index}`,
      request: { way: "mapped" as const, endpoints: [{ path: `own/model-${index}` }], fields: [] },
    }));
    learnProfiles(own);
    onTestFinished(() => learnProfiles([]));
    expect(await falProvider.list?.(driver.context)).toHaveLength(1);
    const asked = historyQuestions(simulator).map((query) => query.get("endpoint_id")?.split(",").length);
    expect(asked).toEqual([50, expect.any(Number)]);
  });
});

describe("an answer that was lost", () => {
  test.each(["drop-after", "500-after", "html-after"] as const)(
    "%s: fal may have acted, and is not asked twice",
    async (fault) => {
      const { simulator, drive } = await openFal();
      const driver = drive();
      const sent = await driver.prepare(film.profile, film.pass);
      simulator.play({ on: "submit", do: fault });
      expect(await faultOf(driver.send(sent))).toMatchObject({ reached: "perhaps", again: "later" });
      expect(simulator.charges).toHaveLength(1);
      // It is at work, and so not in the history yet: nobody can say.
      expect(await driver.find(sent)).toBe("cannot-ask");
    },
  );

  test("is found in the history once the task has ended", async () => {
    const { simulator, drive } = await openFal();
    const driver = drive();
    const sent = await driver.prepare(film.profile, film.pass);
    simulator.play({ on: "submit", do: "drop-after" });
    await faultOf(driver.send(sent));
    const [lost] = simulator.charges;
    await driver.poll({ id: lost?.taskId ?? "", kind: "fal-ai/kling-video/v3/pro/text-to-video" });
    const found = await driver.find(sent);
    expect(found).toEqual({ id: lost?.taskId, kind: "fal-ai/kling-video/v3/pro/text-to-video" });
    if (typeof found === "string") return;
    expect(await driver.pollToEnd(found)).toMatchObject({ state: "succeeded" });
  });

  test("is not taken for another request: other shots, the same ones twice, or none at all prove nothing", async () => {
    const { simulator, drive } = await openFal();
    const driver = drive();
    const sent = await driver.prepare(film.profile, film.pass);
    const other = written("fal/kling-v3-pro", ["A door shuts", "A hand falls"]);
    await driver.pollToEnd(await submit(driver, other));
    expect(await driver.find(sent)).toBe("cannot-ask");
    for (let times = 0; times < 2; times += 1) await driver.pollToEnd(await submit(driver));
    expect(await driver.find(sent)).toBe("cannot-ask");
    simulator.hasHistory = false;
    expect(await driver.find(sent)).toBe("cannot-ask");
  });

  test("waits for the network to ask", async () => {
    const { simulator, drive } = await openFal();
    const driver = drive();
    const sent = await driver.prepare(film.profile, film.pass);
    simulator.play({ on: "find", do: "drop-before" });
    expect(await faultOf(driver.find(sent))).toMatchObject({ again: "later" });
  });
});

describe("cancel", () => {
  test("takes a task out of the line, and stops one at work", async () => {
    const { simulator, drive } = await openFal();
    simulator.slots = 1;
    simulator.pollsUntilDone = 5;
    const driver = drive();
    const first = await submit(driver);
    const second = await submit(driver);
    for (const task of [second, first]) {
      await falProvider.cancel?.(task, driver.context);
      expect(await driver.poll(task)).toEqual({ state: "cancelled", charged: null });
    }
  });

  test("that comes too late, or is not obeyed, leaves the film", async () => {
    const { simulator, drive } = await openFal();
    const driver = drive();
    const done = await submit(driver);
    await driver.pollToEnd(done);
    await falProvider.cancel?.(done, driver.context);
    expect(driver.lines).toEqual(["fal.ai reports that it is too late to cancel."]);
    simulator.cancelStopsWork = false;
    const stubborn = await submit(driver);
    await falProvider.cancel?.(stubborn, driver.context);
    for (const task of [done, stubborn]) expect(await driver.pollToEnd(task)).toMatchObject({ state: "succeeded" });
  });
});

test("lists the films that the account has asked for and that have ended", async () => {
  const { simulator, drive } = await openFal();
  const driver = drive();
  const good = await submit(driver);
  await driver.pollToEnd(good);
  simulator.failNext({ status: 500, body: { detail: "x", error_type: "runner_server_error" } });
  const bad = await submit(driver);
  await driver.pollToEnd(bad);
  await driver.pollToEnd(await submit(driver, writtenStill("fal/nano-banana-pro", "A garage", "1K")));
  expect(await falProvider.list?.(driver.context)).toMatchObject([
    { remote: { id: bad.id, kind: good.kind }, jobId: null, state: "failed" },
    { remote: { id: good.id, kind: "fal-ai/kling-video/v3/pro/text-to-video" }, jobId: null, state: "succeeded" },
  ]);
});

describe("the key", () => {
  test("is tested at no cost", async () => {
    const { simulator, drive } = await openFal();
    const driver = drive();
    expect(await falProvider.testKey(driver.context)).toBe("fal.ai accepts the API key.");
    expect(simulator.charges).toEqual([]);
  });

  test("that is wrong is refused wherever it is used", async () => {
    const { drive } = await openFal();
    const driver = drive({ key: "made-up:made-up-secret" });
    const task = { id: "0f3c", kind: "fal-ai/kling-video/v3/pro/text-to-video" };
    const works = [() => submit(driver), () => driver.poll(task), () => falProvider.testKey(driver.context)];
    for (const work of works) {
      const fault = await faultOf(work());
      expect(fault).toMatchObject({ kind: "key", again: "never" });
      expect(fault.message).not.toContain("made-up");
    }
  });
});
