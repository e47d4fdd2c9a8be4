/** Owns cores for tests: real ones, in a folder of their own, closed when the test has ended. */
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Core, type CoreOptions, createCore, type LogLine } from "../../electron/core/core.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface TestCore {
  readonly core: Core;
  readonly folder: string;
  readonly lines: LogLine[];
}

/** A core over `folder`; another one over the same folder finds what the first one left. */
export function buildCore(
  folder = temporaryFolder(),
  pageFolder: string | null = null,
  more: Partial<CoreOptions> = {},
): TestCore {
  const lines: LogLine[] = [];
  const core = createCore({
    dataDir: join(folder, "data"),
    projectsFolder: join(folder, "projects"),
    pageFolder,
    resourcesFolder: join(import.meta.dirname, "../../resources"),
    version: "0.0.0-test",
    vault: null,
    grants: null,
    env: process.env,
    log: (line) => lines.push(line),
    ...more,
  });
  onTestFinished(() => core.close());
  return { core, folder, lines };
}
