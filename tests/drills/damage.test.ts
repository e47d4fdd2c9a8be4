import { expect, test, vi } from "vitest";
import { drillDamage } from "./damage.ts";
import { broken } from "./drill.ts";

vi.setConfig({ testTimeout: 300_000 });

test("a damaged project opens whole or by a choice, and is never older or other than it was without a word", async () => {
  expect(broken(await drillDamage({ long: false, seed: 1 }))).toEqual([]);
});
