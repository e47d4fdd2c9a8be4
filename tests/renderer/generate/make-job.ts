/** Owns jobs for the window's tests: a plain one, changed where a test wants it. */
import { newProgress } from "../../../shared/generation/advance.ts";
import type { Job } from "../../../shared/generation/job.ts";

export function makeJob(changes: Partial<Job> = {}): Job {
  return {
    id: "job_0001",
    passId: "pass_0001",
    passName: "SC010 Night race",
    output: "film",
    profile: "fal/kling-v3-pro",
    provider: "fal",
    retake: null,
    place: null,
    estimate: { currency: "USD", micros: 1_260_000 },
    createdAt: "2026-11-22T10:00:00.000Z",
    updatedAt: "2026-11-22T10:00:00.000Z",
    ...newProgress(),
    notBefore: null,
    sentAt: null,
    download: null,
    held: null,
    preview: null,
    canCancelRemotely: true,
    ...changes,
  };
}
