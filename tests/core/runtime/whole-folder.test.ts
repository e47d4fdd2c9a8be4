import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeWholeFolder } from "../../../electron/core/runtime/whole-folder.ts";

let room: string;
beforeEach(async () => {
  room = await realpath(await mkdtemp(join(tmpdir(), "shotline-whole-")));
  await mkdir(join(room, "night.shotline", "media"), { recursive: true });
});
afterEach(async () => await rm(room, { recursive: true, force: true }));

/** Makes a folder with one file, and gives the folder of work that was used. */
function make(
  folder: string,
  meanwhile: (part: string) => unknown = () => {},
  more: { mayReplace?: (folder: string) => Promise<boolean> } = {},
): Promise<string> {
  const projectFolder = join(room, "night.shotline");
  return makeWholeFolder({ folder, what: "a hand-off", projectFolder, ...more }, async (part) => {
    await writeFile(join(part, "film.mov"), "film");
    await meanwhile(part);
    return part;
  });
}

const refuse = (folder: string) => make(folder, () => expect.unreachable("work was begun"));
const inRoom = async () => (await readdir(room)).filter((name) => name !== "night.shotline").toSorted();
const fail = () => Promise.reject(new Error("enough"));

describe("a target", () => {
  test("that is not a whole path, or lies in the project's own folder, is refused before any work", async () => {
    await expect(refuse("hand-off")).rejects.toMatchObject({ code: "input.invalid" });
    await symlink(join(room, "night.shotline"), join(room, "other name"));
    for (const inside of ["night.shotline", "night.shotline/media/x", "night.shotline/new/x", "other name/x"]) {
      await expect(refuse(join(room, inside))).rejects.toMatchObject({
        code: "input.invalid",
        message: expect.stringContaining("inside the project folder"),
      });
    }
    expect(await readdir(join(room, "night.shotline"))).toEqual(["media"]);
    await make(join(room, "night.shotline hand-off"));
  });

  test("that is a link leads where it points, and a link to nothing is refused before any work", async () => {
    await mkdir(join(room, "disk"));
    await symlink(join(room, "disk"), join(room, "link"));
    await make(join(room, "link"));
    expect(await readdir(join(room, "disk"))).toEqual(["film.mov"]);
    await make(join(room, "link", "more"));
    expect(await readdir(join(room, "disk", "more"))).toEqual(["film.mov"]);
    await symlink(join(room, "nothing"), join(room, "dangling"));
    await expect(refuse(join(room, "dangling"))).rejects.toMatchObject({ code: "input.invalid" });
    await symlink("loop", join(room, "loop"));
    await expect(refuse(join(room, "loop"))).rejects.toMatchObject({ code: "ELOOP" });
    expect(await inRoom()).toEqual(["dangling", "disk", "link", "loop"]);
  });

  test("that somebody fills meanwhile stays theirs, and nothing of ours is left", async () => {
    const folder = join(room, "mine");
    const filled = make(folder, async () => {
      await mkdir(folder);
      await writeFile(join(folder, "theirs"), "");
    });
    await expect(filled).rejects.toMatchObject({ code: "target.not-empty" });
    expect(await readdir(folder)).toEqual(["theirs"]);
    expect(await inRoom()).toEqual(["mine"]);
  });

  test("that is being written is refused to a second one at once", async () => {
    const folder = join(room, "mine");
    await make(folder, () => expect(refuse(folder)).rejects.toMatchObject({ code: "busy" }));
    expect(await readdir(folder)).toEqual(["film.mov"]);
    expect(await inRoom()).toEqual(["mine"]);
  });
});

describe("a folder that may be replaced", () => {
  const old = async () => {
    await mkdir(join(room, "mine"));
    await writeFile(join(room, "mine", "old.mov"), "old");
    return join(room, "mine");
  };

  test("stays as it is until the new one is whole, and leaves nothing", async () => {
    const folder = await old();
    const mayReplace = async () => true;
    await expect(make(folder, fail, { mayReplace })).rejects.toThrow("enough");
    expect(await readdir(folder)).toEqual(["old.mov"]);
    await make(folder, async () => expect(await readdir(folder)).toEqual(["old.mov"]), { mayReplace });
    expect(await readdir(folder)).toEqual(["film.mov"]);
    expect(await inRoom()).toEqual(["mine"]);
  });

  test("is asked about again at the end: what came meanwhile stays", async () => {
    const folder = await old();
    const mayReplace = async () => (await readdir(folder)).length === 1;
    const replaced = make(folder, () => writeFile(join(folder, "theirs"), ""), { mayReplace });
    await expect(replaced).rejects.toMatchObject({ code: "target.not-empty" });
    expect((await readdir(folder)).toSorted()).toEqual(["old.mov", "theirs"]);
    expect(await inRoom()).toEqual(["mine"]);
  });
});

test("many that need the same new parent at once all get it", async () => {
  await Promise.all(Array.from({ length: 8 }, (_, index) => make(join(room, "a", "b", `mine ${index}`))));
  expect(await readdir(join(room, "a", "b"))).toHaveLength(8);
});

describe("a failure", () => {
  test("leaves nothing, not even the folders on the way, and is told as it was", async () => {
    await expect(make(join(room, "new", "deep", "mine"), fail)).rejects.toThrow("enough");
    expect(await inRoom()).toEqual([]);
    await mkdir(join(room, "new"));
    await expect(make(join(room, "new", "deep", "mine"), fail)).rejects.toThrow("enough");
    expect(await readdir(join(room, "new"))).toEqual([]);
  });

  test("names the folder that was asked for, not the one of the work", async () => {
    const long = join(room, "n".repeat(250));
    await expect(refuse(long)).rejects.toMatchObject({ code: "ENAMETOOLONG", path: long });
  });
});

describe("what a process leaves that dies", () => {
  /** The folder of work of a process that is killed in the midst of it. */
  async function leave(folder: string): Promise<string> {
    const child = spawn(process.execPath, [
      "--input-type=module",
      "--eval",
      `import { makeWholeFolder } from ${JSON.stringify(new URL("../../../electron/core/runtime/whole-folder.ts", import.meta.url))};
       const target = { folder: ${JSON.stringify(folder)}, what: "a hand-off", projectFolder: "/nowhere" };
       await makeWholeFolder(target, (part) => new Promise(() => { console.log(part); setInterval(() => {}, 1e6); }));`,
    ]);
    const [printed] = (await once(child.stdout, "data")) as [Buffer];
    await writeFile(join(String(printed).trim(), "half.mov"), "half");
    // One that lives is left alone.
    await make(join(room, "while it lives"));
    expect(existsSync(String(printed).trim())).toBe(true);
    child.kill("SIGKILL");
    await once(child, "close");
    return String(printed).trim();
  }

  test("does not look finished, and goes with the next one beside it; what others made stays", async () => {
    const left = await leave(join(room, "mine"));
    expect(left).toMatch(/\/mine\.part-/);
    expect(existsSync(join(room, "mine"))).toBe(false);
    const notOurs = ["mine.part-1", "mine.part-000000-1"];
    for (const name of notOurs) await mkdir(join(room, name));
    await make(join(room, "another"));
    expect(existsSync(left)).toBe(false);
    expect(await inRoom()).toEqual(["another", ...notOurs, "while it lives"].toSorted());
    expect(await readFile(join(room, "another", "film.mov"), "utf8")).toBe("film");
  });
});
