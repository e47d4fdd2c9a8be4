/** From a workflow of ComfyUI, as its user exported it, to a take: what the form makes of it is a model like any other. */
import { writeFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { readWorkflow } from "../../shared/models/comfyui-workflow.ts";
import { profileOfBinding, startBinding } from "../../shared/models/workflow-binding.ts";
import { localFilm } from "../support/comfyui-models.ts";
import { planFor, writePlanFor } from "../support/planned-for.ts";
import { endedJob, openServiceCore } from "../support/service-core.ts";
import { startComfyui } from "../support/services/comfyui.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("an exported workflow is bound, kept and generates: one job, one take, no price", async () => {
  const comfyui = await startComfyui();
  onTestFinished(() => comfyui.close());
  const home = temporaryFolder();
  const { call, core } = openServiceCore({ ...process.env, SHOTLINE_COMFYUI_URL: comfyui.url }, home);
  onTestFinished(() => core.close());

  const exported = JSON.stringify(localFilm.request?.way === "comfyui" && localFilm.request.workflow);
  const { binding } = startBinding(readWorkflow(exported, "Boat.json"), "Boat.json");
  const model = profileOfBinding(binding, "2026-11-28");
  await call("models.keep", { profile: model });

  const planFile = await writePlanFor(model, home);
  const plan = planFor(model);
  const passes = plan.passes.map((pass) => ({ ...pass, shots: pass.shots.slice(0, 1) }));
  writeFileSync(planFile, JSON.stringify({ ...plan, passes }));
  const { projectId } = await call("projects.createFromPlan", { planFile });
  const { project } = await call("project.get", { projectId });
  const pass = project.passes[0];
  const passId = pass?.id as string;
  const { amount } = await call("generation.quote", { projectId, passId });
  const { jobIds } = await call("generation.start", { projectId, passId, expected: amount });
  const [jobId = ""] = jobIds;
  const job = await endedJob(call, projectId, jobId);
  expect(job, JSON.stringify(job.problem)).toMatchObject({ state: "done", profile: "local/boat" });
  expect(jobIds).toHaveLength(1);
  const { takes } = await call("project.get", { projectId });
  expect(takes).toMatchObject([{ jobId, profile: "local/boat" }]);

  const [sent] = comfyui.taken;
  const frames = ((pass?.shots[0]?.durationMs ?? 0) / 1000) * 24 + 1;
  expect(sent?.["5"]?.inputs).toMatchObject({ width: 960, height: 544, length: frames });
  expect(sent?.["4"]?.inputs["image"]).toBe(comfyui.uploads[0]);
});
