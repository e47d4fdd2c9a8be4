import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSidecars, writeMissingSidecars } from "../../../electron/core/projects/take-sidecars.ts";
import { buildCore } from "../../support/build-core.ts";
import { buildPass, buildProject, buildShot } from "../../support/builders.ts";
import { openService, writeProject } from "../../support/open-projects.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const bytes = Buffer.from("a film, as far as a hash tells");
const mediaId = createHash("sha256").update(bytes).digest("hex");
const file = `media/takes/Drive-${mediaId.slice(0, 12)}.mp4`;
const project = buildProject([buildPass("1", [buildShot("1")])]);
const request = { source: "import", file: "drive.mp4", headers: { authorization: "Key secret" } };

/** A project with a take, whose film lies in it. */
async function makeTake() {
  const home = temporaryFolder();
  const folder = join(home, "Night.shotline");
  writeProject(folder, project);
  mkdirSync(join(folder, "media/takes"), { recursive: true });
  writeFileSync(join(folder, file), bytes);
  const { service } = openService(join(home, "data"));
  const projectId = await service.open(folder);
  const passId = project.passes[0]?.id ?? "";
  const media = {
    ...({ id: mediaId, kind: "film", file, name: "drive.mp4", format: "mp4" } as const),
    bytes: bytes.length,
    widthPx: 16,
    heightPx: 9,
  };
  const take = {
    id: "take_0001",
    passId,
    profile: "import",
    mediaId,
    frames: 48,
    film: null,
    createdAt: "2026-11-28T12:00:00.000Z",
    jobId: null,
  };
  await service.addTake(projectId, media, { ...take, request });
  return { home, folder, service, projectId, passId };
}

test("a take has a file beside it that says what it is, and keeps no secret of its request", async () => {
  const { folder, passId } = await makeTake();
  expect(readFileSync(join(folder, `${file}.take.json`), "utf8")).not.toContain("secret");
  expect(await readSidecars(folder)).toEqual([
    {
      file,
      media: {
        id: mediaId,
        kind: "film",
        name: "drive.mp4",
        format: "mp4",
        bytes: bytes.length,
        widthPx: 16,
        heightPx: 9,
      },
      takes: [
        expect.objectContaining({
          id: "take_0001",
          passId,
          number: 1,
          frames: 48,
          request: { source: "import", file: "drive.mp4" },
        }),
      ],
    },
  ]);
});

test("one that is missing is written again, and none that is there", async () => {
  const { folder, service, projectId } = await makeTake();
  const database = await service.database(projectId);
  expect(await writeMissingSidecars(folder, database)).toBe(0);
  rmSync(join(folder, `${file}.take.json`));
  expect(await writeMissingSidecars(folder, database)).toBe(1);
  expect(await readSidecars(folder)).toHaveLength(1);
});

test("a take that only its file tells of is taken back in by a fix, and none whose film is another one", async () => {
  const { home, folder, service, projectId } = await makeTake();
  (await service.database(projectId)).exec("DELETE FROM take; DELETE FROM media WHERE kind = 'film'");
  service.close();
  const { core } = buildCore(home);
  const opened = await core
    .call("projects.open", { folder })
    .catch(() => core.call("recovery.open", { folder, choice: { kind: "asItIs" } }));
  const report = await core.call("project.verify", opened);
  expect(report.problems).toContainEqual(expect.objectContaining({ code: "media.stray", path: file }));
  const { projectId: id } = opened;
  writeFileSync(join(folder, file), "another film");
  expect((await core.call("recovery.fix", { projectId: id })).done).toEqual([]);
  writeFileSync(join(folder, file), bytes);
  const { done } = await core.call("recovery.fix", { projectId: id });
  expect(done).toMatchObject([{ kind: "takes", count: 1 }]);
  expect((await core.call("project.get", { projectId: id })).takes).toMatchObject([{ id: "take_0001", number: 1 }]);
  expect(readdirSync(join(folder, "media/takes"))).toHaveLength(2);
});
