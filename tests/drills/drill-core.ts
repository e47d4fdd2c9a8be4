/** Owns cores for drills and their processes, and how a plan is told from another one. */
import { createHash } from "node:crypto";
import { mkdtempSync, realpathSync, rmSync, statfsSync } from "node:fs";
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

/** The environment of a process of a drill, which need not compile again what one before it has. */
export function drillEnvironment(): NodeJS.ProcessEnv {
  return { NODE_COMPILE_CACHE: join(tmpdir(), "shotline-drill-compiled"), ...process.env };
}

const memoryBytesMin = 2e9;

/** Linux's disk in memory, where it has room: what a process has written there stands when it is killed, as on any other. */
function memoryPlace(): string | null {
  try {
    const { bavail, bsize } = statfsSync("/dev/shm");
    return bavail * bsize >= memoryBytesMin ? "/dev/shm" : null;
  } catch {
    return null;
  }
}

/** Calls `work` with a folder that is gone afterwards; `inMemory` for what asks nothing of the disk itself. */
export async function inFolder<Result>(
  work: (folder: string) => Promise<Result>,
  { inMemory = false } = {},
): Promise<Result> {
  const place = (inMemory ? memoryPlace() : null) ?? tmpdir();
  const folder = realpathSync(mkdtempSync(join(place, "shotline-drill-")));
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
