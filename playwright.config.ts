/** Owns how browser tests run: two files at a time where there are two cores, each against a real host of its own with the built app. */
import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./tests/e2e/build-once.ts",
  outputDir: "test-results/e2e",
  workers: availableParallelism() > 1 ? 2 : 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
  use: {
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1,
    // What the page held, step by step; pictures of it all the while cost time, and come with `--trace on`.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: true, sources: false },
  },
});
