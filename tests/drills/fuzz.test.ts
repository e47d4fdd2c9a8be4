import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { fuzzTargets, type NamedTarget, type TargetName } from "./fuzz/targets.ts";

vi.setConfig({ testTimeout: 300_000 });

const names = Object.keys(fuzzTargets) as TargetName[];

test.each(names)("whatever comes in as %s is answered, in time, with what a user may meet", async (name) => {
  const { open, short }: NamedTarget = fuzzTargets[name];
  // Deep, so that paths with `..` in them stay inside.
  const home = join(temporaryFolder(), "1/2/3/4/5/6/7/8");
  mkdirSync(home, { recursive: true });
  const target = await open(home);
  const { inputs, broken } = await target.run({ seed: 1, runs: short }).finally(() => target.close());
  expect(broken).toEqual([]);
  expect(inputs).toBeGreaterThanOrEqual(short);
});
