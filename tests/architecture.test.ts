import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const rooms = ["shared", "electron", "renderer"];
const layers = ["shared", "renderer", ...["core", "main", "preload", "host", "cli"].map((name) => `electron/${name}`)];

/** Imports and globals that the compiler itself must refuse, each in a file of its own. */
const refusedByCompiler: [file: string, code: string][] = [
  ["shared/planted/node.ts", 'import { readFileSync } from "node:fs"; export const read = readFileSync;'],
  ["shared/planted/process.ts", "export const folder = process.cwd();"],
  ["shared/planted/page.ts", "export const title = document.title;"],
  ["shared/planted/core.ts", 'export * from "../../electron/core/target.ts";'],
  ["shared/planted/renderer.ts", 'export * from "../../renderer/target.ts";'],
  ["renderer/src/planted/core.ts", 'export type * from "../../../electron/core/target.ts";'],
  ["renderer/src/planted/process.ts", "export const folder = process.cwd();"],
  ["electron/core/planted/page.ts", "export const title = document.title;"],
  ["electron/core/planted/main.ts", 'export * from "../../main/target.ts";'],
  ["electron/core/planted/host.ts", 'export * from "../../host/target.ts";'],
  ["electron/core/planted/renderer.ts", 'export * from "../../../renderer/target.ts";'],
  ["electron/main/planted/host.ts", 'export * from "../../host/target.ts";'],
  ["electron/main/planted/page.ts", "export const title = document.title;"],
  ["electron/preload/planted/core.ts", 'export * from "../../core/target.ts";'],
  ["electron/host/planted/main.ts", 'export * from "../../main/target.ts";'],
  ["electron/cli/planted/main.ts", 'export * from "../../main/target.ts";'],
];

/** Imports that compile and that the linter must refuse. */
const refusedByLinter: [file: string, specifier: string][] = [
  ["shared/planted/a.ts", "../../electron/core/runtime/log.ts"],
  ["shared/planted/b.ts", "../../renderer/src/app/keymap.ts"],
  ["shared/planted/c.ts", "node:path"],
  ["shared/planted/d.ts", "react"],
  ["shared/planted/e.ts", "konva/lib/Shape"],
  ["renderer/src/planted/a.ts", "../../../electron/core/runtime/log.ts"],
  ["renderer/src/planted/b.ts", "electron"],
  ["renderer/src/planted/c.ts", "node:fs"],
  ["renderer/src/planted/d.ts", "sharp"],
  ["electron/core/planted.ts", "electron"],
  ["electron/core/planted-2.ts", "node:child_process"],
  ["electron/core/planted-3.ts", "../main/protocol.ts"],
  ["electron/core/media/planted.ts", "../projects/repository.ts"],
  ["electron/core/media/planted-2.ts", "../core.ts"],
  ["electron/core/media/planted-3.ts", "better-sqlite3"],
  ["electron/core/media/planted-4.ts", "node:child_process"],
  ["electron/core/animatic/planted.ts", "../media/ffmpeg.ts"],
  ["electron/core/export/deeper/planted.ts", "../../media/ffmpeg.ts"],
  ["electron/core/projects/planted.ts", "../export/hand-off.ts"],
  ["electron/core/projects/planted-2.ts", "better-sqlite3"],
  ["electron/core/projects/planted-3.ts", "../server/server.ts"],
  ["electron/core/database/planted.ts", "../projects/repository.ts"],
  ["electron/core/database/planted-2.ts", "electron/main"],
  ["electron/main/planted.ts", "../core/log.ts"],
  ["electron/main/planted-2.ts", "../core/media/ffmpeg.ts"],
  ["electron/main/planted-3.ts", "better-sqlite3"],
  ["electron/main/planted-4.ts", "../host/serve.ts"],
  ["electron/preload/planted.ts", "../core/core.ts"],
  ["electron/preload/planted-2.ts", "node:fs"],
  ["electron/preload/planted-3.ts", "zod"],
  ["electron/host/planted.ts", "../core/log.ts"],
  ["electron/host/planted-2.ts", "electron"],
  ["electron/host/planted-3.ts", "../main/protocol.ts"],
  ["electron/cli/planted.ts", "../host/start.ts"],
  ["electron/cli/planted-2.ts", "../core/log.ts"],
  ["electron/cli/deeper/planted.ts", "../../core/projects/repository.ts"],
];

