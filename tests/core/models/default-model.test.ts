import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { takeDefaultModel } from "../../../electron/core/models/default-model.ts";
import { Notices } from "../../../electron/core/runtime/notices.ts";
import {
  defaultProfileId,
  learnProfiles,
  newPassModel,
  newPassProfileId,
  preferProfile,
} from "../../../shared/models/profiles.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";
import { buildCore } from "../../support/build-core.ts";
import { dream } from "../../support/own-model.ts";

afterEach(() => {
  learnProfiles([]);
  preferProfile(defaultProfileId);
});

function takeOf(id: string) {
  const notices = new Notices(() => {});
  takeDefaultModel(id, notices);
  return { profile: newPassProfileId(), said: notices.list().map(({ message, next }) => `${message} ${next}`) };
}

test("new passes get the model of the settings, in a resolution that it makes", () => {
  expect(takeOf("fal/seedance-2.5")).toEqual({ profile: "fal/seedance-2.5", said: [] });
  expect(newPassModel()).toEqual({ profile: "fal/seedance-2.5", resolution: "720p" });
  expect(takeOf(defaultProfileId)).toEqual({ profile: "pixio/kling-v3-pro", said: [] });
  expect(newPassModel().resolution).toBe("1080p");
});

test.each([
  ["is not there", "fal/gone"],
  ["is off", shippedProfiles.find(({ off }) => off !== undefined)?.id as string],
  ["makes images", shippedProfiles.find(({ output }) => output === "still")?.id as string],
])("a model that %s is replaced by the usual one, which is said", (_, id) => {
  const { profile, said } = takeOf(id);
  expect(profile).toBe("pixio/kling-v3-pro");
  expect(said).toEqual([expect.stringMatching(/^New passes can't be .*Kling 3.0 Pro · Pixio.*Settings → Editing/)]);
});

test("a model of the user's own stands in again when its file is there again", () => {
  const notices = new Notices(() => {});
  takeDefaultModel(dream.id, notices);
  expect(notices.list()).toHaveLength(1);
  learnProfiles([dream]);
  takeDefaultModel(dream.id, notices);
  expect([newPassProfileId(), notices.list()]).toEqual([dream.id, []]);
});

test("the setting is kept; new projects go by it, and windows are told", async () => {
  const { core, folder } = buildCore();
  const planned = async (opened: typeof core, name: string) => {
    const { projectId } = await opened.call("projects.create", { name, folder: join(folder, name) });
    return (await opened.call("project.get", { projectId })).project.passes.map(({ profile }) => profile);
  };
  expect(await planned(core, "Before")).toEqual(["pixio/kling-v3-pro"]);
  const { geminiModel, spendCaps } = await core.call("settings.get", {});
  const { cursor } = await core.call("events.after", { cursor: 0 });
  await core.call("settings.set", { geminiModel, spendCaps, defaultProfile: "fal/seedance-2.5" });
  const { events } = await core.call("events.after", { cursor });
  expect(events).toContainEqual({ type: "models.changed" });
  expect((await core.call("models.own", {})).defaultProfile).toBe("fal/seedance-2.5");
  expect(await planned(core, "After")).toEqual(["fal/seedance-2.5"]);
  // Setting something else leaves it.
  await core.call("settings.set", { geminiModel, spendCaps });
  preferProfile(defaultProfileId);
  expect(await planned(buildCore(folder).core, "Again")).toEqual(["fal/seedance-2.5"]);
});
