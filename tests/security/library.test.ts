import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Core } from "../../electron/core/core.ts";
import { buildCore } from "../support/build-core.ts";
import { buildElement } from "../support/builders.ts";
import { addElement, upload } from "../support/elements.ts";
import { makePng } from "../support/received-images.ts";

const entryId = "library_0001";

/** A library with one good entry, @Mara, and the folder of its entries. */
async function startLibrary() {
  const { core, folder } = buildCore();
  const { projectId } = await core.call("projects.create", { name: "First" });
  const image = await upload(core, projectId, "mara.png", await makePng("red", 400, 400));
  const element = buildElement("Mara", { images: [image.id] });
  await addElement(core, projectId, element);
  const { libraryId } = await core.call("library.keep", { projectId, elementId: element.id });
  const library = join(folder, "data/library");
  const file = join(library, "entries", `${entryId}.json`);
  return { core, folder, projectId, image, element, libraryId, library, file };
}

function entry(imageId: string, change: object = {}) {
  const element = { id: entryId, name: "Planted", kind: "character", images: [imageId] };
  const files = { [imageId]: { name: "planted.png", format: "png" } };
  const rest = { elementIds: [], project: "Elsewhere", keptAt: "2026-11-22T12:00:00.000Z" };
  return JSON.stringify({ schema: "shotline.library.1", element, files, ...rest, ...change });
}

const namesOf = async (core: Core) => (await core.call("library.list", {})).entries.map(({ name }) => name);

describe("an entry of the library", () => {
  const planted = [
    ["no JSON", "{"],
    ["no object", "null"],
    ["a list", "[]"],
    ["of a wrong type", entry("a".repeat(64), { element: 7 })],
    ["under the id of another", entry("a".repeat(64)).replace(entryId, "library_0002")],
    ["with a key that nobody knows", entry("a".repeat(64), { run: "rm -rf /" })],
    ["with an image that leads out", entry("../../../../etc/passwd")],
    ["with an image that it does not name", entry("a".repeat(64), { files: {} })],
    ["with a format that leads out", entry("a".repeat(64)).replace('"png"', '"/../../settings.json"')],
    ["huge", `${entry("a".repeat(64)).slice(0, -1)},"more":"${"x".repeat(300_000)}"}`],
    ["nested deeper than a reader goes", "[".repeat(200_000)],
  ] as const;

  test("that is damaged is named, stays where it is, and the others can be used", async () => {
    const { core, file, library, libraryId } = await startLibrary();
    const other = await core.call("projects.create", { name: "Second" });
    const problem = { code: "plan.refused", message: `${entryId}.json in the library can't be read.` };
    for (const [what, text] of planted) {
      writeFileSync(file, text);
      const { entries, damaged } = await core.call("library.list", {});
      expect([what, entries.map(({ name }) => name)]).toEqual([what, ["Mara"]]);
      expect([what, damaged]).toMatchObject([what, [problem]]);
      expect(JSON.stringify(damaged)).not.toMatch(/passwd|rm -rf/);
      expect(readdirSync(join(library, "entries")).sort()).toEqual([`${entryId}.json`, `${libraryId}.json`].sort());
      const used = await core.call("library.use", { projectId: other.projectId, libraryIds: [entryId, libraryId] });
      expect(used.elements.map(({ name }) => name)).toEqual(["Mara"]);
      expect(used.refused).toMatchObject([problem]);
    }
  });

  test("of a newer version is kept and said to be that", async () => {
    const { core, file } = await startLibrary();
    writeFileSync(file, entry("a".repeat(64), { schema: "shotline.library.2" }));
    expect((await core.call("library.list", {})).damaged).toMatchObject([{ code: "project.newer" }]);
  });

  test("that is a link or a folder is not followed", async () => {
    const { core, file, image } = await startLibrary();
    const outside = join(mkdtempSync(join(file, "../../../outside-")), "entry.json");
    writeFileSync(outside, entry(image.id));
    symlinkSync(outside, file);
    expect(await namesOf(core)).toEqual(["Mara"]);
    rmSync(file);
    mkdirSync(file);
    expect(await namesOf(core)).toEqual(["Mara"]);
  });

  test("whose image is none, another one, or a link that leads out gives a project nothing", async () => {
    const { core, file, folder, image, library } = await startLibrary();
    const fake = "b".repeat(64);
    const planted = join(library, "images", `${fake}.png`);
    writeFileSync(file, entry(fake));
    const { projectId } = await core.call("projects.create", { name: "Second" });
    const refusal = async () => (await core.call("library.use", { projectId, libraryIds: [entryId] })).refused[0];
    writeFileSync(planted, "somebody's own diary");
    expect(await refusal()).toMatchObject({ code: "image.unreadable", message: expect.not.stringMatching(/diary/) });
    writeFileSync(planted, await makePng("blue"));
    expect(await refusal()).toMatchObject({ code: "image.unreadable" });
    rmSync(planted);
    symlinkSync(join(library, "images", `${image.id}.png`), planted);
    expect(await refusal()).toMatchObject({ code: "image.missing" });
    expect((await core.call("project.get", { projectId })).media).toEqual([]);
    expect(existsSync(join(folder, "projects/Second.shotline/media/images"))).toBe(false);
  });

  test("is not looked for outside the library, nor is its picture", async () => {
    const { core, projectId } = await startLibrary();
    for (const libraryId of ["../../settings", "..%2f..%2fsettings", "/etc/hostname", "library_0001/../settings"]) {
      for (const call of [
        core.call("library.remove", { libraryId }),
        core.call("library.restore", { libraryId }),
        core.call("library.use", { projectId, libraryIds: [libraryId] }),
      ]) {
        await expect(call).rejects.toMatchObject({ code: "input.invalid" });
      }
    }
    const pictures = ["../identity", "..%2fidentity", "%2e%2e%2fidentity", "identity", "a".repeat(64), "A".repeat(64)];
    for (const name of pictures) {
      const answer = await core.fetch(new Request(`http://shotline/media/library/${name}`));
      expect([name, answer.status]).toEqual([name, 404]);
    }
  });
});
