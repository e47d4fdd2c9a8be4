import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { entryOf } from "../../electron/cli/desktop-entry.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { runCommand, runJson } from "./run-command.ts";

const root = resolve(import.meta.dirname, "../..");
const lists = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(folder.length + 1))
    .sort();
const written = [
  "applications/shotline.desktop",
  "icons/hicolor/scalable/apps/shotline.svg",
  "mime/packages/shotline.xml",
];
// What the desktop makes of the package of types is its own.
const ours = (folder: string) =>
  lists(folder).filter((name) => name.includes("shotline.") && !name.startsWith("mime/application/"));

describe.skipIf(process.platform !== "linux")("the desktop entry (skipped where the system is not Linux)", () => {
  test("is written once however often it is asked for, is removed again, and leaves alone what is not its own", async () => {
    const folder = temporaryFolder();
    const data = join(folder, "share");
    mkdirSync(join(data, "applications"), { recursive: true });
    writeFileSync(join(data, "applications/other.desktop"), "other");
    for (let count = 0; count < 2; count += 1) {
      expect((await runCommand(folder, ["desktop-entry"], { XDG_DATA_HOME: data })).code).toBe(0);
      expect(ours(data)).toEqual(written);
    }
    const entry = readFileSync(join(data, "applications/shotline.desktop"), "utf8");
    expect(entry).toContain(`Exec="${process.execPath}" "${join(root, "electron/host/start.ts")}" %f\n`);
    const removed = await runJson(folder, ["desktop-entry", "--remove"], { XDG_DATA_HOME: data });
    expect(removed.value).toMatchObject({ removed: true });
    expect(ours(data)).toEqual([]);
    expect(readFileSync(join(data, "applications/other.desktop"), "utf8")).toBe("other");
    expect((await runCommand(folder, ["desktop-entry", "--remove"], { XDG_DATA_HOME: data })).code).toBe(0);
  }, 60_000);

  test("says in one sentence where it can't be written, and leaves nothing half-made", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "share"), "a file");
    const ended = await runJson(folder, ["desktop-entry"], { XDG_DATA_HOME: join(folder, "share") });
    expect([ended.code, ended.value["error"]]).toMatchObject([1, { code: "disk.denied" }]);
    expect(readFileSync(join(folder, "share"), "utf8")).toBe("a file");
  }, 30_000);

  const validator = spawnSync("desktop-file-validate", ["--help"]).error === undefined;
  test.skipIf(!validator)("is valid for the desktop (skipped without desktop-file-validate)", () => {
    const file = join(temporaryFolder(), "shotline.desktop");
    writeFileSync(file, entryOf(['/opt/A folder/100%/$HOME`x`\\"/node', "/opt/start.ts"]));
    const { status, stdout } = spawnSync("desktop-file-validate", [file], { encoding: "utf8" });
    expect([status, stdout]).toEqual([0, ""]);
  });
});

describe("a word of a desktop entry", () => {
  test.each([
    ["/opt/node", '"/opt/node"'],
    ["/opt/A folder/node", '"/opt/A folder/node"'],
    ["/opt/100%", '"/opt/100%%"'],
    ["/opt/$HOME", String.raw`"/opt/\\$HOME"`],
    ['/opt/"', String.raw`"/opt/\\""`],
    ["/opt/\\", String.raw`"/opt/\\\\"`],
  ])("%s is %s", (word, quoted) => {
    expect(entryOf([word])).toContain(`Exec=${quoted} %f\n`);
  });

  test("holds no line break", () => {
    expect(() => entryOf(["/opt/a\nExec=evil"])).toThrow("can't hold");
  });
});
