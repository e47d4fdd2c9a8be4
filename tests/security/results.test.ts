import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";
import { writePlanFor } from "../support/planned-for.ts";
import { type Call, endedJob, openServiceCore } from "../support/service-core.ts";
import { everyService } from "../support/services/every-service.ts";
import { storedFilms } from "../support/stored-films.ts";
import { startWitness } from "../support/witness.ts";

/** A service under the test's control: the simulator behind it, whose answers are changed on their way. */
async function tamperedService(provider: string, change: (text: string, path: string) => string) {
  const service = everyService.find((each) => each.provider === provider);
  const simulator = await (service as (typeof everyService)[number]).start();
  onTestFinished(() => simulator.close());
  const base = new URL(simulator.url);
  const seen: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const path = incoming.url ?? "/";
    seen.push(`${incoming.method} ${path}`);
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).filter(
        ([name]) => !["host", "connection", "content-length", "transfer-encoding"].includes(name),
      ),
    ) as Record<string, string>;
    const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const whole = Buffer.concat(chunks);
    const isJsonCall = incoming.headers["content-type"]?.includes("json") === true;
    const given = isJsonCall ? Buffer.from(whole.toString("utf8").replaceAll(own, base.origin)) : whole;
    const hasBody = !["GET", "HEAD"].includes(incoming.method ?? "");
    const answer = await fetch(`${base.origin}${path}`, {
      ...{ method: incoming.method ?? "GET", headers, redirect: "manual" },
      ...(hasBody ? { body: given } : {}),
    });
    const isJson = answer.headers.get("content-type")?.includes("json") ?? false;
    const bytes = Buffer.from(await answer.arrayBuffer());
    const text = bytes.toString("utf8").replaceAll(base.origin, own);
    const body = isJson ? Buffer.from(change(text, path)) : bytes;
    outgoing.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${base.pathname}`;
  return { simulator, url, seen };
}

async function generate(provider: string, profileId: string, change: (text: string, path: string) => string) {
  const service = await tamperedService(provider, change);
  const name = provider.toUpperCase().replaceAll("-", "_");
  const {
    call,
    core,
    folder: home,
  } = openServiceCore({
    ...process.env,
    [`SHOTLINE_${name}_URL`]: service.url,
    [`SHOTLINE_${name}_KEY`]: service.simulator.key,
  });
  const profile = shippedProfiles.find(({ id }) => id === profileId) as ModelProfile;
  const { projectId } = await call("projects.createFromPlan", { planFile: await writePlanFor(profile, home) });
  const { project, folder } = await call("project.get", { projectId });
  const passId = project.passes[0]?.id as string;
  const { amount } = await call("generation.quote", { projectId, passId });
  const { jobId } = await call("generation.start", { projectId, passId, expected: amount });
  return { ...service, call, core, home, folder, projectId, jobId };
}

/** Waits until the job tells of the address as one that cannot be understood, or has ended. */
async function toldOrEnded(call: Call, projectId: string, jobId: string) {
  for (let { cursor } = await call("events.after", { cursor: 0 }); ; ) {
    const job = (await call("jobs.list", { projectId })).find(({ id }) => id === jobId);
    const isTold = job?.problem?.message.includes("the address") === true;
    if (isTold || ["done", "failed", "cancelled", "unconfirmed"].includes(job?.state ?? "done")) return job;
    ({ cursor } = await call("events.after", { cursor }));
  }
}

const resultUrl = /"(url|outputUrl|output)":\s*(?:"http[^"]*(?:film|results|\.mp4)[^"]*"|\["http[^"]*"\])/g;

describe("a service that names a file for its result", () => {
  test.each([
    ["kling", "kling/kling-3.0", "project.db"],
    ["kling-legacy", "kling-legacy/kling-v3", "project.db"],
    ["pixio", "pixio/kling-v3-pro", "project.db"],
    ["pixio", "pixio/kling-v3-pro", "../outside.txt"],
    ["replicate", "replicate/kling-v3", "x:/../project.db"],
    ["replicate", "replicate/kling-v3", "file:///etc/passwd"],
    ["fal", "fal/kling-v3-pro", "file:project.db"],
  ])(
    "%s (%s): %s is not read, moved or deleted, and the job says what is wrong",
    async (provider, profileId, address) => {
      let changed = 0;
      const tampered = (text: string) =>
        text.replace(resultUrl, (_found, name) => {
          changed += 1;
          return name === "output" ? `"output":"${address}"` : `"${name}":"${address}"`;
        });
      const run = await generate(provider, profileId, tampered);
      const outside = join(run.folder, "../outside.txt");
      writeFileSync(outside, "Somebody's own");
      const job = await toldOrEnded(run.call, run.projectId, run.jobId);
      expect(changed).toBeGreaterThan(0);
      expect(job?.state).not.toBe("done");
      expect(job?.problem).toMatchObject({ code: "service.unclear", next: expect.any(String) });
      expect(existsSync(join(run.folder, "project.db"))).toBe(true);
      expect(readFileSync(outside, "utf8")).toBe("Somebody's own");
      // The next start works.
      await run.core.close();
      const again = openServiceCore(process.env, run.home);
      expect((await again.call("project.get", { projectId: run.projectId })).takes).toEqual([]);
    },
  );
});

test("a result elsewhere is fetched without the key", async () => {
  const witness = await startWitness();
  const run = await generate("pixio", "pixio/kling-v3-pro", (text) =>
    text.replace(/"outputUrl":\s*"[^"]*"/g, `"outputUrl":"${witness.url}/film.mp4"`),
  );
  for (let { cursor } = await run.call("events.after", { cursor: 0 }); witness.requests.length === 0; ) {
    ({ cursor } = await run.call("events.after", { cursor }));
  }
  expect(witness.requests[0]?.headers).not.toHaveProperty("authorization");
  expect(JSON.stringify(witness.requests)).not.toContain(run.simulator.key);
});

test.each([
  ["fal", "fal/kling-v3-pro"],
  ["replicate", "replicate/kling-v3"],
])(
  "%s: an address for a task that is not the service's own is never asked, with or without the key",
  async (provider, profileId) => {
    const witness = await startWitness();
    const run = await generate(provider, profileId, (text, path) =>
      path.includes("/files")
        ? text
        : text.replace(/"(status_url|response_url|cancel_url|get|cancel)":\s*"http[^"]*"/g, `"$1":"${witness.url}/x"`),
    );
    expect(await endedJob(run.call, run.projectId, run.jobId)).toMatchObject({ state: "done" });
    expect(witness.requests.filter(({ path }) => path === "/x")).toEqual([]);
    expect(storedFilms(run.folder)).toHaveLength(1);
  },
);
