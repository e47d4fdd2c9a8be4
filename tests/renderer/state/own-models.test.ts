import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createOwnModels } from "../../../renderer/src/state/own-models.ts";
import { problemsOf } from "../../../renderer/src/state/plan-problems.ts";
import {
  defaultProfileId,
  labelOf,
  learnProfiles,
  newPassProfileId,
  preferProfile,
  profileOf,
} from "../../../shared/models/profiles.ts";
import { dream, dreamText } from "../../support/own-model.ts";
import { openWindowOnCore } from "../core-for-window.ts";

test("the window knows a model as soon as it is come back to, and judges by it what it had judged before", async () => {
  const opened = await openWindowOnCore();
  onTestFinished(() => opened.close());
  const { client, editor } = opened;
  const failures: unknown[] = [];
  const own = createOwnModels(client, editor.judgeAgain, (error) => failures.push(error));
  const { folder } = await client.call("models.own", {});
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "dream.json"), dreamText);
  await own.read();
  expect(profileOf("fal/dream-1")?.label).toBe("Dream 1 · fal.ai");
  const passId = editor.get().view?.project.passes[0]?.id as string;
  await editor.apply({ type: "pass.describe", passId, fields: { profile: "fal/dream-1" } });
  const codes = () => {
    const { project } = editor.get().view as NonNullable<ReturnType<typeof editor.get>["view"]>;
    return problemsOf(project, project.passes[0] as never).map(({ code }) => code);
  };
  expect(codes()).not.toContain("profile.unknown");

  rmSync(join(folder, "dream.json"));
  await own.read();
  expect(codes()).toContain("profile.unknown");
  expect(failures).toEqual([]);
});

test("a model that is gone is still called by its name", () => {
  learnProfiles([dream]);
  learnProfiles([]);
  expect(profileOf("fal/dream-1")).toBeNull();
  expect(labelOf("fal/dream-1")).toBe("Dream 1 · fal.ai");
});

test("the window plans new passes for the model of the settings", async () => {
  const opened = await openWindowOnCore();
  onTestFinished(() => opened.close());
  onTestFinished(() => preferProfile(defaultProfileId));
  const { client, editor } = opened;
  const own = createOwnModels(client, editor.judgeAgain, (error) => expect.unreachable(String(error)));
  const { geminiModel, spendCaps } = await client.call("settings.get", {});
  await client.call("settings.set", { geminiModel, spendCaps, defaultProfile: "fal/seedance-2.5" });
  preferProfile(defaultProfileId);
  await own.read();
  expect(newPassProfileId()).toBe("fal/seedance-2.5");
});
