import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { workName } from "../../../electron/core/runtime/work-name.ts";
import { mountSmallDisk } from "../../cli/small-disk.ts";
import { type ArchiveRig, mediaIn, openArchiveRig, rowsOf } from "../../support/archives.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** The name under which a process that is dead by now was making `path`. */
function deadWorkName(path: string): string {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  return workName(path).replace(/-\d+-[0-9a-f]{8}$/, `-${pid}-00000000`);
}

/** What lies in the folder of a rig besides the project. */
function besides({ home }: ArchiveRig): string[] {
  return readdirSync(home).filter((name) => !["Night race.shotline", "data", "opened"].includes(name));
}

test("an archive that is opened gives the same project: every row, every file", async () => {
  const rig = await openArchiveRig();
  const written = await rig.write("Night.shotarchive");
  expect(written).toMatchObject({ state: "done", kind: "archive", result: { notes: [] } });
  expect(besides(rig)).toEqual(["Night.shotarchive"]);
  const file = join(rig.home, "Night.shotarchive");
  expect(written.result?.files).toEqual([{ path: file, bytes: statSync(file).size }]);
  const opened = await rig.open(file);
  const folder = join(rig.home, "opened", "Night.shotline");
  expect(opened).toMatchObject({ state: "done", result: { folder, notes: [] } });
  expect(rowsOf(folder)).toEqual(rowsOf(rig.folder));
  expect(mediaIn(folder)).toEqual(mediaIn(rig.folder));
  const view = await rig.service.view(opened.result?.projectId ?? "");
  const { passes } = (await rig.service.view(rig.projectId)).project;
  expect(view).toMatchObject({ folder, project: { name: "Night race", passes } });
});

test("what was opened can be archived in turn, with the same files, and opens beside it", async () => {
  const rig = await openArchiveRig();
  await rig.write("Night.shotarchive");
  const file = join(rig.home, "Night.shotarchive");
  const { result } = await rig.open(file);
  const again = join(rig.home, "Again.shotarchive");
  const { operationId } = await rig.methods["archive.write"]({
    projectId: result?.projectId ?? "",
    file: again,
    videos: true,
  });
  expect(await rig.operations.wait(operationId)).toMatchObject({ state: "done" });
  expect((await rig.open(file)).result?.folder).toBe(join(rig.home, "opened", "Night 2.shotline"));
  const third = (await rig.open(again)).result?.folder ?? "";
  expect(mediaIn(third)).toEqual(mediaIn(rig.folder));
  expect(rowsOf(third)).toEqual(rowsOf(rig.folder));
});

test("without videos the plan, the images and the sounds go in, and the takes are offline where it is opened", async () => {
  const rig = await openArchiveRig();
  const sizes = await rig.methods["archive.sizes"]({ projectId: rig.projectId });
  expect(sizes).toMatchObject({ images: 300, sounds: 400, videos: 10_000 });
  await rig.write("Light.shotarchive", { videos: false });
  const file = join(rig.home, "Light.shotarchive");
  expect(statSync(file).size).toBeLessThan(sizes.plan + 5000);
  const { result } = await rig.open(file);
  expect(result?.notes).toEqual(["The archive was made without videos."]);
  expect(Object.keys(mediaIn(result?.folder ?? ""))).toEqual([
    "media/images/Ünicode picture.png",
    "media/sounds/music.wav",
  ]);
  expect(rowsOf(result?.folder ?? "")).toEqual(rowsOf(rig.folder));
  expect((await rig.service.view(result?.projectId ?? "")).takes).toHaveLength(2);
});

test("a file that has changed or is missing is left out, and said", async () => {
  const rig = await openArchiveRig();
  writeFileSync(join(rig.folder, "media/takes/take 1.mp4"), "another film");
  rmSync(join(rig.folder, "media/sounds/music.wav"));
  const { result } = await rig.write("Night.shotarchive");
  expect(result?.notes).toEqual(
    expect.arrayContaining([
      "media/sounds/music.wav is missing from the project, so it was left out.",
      "media/takes/take 1.mp4 has changed since it was saved, so it was left out.",
    ]),
  );
  const opened = await rig.open(join(rig.home, "Night.shotarchive"));
  expect(Object.keys(mediaIn(opened.result?.folder ?? ""))).not.toContain("media/takes/take 1.mp4");
});

