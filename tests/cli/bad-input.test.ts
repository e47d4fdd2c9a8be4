import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createFfmpeg } from "../../electron/core/media/ffmpeg.ts";
import { runJson, smallPlan, writePlan } from "./run-command.ts";
import { mountSmallDisk } from "./small-disk.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-bad-"));
  await writePlan(join(folder, "good.plan.json"), smallPlan());
  expect(await runJson(folder, ["new", "night", "--from", "good.plan.json"])).toMatchObject({ code: 0 });
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

/** Runs a command that must be refused in one clear sentence with something to do. */
async function expectRefusal(words: string[], code: string, environment: Record<string, string> = {}): Promise<string> {
  const { code: exitCode, value } = await runJson(folder, words, environment);
  const sentence = expect.stringMatching(/^[^\n]+\.$/);
  expect(value).toMatchObject({ error: { code, message: sentence, next: sentence } });
  // A full disk has room again one day, which a scheduler may wait for.
  expect(exitCode).toBe(code === "disk.full" ? 75 : 1);
  const { message, path = "" } = value["error"] as { message: string; path?: string };
  expect(message).not.toMatch(/Error|undefined|\[object/);
  return path;
}

/** The project can be trusted as before, and has as many takes. */
async function expectSound(takes: number): Promise<void> {
  expect(await runJson(folder, ["verify", "night"])).toMatchObject({ code: 0, value: { problems: [] } });
  const listed = await runJson(folder, ["takes", "night"]);
  expect(listed.value["takes"]).toHaveLength(takes);
}

describe("an image", () => {
  const plan = smallPlan();
  const [pass] = plan.passes;
  const withImage = (file: string) => ({ ...plan, passes: [{ ...pass, startFrame: file }] });

  test.each([
    {
      name: "that is truncated",
      code: "image.unreadable",
      make: async (file: string) => {
        const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
        await sharp({ create: { width: 640, height: 360, channels: 3, background: "grey", noise } })
          .jpeg()
          .toFile(file);
        await truncate(file, 20_000);
      },
    },
    { name: "of 0 bytes", code: "image.unreadable", make: (file: string) => writeFile(file, "") },
    { name: "that is none", code: "image.unreadable", make: (file: string) => writeFile(file, "MZ, not a picture") },
    {
      name: "20,000 pixels wide",
      code: "image.too-large",
      make: async (file: string) => {
        await sharp({ create: { width: 20_000, height: 100, channels: 3, background: "grey" } })
          .png()
          .toFile(file);
      },
    },
    { name: "that is not there", code: "image.missing", make: async () => {} },
  ])("$name is refused with its place in the plan, and no project is made", async ({ code, make }) => {
    await make(join(folder, "start.png"));
    await writePlan(join(folder, "bad.plan.json"), withImage("start.png"));
    const checked = await runJson(folder, ["plan", "check", "bad.plan.json"]);
    expect(checked.code).toBe(1);
    expect(checked.value["problems"]).toMatchObject([{ code, severity: "error", path: "passes[0].startFrame" }]);
    const before = (await readdir(folder)).toSorted();
    expect(await expectRefusal(["new", "bad", "--from", "bad.plan.json"], code)).toBe("passes[0].startFrame");
    expect((await readdir(folder)).toSorted()).toEqual(before);
    await rm(join(folder, "start.png"), { force: true });
  });
});

describe("a plan", () => {
  test.each([
    { name: "that is not JSON", code: "plan.not-json", text: () => '{"schema": "shotline.plan.1", ' },
    { name: "that is empty", code: "plan.not-json", text: () => "" },
    { name: "of 50 MB", code: "plan.too-large", text: () => JSON.stringify(smallPlan()).padEnd(50 * 1024 * 1024) },
  ])("$name is refused, and no project is made", async ({ code, text }) => {
    await writePlan(join(folder, "bad.plan.json"), text());
    const checked = await runJson(folder, ["plan", "check", "bad.plan.json"]);
    expect(checked).toMatchObject({ code: 1, value: { problems: [{ code, severity: "error" }] } });
    await expectRefusal(["new", "bad", "--from", "bad.plan.json"], code);
    expect(existsSync(join(folder, "bad"))).toBe(false);
    await rm(join(folder, "bad.plan.json"));
  });

  test("that is a folder is refused", async () => {
    await expectRefusal(["new", "bad", "--from", "."], "input.invalid");
  });
});

describe("a folder", () => {
  test("below a file is refused, for a project and for a hand-off", async () => {
    await writeFile(join(folder, "file"), "mine");
    await expectRefusal(["new", "file/bad", "--from", "good.plan.json"], "disk.failed");
    await expectRefusal(["export", "night", "--to", "file/bad"], "disk.failed");
    await expectRefusal(["export", "night", "--to", "file"], "disk.failed");
    await expectRefusal(["verify", "file"], "project.missing");
    // Nothing would be the folder that the command is called in.
    const unnamed = await runJson(folder, ["export", "night", "--to", " "]);
    expect(unnamed).toMatchObject({ code: 2, value: { error: { code: "input.invalid" } } });
  });

  test("where nobody may write is refused, and nothing is left there", async ({ skip }) => {
    const locked = join(folder, "locked");
    const disk = mountSmallDisk(locked, 1_000_000);
    // Without a disk of its own: root may write whatever a folder's permissions say.
    if (typeof disk === "string") {
      skip(process.getuid?.() === 0, disk);
      await mkdir(locked, { recursive: true });
      await chmod(locked, 0o555);
    } else {
      // A whole disk cannot become a hand-off folder, empty as it is.
      await expectRefusal(["export", "night", "--to", "locked", "--formats", "csv"], "input.invalid");
      disk.makeReadOnly();
    }
    try {
      await expectRefusal(["new", "locked/bad", "--from", "good.plan.json"], "disk.denied");
      await expectRefusal(["export", "night", "--to", "locked/bad", "--formats", "csv"], "disk.denied");
      expect(await readdir(locked)).toEqual([]);
    } finally {
      if (typeof disk !== "string") disk.unmount();
      else await chmod(locked, 0o755);
    }
  });
});

describe("a full disk", () => {
  test("is said, nothing half made stays, and the same command works once there is room", async ({ skip }) => {
    const small = join(folder, "small");
    const disk = mountSmallDisk(small, 1_200_000);
    if (typeof disk === "string") return skip(disk);
    try {
      expect(await runJson(folder, ["new", "small/night", "--from", "good.plan.json"])).toMatchObject({ code: 0 });
      const ballast = join(small, "ballast");
      await fillUp(ballast);
      await expectRefusal(["generate", "small/night"], "disk.full");
      await expectRefusal(["new", "small/other", "--from", "good.plan.json"], "disk.full");
      // Room enough to open the project and to begin, not to end.
      await truncate(ballast, (await stat(ballast)).size - 200_000);
      await expectRefusal(["generate", "small/night"], "disk.full");
      await expectRefusal(["export", "night", "--to", "small/hand-off"], "disk.full");
      expect((await readdir(small)).toSorted()).toEqual(["ballast", "night"]);
      await rm(ballast);
      expect(await runJson(folder, ["verify", "small/night"])).toMatchObject({ code: 0, value: { problems: [] } });
      const rendered = await runJson(folder, ["generate", "small/night"]);
      expect(rendered).toMatchObject({ code: 0, value: { takes: [{ frames: 72 }] } });
    } finally {
      disk.unmount();
    }
  });
});

/** Takes all that is left of a disk. */
async function fillUp(file: string): Promise<void> {
  const block = Buffer.alloc(4096);
  await writeFile(file, "");
  try {
    for (;;) await writeFile(file, block, { flag: "a" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}

describe("an ffmpeg", () => {
  test("that is missing is said, for a project that goes on working", async () => {
    const environment = { SHOTLINE_FFMPEG: "/nonexistent/ffmpeg" };
    await expectRefusal(["generate", "night"], "ffmpeg.missing", environment);
    await expectRefusal(["export", "night", "--to", "hand-off"], "ffmpeg.missing", environment);
    expect(existsSync(join(folder, "hand-off"))).toBe(false);
    await expectSound(0);
  });

  test("that is some other program is said", async () => {
    await expectRefusal(["generate", "night"], "ffmpeg.missing", { SHOTLINE_FFMPEG: process.execPath });
    await expectSound(0);
  });

  test.skipIf(process.platform === "win32")(
    "that dies half way is said, and leaves no film that looks finished",
    async () => {
      const dyingDrawer = await writeDyingFfmpeg(
        "dies-drawing",
        "*rawvideo*) head -c 8000000 >/dev/null; kill -9 $$ ;;",
      );
      await expectRefusal(["generate", "night"], "ffmpeg.failed", { SHOTLINE_FFMPEG: dyingDrawer });
      await expectSound(0);
      const dyingCutter = await writeDyingFfmpeg("dies-cutting", "*reel_name=S0100020*) kill -9 $$ ;;");
      await expectRefusal(["export", "night", "--to", "hand-off"], "ffmpeg.failed", { SHOTLINE_FFMPEG: dyingCutter });
      expect((await readdir(folder)).filter((name) => name.startsWith("hand-off"))).toEqual([]);
      expect(await runJson(folder, ["generate", "night"])).toMatchObject({
        code: 0,
        value: { takes: [{ frames: 72 }] },
      });
      await expectSound(1);
    },
  );
});

/** An ffmpeg that works as the real one does but for the command lines of `case`. */
async function writeDyingFfmpeg(name: string, fatal: string): Promise<string> {
  const { ffmpeg } = await createFfmpeg({
    environment: process.env,
    cacheFolder: tmpdir(),
    settings: () => ({ ffmpegPath: "", ffprobePath: "" }),
    log: () => {},
  }).binaries();
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\ncase "$*" in\n${fatal}\nesac\nexec "${ffmpeg}" "$@"\n`, { mode: 0o755 });
  return file;
}
