import { expect, test, vi } from "vitest";
import { broken } from "./drill.ts";
import { drillFaults } from "./faults.ts";

vi.setConfig({ testTimeout: 300_000 });

test("a write that fails is told in a sentence, leaves nothing half-made, and the same step then succeeds", async () => {
  expect(broken(await drillFaults({ long: false, seed: 1 }))).toEqual([]);
});
