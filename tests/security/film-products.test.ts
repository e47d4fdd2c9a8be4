import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { openFilmCore } from "../support/film-core.ts";
import { makeFilm } from "../support/services/film.ts";

// Films are made by real programs, which a busy computer lets wait.
vi.setConfig({ testTimeout: 60_000 });

const film = await makeFilm({ seconds: 1, widthPx: 64, heightPx: 36, audio: true });

/** A project with a take that is ready, and a file of the user's outside of it. */
async function openReady() {
  const opened = await openFilmCore();
  const { mediaId } = await opened.importFilm(film);
  expect((await opened.prepare()).state).toBe("done");
  const secret = join(opened.home, "secret.mp4");
  writeFileSync(secret, "secret");
  return {
    ...opened,
    mediaId,
    secret,
    place: (ending: string) => join(opened.folder, `cache/films/${mediaId}-1.${ending}`),
  };
}

describe("what a project's cache says of films", () => {
  test.each([
    ["no JSON", "{"],
    ["another shape", JSON.stringify({ products: { frames: "many" }, bytes: {} })],
    [
      "tiles without end",
      JSON.stringify({ products: { frames: 1, strip: { frames: Array(5000).fill(0) } }, bytes: {} }),
    ],
    ["more than any list of ours", `"${"x".repeat(200_000)}"`],
  ])("is no more than missing when it is %s", async (_what, text) => {
    const { place, products, prepare } = await openReady();
    writeFileSync(place("json"), text);
    expect(await products()).toMatchObject([{ state: "waiting", strip: null }]);
    expect((await prepare()).state).toBe("done");
    expect(await products()).toMatchObject([{ state: "ready" }]);
  });

  test("leads out by no link, neither read nor written", async () => {
    for (const link of [symlinkSync, linkSync]) {
      const { place, ask, mediaId, secret, prepare, products } = await openReady();
      rmSync(place("mp4"));
      link(secret, place("mp4"));
      const answer = await ask(mediaId, "proxy");
      expect([answer.status, (await answer.json()).error.code]).toEqual([404, "project.damaged"]);
      expect(await products()).toMatchObject([{ state: "waiting" }]);
      expect(await prepare()).toMatchObject({ state: "failed", error: { code: "project.damaged" } });
      expect([readFileSync(secret, "utf8"), statSync(secret).size]).toEqual(["secret", 6]);
    }
  });

  test("is no folder that is a link, into which nothing is written", async () => {
    const { core, folder, home, importFilm, prepare, ask } = await openFilmCore();
    const { mediaId } = await importFilm(film);
    const elsewhere = join(home, "elsewhere");
    mkdirSync(elsewhere);
    mkdirSync(join(folder, "cache"), { recursive: true });
    symlinkSync(elsewhere, join(folder, "cache/films"));
    expect(await prepare()).toMatchObject({ state: "failed", error: { code: "project.damaged" } });
    expect(readdirSync(elsewhere)).toEqual([]);
    for (const ending of ["json", "mp4"]) writeFileSync(join(elsewhere, `${mediaId}-1.${ending}`), "{}");
    expect((await ask(mediaId, "proxy")).status).toBe(404);
    await core.close();
    const again = await openFilmCore();
    await expect(again.core.call("projects.open", { folder })).rejects.toMatchObject({ code: "project.damaged" });
  });
});

test("a film's products are reached by its id and their names alone, and run nothing", async () => {
  const { ask, mediaId, core, projectId } = await openReady();
  const answer = await ask(mediaId, "peaks");
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
  });
  for (const path of [
    ...[`${mediaId}/json`, `${mediaId}/sound`, `${mediaId}-1.json/proxy`, `..%2f${mediaId}/proxy`],
    ...[`${"0".repeat(64)}/strip`, `${mediaId}/strip%00`],
  ]) {
    const { status } = await core.fetch(new Request(`http://127.0.0.1:1/media/${projectId}/${path}`));
    expect([path, status]).toEqual([path, 404]);
  }
});
