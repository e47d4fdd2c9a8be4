/** Owns fuzzing what services answer: each adapter does a whole job with its simulator, whose answers are changed on their way. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import type { ImageBytes, Provider } from "../../../electron/core/generation/provider.ts";
import { falProvider } from "../../../electron/core/generation/providers/fal.ts";
import { klingProvider } from "../../../electron/core/generation/providers/kling.ts";
import { klingLegacyProvider } from "../../../electron/core/generation/providers/kling-legacy.ts";
import { pixioProvider } from "../../../electron/core/generation/providers/pixio.ts";
import { replicateProvider } from "../../../electron/core/generation/providers/replicate.ts";
import { ServiceFault } from "../../../electron/core/generation/service-fault.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import { writePass } from "../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";
import { buildElement, buildMediaId, buildPass, buildShot } from "../../support/builders.ts";
import { AdapterDriver } from "../../support/services/adapter-driver.ts";
import { everyService } from "../../support/services/every-service.ts";
import { makeStill } from "../../support/services/film.ts";
import type { ServiceSimulator } from "../../support/services/service-simulator.ts";
import { jsonChange, oddText, oddValue, place } from "./changes.ts";
import { type FuzzTarget, type OpenTarget, targetOf } from "./target.ts";

/** What becomes of one answer on its way. */
type Change =
  | { readonly kind: "none" | "reset" }
  | { readonly kind: "json"; readonly change: (value: unknown) => unknown }
  | { readonly kind: "body"; readonly body: string }
  | { readonly kind: "cut"; readonly at: number }
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "header"; readonly name: string; readonly value: string };

const providers: readonly Provider[] = [
  klingProvider,
  klingLegacyProvider,
  falProvider,
  pixioProvider,
  replicateProvider,
];
const statuses = [
  200, 201, 202, 204, 301, 302, 400, 401, 402, 403, 404, 408, 409, 413, 418, 422, 425, 429, 451, 499, 500, 502, 503,
  504, 522,
];
const headerValues = [
  "",
  "0",
  "-1",
  "99999999999",
  "Thu, 01 Jan 1970 00:00:00 GMT",
  "soon",
  "text/html",
  "application/json; charset=x",
];
const headerNames = ["retry-after", "date", "content-type", "location", "x-request-id", "content-encoding"];
const page = "<!doctype html><title>Sign in</title><body>Welcome to the guest network</body>";

const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Change>({ kind: "none" }) },
  { weight: 6, arbitrary: jsonChange.map((change): Change => ({ kind: "json", change })) },
  { weight: 2, arbitrary: oddValue.map((value): Change => ({ kind: "body", body: JSON.stringify(value) ?? "" })) },
  {
    weight: 1,
    arbitrary: fc
      .oneof(fc.constantFrom(page, "", "{", "null"), oddText)
      .map((body): Change => ({ kind: "body", body })),
  },
  { weight: 1, arbitrary: place.map((at): Change => ({ kind: "cut", at })) },
  { weight: 2, arbitrary: fc.constantFrom(...statuses).map((status): Change => ({ kind: "status", status })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ name: fc.constantFrom(...headerNames), value: fc.constantFrom(...headerValues) })
      .map((header): Change => ({ kind: "header", ...header })),
  },
  { weight: 1, arbitrary: fc.constant<Change>({ kind: "reset" }) },
);

