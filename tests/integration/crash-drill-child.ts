/**
 * A process for the crash drill: sends one job and sees it to its end, but kills itself at a numbered point. A point lies
 * before and after each request, each file operation, each process started and each writing to the database.
 * Arguments: provider, folder, address of the service, its key, the number of the point (0: count only).
 */
import childProcess from "node:child_process";
import fileSystem from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import Database from "better-sqlite3";

const [scenario = "", folder = "", url = "", key = "", wanted = "0"] = process.argv.slice(2);
const killAt = Number(wanted);
let counting = false;
const points: string[] = [];

function point(name: string): void {
  if (!counting) return;
  points.push(name);
  if (points.length !== killAt) return;
  process.kill(process.pid, "SIGKILL");
  // The signal comes from outside: nothing more may happen until it does.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

type Call = (this: unknown, ...rest: unknown[]) => unknown;

/** Puts a point before and after a method, however it ends. */
function surround(owner: object, name: string): void {
  const methods = owner as Record<string, Call>;
  const original = methods[name] as Call;
  methods[name] = function surrounded(...rest) {
    point(`before ${name}`);
    const result = original.apply(this, rest);
    if (!(result instanceof Promise)) {
      point(`after ${name}`);
      return result;
    }
    return result.finally(() => point(`after ${name}`));
  };
}

surround(globalThis, "fetch");
for (const name of ["open", "rename", "rm", "stat", "mkdir", "readFile", "writeFile", "copyFile", "readdir"]) {
  surround(fileSystem, name);
}
surround(childProcess, "spawn");
const handle = await fileSystem.open(import.meta.filename);
for (const name of ["write", "writeFile", "sync", "close"]) surround(Object.getPrototypeOf(handle) as object, name);
await handle.close();
const database = new Database(":memory:");
surround(Object.getPrototypeOf(database.prepare("CREATE TABLE one (value)")) as object, "run");
surround(Database.prototype, "exec");
database.close();
syncBuiltinESMExports();

// Only now, so that what is imported sees the points.
const { QueueRig, fastClock } = await import("../support/queue-rig.ts");
const { providerOf } = await import("./crash-drill-scenarios.ts");

const clock = fastClock(200);
const sleep = clock.sleep;
const lookEveryMs = 1000;
clock.sleep = async (ms, signal) => {
  // The look around once a second is no step of the job, and would make the points differ from run to run.
  if (ms !== lookEveryMs) point("before sleep");
  await sleep(ms, signal);
  if (ms !== lookEveryMs) point("after sleep");
};
const rig = new QueueRig({ folder, provider: providerOf(scenario), service: { url, key }, clock });
const projectId = await rig.projects.open(`${folder}/Film.shotline`);
counting = true;
await rig.queue.attach(projectId);
// Started again after a kill, it goes on with the job that is there.
const [known] = await rig.queue.list(projectId);
const [pass] = (await rig.projects.view(projectId)).project.passes;
const place = { kind: "endFrame", passId: pass?.id ?? "" } as const;
const jobId = known?.id ?? (await rig.add(projectId, scenario.endsWith("a still") ? { output: "still", place } : {}));
const { state } = await rig.until(projectId, jobId, (job) =>
  ["done", "failed", "cancelled", "unconfirmed"].includes(job.state),
);
await rig.close();
counting = false;
process.stdout.write(JSON.stringify({ points, state }));
