import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import Database from "better-sqlite3";
import { beforeEach, describe, expect, test } from "vitest";
import { manifestName } from "../../electron/core/archive/manifest.ts";
import { directoryOf, localHeader } from "../../electron/core/archive/zip-records.ts";
import { workName } from "../../electron/core/runtime/work-name.ts";
import { type ArchiveRig, mediaIn, openArchiveRig } from "../support/archives.ts";

interface Packed {
  readonly name: string;
  readonly content: Buffer;
}

/** What the manifest says of a file, which need not be so. */
interface Said {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

const hashOf = (content: Buffer) => createHash("sha256").update(content).digest("hex");
const honest = ({ name, content }: Packed): Said => ({ name, bytes: content.length, sha256: hashOf(content) });

let rig: ArchiveRig;
let plan: Packed;
let film: Packed;
beforeEach(async () => {
  rig = await openArchiveRig();
  const database = await rig.service.database(rig.projectId);
  const copy = join(rig.home, "copy.db");
  database.prepare("VACUUM INTO ?").run(copy);
  plan = { name: "project.db", content: readFileSync(copy) };
  rmSync(copy);
  const name = "media/takes/take 1.mp4";
  film = { name, content: readFileSync(join(rig.folder, name)) };
});

/** An archive by hand: the files as they are, and a manifest that says of them what it likes. */
function pack(files: readonly Packed[], said: readonly Said[] = files.map(honest), more: object = {}): string {
  const manifest = { format: "shotline.archive.1", version: "1", videos: true, files: said, ...more };
  return packRaw([{ name: manifestName, content: Buffer.from(JSON.stringify(manifest)) }, ...files]);
}

function packRaw(files: readonly Packed[], change = (bytes: Buffer) => bytes): string {
  const entries = files.map(({ name, content }) => ({ name, content, bytes: content.length, crc: crc32(content) }));
  const bodies = entries.flatMap((entry) => [localHeader(entry), entry.content]);
  const file = join(rig.home, "Hostile.shotarchive");
  writeFileSync(file, change(Buffer.concat([...bodies, directoryOf(entries)])));
  return file;
}

/** Opens it and says how that ended; nothing may lie anywhere but in the folder that it got. */
async function open(file: string, options: { withoutDamaged?: boolean } = {}) {
  const before = readdirSync(rig.home).sort();
  const { state, error, result } = await rig.open(file, options);
  expect(readdirSync(rig.home).filter((name) => name !== "opened")).toEqual(before.filter((name) => name !== "opened"));
  const made = readdirSync(rig.home).includes("opened") ? readdirSync(join(rig.home, "opened")) : [];
  expect(made).toEqual(state === "done" ? ["Hostile.shotline"] : []);
  expect(error?.code).not.toBe("internal");
  return { state, code: error?.code, media: result ? Object.keys(mediaIn(result.folder ?? "")) : [] };
}

const badNames = [
  "../outside.mp4",
  "media/takes/../../../outside.mp4",
  "/tmp/outside.mp4",
  "C:\\outside.mp4",
  "C:outside.mp4",
  "media\\takes\\outside.mp4",
  "media/takes/a\\b.mp4",
  "media/takes/a\0.mp4",
  "media/takes/deep/a.mp4",
  "media/takes/..",
  "media/takes/a.mp4.",
  "media/takes/a.mp4 ",
  "media/takes/con.mp4",
  "media/takes/a.mp4:stream",
  "project.db-wal",
  "project.db-journal",
  "project.before-3.db",
  "cache/films/a.mp4",
  "bin/a.mp4",
  "jobs.lock",
  "backups/a.db",
  "",
];

describe("an archive from anybody", () => {
  test("opens when it is honest, so that what follows is refused for its own sake", async () => {
    expect(await open(pack([plan, film]))).toEqual({ state: "done", media: [film.name], code: undefined });
  });

  test.each(badNames)("cannot name a file %j in its manifest", async (name) => {
    expect(await open(pack([plan, { ...film, name }]))).toMatchObject({ code: "archive.unreadable" });
  });

  test("unpacks nothing under such a name where its manifest is damaged and the names before the files count", async () => {
    const files = badNames.filter((name) => name !== "").map((name) => ({ ...film, name }));
    const manifest = { name: manifestName, content: Buffer.from("{}") };
    const breakManifest = (bytes: Buffer) => {
      bytes.write("X", bytes.indexOf("{}"));
      return bytes;
    };
    const file = packRaw([manifest, plan, ...files, film], breakManifest);
    expect(await open(file)).toMatchObject({ code: "archive.damaged" });
    expect(await open(file, { withoutDamaged: true })).toMatchObject({ state: "done", media: [film.name] });
  });

  test.each([
    ["the same name twice", "media/takes/a.mp4", "media/takes/a.mp4"],
    ["names that differ in case alone", "media/takes/A.mp4", "media/takes/a.mp4"],
    ["names that differ in their Unicode form alone", "media/takes/\u00e9.mp4", "media/takes/e\u0301.mp4"],
    ["two plans", "project.db", "PROJECT.DB"],
  ])("cannot have %s", async (_, one, other) => {
    const files = [plan, { ...film, name: one }, { ...film, name: other }];
    expect(await open(pack(files))).toMatchObject({ code: "archive.unreadable" });
  });

  test("brings nothing that its plan does not know, and no file under another one's name", async () => {
    const stray = { name: "media/takes/stray.mp4", content: Buffer.from("stray") };
    const note = { name: "media/takes/stray.mp4.take.json", content: Buffer.from("{}") };
    const wrong = { name: "media/takes/take 2.mp4", content: Buffer.from("not what its row says") };
    const file = pack([plan, film, stray, note, wrong]);
    expect(await open(file)).toMatchObject({ code: "archive.damaged" });
    expect(await open(file, { withoutDamaged: true })).toMatchObject({ state: "done", media: [film.name] });
  });

  test("that says it is larger than it is gives what it has", async () => {
    for (const bytes of [2 ** 32 + 5, 2 ** 50, Number.MAX_SAFE_INTEGER]) {
      const said = [
        honest(plan),
        { ...honest(film), bytes },
        { ...honest(film), name: "media/takes/take 2.mp4", bytes },
      ];
      const file = pack([plan, film], said);
      expect(await open(file)).toMatchObject({ code: "archive.damaged" });
      expect(await open(file, { withoutDamaged: true })).toMatchObject({ state: "done", media: [] });
      rmSync(join(rig.home, "opened"), { recursive: true });
    }
    expect(await open(pack([plan], [{ ...honest(plan), bytes: 2 ** 40 }]))).toMatchObject({
      code: "archive.unreadable",
    });
    expect(await open(pack([plan], [{ ...honest(plan), bytes: -1 }]))).toMatchObject({ code: "archive.unreadable" });
  });

  test("that says sizes so that files overlap gives none of them", async () => {
    const said = [honest(plan), { ...honest(film), bytes: 10 }, { ...honest(film), name: "media/takes/take 2.mp4" }];
    const file = pack([plan, film, { ...film, name: "media/takes/take 2.mp4" }], said);
    expect(await open(file, { withoutDamaged: true })).toMatchObject({ state: "done", media: [] });
  });

  test("that is compressed, encrypted or described elsewhere is another program's, so nothing in it can swell", async () => {
    const manifest = { name: manifestName, content: Buffer.from("{}") };
    for (const [at, value] of [
      [8, 8],
      [6, 0x0801],
      [6, 0x0808],
    ] as const) {
      const file = packRaw([manifest, plan], (bytes) => {
        bytes.writeUInt16LE(value, at);
        return bytes;
      });
      expect(await open(file)).toMatchObject({ code: "archive.unreadable" });
    }
  });

  test("whose directory says otherwise is read by its files alone", async () => {
    const file = pack([plan, film]);
    const bytes = readFileSync(file);
    const directory = bytes.lastIndexOf("PK\u0001\u0002", undefined, "latin1");
    // A link, by the mode that another program would give it.
    bytes.writeUInt32LE(0o120777 * 0x1_0000, directory + 38);
    writeFileSync(file, bytes);
    expect(await open(file)).toMatchObject({ state: "done", media: [film.name] });
  });

  test.each([
    ["another program's database", "CREATE TABLE note (text)"],
    ["a trigger", "CREATE TRIGGER planted AFTER INSERT ON history BEGIN DELETE FROM pass; END"],
    ["a view in a table's place", "DROP TABLE history; CREATE VIEW history AS SELECT 1"],
    ["rows that are none", "UPDATE pass SET detail = '[]'"],
    ["a file outside its folder", "UPDATE media SET file = '../../outside.mp4'"],
  ])("with %s for a plan is refused, with nothing left", async (what, sql) => {
    const path = join(rig.home, "data", "changed.db");
    writeFileSync(path, plan.content);
    if (what.startsWith("another")) rmSync(path);
    const database = new Database(path);
    // Of several rows, one is enough.
    database.exec(sql.includes("media SET") ? `${sql} WHERE rowid = 1` : sql);
    database.close();
    const changed = { ...plan, content: readFileSync(path) };
    rmSync(path);
    expect(await open(pack([changed, film]))).toMatchObject({ code: "archive.unreadable" });
  });

  test("that is no archive at all is refused in one sentence", async () => {
    const file = join(rig.home, "Hostile.shotarchive");
    for (const content of ["", "PK", "PK\u0003\u0004", "{}", "x".repeat(100_000)]) {
      writeFileSync(file, content);
      expect(await open(file)).toMatchObject({ code: "archive.unreadable" });
    }
    writeFileSync(file, readFileSync(pack([plan], [honest(plan)], { format: "shotline.archive.2" })));
    expect(await open(file)).toMatchObject({ code: "archive.unreadable" });
    rmSync(file);
    mkdirSync(file);
    expect(["archive.unreadable", "disk.failed"]).toContain((await open(file)).code);
  });
});

test("what stands in the place of work is neither followed nor taken over", async () => {
  const outside = join(rig.home, "data", "outside");
  mkdirSync(outside);
  writeFileSync(join(outside, "mine.txt"), "mine");
  const folder = join(rig.home, "opened", "Hostile.shotline");
  mkdirSync(join(rig.home, "opened"));
  symlinkSync(outside, workName(folder));
  symlinkSync(join(outside, "mine.txt"), workName(join(rig.home, "Written.shotarchive")));
  expect(await open(pack([plan, film]))).toMatchObject({ state: "done" });
  expect(await rig.write("Written.shotarchive")).toMatchObject({ state: "done" });
  expect(readdirSync(outside)).toEqual(["mine.txt"]);
  expect(readFileSync(join(outside, "mine.txt"), "utf8")).toBe("mine");
});
