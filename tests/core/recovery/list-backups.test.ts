import { readdirSync, renameSync, utimesSync } from "node:fs";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { backupPath } from "../../../electron/core/recovery/backup-files.ts";
import { listBackupFiles } from "../../../electron/core/recovery/list-backups.ts";
import { makeBackup } from "../../../electron/core/recovery/make-backup.ts";
import { buildProject, buildTimedPass } from "../../support/builders.ts";
import { writeProject } from "../../support/open-projects.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

async function newProject(): Promise<string> {
  const folder = join(temporaryFolder(), "Harbor.shotline");
  writeProject(folder, buildProject([buildTimedPass("one", [4000, 3000])], { name: "Harbor" }));
  await mkdir(join(folder, "backups"));
  return folder;
}

const at = (time: string) => new Date(`2026-11-28T${time}Z`);

describe("the list of backups", () => {
  test("says of each what it holds, newest first, without the project being open", async () => {
    const folder = await newProject();
    await makeBackup(folder, "opened", at("18:42:43.5"));
    await makeBackup(folder, "edited", at("19:00:00"));
    renameSync(join(folder, "project.db"), join(folder, "gone"));
    const { backups, damaged } = await listBackupFiles(folder);
    expect(damaged).toEqual([]);
    expect(backups.map(({ reason, madeAt }) => [reason, madeAt])).toEqual([
      ["edited", "2026-11-28T19:00:00.000Z"],
      ["opened", "2026-11-28T18:42:43.000Z"],
    ]);
    expect(backups[1]).toMatchObject({ name: "Harbor", revision: 0, passes: 1, shots: 2, takes: 0, savedAt: null });
    expect(backups[1]?.id).toMatch(/^2026-11-28T18-42-43Z-r0-opened-[0-9a-f]{12}$/);
    expect(backups[1]?.bytes).toBe((await readFile(backupPath(folder, backups[1]?.id ?? ""))).length);
  });

  test("leaves nothing beside them", async () => {
    const folder = await newProject();
    const { id } = await makeBackup(folder, "asked", at("18:42:43"));
    await listBackupFiles(folder);
    expect(readdirSync(join(folder, "backups"))).toEqual([`${id}.db`]);
  });

  test("leaves out one of which a single byte is another", async () => {
    const folder = await newProject();
    const { id } = await makeBackup(folder, "opened", at("18:42:43"));
    const { backups } = await listBackupFiles(folder);
    expect(backups).toHaveLength(1);
    const path = backupPath(folder, id);
    const bytes = await readFile(path);
    const offset = bytes.length - 100;
    bytes.writeUInt8(bytes.readUInt8(offset) ^ 1, offset);
    await writeFile(path, bytes);
    utimesSync(path, 1, 1);
    expect(await listBackupFiles(folder)).toEqual({ backups: [], damaged: [`${id}.db`] });
  });

  test("has the copy that an update left", async () => {
    const folder = await newProject();
    const { id } = await makeBackup(folder, "asked", at("18:42:43"));
    renameSync(backupPath(folder, id), join(folder, "project.before-7.db"));
    const { backups } = await listBackupFiles(folder);
    expect(backups).toMatchObject([{ id: "project.before-7", reason: "update", shots: 2 }]);
  });

  test("is empty where there is no folder of them, or a link in its place", async () => {
    const folder = await newProject();
    await makeBackup(folder, "asked", at("18:42:43"));
    const other = join(temporaryFolder(), "Other.shotline");
    await mkdir(other);
    expect(await listBackupFiles(other)).toEqual({ backups: [], damaged: [] });
    await symlink(join(folder, "backups"), join(other, "backups"));
    expect(await listBackupFiles(other)).toEqual({ backups: [], damaged: [] });
  });
});
