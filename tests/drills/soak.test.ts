import { expect, test, vi } from "vitest";
import { broken } from "./drill.ts";
import { drillSoak } from "./soak.ts";

vi.setConfig({ testTimeout: 120_000 });

test("half an hour of work leaves neither memory, open files nor folders that only grow", async () => {
  const counts = await drillSoak({ long: false, seed: 1 });
  expect(broken(counts)).toEqual([]);
  expect(counts[0]?.count).toBe(60);
});
