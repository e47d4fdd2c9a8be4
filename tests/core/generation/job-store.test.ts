import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Identity } from "../../../electron/core/app/identity.ts";
import { openDatabase } from "../../../electron/core/database/open-database.ts";
import { JobSeal } from "../../../electron/core/generation/job-seal.ts";
import { JobStore, type NewJob } from "../../../electron/core/generation/job-store.ts";
import { listLedger, spent, spentSince } from "../../../electron/core/generation/ledger.ts";
import type { FrozenCall } from "../../../electron/core/generation/provider.ts";
import { registeredFor } from "../../../electron/core/generation/registered.ts";
import { IllegalMove } from "../../../shared/generation/advance.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const problem = { code: "service.unclear", message: "No answer came." } as const;
const remote = { id: "task-1", statusUrl: "https://service.example/task-1" };

const seal = new JobSeal(new Identity(Buffer.alloc(32)), "/films/Film.shotline");

function openStore() {
  let now = Date.parse("2026-11-22T12:00:00.000Z");
  const folder = temporaryFolder();
  const database = openDatabase(folder, { create: true });
  onTestFinished(() => void database.close());
  const store = new JobStore(database, () => now, seal);
  const later = (ms: number) => {
    now += ms;
  };
  return { folder, database, store, later };
}

function newJob(id: string, micros: number | null = 7_000_000): NewJob {
  return {
    ...{ id, passId: "pass_00000001", passName: "SC010 Chase", output: "film", profile: "pixio/kling-v3-pro" },
    ...{ provider: "pixio", frozen: { call: { body: { prompt: "A car." } } } as unknown as FrozenCall },
    retake: null,
    place: null,
    estimate: micros === null ? null : { currency: "credits", micros },
  };
}

describe("a job in the database", () => {
  test("stands with the intent to pay for it, and its first line, in one transaction", () => {
    const { store, database } = openStore();
    database.exec("CREATE TRIGGER full BEFORE INSERT ON ledger BEGIN SELECT raise(FAIL, 'full'); END");
    expect(() => store.insert([newJob("job_00000001")], "pixio-1", "Queued.")).toThrow("full");
    expect(store.list()).toEqual([]);
    database.exec("DROP TRIGGER full");
    store.insert([newJob("job_00000001")], "pixio-1", "Queued.");
    expect(listLedger(database)).toMatchObject([{ jobId: "job_00000001", state: "intent", settledAt: null }]);
    expect(store.log("job_00000001")).toMatchObject([{ message: "Queued." }]);
  });

  test("takes no step that cannot be, and then nothing is written", () => {
    const { store } = openStore();
    store.insert([newJob("job_00000001")], "pixio-1", "Queued.");
    const before = store.require("job_00000001");
    expect(() => store.advance("job_00000001", { type: "accepted", remote }, "Taken.")).toThrow(IllegalMove);
    expect(store.require("job_00000001")).toEqual(before);
    expect(store.log("job_00000001")).toHaveLength(1);
  });

  test("keeps what it was prepared with, except what is long", () => {
    const { store } = openStore();
    store.insert([newJob("job_00000001")], "pixio-1", "Queued.");
    expect(store.prepared("job_00000001")).toEqual({ values: new Map(), isWhole: false });
    const address = ["{{image:a}}", "https://service.example/a.png"] as const;
    store.savePrepared("job_00000001", new Map([address]));
    expect(store.prepared("job_00000001")).toEqual({ values: new Map([address]), isWhole: true });
    store.savePrepared("job_00000001", new Map([address, ["{{image:b}}", "x".repeat(5000)]]));
    expect(store.prepared("job_00000001")).toEqual({ values: new Map([address]), isWhole: false });
    store.changeAccount("job_00000001", "pixio-2");
    expect(store.prepared("job_00000001").values.size).toBe(0);
  });

  test("knows what an account registered, and not what another one did", () => {
    const { database } = openStore();
    const registered = (account: string) => registeredFor(database, "kling", account, () => 0);
    registered("kling-1").set("hash", "element-7");
    expect(registered("kling-1").get("hash")).toBe("element-7");
    expect(registered("kling-2").get("hash")).toBeNull();
    registered("kling-1").forget("hash");
    expect(registered("kling-1").get("hash")).toBeNull();
  });

  test("is read again by another process as it was left", () => {
    const { store, folder } = openStore();
    store.insert([newJob("job_00000001")], "pixio-1", "Queued.");
    store.advance("job_00000001", { type: "started" }, null);
    store.advance("job_00000001", { type: "sent", at: 1000 }, null);
    const left = store.advance("job_00000001", { type: "accepted", remote }, null);
    const database = openDatabase(join(folder));
    onTestFinished(() => void database.close());
    const other = new JobStore(database, () => 0, seal);
    expect(other.live()).toEqual([{ id: "job_00000001", state: "running", cancelRequested: false }]);
    expect(other.require("job_00000001").progress).toEqual(left);
    const plan = database
      .prepare("EXPLAIN QUERY PLAN SELECT id FROM job WHERE state NOT IN ('done', 'failed', 'cancelled')")
      .all();
    expect(JSON.stringify(plan)).toContain("job_live");
  });
});

describe("the ledger", () => {
  test("counts what is meant, owed or unclear as estimated, and what was charged as charged", () => {
    const { store, database, later } = openStore();
    const run = (id: string, ...events: Parameters<JobStore["advance"]>[1][]) => {
      store.insert([newJob(id)], "pixio-1", "Queued.");
      for (const event of events) store.advance(id, event, null);
    };
    const sent = [{ type: "started" }, { type: "sent", at: 0 }] as const;
    const result = { kind: "remote", url: "https://service.example/film.mp4", expiresAt: null } as const;
    run("job_00000001");
    run("job_00000002", ...sent, { type: "accepted", remote });
    run("job_00000003", ...sent, { type: "refused", problem });
    later(1000);
    const since = "2026-11-22T12:00:01.000Z";
    run(
      "job_00000004",
      ...sent,
      { type: "answer-lost", problem },
      { type: "cannot-ask", problem },
      { type: "given-up" },
    );
    const charged = { currency: "credits", micros: 5_000_000 } as const;
    const other = { id: "task-2" };
    run("job_00000005", ...sent, { type: "accepted", remote: other }, { type: "succeeded", result, charged });
    store.insert([newJob("job_00000006", null)], "pixio-1", "Queued.");
    expect(listLedger(database).map(({ state }) => state)).toEqual([
      ...["intent", "charged", "unknown", "void", "owed", "intent"],
    ]);
    expect(spent(database, null)).toEqual([{ currency: "credits", micros: 26_000_000 }]);
    const today = [{ currency: "credits", micros: 12_000_000 }];
    expect(spentSince(database, since)).toEqual({ firstJobId: "job_00000004", spent: today });
    expect(spentSince(database, "2026-11-23T00:00:00.000Z")).toEqual({ firstJobId: null, spent: [] });
  });
});
