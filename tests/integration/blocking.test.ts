/** Owns that what is set by hand of a blocking is seen in the film, comes back from a plan file, and is sent to nobody. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { planOfProject } from "../../shared/project/plan.ts";
import type { Blocking, Stage } from "../../shared/project/stage.ts";
import { buildCore } from "../support/build-core.ts";
import { buildPlan, fullPlan } from "../support/builders.ts";

// Films are drawn and encoded for real, which a busy computer lets wait.
vi.setConfig({ testTimeout: 60_000 });

const stage: Stage = { figures: [{ id: "figure-1", label: "SECRET", at: [1, 2], pose: "sitting" }] };
const blocking: Blocking = { camera: { lens: 20, at: [0, -5] }, figures: { "figure-1": { path: [[2, 2]] } } };

function writePlan(folder: string, plan: object): string {
  mkdirSync(folder, { recursive: true });
  const planFile = join(folder, "race.plan.json");
  writeFileSync(planFile, JSON.stringify(plan));
  return planFile;
}

test("a blocking comes back from a plan file as it was", async () => {
  const { core, folder } = buildCore();
  const [full] = fullPlan.passes;
  const { blocking: every } = full?.shots[0] ?? {};
  const plan = buildPlan([3000, 4000], full?.stage ? { stage: full.stage } : {});
  const shots = plan.passes[0]?.shots.map((shot) => ({ ...shot, ...(every ? { blocking: every } : {}) }));
  const planFile = writePlan(folder, { ...plan, passes: [{ ...plan.passes[0], shots }] });
  const { projectId } = await core.call("projects.createFromPlan", { planFile });
  const { project } = await core.call("project.get", { projectId });
  const again = writePlan(
    join(folder, "again"),
    planOfProject(project, () => ""),
  );
  const second = await core.call("projects.createFromPlan", { planFile: again });
  const [pass] = (await core.call("project.get", second)).project.passes;
  expect(pass?.stage).toEqual(full?.stage);
  expect(pass?.shots.map((shot) => shot.blocking)).toEqual([every, every]);
});

test.each(["fal/kling-v3-pro", "kling/kling-3.0", "pixio/kling-v3-pro", "replicate/kling-v3"])(
  "what %s is sent is the same with and without a blocking",
  async (profile) => {
    const { core, folder } = buildCore();
    const compiled = (name: string, isBlocked: boolean) => {
      const plan = buildPlan([4000, 3000], { profile, resolution: "720p", ...(isBlocked ? { stage } : {}) });
      const shots = plan.passes[0]?.shots.map((shot) => ({ ...shot, ...(isBlocked ? { blocking } : {}) }));
      const planFile = writePlan(join(folder, name), { ...plan, passes: [{ ...plan.passes[0], shots }] });
      return core.call("plan.compileFile", { planFile });
    };
    const [bare, blocked] = [await compiled("bare", false), await compiled("blocked", true)];
    expect(blocked).toEqual(bare);
    expect(JSON.stringify(blocked)).not.toMatch(/secret/i);
    expect(blocked.requests).toHaveLength(1);
  },
);

test("a film that was drawn is made again when the blocking changes, and says so until then", async () => {
  const { core, folder } = buildCore();
  const { projectId } = await core.call("projects.createFromPlan", { planFile: writePlan(folder, buildPlan([3000])) });
  const { project, revision } = await core.call("project.get", { projectId });
  const [pass] = project.passes;
  const render = async () => {
    const asked = { projectId, passId: pass?.id ?? "", burnIn: false };
    const { operationId } = await core.call("animatic.render", asked);
    await core.waitForOperation(operationId, () => {});
    return (await core.call("project.get", { projectId })).takes;
  };
  const [first] = await render();
  expect(first?.stale).toBeUndefined();
  const edit = { type: "shot.describe" as const, shotId: pass?.shots[0]?.id ?? "", fields: { blocking } };
  expect(await core.call("edits.apply", { projectId, baseRevision: revision, edit })).toMatchObject({
    label: "Block SC010 SH0010",
  });
  expect((await core.call("project.get", { projectId })).takes[0]?.stale).toEqual(["SH0010: blocking"]);
  const takes = await render();
  expect(takes).toHaveLength(2);
  expect(takes.map(({ stale }) => stale).filter(Boolean)).toEqual([["SH0010: blocking"]]);
});
