/**
 * A process for the measurement of the queue: works on the jobs of a project until all have ended, looking at their list
 * as the window does. Prints a line for each 10 jobs done, with its memory and its longest block so far.
 * Arguments: folder, address of the service, its key, how many jobs to add first.
 */
import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { fastClock, QueueRig } from "../support/queue-rig.ts";
import { plainProvider } from "../support/services/plain-service.ts";

const [folder = "", url = "", key = "", added = "0"] = process.argv.slice(2);
const resolutionMs = 5;
const provider = plainProvider({ slots: 20 });
const rig = new QueueRig({ folder, provider, service: { url, key }, clock: fastClock(5) });
const projectId = await rig.projects.open(`${folder}/Film.shotline`);
for (let count = 0; count < Number(added); count += 1) await rig.add(projectId);

const delays = monitorEventLoopDelay({ resolution: resolutionMs });
delays.enable();
/** What the main loop itself worked between two of its rounds, without the times when the machine gave it no turn. */
let longestWorkMs = 0;
let workedMs = workOfThread();
const rounds = setInterval(() => {
  const now = workOfThread();
  longestWorkMs = Math.max(longestWorkMs, now - workedMs);
  workedMs = now;
}, resolutionMs);
/** A thread that does nothing: what it is held up by is the machine's doing. */
const idle = new Worker(
  `const { parentPort } = require("node:worker_threads");
   const delays = require("node:perf_hooks").monitorEventLoopDelay({ resolution: ${resolutionMs} });
   delays.enable();
   parentPort.on("message", () => parentPort.postMessage(delays.max));`,
  { eval: true },
);
await rig.queue.attach(projectId);
const database = await rig.projects.database(projectId);
const count = database.prepare("SELECT count(*) AS done FROM job WHERE state = 'done'");
const all = (await rig.queue.list(projectId)).length;
for (let told = -1, done = 0; done < all; ) {
  await wait(100);
  ({ done } = count.get() as { done: number });
  if (Math.floor(done / 10) === told) continue;
  told = Math.floor(done / 10);
  await rig.queue.list(projectId);
  const longestMs = delays.max / 1e6 - resolutionMs;
  delays.disable();
  const worked = longestWorkMs;
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  idle.postMessage("tell");
  const [idleMax] = (await once(idle, "message")) as [number];
  const idleLongestMs = idleMax / 1e6 - resolutionMs;
  process.stdout.write(`${JSON.stringify({ done, heapUsed, rss, longestMs, longestWorkMs: worked, idleLongestMs })}\n`);
  delays.enable();
  // What the measurement itself takes, the collection of garbage above all, is not the queue's.
  workedMs = workOfThread();
}
clearInterval(rounds);
await idle.terminate();
await rig.close();

function workOfThread(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
