import { describe, expect, test } from "vitest";
import { EventLog } from "../../../electron/core/runtime/events.ts";
import type { AppEvent } from "../../../shared/rpc/runtime-contract.ts";

const started = new Date("2026-11-22T12:00:00Z");
const event = (revision: number): AppEvent => ({ type: "project.changed", projectId: "project_0001", revision });

/** Whether `promise` is still open after everything that was due has run. */
async function isWaiting(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol();
  await new Promise((resolve) => setImmediate(resolve));
  return (await Promise.race([promise, Promise.resolve(open)])) === open;
}

describe("events after a cursor", () => {
  test("begin from now with cursor 0", async () => {
    const events = new EventLog(started);
    events.emit(event(1));
    const { cursor, ...rest } = await events.after(0);
    expect(rest).toEqual({ reset: false, events: [] });
    events.emit(event(2));
    expect(await events.after(cursor)).toEqual({ cursor: cursor + 1, reset: false, events: [event(2)] });
  });

  test("come at once when there are some, each once and in order", async () => {
    const events = new EventLog(started);
    const { cursor } = await events.after(0);
    for (const revision of [1, 2, 3]) events.emit(event(revision));
    const first = await events.after(cursor);
    expect(first.events).toEqual([event(1), event(2), event(3)]);
    events.emit(event(4));
    expect((await events.after(first.cursor)).events).toEqual([event(4)]);
    expect((await events.after(cursor + 2)).events).toEqual([event(3), event(4)]);
  });

  test("wait for the next one, and wake everyone who waits", async () => {
    const events = new EventLog(started);
    const { cursor } = await events.after(0);
    const waiting = [events.after(cursor), events.after(cursor)];
    expect(await isWaiting(Promise.race(waiting))).toBe(true);
    events.emit(event(1));
    for (const answer of await Promise.all(waiting)) expect(answer.events).toEqual([event(1)]);
  });

  test("are none when nothing comes in time", async () => {
    const events = new EventLog(started, 1);
    const { cursor } = await events.after(0);
    expect(await events.after(cursor)).toEqual({ cursor, reset: false, events: [] });
  });

  test("are read anew after a restart, an overflow, and with a cursor from nowhere", async () => {
    const old = new EventLog(started);
    const { cursor } = await old.after(0);
    const restarted = new EventLog(new Date(started.getTime() + 5000));
    expect(await restarted.after(cursor)).toMatchObject({ reset: true, events: [] });
    expect(await old.after(cursor + 1)).toMatchObject({ reset: true, cursor });

    for (let revision = 1; revision <= 1001; revision += 1) old.emit(event(revision));
    const missed = await old.after(cursor);
    expect(missed).toMatchObject({ reset: true, events: [] });
    expect((await old.after(cursor + 1)).events).toHaveLength(1000);
    old.emit(event(1002));
    expect((await old.after(missed.cursor)).events).toEqual([event(1002)]);
  });

  test("are answered when the caller leaves, or had left before", async () => {
    const events = new EventLog(started);
    const { cursor } = await events.after(0);
    const leaving = new AbortController();
    const waiting = events.after(cursor, leaving.signal);
    expect(await isWaiting(waiting)).toBe(true);
    leaving.abort();
    expect(await waiting).toMatchObject({ events: [] });
    expect(await events.after(cursor, AbortSignal.abort())).toMatchObject({ events: [] });
  });

  test("are answered when the core closes", async () => {
    const events = new EventLog(started);
    const waiting = events.after((await events.after(0)).cursor);
    expect(await isWaiting(waiting)).toBe(true);
    events.close();
    expect(await waiting).toMatchObject({ reset: false, events: [] });
  });
});
