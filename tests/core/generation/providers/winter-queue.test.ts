/** The queue with the models of this winter: whatever fails on the way, a request is paid for once and comes to one take. */
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Provider } from "../../../../electron/core/generation/provider.ts";
import { falProvider } from "../../../../electron/core/generation/providers/fal.ts";
import { replicateProvider } from "../../../../electron/core/generation/providers/replicate.ts";
import type { ModelProfile } from "../../../../shared/models/profile.ts";
import { profileOf } from "../../../../shared/models/profiles.ts";
import { isLong } from "../../../support/long.ts";
import { QueueRig } from "../../../support/queue-rig.ts";
import { startFal } from "../../../support/services/fal.ts";
import { startReplicate } from "../../../support/services/replicate.ts";
import type { Fault, ServiceSimulator } from "../../../support/services/service-simulator.ts";
import { smallFilm } from "../../../support/start-rig.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const sixteen: readonly Fault[] = [
  ...(["drop-before", "drop-after", "500-before", "500-after", "503", "html", "html-after", "429"] as const).map(
    (fault) => ({ on: "submit", do: fault }) as const,
  ),
  ...(["drop-before", "500-before", "html", "429"] as const).map((fault) => ({ on: "poll", do: fault }) as const),
  ...(["truncate", "drop-before", "503", "expired"] as const).map((fault) => ({ on: "film", do: fault }) as const),
];
/** The long form goes all sixteen. */
const ways = isLong
  ? sixteen
  : sixteen.filter((fault) => ["submit drop-after", "film truncate"].includes(`${fault.on} ${fault.do}`));

async function openQueue(provider: Provider, service: ServiceSimulator, profile: ModelProfile) {
  onTestFinished(() => service.close());
  const folder = temporaryFolder();
  const rig = new QueueRig({ folder, provider, service, profile });
  onTestFinished(() => rig.close());
  const projectId = await rig.createProject(join(folder, "Film.shotline"));
  await rig.queue.attach(projectId);
  return { rig, projectId };
}

test.each([
  ["fal/kling-4.0", falProvider, () => startFal({ film: smallFilm })],
  ["fal/seedance-2.0", falProvider, () => startFal({ film: smallFilm })],
  ["replicate/seedance-2.0", replicateProvider, () => startReplicate({ film: smallFilm })],
] as const)(
  "%s, whatever fails on the way",
  async (id, provider, start) => {
    const simulator = await start();
    const { rig, projectId } = await openQueue(provider, simulator, profileOf(id) as ModelProfile);
    let charged = 0;
    for (const way of ways) {
      const said = `${way.on} ${way.do}`;
      simulator.play(way);
      const jobId = await rig.add(projectId);
      const isSettled = ["done", "failed", "cancelled", "unconfirmed"];
      const { state } = await rig.until(projectId, jobId, (job) => isSettled.includes(job.state));
      const paid = simulator.charges.length - charged;
      charged = simulator.charges.length;
      // Where nobody can be asked about a lost answer, the user decides, and nothing is sent again by itself.
      const isLost = way.on === "submit" && way.do !== "429";
      expect(isLost ? ["done", "unconfirmed"] : ["done"], said).toContain(state);
      expect(paid, said).toBeLessThanOrEqual(1);
      if (state === "done") expect(paid, said).toBe(1);
    }
    const done = (await rig.queue.list(projectId)).filter(({ state }) => state === "done");
    expect((await rig.projects.view(projectId)).takes).toHaveLength(done.length);
  },
  180_000,
);
