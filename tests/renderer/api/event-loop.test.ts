import { describe, expect, it } from "vitest";
import type { CoreClient } from "../../../renderer/src/api/client.ts";
import { type EventListener, followEvents } from "../../../renderer/src/api/event-loop.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";

type Answer = OutputOf<"events.after">;

/** Answers in turn, then never again; resolves with what was asked and heard when all answers are used up. */
function follow(answers: readonly (Answer | "away")[]) {
  return new Promise<{ cursors: number[]; heard: string[]; waits: number[] }>((resolve) => {
    const cursors: number[] = [];
    const heard: string[] = [];
    const waits: number[] = [];
    let next = 0;
    const client = {
      async call(_name: string, { cursor }: { cursor: number }) {
        const answer = answers[next++];
        if (answer === undefined) {
          stop();
          resolve({ cursors, heard, waits });
          return { cursor, reset: false, events: [] };
        }
        cursors.push(cursor);
        if (answer === "away") throw new AppError("offline", "Away.");
        return answer;
      },
    } as unknown as CoreClient;
    const listener: EventListener = {
      onEvents: (events) => heard.push(...events.map((event) => event.type)),
      onReset: () => heard.push("reset"),
      onReachable: (reachable) => heard.push(reachable ? "here" : "away"),
    };
    const stop = followEvents(client, listener, async (delayMs) => {
      waits.push(delayMs);
    });
  });
}

const changed = { type: "projects.changed" } as const;

describe("the event loop", () => {
  it("asks on from the cursor that it was given", async () => {
    const { cursors, heard } = await follow([
      { cursor: 5, reset: false, events: [changed] },
      { cursor: 5, reset: false, events: [] },
      { cursor: 6, reset: false, events: [changed] },
    ]);
    expect(cursors).toEqual([0, 5, 5]);
    expect(heard.filter((each) => each === "projects.changed")).toHaveLength(2);
  });

  it("waits longer and longer while the core is away, and goes on from its cursor", async () => {
    const { cursors, heard, waits } = await follow([
      { cursor: 5, reset: false, events: [] },
      "away",
      "away",
      "away",
      "away",
      "away",
      { cursor: 7, reset: false, events: [] },
      "away",
    ]);
    expect(cursors).toEqual([0, 5, 5, 5, 5, 5, 5, 7]);
    expect(waits).toEqual([500, 1000, 2000, 4000, 4000, 500]);
    expect(heard).toContain("away");
    expect(heard).not.toContain("reset");
  });

  it("asks for everything again when events were missed", async () => {
    const missed = await follow([{ cursor: 9, reset: true, events: [] }]);
    expect(missed.heard).toContain("reset");
    const lateStart = await follow(["away", { cursor: 3, reset: false, events: [] }]);
    expect(lateStart.heard).toContain("reset");
  });
});
