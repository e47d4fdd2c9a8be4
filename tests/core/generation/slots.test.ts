import { describe, expect, test } from "vitest";
import { backoffMs, waitAfter } from "../../../electron/core/generation/backoff.ts";
import { Slots } from "../../../electron/core/generation/slots.ts";

const { signal } = new AbortController();

/** Takes a place and notes the order in which places were given. */
function taker(slots: Slots, given: string[]) {
  return async (order: string, until = signal) => {
    await slots.take(order, until);
    given.push(order);
  };
}

describe("the places of an account", () => {
  test("are given first come, first served, also to one that comes back later", async () => {
    const slots = new Slots(1, () => 0);
    const given: string[] = [];
    const take = taker(slots, given);
    await take("a");
    const waiting = [take("d"), take("c"), take("b")];
    for (const _ of waiting) {
      slots.release();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(waiting);
    expect(given).toEqual(["a", "b", "c", "d"]);
  });

  test("are left by one that stops waiting", async () => {
    const slots = new Slots(1, () => 0);
    const given: string[] = [];
    const take = taker(slots, given);
    await take("a");
    const leaving = new AbortController();
    const left = take("b", leaving.signal);
    const stays = take("c");
    leaving.abort(new Error("The user cancelled."));
    await expect(left).rejects.toThrow("cancelled");
    slots.release();
    await stays;
    expect(given).toEqual(["a", "c"]);
  });

  test("become fewer when the service refuses, and more again after a calm minute", async () => {
    let now = 0;
    const slots = new Slots(4, () => now);
    for (const order of ["a", "b", "c"]) await slots.take(order, signal);
    slots.refused();
    slots.release();
    let given = false;
    const third = slots.take("d", signal).then(() => {
      given = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(given).toBe(false);
    now = 61_000;
    slots.release();
    await third;
    expect(given).toBe(true);
  });
});

describe("waiting after a failure", () => {
  test("grows from a second to a minute, and is never the same for all", () => {
    expect(backoffMs(0, () => 0)).toBe(1000);
    expect(backoffMs(30, () => 1)).toBe(60_000);
    expect(backoffMs(3, () => 0.5)).toBe(8000);
  });

  test("is as long as the service asks for, an hour at most", () => {
    expect(waitAfter(30_000, 0, () => 0)).toBe(30_000);
    expect(waitAfter(30_000, 9, () => 0.5)).toBe(30_500);
    expect(waitAfter(86_400_000, 0, () => 0)).toBe(3_600_000);
  });
});
