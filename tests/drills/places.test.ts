import { expect, test, vi } from "vitest";
import { broken } from "./drill.ts";
import { drillPlaces } from "./places.ts";

vi.setConfig({ testTimeout: 300_000 });

test("a project that was moved, renamed, copied or unpacked is whole, and no edit is answered where its folder is gone", async () => {
  expect(broken(await drillPlaces({ long: false, seed: 1 }))).toEqual([]);
});
