import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { describe, expect, onTestFinished, test } from "vitest";
import { downloadFile } from "../../electron/core/generation/download.ts";
import { checkOutside, permissionOf } from "../../electron/core/generation/outside-address.ts";
import { createComfyuiProvider } from "../../electron/core/generation/providers/comfyui.ts";
import { makePreview } from "../../electron/core/media/images.ts";
import { written } from "../core/generation/providers/kling-rig.ts";
import { buildCore } from "../support/build-core.ts";
import { buildMediaId } from "../support/builders.ts";
import { localFilm } from "../support/comfyui-models.ts";
import { AdapterDriver, faultOf } from "../support/services/adapter-driver.ts";
import { startComfyui } from "../support/services/comfyui.ts";
import { previewMessage, previewWithMetadata } from "../support/services/comfyui-socket.ts";
import { makeStill } from "../support/services/film.ts";
import { smallFilm } from "../support/start-rig.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { startWitness } from "../support/witness.ts";

const startFrame = buildMediaId("a");
const pass = written(localFilm, ["A car waits."], { startFrame, resolution: "720p" });
const provider = createComfyuiProvider();

/** A machine that answers as `respond` does. */
async function machine(respond: (path: string, answer: ServerResponse) => void) {
  const server = createServer((request, answer) => respond(request.url ?? "/", answer)).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function driverAt(url: string): AdapterDriver {
  const driver = new AdapterDriver(provider, { url, key: "" });
  onTestFinished(() => driver.stop());
  driver.freeze(localFilm, pass);
  return driver;
}

/** A machine whose queue is empty, and whose history is this. */
async function withHistory(history: unknown) {
  const url = await machine((path, answer) => {
    answer.setHeader("content-type", "application/json");
    answer.end(JSON.stringify(path.startsWith("/history") ? history : { queue_running: [], queue_pending: [] }));
  });
  return { url, driver: driverAt(url) };
}

const ended = (outputs: unknown, status: unknown = { status_str: "success", completed: true, messages: [] }) => ({
  task: { prompt: [0, "task", {}, {}, []], outputs, status },
});

describe("what a ComfyUI answers", () => {
  test.each([
    "../../etc/passwd.mp4",
    "/etc/passwd.mp4",
    "a&type=input.mp4",
    "http://elsewhere.example/a.mp4",
    "a#?filename=b.mp4",
    "\u0000\r\nx.mp4",
  ])("leads nowhere but to its own files, whatever they are called (%j)", async (filename) => {
    const { url, driver } = await withHistory(
      ended({ "10": { images: [{ filename, subfolder: "..", type: "input" }] } }),
    );
    const state = await driver.poll({ id: "task" });
    const address = new URL(state.state === "succeeded" ? state.result.url : "");
    expect(`${address.origin}${address.pathname}`).toBe(`${url}/view`);
    expect(Object.fromEntries(address.searchParams)).toEqual({ filename, subfolder: "..", type: "output" });
  });

  test.each([
    ["no rows", { queue_running: null, queue_pending: [] }],
    ["a list", []],
    ["a text", "ok"],
    ["nothing", null],
  ])("is told as none of ComfyUI's where it is something else (%s)", async (_, body) => {
    const url = await machine((_path, answer) => {
      answer.setHeader("content-type", "application/json");
      answer.end(JSON.stringify(body));
    });
    expect(await faultOf(driverAt(url).poll({ id: "task" }))).toMatchObject({ kind: "stranger", again: "later" });
  });

  test("may hold rows of any shape: those that are none are passed over", async () => {
    const rows = [
      null,
      1,
      [],
      [1],
      ["1", "task", {}, {}],
      [1, "task", [], {}],
      [1, "__proto__", {}, {}],
      [2, "task", {}, {}, []],
    ];
    const url = await machine((_path, answer) => {
      answer.setHeader("content-type", "application/json");
      answer.end(JSON.stringify({ queue_running: [], queue_pending: rows }));
    });
    expect(await driverAt(url).poll({ id: "task" })).toEqual({
      state: "working",
      progress: null,
      note: "in line, 2nd",
    });
  });

  test.each([
    ["no outputs", ended({})],
    ["outputs that are none", ended({ "10": "a.mp4" })],
    ["files that are none", ended({ "10": { images: [null, 1, "a.mp4", { filename: 3 }, { filename: "" }] } })],
    ["another node's outputs", ended({ "11": { images: [{ filename: "a.mp4" }] } })],
    ["a status that is none", ended({}, "success")],
    ["messages that are none", ended({}, { status_str: "error", messages: [1, [], ["execution_error"], "x"] })],
    ["a failure without words", ended({}, { status_str: "error", messages: [["execution_error", { node_id: 1 }]] })],
  ])("ends the job with a sentence where the history has %s", async (_, history) => {
    const { driver } = await withHistory(history);
    const state = await driver.poll({ id: "task" });
    expect(state).toMatchObject({
      state: "failed",
      problem: { message: expect.any(String), next: expect.any(String) },
    });
  });

  test("keeps what it says of a failure short, and on one line", async () => {
    const words = `${"long ".repeat(5000)}\n<script>alert(1)</script>`;
    const failure = { node_id: "7\n", node_type: words, exception_type: words, exception_message: words };
    const { driver } = await withHistory(ended({}, { status_str: "error", messages: [["execution_error", failure]] }));
    const state = await driver.poll({ id: "task" });
    const message = state.state === "failed" ? state.problem.message : "";
    expect(message.length).toBeLessThan(600);
    expect(message).not.toMatch(/[\n<]/);
  });

  test("is not followed elsewhere: neither a redirect of an answer, nor that of a result", async () => {
    const witness = await startWitness();
    const url = await machine(
      (_path, answer) => void answer.writeHead(302, { location: `${witness.url}/film.mp4` }).end(),
    );
    expect(await faultOf(driverAt(url).poll({ id: "task" }))).toMatchObject({ kind: "stranger" });
    const work = downloadFile({
      ...{ url: `${url}/view?filename=a.mp4`, file: `${temporaryFolder()}/part`, signal: AbortSignal.timeout(10_000) },
      ...{ permission: permissionOf(provider, url), onProgress: () => {} },
    });
    expect((await faultOf(work)).message).toMatch(/it redirects/);
    expect(witness.requests).toEqual([]);
  });

  test("takes no image but those of the pass", async () => {
    const url = await machine((_path, answer) => {
      answer.setHeader("content-type", "application/json");
      answer.end('{"name":"a.jpeg","subfolder":"shotline","type":"input"}');
    });
    const asked: string[] = [];
    const driver = driverAt(url);
    const readImage = async (reference: string) => {
      asked.push(reference);
      return makeStill();
    };
    const typed = { ...pass, prompt: `{{image:${buildMediaId("f")}}}`, negativePrompt: "{{image:../../secret}}" };
    const values = await provider.prepare(driver.freeze(localFilm, typed), { ...driver.context, readImage });
    expect(asked).toEqual([startFrame]);
    expect([...values.values()]).toEqual(["shotline/a.jpeg"]);
  });
});

describe("what a ComfyUI tells over its WebSocket", () => {
  test("is passed over where it is no news of ours", async () => {
    const simulator = await startComfyui({ film: smallFilm });
    onTestFinished(() => simulator.close());
    simulator.pollsUntilDone = 10_000;
    const driver = new AdapterDriver(
      provider,
      { url: simulator.url, key: "" },
      { images: { [startFrame]: await makeStill() } },
    );
    onTestFinished(() => driver.stop());
    const task = await driver.submit(localFilm, pass);
    await driver.poll(task);
    const socket = await simulator.listener();
    const tell = (type: unknown, data: unknown) => socket.text({ type, data });
    for (const strange of [null, 1, "text", [], [[]], { type: {} }]) socket.text(strange);
    tell("progress", { prompt_id: task.id, node: "__proto__", value: 1, max: 1 });
    tell("progress", { prompt_id: task.id, node: "7", value: -5, max: 0 });
    tell("progress_state", { prompt_id: task.id, nodes: { constructor: { state: "finished" }, "7": null } });
    tell("execution_cached", { prompt_id: task.id, nodes: { length: 1e9 } });
    tell("executing", { prompt_id: task.id, node: { toString: 1 } });
    tell("progress", { prompt_id: task.id, node: "7", value: 1, max: 2, words: "x".repeat(2_000_000) });
    socket.bytes(new Uint8Array(3));
    socket.bytes(previewMessage(new Uint8Array(0)));
    socket.bytes(previewWithMetadata(new Uint8Array(0), {}));
    socket.bytes(new Uint8Array([0, 0, 0, 4, 255, 255, 255, 255, 1, 2, 3]));
    socket.bytes(previewMessage(new Uint8Array(9_000_000)));
    tell("progress", { prompt_id: task.id, node: "7", value: 3, max: 3 });
    await expect
      .poll(async () => await driver.poll(task), { timeout: 10_000, interval: 5 })
      .toEqual({ state: "working", progress: expect.closeTo(20 / 29, 3), note: null });
    expect(driver.previews).toEqual([]);
  });

  test("shows nothing that is no picture, or one too large to be looked at", async () => {
    const { bytes } = await makeStill({ widthPx: 1920, heightPx: 1080 });
    const bomb = await sharp({ create: { width: 8000, height: 8000, channels: 3, background: "#fff" } })
      .png()
      .toBuffer();
    expect(await makePreview(bomb)).toBeNull();
    for (const none of [
      Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
      bytes.subarray(0, 30),
      Buffer.alloc(9_000_000),
    ])
      expect(await makePreview(none)).toBeNull();
    const { format, width } = await sharp((await makePreview(bytes)) as Uint8Array).metadata();
    expect({ format, width }).toEqual({ format: "jpeg", width: 512 });
  });
});

test("private addresses are gone to for a ComfyUI alone, and only its own", () => {
  const own = permissionOf(provider, "http://192.168.1.20:8188");
  expect(checkOutside("http://192.168.1.20:8188/view?filename=a.mp4", own).hostname).toBe("192.168.1.20");
  for (const other of [
    ...["http://192.168.1.20:8189/view", "http://192.168.1.21:8188/view", "https://192.168.1.20:8188/view"],
    ...["http://192.168.1.20:8188@elsewhere.example/view", "http://169.254.169.254/latest", "file:///etc/passwd"],
  ]) {
    expect(() => checkOutside(other, own), other).toThrow(/ComfyUI/);
  }
  const fal = permissionOf(
    { label: "fal.ai", name: "fal", defaultBaseUrl: "https://queue.fal.run" },
    "https://queue.fal.run",
  );
  expect(() => checkOutside("https://192.168.1.20:8188/view?filename=a.mp4", fal)).toThrow(/on this network/);
});

test("its address in the settings is one of a web server, without a password, a query or a place", async () => {
  const { core } = buildCore(undefined, null, { env: {} });
  const { spendCaps, geminiModel } = await core.call("settings.get", {});
  const set = (comfyuiAddress: string) => core.call("settings.set", { spendCaps, geminiModel, comfyuiAddress });
  for (const wrong of [
    ...["javascript:alert(1)", "file:///etc/passwd", "ftp://10.0.0.2", "127.0.0.1:8188", "http://", "http:// host"],
    ...["http://user:word@10.0.0.2:8188", "http://10.0.0.2:8188/?a=b", "http://10.0.0.2:8188/#a", "http://a\\b"],
  ]) {
    await expect(set(wrong), wrong).rejects.toMatchObject({ code: "input.invalid" });
  }
  await set("http://192.168.1.20:8188/");
  const address = (await core.call("keys.list", {})).find((each) => each.provider === "comfyui")?.address;
  expect(address).toBe("http://192.168.1.20:8188");
  await expect(core.call("keys.set", { provider: "comfyui", key: "a-key" })).rejects.toMatchObject({
    code: "input.invalid",
  });
});
