/** A process for the kill drill: edits at random until it is killed, and says what it asks for and what it was answered. Arguments: home, project, seed. */
import { writeSync } from "node:fs";
import { openDrillCore, planDigest } from "./drill-core.ts";
import { workAtRandom } from "./random-steps.ts";

const [home = "", folder = "", seed = "1"] = process.argv.slice(2);
const core = openDrillCore(home);
const { projectId } = await core.call("projects.open", { folder });
const { media } = await core.call("project.get", { projectId });
await workAtRandom(
  core,
  projectId,
  { seed: Number(seed), media: media.map(({ id }) => id), goesOn: () => true },
  {
    onAsked: (revision, digest) => void writeSync(1, `asked ${revision} ${digest ?? "-"}\n`),
    onAnswered: (revision, project) => void writeSync(1, `answered ${revision} ${planDigest(project)}\n`),
  },
);
