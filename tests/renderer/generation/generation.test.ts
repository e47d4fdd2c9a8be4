import { expect, test } from "vitest";
import type { CoreClient } from "../../../renderer/src/api/client.ts";
import { createGeneration } from "../../../renderer/src/generation/generation.ts";
import { sayTurn } from "../../../renderer/src/generation/job-notices.ts";
import type { Job } from "../../../shared/generation/job.ts";
import type { InputOf, MethodName, OutputOf } from "../../../shared/rpc/contract.ts";
import { makeJob } from "../generate/make-job.ts";

/** A core that answers when the test says so. */
function makeCore() {
  const asked: { name: MethodName; projectId: string | undefined; answer: (value: unknown) => void }[] = [];
  const client: CoreClient = {
    call: <Name extends MethodName>(name: Name, input: InputOf<Name>) =>
      new Promise<OutputOf<Name>>((resolve) => {
        const { projectId } = input as { projectId?: string };
        asked.push({ name, projectId, answer: resolve as (value: unknown) => void });
      }),
    upload: () => Promise.reject(new Error("nothing is uploaded here")),
    uploadNew: () => Promise.reject(new Error("nothing is uploaded here")),
  };
  const ledger = { entries: [], spent: [], spentToday: [] };
  /** Answers everything that waits, and lets what follows from it happen. */
  async function answer(jobs: readonly Job[]): Promise<void> {
    for (const { name, answer: give } of asked.splice(0)) {
      give(name === "jobs.list" ? jobs : name === "keys.list" ? [] : ledger);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { client, asked, answer };
}

function follow() {
  const core = makeCore();
  const turned: Job[] = [];
  const failures: unknown[] = [];
  const generation = createGeneration(
    core.client,
    (job) => turned.push(job),
    (error) => failures.push(error),
  );
  generation.follow("project_0001");
  return { ...core, generation, turned, failures };
}

const changed = [{ type: "jobs.changed", projectId: "project_0001" }] as const;

test("tells of a job that ends, once, and of none that had ended when the project was opened", async () => {
  const { generation, answer, turned } = follow();
  await answer([makeJob({ id: "job_old1", state: "done" }), makeJob({ state: "running" })]);
  expect(turned).toEqual([]);
  generation.onEvents(changed);
  const done = makeJob({ state: "done" });
  await answer([makeJob({ id: "job_old1", state: "done" }), done]);
  generation.onEvents(changed);
  await answer([makeJob({ id: "job_old1", state: "done" }), done]);
  expect(turned).toEqual([done]);
});

test("tells of a job that asks for a decision, and not of one that the user has cancelled", async () => {
  const { generation, answer, turned } = follow();
  await answer([makeJob({ id: "job_0001", state: "checking" }), makeJob({ id: "job_0002", state: "running" })]);
  generation.onEvents(changed);
  await answer([makeJob({ id: "job_0001", state: "unconfirmed" }), makeJob({ id: "job_0002", state: "cancelled" })]);
  expect(turned.map((job) => job.id)).toEqual(["job_0001"]);
});

test("asks once more, not a hundred times, when a hundred events come during one answer", async () => {
  const { generation, answer, asked } = follow();
  await answer([]);
  for (let event = 0; event < 100; event += 1) generation.onEvents(changed);
  expect(asked.filter(({ name }) => name === "jobs.list")).toHaveLength(1);
  await answer([]);
  expect(asked.filter(({ name }) => name === "jobs.list")).toHaveLength(1);
  await answer([makeJob()]);
  expect(asked).toHaveLength(0);
  expect(generation.get().jobs).toHaveLength(1);
});

test("shows nothing of a project that was left while its jobs were being read", async () => {
  const { generation, answer } = follow();
  generation.follow("project_0002");
  expect(generation.get().jobs).toBeNull();
  await answer([makeJob()]);
  expect(generation.get().jobs).toBeNull();
  await answer([makeJob({ id: "job_0002" })]);
  expect(generation.get().jobs?.map((job) => job.id)).toEqual(["job_0002"]);
});

test("leaves other projects' events alone, and reads the keys again when they changed", async () => {
  const { generation, answer, asked } = follow();
  await answer([]);
  generation.onEvents([{ type: "jobs.changed", projectId: "project_0002" }]);
  expect(asked).toHaveLength(0);
  generation.onEvents([{ type: "keys.changed" }]);
  expect(asked.map(({ name }) => name)).toEqual(["keys.list"]);
});

test("says in one sentence what has become of a job, with the next step of its problem", () => {
  const problem = { code: "service.no-credit", message: "The account has no credit left.", next: "Top up." } as const;
  expect(sayTurn(makeJob({ state: "failed", problem }))).toEqual({
    message: "SC010 Night race failed. The account has no credit left.",
    next: "Top up.",
  });
  expect(
    sayTurn(makeJob({ ...{ state: "done", output: "still" }, place: { kind: "startFrame", passId: "pass_0001" } }))
      .message,
  ).toBe("A start frame for SC010 Night race is ready.");
  expect(sayTurn(makeJob({ state: "unconfirmed" })).next).toMatch(/Open the jobs/);
});
