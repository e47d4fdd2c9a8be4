import { expect, test, vi } from "vitest";
import { isLong } from "../support/long.ts";
import { broken } from "./drill.ts";
import { drillFarm } from "./farm.ts";

vi.setConfig({ testTimeout: 120_000 });

// The example is a script of the shell.
test.skipIf(process.platform === "win32" || !isLong)(
  "the steps of a farm come to the same when they are killed, stopped, and run again",
  async () => {
    expect(broken(await drillFarm({ long: false, seed: 1 }))).toEqual([]);
  },
);
