import { describe, expect, test } from "vitest";
import {
  describeCancel,
  describeCost,
  describeExpiry,
  describeJob,
  isEnded,
  sayDuration,
} from "../../../renderer/src/generate/job-words.ts";
import { jobStates, type LedgerEntry } from "../../../shared/generation/job.ts";
import { makeJob } from "./make-job.ts";

const nowMs = Date.parse("2026-11-22T10:00:00.000Z");
const inMs = (ms: number) => new Date(nowMs + ms).toISOString();

describe("a job in words", () => {
  test("says something for every state, and never the state's own name", () => {
    for (const state of jobStates) {
      const words = describeJob(makeJob({ state }), nowMs);
      expect(words.state.length).toBeGreaterThan(3);
      expect(words.state).not.toBe(state);
    }
  });

  test("has a measured bar only where a measure is known", () => {
    expect(describeJob(makeJob({ state: "running" }), nowMs).progress).toBeNull();
    expect(describeJob(makeJob({ state: "running", remoteProgress: 0.5 }), nowMs)).toMatchObject({
      state: "In progress at fal.ai, 50%",
      progress: 0.5,
    });
    const download = { bytes: 4_200_000, totalBytes: 10_500_000 };
    expect(describeJob(makeJob({ state: "downloading", download }), nowMs)).toMatchObject({
      state: "Downloading 4.2 MB of 10.5 MB",
      progress: 0.4,
    });
    expect(
      describeJob(makeJob({ state: "downloading", download: { bytes: 812, totalBytes: null } }), nowMs),
    ).toMatchObject({ state: "Downloading, 812 B so far", progress: null });
    expect(describeJob(makeJob({ state: "done" }), nowMs).progress).toBeUndefined();
  });

  test("repeats what the service says about its line", () => {
    const job = makeJob({ state: "running", remoteNote: "in line, 3rd" });
    expect(describeJob(job, nowMs).state).toBe("fal.ai: in line, 3rd");
  });

  test("counts down to the next try, and leaves the time out when it has come", () => {
    const job = makeJob({ waiting: "offline", notBefore: inMs(12_000) });
    expect(describeJob(job, nowMs).state).toBe("Offline: waiting for the network; retrying in 12 s");
    expect(describeJob(job, nowMs + 13_000).state).toBe("Offline: waiting for the network");
  });

  test("an ended job no longer waits", () => {
    expect(describeJob(makeJob({ state: "failed", waiting: "offline" }), nowMs).state).toBe("Failed");
  });

  test("says that it is cancelling until it has ended", () => {
    expect(describeJob(makeJob({ state: "running", cancelRequested: true }), nowMs).state).toBe("Canceling…");
    expect(describeJob(makeJob({ state: "cancelled", cancelRequested: true }), nowMs).state).toBe("Canceled");
  });
});

describe("cancelling", () => {
  test("costs nothing and needs no question before anything was sent", () => {
    expect(describeCancel(makeJob({ state: "queued" }))?.atOnce).toBe(true);
    expect(describeCancel(makeJob({ state: "preparing" }))?.atOnce).toBe(true);
  });

  test("is honest about a service that cannot be told", () => {
    const job = makeJob({ state: "running", provider: "kling", canCancelRemotely: false });
    expect(describeCancel(job)?.means).toMatch(/^Kling can’t cancel tasks/);
    expect(describeCancel(job)?.atOnce).toBe(false);
    expect(describeCancel(makeJob({ state: "running" }))?.means).toMatch(/^Sends fal.ai a cancel request/);
  });

  test("speaks of no charge where the machine is the user's own", () => {
    const job = makeJob({ state: "running", provider: "comfyui", estimate: { currency: "USD", micros: 0 } });
    expect(describeCancel(job)?.means).toMatch(/^Takes it out of the queue of ComfyUI/);
    expect(describeCancel({ ...job, state: "checking" })?.means).not.toMatch(/charge/);
    expect(describeCost(job, undefined)).toBe("Free");
    expect(describeCost({ ...job, state: "done" }, undefined)).toBe("Free");
  });

  test("is not offered for what is paid and on its way, and for what has ended", () => {
    for (const state of jobStates) {
      const job = makeJob({ state });
      if (isEnded(job) || state === "downloading" || state === "unconfirmed") expect(describeCancel(job)).toBeNull();
      else expect(describeCancel(job)).not.toBeNull();
    }
  });
});

describe("a result that waits at the service", () => {
  const waits = (leftMs: number) =>
    describeExpiry(
      makeJob({ state: "downloading", result: { kind: "remote", url: "https://x.example", expiresAt: inMs(leftMs) } }),
      nowMs,
    );

  test("warns on the last day", () => {
    expect(waits(50 * 60_000)).toEqual({
      message: "Not downloaded yet: fal.ai keeps the result for another 50 min.",
      urgent: true,
    });
    expect(waits(10 * 86_400_000)?.urgent).toBe(false);
    expect(waits(-1000)?.message).toBe("fal.ai may have deleted the result by now.");
  });

  test("is at stake at fal while nobody can ask: the answer lives for an hour", () => {
    const running = { provider: "fal", state: "running", waiting: "offline" } as const;
    expect(describeExpiry(makeJob({ ...running, sentAt: inMs(-60_000) }), nowMs)).toMatchObject({ urgent: false });
    expect(describeExpiry(makeJob({ ...running, sentAt: inMs(-3_600_000) }), nowMs)?.message).toContain("one hour");
    expect(describeExpiry(makeJob({ ...running, waiting: null, sentAt: inMs(-3_600_000) }), nowMs)).toBeNull();
  });

  test("is no matter once it is here, or where nobody says", () => {
    const result = { kind: "remote", url: "https://x.example", expiresAt: inMs(1000) } as const;
    expect(describeExpiry(makeJob({ state: "done", result }), nowMs)).toBeNull();
    expect(describeExpiry(makeJob({ state: "downloading", result: { ...result, expiresAt: null } }), nowMs)).toBeNull();
  });
});

describe("the cost of a job", () => {
  const entry = (state: LedgerEntry["state"], chargedMicros: number | null = null): LedgerEntry => ({
    jobId: "job_0001",
    passId: "pass_0001",
    passName: "SC010 Night race",
    profile: "fal/kling-v3-pro",
    state,
    estimate: { currency: "USD", micros: 1_260_000 },
    charged: chargedMicros === null ? null : { currency: "USD", micros: chargedMicros },
    at: inMs(0),
    settledAt: null,
  });

  test("is what the service charged, else what is expected, and never a guess that looks like a fact", () => {
    expect(describeCost(makeJob(), entry("owed"))).toBe("$1.26 expected");
    expect(describeCost(makeJob({ state: "done" }), entry("owed"))).toBe("≈ $1.26");
    expect(describeCost(makeJob(), entry("charged", 1_300_000))).toBe("Charged $1.30");
    expect(describeCost(makeJob(), entry("charged", 0))).toBe("Not charged");
    expect(describeCost(makeJob(), entry("void"))).toBe("Not charged");
    expect(describeCost(makeJob(), entry("unknown"))).toBe("May have been charged $1.26");
    expect(describeCost(makeJob({ estimate: null }), undefined)).toBe("Price unknown");
  });
});

test("durations are rounded to what is worth saying", () => {
  expect([1200, 89_000, 600_000, 5 * 3_600_000, 12 * 86_400_000].map(sayDuration)).toEqual([
    "2 s",
    "89 s",
    "10 min",
    "5 h",
    "12 days",
  ]);
});
