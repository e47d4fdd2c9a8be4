import { expect, test, vi } from "vitest";
import { broken } from "./drill.ts";
import { drillSleep } from "./sleep.ts";

vi.setConfig({ testTimeout: 300_000 });

test("a paid job goes on after the computer slept, and is charged once", async () => {
  expect(broken(await drillSleep({ long: false, seed: 1 }))).toEqual([]);
});
