/** A process for the test of durability: applies one edit after another and prints each revision once it was answered. */
import { writeSync } from "node:fs";
import { join } from "node:path";
import { createCore } from "../../electron/core/core.ts";

const [folder, project] = process.argv.slice(2) as [string, string];
const core = createCore({
  dataDir: join(folder, "data"),
  projectsFolder: folder,
  pageFolder: null,
  resourcesFolder: folder,
  version: "0.0.0-test",
  vault: null,
  grants: null,
  env: process.env,
  log: () => {},
});
const { projectId } = await core.call("projects.open", { folder: project });
const { project: plan } = await core.call("project.get", { projectId });
const shotId = plan.passes[0]?.shots[0]?.id as string;
let { revision } = await core.call("project.get", { projectId });
for (;;) {
  // One second longer on even revisions, one shorter on odd ones: the length tells how many edits there were.
  const deltaMs = revision % 2 === 0 ? 1000 : -1000;
  const edit = { type: "shot.resize", shotId, edge: "end", deltaMs, mode: "ripple" } as const;
  ({ revision } = await core.call("edits.apply", { projectId, baseRevision: revision, edit }));
  writeSync(1, `${revision}\n`);
}
