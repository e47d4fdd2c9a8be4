/** What the app writes, or wrote once, it reads: no limit of reading lies below one of making. */
import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildCore } from "../../support/build-core.ts";
import { makeFilm } from "../../support/services/film.ts";
import { makeProject, writeRaw } from "../../support/tampered.ts";

test("a film whose name has no real ending is a take, and its project opens again", async () => {
  const { folder, home } = await makeProject();
  const film = join(home, "SC010 v1.2 final");
  copyFileSync(await makeFilm({ seconds: 3, widthPx: 320, heightPx: 180, audio: false }), film);
  const { core } = buildCore();
  const { projectId } = await core.call("projects.open", { folder });
  const [pass] = (await core.call("project.get", { projectId })).project.passes;
  const { operationId } = await core.call("takes.import", { projectId, passId: pass?.id ?? "", file: film });
  expect(await core.waitForOperation(operationId, () => {})).toMatchObject({ state: "done" });
  const [file = ""] = readdirSync(join(folder, "media", "takes"));
  expect(file).toMatch(/^SC010 v1-[0-9a-f]{12}\.mp4$/);
  await core.close();
  // As it was stored before: by all that follows the last dot.
  const told = { file: "media/takes/SC010 v1-0123456789ab.2 final", format: "2 final" };
  writeRaw(folder, `UPDATE media SET file = '${told.file}', format = '${told.format}' WHERE kind = 'film'`);
  const { core: next } = buildCore();
  await next.call("projects.open", { folder });
  const { media, takes } = await next.call("project.get", { projectId });
  expect(media.find(({ kind }) => kind === "film")).toMatchObject({ format: "2 final", missing: true });
  expect(takes).toHaveLength(1);
});