const allowedByLinter: [file: string, specifier: string][] = [
  ["shared/planted/allowed.ts", "../project/model.ts"],
  ["shared/planted/allowed-2.ts", "zod"],
  ["renderer/src/planted/allowed.ts", "../../../shared/project/model.ts"],
  ["electron/core/media/allowed.ts", "../../../shared/animatic/plan-frames.ts"],
  ["electron/core/media/allowed-2.ts", "../../../shared/project/model.ts"],
  ["electron/core/projects/allowed.ts", "../database/open-database.ts"],
  ["electron/core/database/allowed.ts", "better-sqlite3"],
  ["electron/core/allowed.ts", "./media/ffmpeg.ts"],
  ["electron/main/allowed.ts", "../core/core.ts"],
  ["electron/main/allowed-2.ts", "electron"],
  ["electron/preload/allowed.ts", "../../shared/rpc/native.ts"],
  ["electron/host/allowed.ts", "../core/core.ts"],
  ["electron/cli/allowed.ts", "../host/serve.ts"],
  ["electron/cli/deeper/allowed.ts", "../../core/core.ts"],
];

/** A copy of the gates alone: the layers' own configuration, and in each layer one file to import. */
let copy: string;

function plant(file: string, code: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), `${code}\n`);
}

function run(folder: string, tool: string, ...values: string[]): string {
  const ended = spawnSync(join(root, "node_modules/.bin", tool), values, { cwd: folder, encoding: "utf8" });
  if (ended.error) throw ended.error;
  return ended.stdout + ended.stderr;
}

/** Files with an import that the linter refuses, by rule. */
function lint(folder: string): { file: string; rule: string }[] {
  const rules = ["style/noRestrictedImports", "suspicious/noImportCycles"].flatMap((rule) => ["--only", rule]);
  const output = run(folder, "biome", "lint", "--reporter=json", "--max-diagnostics=none", ...rules, ...rooms);
  const report = output.split("\n").find((line) => line.startsWith("{")) ?? "";
  const { diagnostics } = JSON.parse(report) as { diagnostics: { category: string; location: { path: string } }[] };
  return diagnostics.map(({ category, location }) => ({ file: location.path, rule: category }));
}

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "shotline-gates-"));
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  for (const file of [
    "package.json",
    "biome.json",
    "tsconfig.base.json",
    ...layers.map((layer) => `${layer}/tsconfig.json`),
  ]) {
    plant(file, readFileSync(join(root, file), "utf8"));
  }
  for (const layer of layers) plant(`${layer}/target.ts`, "export const target = 1;");
});
afterAll(() => rmSync(copy, { recursive: true }));

describe("who may import whom", { timeout: 30_000 }, () => {
  test("the linter finds nothing in the tree as it is", () => {
    expect(lint(root)).toEqual([]);
  });

  test("the linter refuses every planted import, and nothing that is allowed", () => {
    for (const [file, specifier] of [...refusedByLinter, ...allowedByLinter])
      plant(file, `export * from "${specifier}";`);
    plant("shared/planted/cycle-a.ts", 'import { b } from "./cycle-b.ts"; export const a = () => b;');
    plant("shared/planted/cycle-b.ts", 'import { a } from "./cycle-a.ts"; export const b = () => a;');
    const found = lint(copy);
    const restricted = found.filter(({ rule }) => rule.endsWith("noRestrictedImports")).map(({ file }) => file);
    expect(restricted.sort()).toEqual(refusedByLinter.map(([file]) => file).sort());
    const cycles = found.filter(({ rule }) => rule.endsWith("noImportCycles")).map(({ file }) => file);
    expect(cycles).toContain("shared/planted/cycle-a.ts");
    for (const [file] of [...refusedByLinter, ...allowedByLinter]) rmSync(join(copy, file));
    for (const name of ["a", "b"]) rmSync(join(copy, `shared/planted/cycle-${name}.ts`));
  });

  test("the compiler refuses every planted import and global, and nothing else", () => {
    for (const [file, code] of refusedByCompiler) plant(file, code);
    const layers = [
      "shared",
      "renderer",
      ...["core", "main", "preload", "host", "cli"].map((name) => `electron/${name}`),
    ];
    const output = run(copy, "tsc", "-b", "--pretty", "false", ...layers);
    const faulty = new Set(output.split("\n").flatMap((line) => /^(.+?)\(\d+,\d+\): error/.exec(line)?.[1] ?? []));
    expect([...faulty].sort(), output).toEqual(refusedByCompiler.map(([file]) => file).sort());
  });

  test("no type is imported inline, where the linter does not look", () => {
    const inline = rooms
      .flatMap((room) =>
        readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).map((name) => join(room, name)),
      )
      .filter(
        (file) =>
          /\.tsx?$/.test(file) && /[:<|&(,]\s*(?:typeof )?import\("\./.test(readFileSync(join(root, file), "utf8")),
      );
    expect(inline).toEqual([]);
  });
});
