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
    // A failure says what the page held at its end; what it held step by step takes a tenth of the time of all tests, and comes with `--trace on`.
    trace: "off",
  },
});
