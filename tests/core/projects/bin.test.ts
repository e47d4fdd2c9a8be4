import { copyFileSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildCore } from "../../support/build-core.ts";
import { makeFilm } from "../../support/services/film.ts";
import { storedFilms } from "../../support/stored-films.ts";

const filmOf = (seconds: number) => makeFilm({ seconds, widthPx: 64, heightPx: 36, audio: false });

/** A project with a take for each film. */
async function openWithTakes(films: readonly string[]) {
  const { core, folder: home } = buildCore();
  const folder = join(home, "Bin.shotline");
  const { projectId } = await core.call("projects.create", { name: "Bin", folder });
  const passId = (await core.call("project.get", { projectId })).project.passes[0]?.id as string;
  const finish = async ({ operationId }: { operationId: string }) => {
    const { error, result } = await core.waitForOperation(operationId, () => {});
    if (error) throw new Error(`${error.code}: ${error.message} ${error.next ?? ""}`);
    return result;
  };
  const takeIds: string[] = [];
  for (const file of films) {
    takeIds.push((await finish(await core.call("takes.import", { projectId, passId, file })))?.takeId as string);
  }
  const filesIn = (name: string) => storedFilms(folder, name);
  return { core, home, folder, projectId, takeIds, finish, filesIn };
}

describe("the bin", () => {
  test("takes a take out of use with its film, and gives both back", async () => {
    const { core, projectId, takeIds, filesIn } = await openWithTakes([await filmOf(1), await filmOf(2)]);
    const [first = ""] = takeIds;
    await core.call("takes.bin", { projectId, takeIds: [first] });
    expect([filesIn("media/takes").length, filesIn("bin").length]).toEqual([1, 1]);
    const view = await core.call("project.get", { projectId });
    expect(view.takes.map(({ binnedAt }) => binnedAt !== null)).toEqual([true, false]);
    const { takes, bytes } = await core.call("bin.list", { projectId });
    expect(takes).toMatchObject([{ takeId: first, bytes }]);
    expect((await core.call("storage.sizes", { projectId })).bin).toBe(bytes);
    expect((await core.call("project.verify", { projectId })).problems).toEqual([]);
    await core.call("takes.restore", { projectId, takeIds: [first] });
    expect([filesIn("media/takes").length, filesIn("bin").length]).toEqual([2, 0]);
    expect((await core.call("project.get", { projectId })).takes.every(({ binnedAt }) => binnedAt === null)).toBe(true);
    expect(await core.call("bin.list", { projectId })).toEqual({ takes: [], bytes: 0 });
  });

  test("leaves a film in its place that a take in use has as well", async () => {
    const { core, projectId, takeIds, filesIn } = await openWithTakes([await filmOf(1), await filmOf(1)]);
    const [first = "", second = ""] = takeIds;
    await core.call("takes.bin", { projectId, takeIds: [first] });
    expect([filesIn("media/takes").length, filesIn("bin").length]).toEqual([1, 0]);
    expect(await core.call("takes.emptyBin", { projectId })).toEqual({ bytes: 0 });
    await core.call("takes.bin", { projectId, takeIds: [second] });
    expect([filesIn("media/takes").length, filesIn("bin").length]).toEqual([0, 1]);
  });

  test("is emptied for good: what is remembered of the take stays, and its very film brings it back", async () => {
    const film = await filmOf(1);
    const { core, home, folder, projectId, takeIds, finish, filesIn } = await openWithTakes([film]);
    await core.call("takes.bin", { projectId, takeIds });
    writeFileSync(join(folder, "bin", "notes.txt"), "mine");
    expect(await core.call("takes.emptyBin", { projectId })).toEqual({ bytes: statSync(film).size });
    expect(filesIn("bin")).toEqual(["notes.txt"]);
    expect((await core.call("project.get", { projectId })).takes).toHaveLength(1);
    expect(await core.call("bin.list", { projectId })).toEqual({ takes: [], bytes: 0 });
    expect((await core.call("project.verify", { projectId })).problems).toEqual([]);
    expect((await core.call("storage.sizes", { projectId })).missing).toBe(0);
    await expect(core.call("takes.restore", { projectId, takeIds })).rejects.toMatchObject({
      message: expect.stringContaining("was deleted when the bin was emptied"),
      next: expect.any(String),
    });
    mkdirSync(join(home, "backup/deep"), { recursive: true });
    copyFileSync(film, join(home, "backup/deep/any name.bin"));
    await finish(await core.call("media.relink", { projectId, folder: join(home, "backup") }));
    await core.call("takes.restore", { projectId, takeIds });
    expect((await core.call("project.verify", { projectId })).problems).toEqual([]);
  });

  test("keeps no second copy of a film that was imported anew under another name", async () => {
    const film = await filmOf(1);
    const { core, home, projectId, takeIds, finish, filesIn } = await openWithTakes([film]);
    await core.call("takes.bin", { projectId, takeIds });
    const renamed = join(home, "Renamed.mp4");
    copyFileSync(film, renamed);
    const passId = (await core.call("project.get", { projectId })).project.passes[0]?.id as string;
    await finish(await core.call("takes.import", { projectId, passId, file: renamed }));
    expect([filesIn("media/takes").length, filesIn("bin").length]).toEqual([1, 1]);
    await core.call("takes.restore", { projectId, takeIds });
    expect([filesIn("media/takes").length, filesIn("bin").length]).toEqual([1, 0]);
    expect((await core.call("project.verify", { projectId })).problems).toEqual([]);
  });

  test("knows only takes of the project", async () => {
    const { core, projectId } = await openWithTakes([]);
    const strange = { projectId, takeIds: ["take_00000000"] };
    await expect(core.call("takes.bin", strange)).rejects.toMatchObject({ code: "not-found" });
    await expect(core.call("takes.restore", strange)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("missing files", () => {
  test("are found by their content, whatever they are called, and nothing else is copied", async () => {
    const film = await filmOf(1);
    const { core, home, folder, projectId, finish, filesIn } = await openWithTakes([film]);
    const [name = ""] = filesIn("media/takes");
    rmSync(join(folder, "media/takes", name));
    expect((await core.call("storage.sizes", { projectId })).missing).toBe(1);
    mkdirSync(join(home, "backup"));
    // The same size, and not the same film.
    writeFileSync(join(home, "backup", name), Buffer.alloc(statSync(film).size, 7));
    const relink = async () => finish(await core.call("media.relink", { projectId, folder: join(home, "backup") }));
    await expect(relink()).rejects.toThrow(/None of the files there has the content of .*\. Choose another folder\./);
    expect(filesIn("media/takes")).toEqual([]);
    const renamed = join(home, "backup", "renamed.mov");
    copyFileSync(film, renamed);
    const file = { projectId, file: renamed };
    expect(await finish(await core.call("media.relink", file))).toMatchObject({
      files: [{ path: `media/takes/${name}` }],
    });
    expect((await core.call("project.verify", { projectId })).problems).toEqual([]);
    await expect(core.call("media.relink", file).then(finish)).rejects.toThrow("No files of this project are missing.");
    await expect(core.call("media.relink", { projectId })).rejects.toMatchObject({ code: "input.invalid" });
  });
});

describe("the cache", () => {
  test("is measured and cleared, without what jobs wait for and work under way", async () => {
    const { core, folder, projectId } = await openWithTakes([]);
    const kept = ["cache/jobs/job_0001.mp4", "media/images/x.jpg"];
    for (const name of [...kept, "cache/proxy/a.jpg", "cache/takes/take_0001/filmstrip.jpg"]) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), "0123456789");
    }
    expect((await core.call("storage.sizes", { projectId })).cache).toBe(20);
    expect(await core.call("cache.clear", { projectId })).toEqual({ bytes: 20 });
    expect((await core.call("storage.sizes", { projectId })).cache).toBe(0);
    for (const name of kept) expect(existsSync(join(folder, name))).toBe(true);
  });
});
