import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildCore } from "../../../support/build-core.ts";

const noteName = ".shotline-export.json";

async function openExport() {
  const { core, folder } = buildCore();
  const { projectId } = await core.call("projects.create", {
    name: "Night race",
    folder: join(folder, "night.shotline"),
  });
  const target = join(folder, "out", "night");
  const exportTo = async (more: { replace?: boolean; formats?: ("csv" | "srt")[] } = { replace: true }) => {
    const { operationId } = await core.call("export.start", { projectId, folder: target, formats: ["csv"], ...more });
    const { result, error } = await core.waitForOperation(operationId, () => {});
    return error?.code ?? (result?.known ? "known" : "made");
  };
  const rename = async (name: string) => {
    const { revision: baseRevision, project } = await core.call("project.get", { projectId });
    const edit = { type: "pass.describe", passId: project.passes[0]?.id as string, fields: { name } } as const;
    await core.call("edits.apply", { projectId, baseRevision, edit });
  };
  return { folder, target, exportTo, rename };
}

test("an export is known as long as nothing that it is made from changes, and is replaced whole then", async () => {
  const { folder, target, exportTo, rename } = await openExport();
  expect(await exportTo()).toBe("made");
  const first = statSync(target).ino;
  expect(await exportTo()).toBe("known");
  expect(statSync(target).ino).toBe(first);
  await rename("Pit lane at night");
  expect(await exportTo()).toBe("made");
  const list = readdirSync(target).find((name) => name.endsWith(".csv")) as string;
  expect(readFileSync(join(target, list), "utf8")).toContain("Pit lane at night");
  expect(await exportTo()).toBe("known");
  expect(await exportTo({ replace: true, formats: ["srt"] })).toBe("made");
  expect(readdirSync(target).filter((name) => name.endsWith(".csv"))).toEqual([]);
  expect(readdirSync(join(folder, "out"))).toEqual(["night"]);
});

test("an export that lost a file, or has half of one, is made again", async () => {
  const { target, exportTo } = await openExport();
  await exportTo();
  rmSync(join(target, "README.txt"));
  expect(await exportTo()).toBe("made");
  expect(existsSync(join(target, "README.txt"))).toBe(true);
});

test("whatever an export did not write keeps its folder from being replaced", async () => {
  const { target, exportTo, rename } = await openExport();
  expect(await exportTo({})).toBe("made");
  expect(await exportTo()).toBe("target.not-empty");
  rmSync(target, { recursive: true });
  await exportTo();
  await rename("Another");
  writeFileSync(join(target, "my notes.txt"), "keep me");
  expect(await exportTo()).toBe("target.not-empty");
  rmSync(join(target, "my notes.txt"));
  writeFileSync(join(target, "README.txt"), "edited by me");
  expect(await exportTo()).toBe("target.not-empty");
  expect(readFileSync(join(target, "README.txt"), "utf8")).toBe("edited by me");
});

test("a note that is no note counts as none, and a link is neither followed nor taken for a file", async () => {
  const { folder, target, exportTo } = await openExport();
  const mine = join(folder, "mine");
  mkdirSync(mine);
  writeFileSync(join(mine, "film.mov"), "film");
  mkdirSync(target, { recursive: true });
  symlinkSync(mine, join(target, "link"));
  const { size } = statSync(join(mine, "film.mov"));
  const lies = [
    "not JSON",
    JSON.stringify({ madeFrom: "x", files: "all" }),
    JSON.stringify({ madeFrom: "x", files: [{ name: "link/film.mov", bytes: size }] }),
    JSON.stringify({ madeFrom: "x", files: [{ name: "../../mine/film.mov", bytes: size }] }),
    " ".repeat(9 * 1024 * 1024),
  ];
  for (const lie of lies) {
    writeFileSync(join(target, noteName), lie);
    expect(await exportTo()).toBe("target.not-empty");
  }
  rmSync(join(target, noteName));
  writeFileSync(join(folder, "elsewhere.json"), JSON.stringify({ madeFrom: "x", files: [] }));
  rmSync(join(target, "link"));
  symlinkSync(join(folder, "elsewhere.json"), join(target, noteName));
  writeFileSync(join(target, "theirs"), "");
  expect(await exportTo()).toBe("target.not-empty");
  expect(readFileSync(join(mine, "film.mov"), "utf8")).toBe("film");
});
