import { expect, test, vi } from "vitest";
import { broken } from "./drill.ts";
import { drillFullDisk } from "./full-disk.ts";

vi.setConfig({ testTimeout: 300_000 });

test("a full disk is told in a sentence, leaves whole projects, and the same step succeeds once there is room", async (context) => {
  const counts = await drillFullDisk({ long: false, seed: 1 });
  const [first] = counts;
  if (first?.of === 0) context.skip(first.name);
  expect(broken(counts)).toEqual([]);
});
