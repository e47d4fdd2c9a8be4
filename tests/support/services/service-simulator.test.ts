import { readFile } from "node:fs/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { type ReplicateSimulator, startReplicate } from "./replicate.ts";
import type { Fault } from "./service-simulator.ts";

async function start(): Promise<ReplicateSimulator> {
  const simulator = await startReplicate();
  onTestFinished(() => simulator.close());
  return simulator;
}

async function submit({ url, key }: ReplicateSimulator): Promise<Response> {
  return await fetch(`${url}/v1/models/kwaivgi/kling-v3-video/predictions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ input: { prompt: "A car waits." } }),
  });
}

/** The address of a film that is done. */
async function makeFilmAddress(simulator: ReplicateSimulator): Promise<string> {
  const made = (await (await submit(simulator)).json()) as { urls: { get: string } };
  const answer = await fetch(made.urls.get, { headers: { authorization: `Bearer ${simulator.key}` } });
  return ((await answer.json()) as { output: string }).output;
}

describe("a simulated service", () => {
  test("delivers its film whole and in ranges, under a validator", async () => {
    const simulator = await start();
    const address = await makeFilmAddress(simulator);
    const film = await readFile(simulator.film.path);
    const whole = await fetch(address);
    expect([whole.status, whole.headers.get("content-type")]).toEqual([200, "video/mp4"]);
    expect(whole.headers.get("content-length")).toBe(String(film.length));
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(film);
    const headers = { range: "bytes=1000-", "if-range": whole.headers.get("etag") ?? "" };
    const rest = await fetch(address, { headers });
    expect([rest.status, rest.headers.get("content-range")]).toEqual([
      206,
      `bytes 1000-${film.length - 1}/${film.length}`,
    ]);
    expect(Buffer.from(await rest.arrayBuffer())).toEqual(film.subarray(1000));
    const changed = await fetch(address, { headers: { ...headers, "if-range": '"another"' } });
    expect(changed.status).toBe(200);
    await changed.arrayBuffer();
  });

  test("refuses a key at a result's address", async () => {
    const simulator = await start();
    const address = await makeFilmAddress(simulator);
    const answer = await fetch(address, { headers: { authorization: `Bearer ${simulator.key}` } });
    expect(answer.status).toBe(400);
  });

  test("plays what goes wrong with a film, then delivers it", async () => {
    const simulator = await start();
    const address = await makeFilmAddress(simulator);
    const kinds = ["truncate", "wrong-type", "expired", "503", "429", "drop-before"] as const;
    simulator.play(...kinds.map((kind): Fault => ({ on: "film", do: kind })));
    await expect(fetch(address).then((answer) => answer.arrayBuffer())).rejects.toThrow();
    expect((await fetch(address)).headers.get("content-type")).toBe("text/html");
    expect((await fetch(address)).status).toBe(404);
    expect((await fetch(address)).status).toBe(503);
    expect((await fetch(address)).headers.get("retry-after")).toBe("1");
    await expect(fetch(address)).rejects.toThrow();
    expect((await fetch(address)).status).toBe(200);
  });

  test.each([
    ["drop-before", null, 0],
    ["drop-after", null, 1],
    ["500-before", 500, 0],
    ["500-after", 500, 1],
    ["html", 200, 0],
    ["html-after", 200, 1],
    ["429", 429, 0],
    ["delay", 201, 1],
  ] as const)("charges for what it did and for nothing else (%s)", async (kind, status, charges) => {
    const simulator = await start();
    simulator.play({ on: "poll", do: "503" }, { on: "submit", do: kind, times: 2, ms: 20 });
    for (const time of [1, 2]) {
      const answer = await submit(simulator).catch(() => null);
      expect(answer?.status ?? null).toBe(status);
      expect(simulator.charges).toHaveLength(charges * time);
    }
    expect((await submit(simulator)).status).toBe(201);
    expect(simulator.requests).toHaveLength(3);
  });

  test("lets a film go when its time has come by the service's clock", async () => {
    const simulator = await start();
    const address = await makeFilmAddress(simulator);
    simulator.skewMs = 2 * 3600_000;
    const gone = await fetch(address);
    expect(gone.status).toBe(404);
    expect(Date.parse(gone.headers.get("date") ?? "") - Date.now()).toBeGreaterThan(3600_000);
  });

  test("takes no more tasks at once than it has places", async () => {
    const simulator = await start();
    simulator.slots = 1;
    expect((await submit(simulator)).status).toBe(201);
    expect((await submit(simulator)).status).toBe(429);
    expect(simulator.charges).toHaveLength(1);
  });
});