test("what is there is never overwritten, and nothing goes into the project's own folder", async () => {
  const rig = await openArchiveRig();
  writeFileSync(join(rig.home, "Mine.shotarchive"), "mine");
  expect((await rig.write("Mine.shotarchive")).error).toMatchObject({ code: "target.not-empty" });
  expect(readFileSync(join(rig.home, "Mine.shotarchive"), "utf8")).toBe("mine");
  expect((await rig.write("Night.zip")).error).toMatchObject({ code: "input.invalid" });
  expect((await rig.write("nowhere/Night.shotarchive")).error).toMatchObject({ code: "input.invalid" });
  expect((await rig.write("Night race.shotline/Night.shotarchive")).error).toMatchObject({ code: "input.invalid" });
  expect(besides(rig)).toEqual(["Mine.shotarchive"]);
});

test("a write that was killed at any byte goes on, and gives the same archive", async () => {
  const rig = await openArchiveRig();
  await rig.write("Whole.shotarchive");
  const whole = readFileSync(join(rig.home, "Whole.shotarchive"));
  const cuts = [
    0,
    1,
    40,
    whole.length - 1,
    ...Array.from({ length: 5 }, () => Math.floor(Math.random() * whole.length)),
  ];
  for (const cut of cuts) {
    const file = join(rig.home, "Next.shotarchive");
    const left = deadWorkName(file);
    writeFileSync(left, Buffer.concat([whole.subarray(0, cut), Buffer.alloc(cut % 3 === 0 ? 500 : 0, 7)]));
    writeFileSync(deadWorkName(`${file}.db`), "left");
    const { ino } = statSync(left);
    expect(await rig.write("Next.shotarchive"), `cut at ${cut}`).toMatchObject({ state: "done", error: null });
    // The same file went on, rather than another one being written.
    expect(statSync(file).ino).toBe(ino);
    expect(readFileSync(file).equals(whole)).toBe(true);
    expect(besides(rig).sort()).toEqual(["Next.shotarchive", "Whole.shotarchive"]);
    rmSync(file);
  }
});

test("what was left of another state of the project is written anew behind what is the same", async () => {
  const rig = await openArchiveRig();
  await rig.write("Old.shotarchive");
  const { revision } = await rig.service.view(rig.projectId);
  await rig.service.applyEdit(rig.projectId, revision, {
    type: "pass.describe",
    passId: "pass_0001",
    fields: { name: "Rain" },
  });
  const file = join(rig.home, "New.shotarchive");
  copyFileSync(join(rig.home, "Old.shotarchive"), deadWorkName(file));
  expect(await rig.write("New.shotarchive")).toMatchObject({ state: "done" });
  const { result } = await rig.open(file);
  expect((await rig.service.view(result?.projectId ?? "")).project.passes[0]?.name).toBe("Rain");
});

test("an opening that was killed goes on with the files that are whole, and with nothing else", async () => {
  const rig = await openArchiveRig();
  await rig.write("Night.shotarchive");
  const file = join(rig.home, "Night.shotarchive");
  const { result } = await rig.open(file);
  const done = result?.folder ?? "";
  const folder = join(rig.home, "opened", "Next.shotline");
  const left = deadWorkName(folder);
  spawnSync("cp", ["-r", done, left]);
  const kept = statSync(join(left, "media/takes/take 1.mp4")).ino;
  truncateSync(join(left, "media/takes/take 2.mp4"), 100);
  writeFileSync(join(left, "media/takes/planted.mp4"), "planted");
  writeFileSync(join(left, "project.db-journal"), "planted");
  expect(await rig.open(file, { folder })).toMatchObject({ state: "done" });
  expect(statSync(join(folder, "media/takes/take 1.mp4")).ino).toBe(kept);
  expect(mediaIn(folder)).toEqual(mediaIn(rig.folder));
  expect(readdirSync(folder)).not.toContain("project.db-journal");
  expect(readdirSync(join(rig.home, "opened")).filter((name) => name.includes(".part"))).toEqual([]);
});

test("canceling leaves nothing, whenever it comes", async () => {
  const rig = await openArchiveRig({ videoBytes: 3_000_000 });
  for (const step of ["Copying the plan", "Checking files", "Writing files", "Comparing what was written"]) {
    const onStep = (operation: { id: string; state: string; step: string }) => {
      if (operation.state === "running" && operation.step === step) rig.operations.cancel(operation.id);
    };
    expect(await rig.write("Night.shotarchive", { onStep }), step).toMatchObject({ state: "cancelled" });
    expect(besides(rig)).toEqual([]);
  }
});

