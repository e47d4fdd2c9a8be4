import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shippedFontFiles } from "../electron/core/fonts/shipped-fonts.ts";
import { buildIfStale } from "../electron/host/page-build.ts";
import { templateIds } from "../shared/project/templates.ts";
import { runApp } from "./support/electron-stand-in/run-app.ts";
import { isLong } from "./support/long.ts";

const root = resolve(import.meta.dirname, "..");
const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "shotline-pack-"));
const resources = join(folder, "made/linux-unpacked/resources");
/** The app's own part, without Electron's runtime: what an installer holds before it is compressed. */
const packedMegabytesMax = 260;
const platform = `linux-${process.arch}`;

function run(tool: string, ...values: string[]): string {
  const ended = spawnSync(join(root, "node_modules/.bin", tool), values, { cwd: root, encoding: "utf8" });
  if (ended.status !== 0) throw new Error(`${tool} ended with ${ended.status}:\n${ended.stdout}${ended.stderr}`);
  return ended.stdout;
}

/** The least that electron-builder takes for an unpacked Electron, as its runtime cannot be had everywhere. */
function makeElectron(): string {
  const electron = join(folder, "electron");
  for (const name of ["resources", "locales", "default"]) mkdirSync(join(electron, name), { recursive: true });
  writeFileSync(join(electron, "default/package.json"), '{"name":"default","main":"index.js"}');
  writeFileSync(join(electron, "default/index.js"), "");
  run("asar", "pack", join(electron, "default"), join(electron, "resources/default_app.asar"));
  rmSync(join(electron, "default"), { recursive: true });
  // Where a real one has its fuses: a mark, their version and number, and one character each; all are on.
  const fuses = Buffer.concat([
    Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"),
    Buffer.from([1, 8]),
    Buffer.from("11111111"),
  ]);
  writeFileSync(join(electron, "electron"), fuses);
  for (const name of ["LICENSE", "version", "locales/en-US.pak"]) writeFileSync(join(electron, name), "");
  chmodSync(join(electron, "electron"), 0o755);
  return electron;
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("electron-builder.yml says nothing that electron-builder does not know", async () => {
  const { getConfig, validateConfiguration } = require("app-builder-lib/out/util/config/config.js");
  const { DebugLogger } = require("builder-util");
  const config = await getConfig(root, join(root, "electron-builder.yml"), null);
  await expect(validateConfiguration(config, new DebugLogger(false))).resolves.toBeUndefined();
  await expect(validateConfiguration({ ...config, fliles: [] }, new DebugLogger(false))).rejects.toThrow("fliles");
}, 30_000);

describe("a package for each system", () => {
  const systems = [
    ["linux", "linux", "x64", "linux-x64-gnu"],
    ["linux", "linux", "arm64", "linux-arm64-gnu"],
    ["mac", "darwin", "x64", "darwin-x64"],
    ["mac", "darwin", "arm64", "darwin-arm64"],
    ["win", "win32", "x64", "win32-x64-msvc"],
  ] as const;

  // npm installs the libraries and programs of one system: whether the others' own packages are whole shows only there.
  test.each(systems)(
    "%s: %s-%s takes its own database library alone, and all of its other libraries",
    async (system, os, arch, canvas) => {
      const { getConfig } = require("app-builder-lib/out/util/config/config.js");
      const { FileMatcher, getNodeModuleFileMatcher } = require("app-builder-lib/out/fileMatcher.js");
      const config = await getConfig(root, join(root, "electron-builder.yml"), null);
      const expand = (pattern: string) => pattern.replaceAll(/\$\{arch\}/g, arch);
      const packager = { config, debugLogger: { isEnabled: false } };
      const matcher = getNodeModuleFileMatcher(root, "/", expand, config[system], packager);
      const takes = matcher.createFilter() as (file: string, stat: object) => boolean;
      const isTaken = (name: string) => takes(join(root, "node_modules", name), { isDirectory: () => false });
      const prebuilt = readdirSync(join(root, "node_modules/better-sqlite3/prebuilds"));
      expect(prebuilt.length).toBeGreaterThan(5);
      expect(prebuilt.filter((name) => isTaken(`better-sqlite3/prebuilds/${name}`))).toEqual([`${os}-${arch}.node`]);
      const programs = os === "win32" ? ["ffmpeg.exe", "ffprobe.exe"] : ["ffmpeg", "ffprobe"];
      const own = [
        `@img/sharp-${os}-${arch}/lib/sharp-${os}-${arch}.node`,
        `@napi-rs/canvas-${canvas}/skia.${canvas}.node`,
        ...programs.map((name) => `@${name.replace(".exe", "")}-installer/${os}-${arch}/${name}`),
      ];
      expect(own.filter((name) => !isTaken(name))).toEqual([]);
      const unpacked = new FileMatcher(root, "/", expand, config.asarUnpack).createFilter() as typeof takes;
      const isUnpacked = (name: string) => unpacked(join(root, "node_modules", name), { isDirectory: () => false });
      expect([...own, `better-sqlite3/prebuilds/${os}-${arch}.node`].filter((name) => !isUnpacked(name))).toEqual([]);
      const not = [
        `node-${os.replace("win32", "win")}-${arch}/bin/node`,
        "zod/src/index.ts",
        "pdfkit/js/pdfkit.standalone.js",
        "sharp/README.md",
      ];
      expect(not.filter(isTaken)).toEqual([]);
    },
  );

  test("has an icon in the form of its system, in every size that it shows", async () => {
    const icons = join(root, "resources/icons");
    const ico = readFileSync(join(icons, "icon.ico"));
    const widths = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => ico[6 + 16 * index] || 256);
    expect(widths).toEqual([16, 24, 32, 48, 64, 128, 256]);
    const icns = readFileSync(join(icons, "icon.icns"));
    expect([icns.toString("latin1", 0, 4), icns.readUInt32BE(4)]).toEqual(["icns", icns.length]);
    for (const name of readdirSync(join(icons, "linux"))) {
      const { width, height, format } = await sharp(join(icons, "linux", name)).metadata();
      expect([name, format]).toEqual([`${width}x${height}.png`, "png"]);
    }
  });

  test("rests its signature on nothing that a build without certificates would need", () => {
    const text = readFileSync(join(root, "electron-builder.yml"), "utf8");
    expect(text).not.toMatch(/identity|certificate|teamId|password/i);
    const entitlements = readFileSync(join(root, "resources/entitlements.mac.plist"), "utf8");
    const keys = Array.from(entitlements.matchAll(/<key>([^<]+)<\/key>/g), ([, key]) => key);
    expect(keys).toEqual(["com.apple.security.cs.allow-jit", "com.apple.security.cs.disable-library-validation"]);
  });
});

