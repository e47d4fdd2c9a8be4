import { expect, test, vi } from "vitest";
import { broken } from "./drill.ts";
import { drillKills } from "./kill.ts";

vi.setConfig({ testTimeout: 300_000 });

test("after kill -9 at any moment, all that was answered is there, whole, and can be undone to the start", async () => {
  expect(broken(await drillKills({ long: false, seed: 1 }))).toEqual([]);
});
