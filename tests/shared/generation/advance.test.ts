import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advance, IllegalMove, newProgress } from "../../../shared/generation/advance.ts";
import { endedStates, type JobEvent, type JobProgress } from "../../../shared/generation/job.ts";
import { type LedgerFigures, settle } from "../../../shared/generation/settle.ts";

const problem = { code: "service.unclear", message: "No answer came.", next: "Wait." } as const;
const remote = { id: "task-1" };
const price = { currency: "USD", micros: 840_000 } as const;
const result = { kind: "remote", url: "https://service.example/film.mp4", expiresAt: null } as const;

const chargeds = fc.constantFrom(null, price, { currency: "USD", micros: 0 } as const);
const events: fc.Arbitrary<JobEvent> = fc.oneof(
  fc.constantFrom<JobEvent>(
    { type: "started" },
    { type: "sent", at: 1000 },
    { type: "accepted", remote },
    { type: "refused", problem },
    { type: "answer-lost", problem },
    { type: "found", remote },
    { type: "not-found" },
    { type: "cannot-ask", problem },
    { type: "resend-allowed" },
    { type: "given-up" },
    { type: "deferred", until: 2000, waiting: "offline", problem },
    { type: "progressed", progress: 0.5, note: "in line, 3rd" },
    { type: "result-expired" },
    { type: "stored", takeId: "take_00000001", mediaId: null },
    { type: "result-lost", problem },
    { type: "cancel-requested" },
  ),
  chargeds.map((charged): JobEvent => ({ type: "succeeded", result, charged })),
  chargeds.map((charged): JobEvent => ({ type: "failed-remotely", problem, charged })),
  chargeds.map((charged): JobEvent => ({ type: "cancelled", charged, problem: null })),
);

interface Step {
  readonly before: JobProgress;
  readonly event: JobEvent;
  readonly after: JobProgress;
}

/** Plays what is legal of the events, in order. */
function play(list: readonly JobEvent[]): Step[] {
  const steps: Step[] = [];
  let progress = newProgress();
  for (const event of list) {
    try {
      const after = advance(progress, event);
      steps.push({ before: progress, event, after });
      progress = after;
    } catch (error) {
      if (!(error instanceof IllegalMove)) throw error;
    }
  }
  return steps;
}

/** Long walks that stay alive: what a random event cannot do is left out. */
const walks = fc.array(events, { maxLength: 120 }).map(play);

function stateAfter(...list: JobEvent[]): JobProgress {
  return list.reduce(advance, newProgress());
}

const sent: JobEvent[] = [{ type: "started" }, { type: "sent", at: 1000 }];
const running: JobEvent[] = [...sent, { type: "accepted", remote }];

describe("whatever happens to a job", () => {
  test("it is never sent a second time without word that nothing is at the service, or the user's leave", () => {
    fc.assert(
      fc.property(walks, (steps) => {
        let maySend = true;
        for (const { before, event } of steps) {
          if (event.type === "sent") {
            expect(maySend).toBe(true);
            maySend = false;
          }
          const nothingSent = event.type === "deferred" && before.state === "submitting";
          if (event.type === "not-found" || event.type === "resend-allowed" || nothingSent) maySend = true;
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("an ended job takes nothing more, except that one left behind is watched again", () => {
    fc.assert(
      fc.property(walks, (steps) => {
        for (const { before, event } of steps) {
          if (!endedStates.includes(before.state)) continue;
          expect(event.type).toBe("found");
          expect(before.remote).not.toBeNull();
          expect(before.state === "cancelled" || before.result !== null).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("a job that runs has its task, one that downloads its result, and a job that is done its take", () => {
    fc.assert(
      fc.property(walks, (steps) => {
        for (const { after } of steps) {
          if (after.state === "running") expect(after.remote).not.toBeNull();
          if (after.state === "downloading") expect(after.result).not.toBeNull();
          if (after.state === "done") expect(after.takeId ?? after.mediaId).not.toBeNull();
        }
      }),
    );
  });

  test("the ledger forgets nothing that may have been spent", () => {
    fc.assert(
      fc.property(walks, (steps) => {
        let ledger: LedgerFigures = { state: "intent", charged: null };
        let mayCost = false;
        for (const { before, event, after } of steps) {
          ledger = settle(ledger, before, event, after);
          if (event.type === "accepted" || event.type === "found" || event.type === "succeeded") mayCost = true;
          if (event.type === "cannot-ask") mayCost = true;
          const saysFree = "charged" in event && event.charged?.micros === 0;
          if (saysFree) mayCost = false;
          if (ledger.state === "void") expect(mayCost).toBe(false);
          if (ledger.state === "charged") expect(ledger.charged).not.toBeNull();
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("cancelling", () => {
  test("ends a job at once that has not been sent", () => {
    expect(stateAfter({ type: "cancel-requested" }).state).toBe("cancelled");
    expect(stateAfter({ type: "started" }, { type: "cancel-requested" }).state).toBe("cancelled");
  });

  test("waits for the answer of one that is on its way, and is granted when there is no task", () => {
    const waiting = stateAfter(...sent, { type: "cancel-requested" });
    expect(waiting).toMatchObject({ state: "submitting", cancelRequested: true });
    expect(advance(waiting, { type: "refused", problem }).state).toBe("cancelled");
    const checking = advance(waiting, { type: "answer-lost", problem });
    expect(checking.state).toBe("checking");
    expect(advance(checking, { type: "not-found" }).state).toBe("cancelled");
    expect(advance(checking, { type: "found", remote })).toMatchObject({ state: "running", cancelRequested: true });
  });

  test("keeps the result of one that was finished all the same", () => {
    const late = stateAfter(...running, { type: "cancel-requested" }, { type: "succeeded", result, charged: price });
    expect(late.state).toBe("downloading");
    expect(advance(late, { type: "stored", takeId: "take_00000001", mediaId: null }).state).toBe("done");
  });

  test("leaves a task that can be watched again", () => {
    const left = stateAfter(...running, { type: "cancel-requested" }, { type: "cancelled", charged: null, problem });
    expect(left).toMatchObject({ state: "cancelled", remote });
    expect(advance(left, { type: "found", remote })).toMatchObject({ state: "running", cancelRequested: false });
    expect(() => advance(left, { type: "found", remote: { id: "another" } })).toThrow(IllegalMove);
  });
});

describe("waiting", () => {
  test("puts a job that the service turned away back in line, and counts its tries", () => {
    const deferred: JobEvent = { type: "deferred", until: 5000, waiting: "slots", problem };
    const once = stateAfter(...sent, deferred);
    expect(once).toMatchObject({ state: "queued", notBefore: 5000, waiting: "slots", tries: 1 });
    expect([...sent, deferred].reduce(advance, once)).toMatchObject({ tries: 2, sentAt: 1000 });
  });

  test("ends with the next answer", () => {
    const offline = stateAfter(...running, { type: "deferred", until: 5000, waiting: "offline", problem });
    expect(offline).toMatchObject({ state: "running", waiting: "offline", tries: 1 });
    const back = advance(offline, { type: "progressed", progress: null, note: null });
    expect(back).toMatchObject({ notBefore: null, waiting: null, tries: 0, problem: null });
  });
});