// Packing for another system needs that system's own Electron, which cannot be stood in for cheaply.
describe.skipIf(process.platform !== "linux" || !isLong)("the packed app (long form, on Linux)", () => {
  let files: string[];

  beforeAll(async () => {
    await buildIfStale(root, console.info);
    const output = join(folder, "made");
    run("electron-builder", "--dir", "--linux", `-c.electronDist=${makeElectron()}`, `-c.directories.output=${output}`);
    files = run("asar", "list", join(resources, "app.asar")).split("\n");
  }, 240_000);

  test("is no larger than it is said to be (docs/packaging.md)", () => {
    const sizes = readdirSync(resources, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => statSync(join(each.parentPath, each.name)).size);
    const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1_000_000;
    console.info(`Packed: ${megabytes.toFixed(1)} MB without Electron.`);
    expect(megabytes).toBeLessThan(packedMegabytesMax);
  });

  test("holds the bundles and nothing of the sources, tests or tools", () => {
    expect(files).toEqual(
      expect.arrayContaining([
        "/out/main/index.js",
        "/out/main/draw-worker.js",
        "/out/main/board-worker.js",
        "/out/main/backup-worker.js",
        "/out/preload/index.cjs",
        "/out/renderer/index.html",
        "/package.json",
      ]),
    );
    const top = new Set(files.flatMap((file) => file.split("/")[1] || []));
    expect([...top].sort()).toEqual(["node_modules", "out", "package.json"]);
    expect(files.filter((file) => file.startsWith("/out/types"))).toEqual([]);
  });

  test("holds what the app runs on, once, and neither the checkout's Node nor what only builds it", () => {
    const has = (name: string) => files.includes(`/node_modules/${name}/package.json`);
    for (const name of [
      "better-sqlite3",
      "sharp",
      "@napi-rs/canvas",
      "zod",
      "hono",
      "pdfkit",
      "fontkit",
      `@ffmpeg-installer/${platform}`,
    ]) {
      expect([name, has(name)]).toEqual([name, true]);
    }
    for (const name of ["electron", "typescript", "vite", "react", "konva", "@playwright/test", `node-${platform}`]) {
      expect([name, has(name)]).toEqual([name, false]);
    }
    expect(files.filter((file) => file.endsWith(".node") && file.includes("better-sqlite3"))).toEqual([
      `/node_modules/better-sqlite3/prebuilds/${platform}.node`,
    ]);
    const boards = files.filter((file) => /\/@fontsource(?:-variable)?\/(?!inter\/.*woff2)[^/]+\/files\//.test(file));
    // Every font that a storyboard opens, and none besides.
    expect(boards.map((file) => basename(file)).sort()).toEqual(shippedFontFiles().sort());
    expect(files.filter((file) => /\/(?:coverage|tests?)\//.test(file))).toEqual([]);
    expect(files.length - boards.length).toBeLessThan(2600);
  });

  test("keeps programs, native libraries and fonts outside the archive", () => {
    const unpacked = readdirSync(join(resources, "app.asar.unpacked"), { recursive: true, encoding: "utf8" });
    for (const name of [
      `better-sqlite3/prebuilds/${platform}.node`,
      `@ffmpeg-installer/${platform}/ffmpeg`,
      `@ffprobe-installer/${platform}/ffprobe`,
      "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    ]) {
      expect(unpacked).toContain(`node_modules/${name}`);
    }
    expect(unpacked.some((file) => /skia.*\.node$/.test(file))).toBe(true);
    expect(unpacked.some((file) => /sharp.*\.node$/.test(file))).toBe(true);
  });

  test("runs as nothing but this app, whole: Electron's fuses are set", () => {
    const program = readFileSync(join(resources, "../shotline"), "latin1");
    // Run as Node, encrypt cookies, NODE_OPTIONS, inspect, integrity, only the archive, a snapshot of its own, rights for file:.
    expect(program.slice(34)).toBe("01001110");
  });

  test("brings the sample project, without the programs that drew it", () => {
    expect(existsSync(join(resources, "sample/sample.plan.json"))).toBe(true);
    expect(readdirSync(join(resources, "sample")).sort()).toEqual(["images", "sample.plan.json"]);
  });

  test("brings every template", () => {
    expect(readdirSync(join(resources, "templates")).sort()).toEqual(templateIds.map((id) => `${id}.plan.json`).sort());
  });

  test("brings the example workflows, for whoever opens them in ComfyUI", () => {
    const names = ["README.md", "ltx-2-image-to-video.json", "start-frame-still.json"];
    expect(readdirSync(join(resources, "examples/comfyui")).sort()).toEqual(names);
  });

  test("runs from what was packed alone", async () => {
    const extracted = join(folder, "extracted");
    run("asar", "extract", join(resources, "app.asar"), extracted);
    const report = await runApp(join(extracted, "out"));
    expect(report).toMatchObject({ page: true, rendered: "done", closedBy: 0 });
  }, 120_000);
});
