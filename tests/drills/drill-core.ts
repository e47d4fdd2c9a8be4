/** Owns cores for drills and their processes, and how a plan is told from another one. */
import { createHash } from "node:crypto";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Core, type CoreOptions, createCore } from "../../electron/core/core.ts";
import type { Project } from "../../shared/project/model.ts";

/** A core over `home`, as the next start of the app finds it. */
export function openDrillCore(home: string, more: Partial<CoreOptions> = {}): Core {
  return createCore({
    dataDir: join(home, "data"),
    projectsFolder: join(home, "projects"),
    pageFolder: null,
    resourcesFolder: join(import.meta.dirname, "../../resources"),
    version: "0.0.0-drill",
    vault: null,
    grants: null,
    env: process.env,
    log: () => {},
    ...more,
  });
}

/** Calls `work` with a folder that is gone afterwards. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "shotline-drill-")));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same for the same plan, wherever it lies and in whatever order its fields are written. */
export function planDigest({ id: _, ...plan }: Project): string {
  const sorted = JSON.stringify(plan, (_key, value) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(sorted).digest("hex").slice(0, 16);
}
