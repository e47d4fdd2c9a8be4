import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/e2e/**", "tests/bench/**"],
    environment: "node",
    // Forks, not threads: better-sqlite3 and the canvas are native addons.
    pool: "forks",
    // One file at a time: films take both cores of a small machine.
    maxWorkers: 1,
    // One process for all files, as loading every module anew for each takes longer than most tests.
    isolate: false,
    // A busy machine is not a failing one: films and processes take their time on two shared cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