/** Stands before a simulator and changes what it answers; what is not to be changed any more passes. */
async function startGoBetween(simulator: ServiceSimulator) {
  let left: readonly Change[] = [];
  const target = new URL(simulator.url);
  const server = createServer(async (request, response) => {
    const [change = { kind: "none" }, ...rest] = left;
    left = rest;
    if (change.kind === "reset") {
      request.socket.destroy();
      return;
    }
    const body = await buffer(request);
    const asked = await fetch(new URL(request.url ?? "/", target), {
      method: request.method ?? "GET",
      headers: plainHeaders(request.headers),
      ...(body.length === 0 ? {} : { body }),
      redirect: "manual",
    });
    const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const told = (await asked.text()).replaceAll(target.origin, own);
    const headers: Record<string, string> = { "content-type": asked.headers.get("content-type") ?? "application/json" };
    if (change.kind === "header") headers[change.name] = change.value;
    const status = change.kind === "status" ? change.status : asked.status;
    response.writeHead(status, headers);
    response.end(status === 204 ? undefined : changedBody(change, told));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${target.pathname.replace(/\/$/, "")}`,
    change: (next: readonly Change[]) => {
      left = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function changedBody(change: Change, body: string): string {
  if (change.kind === "body") return change.body;
  if (change.kind === "cut") return body.slice(0, change.at % (body.length + 1));
  if (change.kind !== "json") return body;
  try {
    return JSON.stringify(change.change(JSON.parse(body))) ?? "";
  } catch {
    return body;
  }
}

function plainHeaders({
  host: _,
  connection: _1,
  "transfer-encoding": _2,
  "content-length": _3,
  ...headers
}: IncomingHttpHeaders) {
  return headers as Record<string, string>;
}

const startFrame = buildMediaId("a");
const driver = buildElement("Driver", {
  description: "Woman of forty",
  images: [buildMediaId("c"), buildMediaId("d")],
});

function passFor(profile: ModelProfile) {
  const { limits } = profile;
  const elements = limits.elementsMax > 0 ? [driver] : [];
  const action = elements.length > 0 ? "@Driver waits" : "A driver waits";
  const shots = [1, 2]
    .slice(0, limits.shotsMax)
    .map((number) => buildShot(String(number), { durationMs: 5000, action }));
  const frame = limits.startFrame && !(limits.framesOrElements && elements.length > 0) ? { startFrame } : {};
  return writePass(profile, elements, buildPass("1", shots, { profile: profile.id, ...frame }));
}

/** A job from its uploads to its result, and all that is asked besides; each step as far as the ones before it let it. */
async function doJob(adapter: AdapterDriver, profile: ModelProfile): Promise<string> {
  const { provider, context } = adapter;
  const codes: string[] = [];
  const step = async <Value>(work: () => Promise<Value> | undefined): Promise<Value | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ServiceFault) && !(error instanceof AppError)) throw error;
      codes.push(error instanceof ServiceFault ? `fault ${error.kind}` : error.code);
      return undefined;
    }
  };
  await step(() => provider.testKey(context));
  const sent = await step(() => adapter.prepare(profile, passFor(profile)));
  if (sent) {
    await step(() => provider.quote?.(sent.frozen, context));
    const submitted = await step(() => adapter.send(sent));
    await step(() => adapter.find(sent));
    if (submitted && "task" in submitted) {
      await step(() => adapter.poll(submitted.task));
      await step(() => provider.cancel?.(submitted.task, context));
      await step(() => adapter.poll(submitted.task));
    }
  }
  await step(() => provider.list?.(context));
  return codes[0] ?? "ok";
}

export const openServices: OpenTarget = async (): Promise<FuzzTarget> => {
  const bytes = await makeStill();
  const images: Record<string, ImageBytes> = Object.fromEntries(
    [startFrame, ...driver.images].map((reference) => [reference, bytes]),
  );
  const services = await Promise.all(
    providers.map(async (provider) => {
      const simulator = await (
        everyService.find((each) => each.provider === provider.name) as (typeof everyService)[number]
      ).start();
      const profiles = shippedProfiles.filter(
        (each) => each.id.startsWith(`${provider.name}/`) && each.output === "film" && each.off === undefined,
      );
      return { provider, simulator, profiles, between: await startGoBetween(simulator) };
    }),
  );
  return targetOf({
    inputs: fc.record({
      service: fc.nat(providers.length - 1),
      profile: fc.nat(20),
      changes: fc.array(changes, { maxLength: 12 }),
    }),
    kept: [],
    async answer({ service, profile, changes: next }) {
      const { provider, simulator, profiles, between } = services[service] as (typeof services)[number];
      between.change(next);
      // Its own time, in which whoever waits for long has waited for long.
      let nowMs = Date.now();
      const now = () => {
        nowMs += 250;
        return nowMs;
      };
      const adapter = new AdapterDriver(provider, { url: between.url, key: simulator.key }, { images, now });
      return doJob(adapter, profiles[profile % profiles.length] as ModelProfile);
    },
    async close() {
      await Promise.all(services.map(({ between }) => between.close()));
      await Promise.all(services.map(({ simulator }) => simulator.close().catch(() => undefined)));
    },
  });
};
