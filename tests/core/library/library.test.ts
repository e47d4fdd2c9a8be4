import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Core } from "../../../electron/core/core.ts";
import { libraryPictureUrl } from "../../../shared/rpc/contract.ts";
import { buildCore } from "../../support/build-core.ts";
import { buildElement } from "../../support/builders.ts";
import { addElement, elementsOf, upload } from "../../support/elements.ts";
import { makePng } from "../../support/received-images.ts";

/** A project with one element: a crop as its frontal image, and a second one. */
async function withMara(core: Core, name = "First") {
  const { projectId } = await core.call("projects.create", { name });
  const whole = await upload(core, projectId, "mara.png", await makePng("red", 1600, 400));
  const back = await upload(core, projectId, "back.png", await makePng("blue", 400, 400));
  const front = await core.call("image.crop", {
    ...{ projectId, mediaId: whole.id },
    ...{ x: 0, y: 0, width: 400, height: 400 },
  });
  const element = buildElement("Mara", {
    images: [front.id, back.id],
    description: "Woman of forty",
    views: {
      [front.id]: { name: "front", cropped: { from: whole.id, x: 0, y: 0, width: 400, height: 400 } },
      [back.id]: { name: "back" },
    },
  });
  await addElement(core, projectId, element);
  return { projectId, element, whole, front, back };
}

describe("the library", () => {
  test("gives another project the element with its images, their originals and views, which stay when the library is gone", async () => {
    const { core, folder } = buildCore();
    const { projectId, element, whole } = await withMara(core);
    const { libraryId, isNew } = await core.call("library.keep", { projectId, elementId: element.id });
    expect(isNew).toBe(true);
    const other = await core.call("projects.create", { name: "Second" });
    const used = await core.call("library.use", { projectId: other.projectId, libraryIds: [libraryId] });
    expect(used.refused).toEqual([]);
    expect(used.elements).toEqual([{ ...element, id: expect.not.stringMatching(element.id), libraryId }]);
    expect(used.media.map(({ id, missing }) => [id, missing])).toContainEqual([whole.id, false]);
    for (const copy of used.elements) await addElement(core, other.projectId, copy);
    rmSync(join(folder, "data/library"), { recursive: true });
    const verified = await core.call("project.verify", { projectId: other.projectId });
    expect([verified.mediaChecked, verified.problems]).toEqual([3, []]);
  });

  test("keeps an element once, and brings it up to date, from the project it was used in as well", async () => {
    const { core } = buildCore();
    const { projectId, element, back } = await withMara(core);
    const { libraryId } = await core.call("library.keep", { projectId, elementId: element.id });
    const other = await core.call("projects.create", { name: "Second" });
    const { elements } = await core.call("library.use", { projectId: other.projectId, libraryIds: [libraryId] });
    const copy = { ...buildElement("x"), ...elements[0], name: "Mara_old", images: [back.id] };
    await addElement(core, other.projectId, copy);
    const again = await core.call("library.keep", { projectId: other.projectId, elementId: copy.id });
    expect(again).toEqual({ libraryId, isNew: false });
    const { entries } = await core.call("library.list", {});
    expect(entries).toMatchObject([{ name: "Mara_old", images: [back.id], project: "Second" }]);
    expect(entries[0]?.elementIds).toEqual([element.id, copy.id]);
    expect(await core.call("library.keep", { projectId, elementId: element.id })).toEqual({ libraryId, isNew: false });
  });

  test("names what comes into a project so that no two elements have one name", async () => {
    const { core } = buildCore();
    const { projectId, element } = await withMara(core);
    const { libraryId } = await core.call("library.keep", { projectId, elementId: element.id });
    const { elements } = await core.call("library.use", { projectId, libraryIds: [libraryId] });
    for (const each of elements) await addElement(core, projectId, each);
    expect((await elementsOf(core, projectId)).map(({ name }) => name)).toEqual(["Mara", "Mara_2"]);
  });

  test("takes a removal back, for a day", async () => {
    const { core, folder } = buildCore();
    const { projectId, element } = await withMara(core);
    const { libraryId } = await core.call("library.keep", { projectId, elementId: element.id });
    await core.call("library.remove", { libraryId });
    expect(await core.call("library.list", {})).toEqual({ entries: [], damaged: [] });
    await core.call("library.restore", { libraryId });
    expect((await core.call("library.list", {})).entries).toMatchObject([{ libraryId, name: "Mara" }]);
    await core.call("library.remove", { libraryId });
    await core.close();

    const library = join(folder, "data/library");
    const longAgo = new Date("2020-01-01");
    for (const name of readdirSync(join(library, "images")))
      utimesSync(join(library, "images", name), longAgo, longAgo);
    const soon = buildCore(folder).core;
    await soon.call("library.list", {});
    expect(readdirSync(join(library, "images"))).toHaveLength(3);
    await soon.close();
    utimesSync(join(library, "removed", `${libraryId}.json`), longAgo, longAgo);
    const later = buildCore(folder).core;
    await later.call("library.list", {});
    expect(readdirSync(join(library, "images"))).toEqual([]);
    await expect(later.call("library.restore", { libraryId })).rejects.toMatchObject({ code: "not-found" });
  });

  test("keeps nothing of an element with an image that is gone, and says which", async () => {
    const { core, folder } = buildCore();
    const { projectId, element } = await withMara(core);
    const images = join(folder, "projects/First.shotline/media/images");
    for (const name of readdirSync(images)) if (name.startsWith("back-")) rmSync(join(images, name));
    const keeping = core.call("library.keep", { projectId, elementId: element.id });
    await expect(keeping).rejects.toMatchObject({
      code: "image.missing",
      message: expect.stringMatching(/^back\.png/),
    });
    expect((await core.call("library.list", {})).entries).toEqual([]);
  });

  test("uses what is whole, and says what is not", async () => {
    const { core, folder } = buildCore();
    const { projectId, element, back } = await withMara(core);
    const { libraryId } = await core.call("library.keep", { projectId, elementId: element.id });
    const whole = buildElement("Dog", { images: [] });
    await addElement(core, projectId, whole);
    const dog = await core.call("library.keep", { projectId, elementId: whole.id });
    writeFileSync(join(folder, `data/library/images/${back.id}.png`), await makePng("green"));
    const other = await core.call("projects.create", { name: "Second" });
    const used = await core.call("library.use", {
      projectId: other.projectId,
      libraryIds: [libraryId, dog.libraryId],
    });
    expect(used.elements.map(({ name }) => name)).toEqual(["Dog"]);
    expect(used.refused).toMatchObject([{ code: "image.unreadable", message: expect.stringMatching(/^back\.png/) }]);
    expect((await core.call("project.get", { projectId: other.projectId })).media).toEqual([]);
  });

  test("shows a small picture of an image", async () => {
    const { core } = buildCore();
    const { projectId, element, front } = await withMara(core);
    await core.call("library.keep", { projectId, elementId: element.id });
    const answer = await core.fetch(new Request(`http://shotline/${libraryPictureUrl(front.id)}`));
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    await answer.arrayBuffer();
  });

  test("writes a file that a person can read", async () => {
    const { core, folder } = buildCore();
    const { projectId, element } = await withMara(core);
    const { libraryId } = await core.call("library.keep", { projectId, elementId: element.id });
    const file = join(folder, `data/library/entries/${libraryId}.json`);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ schema: "shotline.library.1", project: "First" });
  });
});
