import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildCore } from "../support/build-core.ts";
import { makeFilm } from "../support/services/film.ts";
import { storedFilms } from "../support/stored-films.ts";

/** An open project with one take, and a folder outside of it with a file of somebody's own. */
async function openWithTake() {
  const { core, folder: home } = buildCore();
  const folder = join(home, "Bin.shotline");
  const { projectId } = await core.call("projects.create", { name: "Bin", folder });
  const passId = (await core.call("project.get", { projectId })).project.passes[0]?.id as string;
  const film = await makeFilm({ seconds: 1, widthPx: 64, heightPx: 36, audio: false });
  const { operationId } = await core.call("takes.import", { projectId, passId, file: film });
  const takeId = (await core.waitForOperation(operationId, () => {})).result?.takeId as string;
  const [name = ""] = readdirSync(join(folder, "media/takes"));
  const outside = join(home, "outside");
  mkdirSync(outside);
  writeFileSync(join(outside, name), "Somebody's own diary");
  const diary = () => readFileSync(join(outside, name), "utf8");
  return { core, folder, projectId, takeId, film, name, outside, diary };
}

describe("the bin of an open project", () => {
  test("is no link: nothing is moved out, and nothing is deleted behind it", async () => {
    const { core, folder, projectId, takeId, name, outside, diary } = await openWithTake();
    symlinkSync(outside, join(folder, "bin"));
    await expect(core.call("takes.bin", { projectId, takeIds: [takeId] })).rejects.toMatchObject({
      code: "project.damaged",
    });
    expect(existsSync(join(folder, "media/takes", name))).toBe(true);
    await expect(core.call("takes.emptyBin", { projectId })).rejects.toMatchObject({ code: "project.damaged" });
    expect(diary()).toBe("Somebody's own diary");
  });

  test.each(["symbolic", "hard"])(
    "has no %s link in the place of a film: it is neither deleted nor put back",
    async (kind) => {
      const { core, folder, projectId, takeId, name, outside, diary } = await openWithTake();
      await core.call("takes.bin", { projectId, takeIds: [takeId] });
      rmSync(join(folder, "bin", name));
      (kind === "hard" ? linkSync : symlinkSync)(join(outside, name), join(folder, "bin", name));
      for (const call of [
        () => core.call("takes.emptyBin", { projectId }),
        () => core.call("takes.restore", { projectId, takeIds: [takeId] }),
      ]) {
        await expect(call()).rejects.toMatchObject({ code: "project.damaged" });
      }
      expect(storedFilms(folder)).toEqual([]);
      expect(diary()).toBe("Somebody's own diary");
    },
  );
});

test("clearing the cache follows no link, in its folders and in their place", async () => {
  const { core, folder, projectId, name, outside, diary } = await openWithTake();
  mkdirSync(join(folder, "cache/proxy"), { recursive: true });
  symlinkSync(outside, join(folder, "cache/proxy/linked"));
  symlinkSync(join(outside, name), join(folder, "cache/proxy/a.jpg"));
  writeFileSync(join(folder, "cache/proxy/b.jpg"), "made");
  await core.call("cache.clear", { projectId });
  expect(existsSync(join(folder, "cache/proxy/b.jpg"))).toBe(false);
  renameSync(join(folder, "cache"), join(folder, "before"));
  symlinkSync(outside, join(folder, "cache"));
  await core.call("cache.clear", { projectId });
  expect((await core.call("storage.sizes", { projectId })).cache).toBe(0);
  expect(diary()).toBe("Somebody's own diary");
});

test("missing files are looked for in real files only, and come back under their own name only", async () => {
  const { core, folder, projectId, film, name, outside } = await openWithTake();
  rmSync(join(folder, "media/takes", name));
  symlinkSync(film, join(outside, "link.mp4"));
  const { operationId } = await core.call("media.relink", { projectId, folder: outside });
  expect((await core.waitForOperation(operationId, () => {})).error?.code).toBe("not-found");
  symlinkSync(join(outside, name), join(folder, "media/takes", name));
  const again = await core.call("media.relink", { projectId, file: film });
  expect((await core.waitForOperation(again.operationId, () => {})).error?.code).toBe("project.damaged");
  expect(readFileSync(join(outside, name), "utf8")).toBe("Somebody's own diary");
});
