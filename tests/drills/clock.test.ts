import { expect, test, vi } from "vitest";
import { drillClock } from "./clock.ts";
import { broken } from "./drill.ts";

vi.setConfig({ testTimeout: 300_000 });

test("history, backups, signed addresses and a paid job stay right when the clock jumps by years", async () => {
  expect(broken(await drillClock({ long: false, seed: 1 }))).toEqual([]);
});
