import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Edit } from "../../../shared/edits/edit.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import { buildCore } from "../../support/build-core.ts";
import { buildPlan } from "../../support/builders.ts";
import { foundFfmpeg } from "../../support/found-ffmpeg.ts";
import { writeNumberedFilm } from "../hand-off/clips/numbered-film.ts";

vi.setConfig({ testTimeout: 60_000 });

test("an imported take and an animatic know the plan that they were made from, tell what changed since, and give it back", async () => {
  const { core, folder } = buildCore();
  const planFile = join(folder, "night.plan.json");
  writeFileSync(planFile, JSON.stringify(buildPlan([2000, 1000], { aspectRatio: "1:1" })));
  const { projectId } = await core.call("projects.createFromPlan", { planFile });
  const view = () => core.call("project.get", { projectId });
  const finish = ({ operationId }: { operationId: string }) => core.waitForOperation(operationId, () => {});
  const { project } = await view();
  const pass = project.passes[0] as (typeof project.passes)[number];
  const file = join(folder, "made.mp4");
  await writeNumberedFilm(foundFfmpeg, file, { rate: rateOf("24"), frames: 73 });
  await finish(await core.call("takes.import", { projectId, passId: pass.id, file }));
  await finish(await core.call("animatic.render", { projectId, passId: pass.id, burnIn: false }));

  const shots = pass.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs }));
  const made = (await view()).takes;
  expect(made.map((take) => [take.profile, take.shots, take.stale])).toEqual([
    ["import", shots, undefined],
    ["animatic", shots, undefined],
  ]);
  const [imported] = made as [(typeof made)[number]];
  expect(await core.call("takes.memory", { projectId, takeId: imported.id })).toMatchObject({
    file: "made.mp4",
    madeFrom: { pass: { id: pass.id, shots: pass.shots } },
    written: { shots: [{ text: expect.stringContaining("A driver pulls the zip") }, {}], aspectRatio: "1:1" },
  });

  const shotId = pass.shots[1]?.id as string;
  const apply = async (edit: Edit) => {
    const { revision } = await view();
    await core.call("edits.apply", { projectId, baseRevision: revision, edit });
    return (await view()).takes.map(({ stale = [] }) => stale);
  };
  const describeShot = (fields: Extract<Edit, { type: "shot.describe" }>["fields"]): Edit => {
    return { type: "shot.describe", shotId, fields };
  };
  expect(await apply(describeShot({ notes: "check the zip" }))).toEqual([[], []]);
  expect(await apply(describeShot({ action: "She waits" }))).toEqual([["SH0020: action"], ["SH0020: action"]]);

  const { revision } = await view();
  const restored = await core.call("takes.restorePlan", { projectId, takeId: imported.id, baseRevision: revision });
  expect(restored).toEqual({ revision: revision + 1, label: "Restore SC010 Pit lane from take 1" });
  const after = await view();
  expect(after.takes.map(({ stale }) => stale)).toEqual([undefined, undefined]);
  expect(after.project.passes[0]?.shots[1]).toEqual({ ...pass.shots[1], notes: "check the zip" });
  await core.call("history.undo", { projectId, baseRevision: after.revision });
  expect((await view()).project.passes[0]?.shots[1]?.action).toBe("She waits");
});