test("a cut-off archive says which file is damaged, and opens without it where that is wanted", async () => {
  const rig = await openArchiveRig();
  await rig.write("Night.shotarchive");
  const file = join(rig.home, "Cut.shotarchive");
  writeFileSync(file, readFileSync(join(rig.home, "Night.shotarchive")).subarray(0, -3000));
  const refused = await rig.open(file);
  expect(refused.error).toMatchObject({
    code: "archive.damaged",
    message: "In Cut.shotarchive, media/takes/take 2.mp4 is damaged.",
  });
  expect(existsSync(join(rig.home, "opened"))).toBe(true);
  expect(readdirSync(join(rig.home, "opened"))).toEqual([]);
  const { result } = await rig.open(file, { withoutDamaged: true });
  expect(result?.notes).toEqual(["media/takes/take 2.mp4 is damaged in the archive, so it was left out."]);
  const found = mediaIn(result?.folder ?? "");
  expect(Object.keys(found)).toContain("media/takes/take 1.mp4");
  expect(Object.keys(found)).not.toContain("media/takes/take 2.mp4");
  expect(rowsOf(result?.folder ?? "")).toEqual(rowsOf(rig.folder));
});

test("wherever one byte is wrong, it opens whole or says what is damaged, and never gives a wrong file", async () => {
  const rig = await openArchiveRig({ videoBytes: 20_000 });
  await rig.write("Night.shotarchive");
  const whole = readFileSync(join(rig.home, "Night.shotarchive"));
  const right = mediaIn(rig.folder);
  const rows = rowsOf(rig.folder);
  for (let count = 0; count < 12; count += 1) {
    const at = count === 0 ? 60 : Math.floor(Math.random() * whole.length);
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 0x55;
    const file = join(rig.home, `Flip${count}.shotarchive`);
    writeFileSync(file, bytes);
    const first = await rig.open(file);
    const { state, error, result } = first.state === "done" ? first : await rig.open(file, { withoutDamaged: true });
    const codes = ["archive.damaged", "archive.unreadable"];
    if (first.state !== "done") expect(codes, `at ${at}`).toContain(first.error?.code);
    if (state !== "done") expect(error?.code, `at ${at}`).toBe("archive.unreadable");
    else {
      expect(rowsOf(result?.folder ?? "")).toEqual(rows);
      for (const [name, hash] of Object.entries(mediaIn(result?.folder ?? ""))) expect(hash, name).toBe(right[name]);
    }
  }
});

test("a note beside a take that is damaged is left out without a word: the plan says the same", async () => {
  const rig = await openArchiveRig();
  await rig.write("Night.shotarchive");
  const file = join(rig.home, "Night.shotarchive");
  const bytes = readFileSync(file);
  const note = readFileSync(join(rig.folder, "media/takes/take 1.mp4.take.json"));
  bytes.writeUInt8(0, bytes.indexOf(note));
  writeFileSync(file, bytes);
  const { error, result } = await rig.open(file);
  expect([error, result?.notes]).toEqual([null, []]);
  const found = Object.keys(mediaIn(result?.folder ?? ""));
  expect(found).toContain("media/takes/take 1.mp4");
  expect(found).not.toContain("media/takes/take 1.mp4.take.json");
});

test("other programs read it", async () => {
  const rig = await openArchiveRig();
  await rig.write("Night.shotarchive");
  const file = join(rig.home, "Night.shotarchive");
  const target = temporaryFolder();
  const unzip = spawnSync("unzip", ["-q", file, "-d", target], { env: { ...process.env, LC_ALL: "C.UTF-8" } });
  if (unzip.error) return console.warn("unzip is not installed: not tried.");
  expect(unzip.status).toBe(0);
  expect(mediaIn(target)).toEqual(mediaIn(rig.folder));
  // What was unpacked by hand is a project.
  expect((await rig.service.view(await rig.service.open(target))).takes).toHaveLength(2);
});

test("on a disk that is too small nothing is left, whether the plan fits or not", async () => {
  const rig = await openArchiveRig({ videoBytes: 3_000_000 });
  await rig.write("Whole.shotarchive");
  for (const bytes of [100_000, 4_000_000]) {
    const place = join(rig.home, "disk");
    const disk = mountSmallDisk(place, bytes);
    if (typeof disk === "string") return console.warn(`Not tried: ${disk}.`);
    try {
      expect((await rig.write("disk/out.shotarchive")).error).toMatchObject({ code: "disk.full" });
      expect(readdirSync(place)).toEqual([]);
      const opened = await rig.open(join(rig.home, "Whole.shotarchive"), { folder: join(place, "Again.shotline") });
      expect(opened.error).toMatchObject({ code: "disk.full" });
      expect(readdirSync(place)).toEqual([]);
    } finally {
      disk.unmount();
    }
  }
});
