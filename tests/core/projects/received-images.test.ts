import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newProjectImagesMax } from "../../../shared/rpc/projects-contract.ts";
import { buildCore } from "../../support/build-core.ts";
import { buildPlan, durationsOf } from "../../support/builders.ts";
import { createFromColors, makePng, sendImage } from "../../support/received-images.ts";

describe("a project made of images", () => {
  test("has a shot of the shortest length for each, in their order, in as many passes as they need", async () => {
    const { core } = buildCore();
    const colors = ["red", "green", "blue", "white", "black", "gray", "pink"];
    const { project, media, undoLabel } = await core.call("project.get", {
      projectId: await createFromColors(core, "Night race", colors),
    });
    expect(project.passes.map((pass) => [pass.name, durationsOf(pass)])).toEqual([
      ["First pass", [3000, 3000, 3000, 3000, 3000]],
      ["Pass 2", [3000, 3000]],
    ]);
    const nameOf = new Map(media.map(({ id, name }) => [id, name]));
    const frames = project.passes.flatMap(({ shots }) => shots.map(({ frame }) => nameOf.get(frame ?? "")));
    expect(frames).toEqual(colors.map((color) => `${color}.png`));
    expect(project.passes[0]?.shots[0]).toEqual({
      id: expect.any(String),
      durationMs: 3000,
      frame: expect.any(String),
    });
    expect(undoLabel).toBeNull();
  });

  test("keeps an image once that was given twice", async () => {
    const { core } = buildCore();
    const projectId = await createFromColors(core, "Night race", ["red", "blue", "red"]);
    const { project, media } = await core.call("project.get", { projectId });
    expect(media).toHaveLength(2);
    expect(project.passes[0]?.shots).toHaveLength(3);
  });

  test("is an upright film where its first image is upright", async () => {
    const { core } = buildCore();
    const { value } = await sendImage(core, "tall.png", new Uint8Array(await makePng("red", 180, 320)));
    const images = [value?.imageId ?? ""];
    const { projectId } = await core.call("projects.createFromImages", { name: "Tall", images });
    const { project } = await core.call("project.get", { projectId });
    expect(project.passes[0]?.aspectRatio).toBe("9:16");
  });

  test("is numbered like its folder where one of its name is there", async () => {
    const { core } = buildCore();
    for (const name of ["Untitled", "Untitled 2"]) {
      const projectId = await createFromColors(core, "Untitled", ["red"]);
      expect((await core.call("project.get", { projectId })).project.name).toBe(name);
    }
  });

  test("leaves nothing of the images beside the project", async () => {
    const { core, folder: home } = buildCore();
    await createFromColors(core, "Night race", ["red", "blue"]);
    const discarded = (await sendImage(core, "a.png", new Uint8Array(await makePng("red")))).value?.imageId ?? "";
    await core.call("images.discard", { images: [discarded] });
    await sendImage(core, "b.png", new Uint8Array(await makePng("blue")));
    const kept = () => readdirSync(join(home, "data")).filter((name) => name.startsWith("image_"));
    expect(kept()).toHaveLength(1);
    await core.close();
    expect(kept()).toEqual([]);
  });
});

test("images that no page came back for make room for new ones", async () => {
  const { core, folder: home } = buildCore();
  const png = new Uint8Array(await makePng("red", 8, 8));
  const first = (await sendImage(core, "a.png", png)).value?.imageId ?? "";
  for (let count = 0; count < newProjectImagesMax; count += 1) await sendImage(core, "a.png", png);
  expect(readdirSync(join(home, "data")).filter((name) => name.startsWith("image_"))).toHaveLength(newProjectImagesMax);
  await expect(core.call("projects.createFromImages", { name: "Late", images: [first] })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("a plan of which only the text is known becomes a project", async () => {
  const { core } = buildCore();
  const text = JSON.stringify(buildPlan([4000, 3000]));
  const { projectId } = await core.call("projects.createFromPlanText", { name: "race.plan.json", text });
  const { project } = await core.call("project.get", { projectId });
  expect([project.name, durationsOf(project.passes[0])]).toEqual(["Night race", [4000, 3000]]);
});
