import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { workName } from "../../electron/core/runtime/work-name.ts";
import { startCommand } from "../cli/run-command.ts";
import { buildCore } from "../support/build-core.ts";
import { makeProject } from "../support/tampered.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const id = "6f1c2d0e-1111-4222-8333-444455556666";
/** What a name of work ends in when its process is dead: none of this computer has the number. */
const dead = workName("x")
  .slice(1)
  .replace(/\d+-[0-9a-f]{8}$/, "4194304-00000000");
/** The same, as older versions named it. */
const olderDead = dead.replace(/-00000000$/, "");

function plant(folder: string, names: readonly string[], text = "half"): void {
  for (const name of names) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Sets the clock of a file two days back. */
function age(folder: string, names: readonly string[]): void {
  const before = new Date(Date.now() - 2 * 24 * 3600 * 1000);
  for (const name of names) utimesSync(join(folder, name), before, before);
}

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

async function open(folder: string) {
  const { core } = buildCore();
  return core.call("projects.open", { folder });
}

describe("what a killed run left in a project", () => {
  test("an animatic that was killed while it was drawn is gone when the project is opened again", {
    timeout: 60_000,
  }, async () => {
    const { folder } = await makeProject();
    const { child, ended } = startCommand(join(folder, ".."), ["generate", folder, "--profile", "animatic"]);
    const work = () => filesOf(folder).filter((name) => name.startsWith("cache/animatic-"));
    await vi.waitFor(() => expect(work().length).toBeGreaterThan(1), { timeout: 40_000, interval: 20 });
    child.kill("SIGKILL");
    await ended;
    expect(work().length).toBeGreaterThan(0);
    await open(folder);
    await vi.waitFor(() => expect(work()).toEqual([]), { timeout: 10_000 });
  });

  test("work that goes on, jobs, files of the user's and what a link leads to stay", async () => {
    const { folder } = await makeProject();
    const elsewhere = temporaryFolder();
    const foreign = dead.replace(/-[0-9a-f]{6}-/, "-000000-");
    const gone = [
      `cache/animatic-${id}${dead}.mp4`,
      `cache/animatic-${id}${dead}.mp4${dead}.pcm`,
      `cache/animatic-${id}${olderDead}.mp4`,
      // Of a process before this one that had the same number.
      workName("cache/thumbnail/media_2.jpg").replace(/[0-9a-f]{8}$/, "00000000"),
      workName("cache/thumbnail/media_3.jpg").replace(/-[0-9a-f]{8}$/, ""),
      `cache/incoming-${id}${olderDead}`,
      `cache/thumbnail/media_1.jpg${dead}`,
      `cache/takes/take_1/SH010.jpg${dead}`,
      `media/images/photo.png.${id}${dead}`,
    ];
    const old = [
      `cache/animatic-${id}.mp4`,
      `cache/converted-${id}.jpg`,
      `cache/incoming-${id}.part`,
      `media/takes/film.mp4.${id}.part`,
      `cache/animatic-${id}${foreign}.mp4`,
    ];
    const stay = [
      `cache/jobs/job_1.part`,
      `cache/jobs/job_1${dead}`,
      `cache/${id}.mp4`,
      `cache/incoming-of-mine.part`,
      `cache/proxy/b.jpg${foreign}`,
      `media/images/notes.part`,
      `media/takes/film.part-final.mp4`,
      `notes${dead}`,
      workName("cache/animatic-mine"),
    ];
    plant(folder, [...gone, ...old, ...stay]);
    age(folder, old);
    age(folder, ["media/images/notes.part", "cache/incoming-of-mine.part", "cache/jobs/job_1.part"]);
    const outside = join(elsewhere, `kept${dead}`);
    writeFileSync(outside, "kept");
    symlinkSync(outside, join(folder, `cache/takes/linked.jpg${dead}`));
    mkdirSync(join(elsewhere, "take_2"));
    writeFileSync(join(elsewhere, "take_2", `SH010.jpg${dead}`), "kept");
    symlinkSync(join(elsewhere, "take_2"), join(folder, "cache/takes/take_2"));

    await open(folder);
    await vi.waitFor(() => expect(gone.filter((name) => existsSync(join(folder, name)))).toEqual([]));
    await vi.waitFor(() => expect(old.filter((name) => existsSync(join(folder, name)))).toEqual([]));
    expect(stay.filter((name) => !existsSync(join(folder, name)))).toEqual([]);
    expect(readFileSync(outside, "utf8")).toBe("kept");
    expect(existsSync(join(elsewhere, "take_2", `SH010.jpg${dead}`))).toBe(true);
  });

  test("a file of the same computer with a fresh name of an older version stays for a day", async () => {
    const { folder } = await makeProject();
    plant(folder, [`cache/animatic-${id}.mp4`, `cache/animatic-${id}.part-zzzzzz-1.mp4`]);
    const left = `cache/incoming-${id}${dead}`;
    plant(folder, [left]);
    await open(folder);
    await vi.waitFor(() => expect(existsSync(join(folder, left))).toBe(false));
    expect(filesOf(join(folder, "cache")).sort()).toEqual([`animatic-${id}.mp4`, `animatic-${id}.part-zzzzzz-1.mp4`]);
  });
});
