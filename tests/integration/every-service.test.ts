import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Job } from "../../shared/generation/job.ts";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";
import type { OutputOf } from "../../shared/rpc/contract.ts";
import { writePlanFor } from "../support/planned-for.ts";
import { endedJob, expectNoKey, openServiceCore } from "../support/service-core.ts";
import { environmentOf, everyService } from "../support/services/every-service.ts";
import type { ServiceSimulator } from "../support/services/service-simulator.ts";
import { storedFilms } from "../support/stored-films.ts";

const simulators = new Map<string, ServiceSimulator>();
const environment: Record<string, string | undefined> = { ...process.env };

beforeAll(async () => {
  for (const { provider, start } of everyService) {
    const simulator = await start();
    simulators.set(provider, simulator);
    Object.assign(environment, environmentOf(provider, simulator));
  }
});
afterAll(async () => {
  for (const simulator of simulators.values()) await simulator.close();
});

const sent = shippedProfiles.filter(({ provider, off }) => provider !== "animatic" && off === undefined);

describe("a pass at a service", () => {
  test.each(sent.map((profile) => [profile.id, profile] as const))(
    "%s: one result, one charge, and no key in anything that was written or said",
    async (_, profile) => {
      const simulator = simulators.get(profile.provider) as ServiceSimulator;
      const chargesBefore = simulator.charges.length;
      const { call, folder, lines, answers } = openServiceCore(environment);
      const { projectId } = await call("projects.createFromPlan", { planFile: await writePlanFor(profile, folder) });
      const { project } = await call("project.get", { projectId });
      const passId = project.passes[0]?.id as string;
      const { amount } = await call("generation.quote", { projectId, passId });
      const { jobId } = await call("generation.start", { projectId, passId, expected: amount });
      const job = await endedJob(call, projectId, jobId);
      expect(job, JSON.stringify(job.problem)).toMatchObject({ state: "done", problem: null });
      expect(simulator.charges).toHaveLength(chargesBefore + 1);
      const view = await call("project.get", { projectId });
      await expectResult(profile, view, job, simulator);
      const { entries } = await call("ledger.list", { projectId });
      expect(entries).toHaveLength(1);
      expect(["owed", "charged"]).toContain(entries[0]?.state);
      await call("jobs.log", { projectId, jobId });
      await call("jobs.request", { projectId, jobId });
      await call("keys.list", {});
      expect((await call("project.verify", { projectId })).problems).toEqual([]);
      expectNoKey(simulators.values(), folder, [...answers, ...lines.map((line) => JSON.stringify(line))]);
    },
    60_000,
  );

  test.each(everyService.map(({ provider }) => [provider] as const))(
    "%s: a key is tested for nothing",
    async (provider) => {
      const simulator = simulators.get(provider) as ServiceSimulator;
      const chargesBefore = simulator.charges.length;
      const { call, folder, lines, answers } = openServiceCore(environment);
      expect((await call("keys.test", { provider })).message).not.toBe("");
      expect(simulator.charges).toHaveLength(chargesBefore);
      expectNoKey(simulators.values(), folder, [...answers, ...lines.map((line) => JSON.stringify(line))]);
    },
  );
});

async function expectResult(
  profile: ModelProfile,
  { takes, media, folder, project }: OutputOf<"project.get">,
  job: Job,
  simulator: ServiceSimulator,
) {
  if (profile.output === "still") {
    const still = media.find((each) => each.id === job.mediaId);
    expect(still?.kind).toBe("image");
    expect(project.passes[0]?.startFrame).toBe(job.mediaId);
    return;
  }
  expect(takes).toMatchObject([{ id: job.takeId, jobId: job.id, number: 1, profile: profile.id, frames: 120 }]);
  const film = media.find((each) => each.id === takes[0]?.mediaId);
  expect(film?.bytes).toBe(statSync(simulator.film.path).size);
  const stored = storedFilms(folder).map((name) => readFileSync(join(folder, "media/takes", name)));
  expect(stored.some((bytes) => bytes.equals(readFileSync(simulator.film.path)))).toBe(true);
}
