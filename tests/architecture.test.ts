import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { layers, lintFile } from "../floors.config.ts";

const root = resolve(import.meta.dirname, "..");
const rooms = ["shared", "electron", "renderer"];
const projects = [
  "shared",
  "renderer",
  ...["core", "main", "preload", "host", "cli"].map((name) => `electron/${name}`),
];

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
  ["shared/planted/b.ts", "../../renderer/src/commands/keymap.ts"],
  ["shared/planted/c.ts", "node:path"],
  ["shared/planted/d.ts", "react"],
  ["shared/planted/e.ts", "konva/lib/Shape"],
  ["renderer/src/planted/a.ts", "../../../electron/core/runtime/log.ts"],
  ["renderer/src/planted/b.ts", "electron"],
  ["renderer/src/planted/c.ts", "node:fs"],
  ["renderer/src/planted/d.ts", "sharp"],
  ["electron/core/app/planted.ts", "electron"],
  ["electron/core/takes/planted.ts", "electron/main"],
  ["electron/core/planted.ts", "node:child_process"],
  ["electron/core/runtime/planted-3.ts", "../../main/protocol.ts"],
  ["electron/core/media/planted-3.ts", "better-sqlite3"],
  ["electron/core/media/planted-4.ts", "node:child_process"],
  ["electron/core/projects/planted-2.ts", "better-sqlite3"],
  ["electron/core/hand-off/lists/planted.ts", "../../server/server.ts"],
  ["electron/core/hand-off/lists/planted-2.ts", "../../generation/queue.ts"],
  ["electron/core/database/planted-2.ts", "electron/main"],
  ["electron/main/planted.ts", "../core/runtime/log.ts"],
  ["electron/main/planted-2.ts", "../core/media/ffmpeg.ts"],
  ["electron/main/planted-3.ts", "better-sqlite3"],
  ["electron/main/planted-4.ts", "../host/serve.ts"],
  ["electron/preload/planted.ts", "../core/core.ts"],
  ["electron/preload/planted-2.ts", "node:fs"],
  ["electron/preload/planted-3.ts", "zod"],
  ["electron/host/planted.ts", "../core/runtime/log.ts"],
  ["electron/host/planted-2.ts", "electron"],
  ["electron/host/planted-3.ts", "../main/protocol.ts"],
  ["electron/cli/planted.ts", "../host/start.ts"],
  ["electron/cli/planted-2.ts", "../core/runtime/log.ts"],
  ["electron/cli/deeper/planted.ts", "../../core/projects/repository.ts"],
];

const allowedByLinter: [file: string, specifier: string][] = [
  ["shared/planted/allowed.ts", "../project/model.ts"],
  ["shared/planted/allowed-2.ts", "zod"],
  ["renderer/src/planted/allowed.ts", "../../../shared/project/model.ts"],
  ["electron/core/media/allowed.ts", "../../../shared/animatic/plan-frames.ts"],
  ["electron/core/media/allowed-2.ts", "../../../shared/takes/take.ts"],
  ["electron/core/projects/allowed.ts", "../database/open-database.ts"],
  ["electron/core/hand-off/lists/allowed.ts", "../../takes/films.ts"],
  ["electron/core/database/allowed.ts", "better-sqlite3"],
  ["electron/core/core.ts", "./media/ffmpeg.ts"],
  ["electron/main/allowed.ts", "../core/core.ts"],
  ["electron/main/allowed-2.ts", "electron"],
  ["electron/preload/allowed.ts", "../../shared/rpc/native.ts"],
  ["electron/host/allowed.ts", "../core/core.ts"],
  ["electron/cli/allowed.ts", "../host/serve.ts"],
  ["electron/cli/deeper/allowed.ts", "../../core/core.ts"],
];

/** On every floor of every layer, an import from the floor above and one from a room beside; and from the floor below, which may be. */
const fromFloors = Object.entries(layers).flatMap(([layer, { rooms }]) =>
  rooms.flatMap((beside, floor) =>
    beside
      .filter((room) => !room.includes("."))
      .map((room) => ({
        room: `${layer}/${room}`,
        up: rooms[floor + 1]?.[0],
        beside: beside.find((each) => each !== room),
        down: rooms[floor - 1]?.at(-1),
      })),
  ),
);
const target = (room: string) => (room.includes(".") ? `../${room}` : `../${room}/target.ts`);
const plantedOnFloors = fromFloors.flatMap(({ room, up, beside }): [file: string, specifier: string][] => [
  ...(up ? [[`${room}/planted-up.ts`, target(up)] as [string, string]] : []),
  ...(beside ? [[`${room}/planted-beside.ts`, target(beside)] as [string, string]] : []),
]);
const allowedOnFloors = fromFloors.flatMap(({ room, down }): [file: string, specifier: string][] =>
  down ? [[`${room}/planted-down.ts`, target(down)]] : [],
);
refusedByLinter.push(...plantedOnFloors);
allowedByLinter.push(...allowedOnFloors);

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
    "biome.floors.json",
    "tsconfig.base.json",
    ...projects.map((layer) => `${layer}/tsconfig.json`),
  ]) {
    plant(file, readFileSync(join(root, file), "utf8"));
  }
  for (const layer of projects) plant(`${layer}/target.ts`, "export const target = 1;");
});
afterAll(() => rmSync(copy, { recursive: true }));

describe("who may import whom", { timeout: 30_000 }, () => {
  test("the lint's rules are those of the floors", () => {
    expect(readFileSync(join(root, "biome.floors.json"), "utf8")).toBe(lintFile());
  });

  test("every folder and file of a layer has its floor", () => {
    for (const [layer, { rooms }] of Object.entries(layers)) {
      const found = readdirSync(join(root, layer)).filter((name) => name !== "tsconfig.json");
      expect([...rooms.flat()].sort(), layer).toEqual(found.sort());
    }
  });

  // That the tree itself keeps to them, the whole lint says, which `npm test` begins with.
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
    const output = run(copy, "tsc", "-b", "--pretty", "false", ...projects);
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
