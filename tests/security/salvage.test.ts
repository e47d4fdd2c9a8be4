import { createHash } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { TableReader } from "../../electron/core/database/salvage/read-tables.ts";
import { readSidecars } from "../../electron/core/projects/take-sidecars.ts";
import { readRows, writeRows } from "../core/database/salvage/rows-rig.ts";
import { buildCore } from "../support/build-core.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const pageBytes = 4096;

/** A database of real rows, one page of which is written by hand. */
function withPage(write: (page: Buffer, number: number, whole: Buffer) => void): string {
  const folder = temporaryFolder();
  writeRows(folder, { textLength: 6000 });
  const file = join(folder, "project.db");
  const bytes = readFileSync(file);
  const at = lastLeaf(bytes);
  write(bytes.subarray(at, at + pageBytes), at / pageBytes + 1, bytes);
  writeFileSync(file, bytes);
  return folder;
}

function lastLeaf(bytes: Buffer): number {
  for (let at = bytes.length - pageBytes; at > 0; at -= pageBytes) if (bytes[at] === 13) return at;
  throw new Error("There is no leaf.");
}

describe("a database that is written by hand", () => {
  test("overflow pages that lead in a circle end, whatever length a row claims", async () => {
    const folder = withPage((_page, number, whole) => {
      // Each page that is none of a tree goes on at itself, or at the leaf.
      for (let at = pageBytes; at < whole.length; at += pageBytes) {
        if (![2, 5, 10, 13].includes(whole[at] ?? 0))
          whole.writeUInt32BE(at % 8192 === 0 ? at / pageBytes + 1 : number, at);
      }
    });
    expect(Object.keys(await readRows(folder)).length).toBeGreaterThan(0);
  });

  test("cells that point outside their page, or into its head, are no rows", async () => {
    const folder = withPage((page) => {
      page.writeUInt16BE(2000, 3);
      for (let cell = 0; cell < 2000 && 8 + cell * 2 + 2 <= pageBytes; cell += 1)
        page.writeUInt16BE((cell * 7919) % 65_536, 8 + cell * 2);
    });
    expect((await readRows(folder))["project"]).toHaveLength(1);
  });

  test("numbers of nine bytes, and rows of gigabytes, are no rows", async () => {
    const folder = withPage((page) => page.fill(0xff, 200));
    expect((await readRows(folder))["project"]).toHaveLength(1);
  });

  test("trees that lead into themselves end", async () => {
    const folder = withPage((page, number, whole) => {
      page.fill(0);
      page[0] = 5;
      page.writeUInt16BE(1, 3);
      page.writeUInt16BE(100, 12);
      page.writeUInt32BE(number, 8);
      page.writeUInt32BE(number, 100);
      for (let at = pageBytes; at < whole.length; at += pageBytes)
        if (whole[at] === 5) whole.writeUInt32BE(number, at + 8);
    });
    const reader = await TableReader.open(folder);
    expect(reader?.rows("project")).toHaveLength(1);
    reader?.close();
  });

  test("a million pages of nonsense are looked through, and end", async () => {
    const folder = join(temporaryFolder(), "Nonsense.shotline");
    mkdirSync(folder);
    const file = openSync(join(folder, "project.db"), "w");
    const head = Buffer.alloc(512);
    head.write("SQLite format 3\0", "latin1");
    head.writeUInt16BE(512, 16);
    writeSync(file, head);
    const nonsense = Buffer.alloc(512 * 2000);
    for (let at = 0; at < nonsense.length; at += 1) nonsense[at] = (at * 2_654_435_761) >>> 24;
    for (let at = 0; at < nonsense.length; at += 512) nonsense[at] = 13;
    writeSync(file, nonsense);
    ftruncateSync(file, 512 * 1_000_000);
    closeSync(file);
    const reader = await TableReader.open(folder);
    expect(reader?.rows("shot") ?? []).toEqual([]);
    reader?.close();
  }, 30_000);

  test("whatever the bytes are, the answer is a sentence and what else there is", async () => {
    const { core, folder: home } = buildCore();
    for (const [index, bytes] of [
      Buffer.alloc(0),
      Buffer.from("SQLite format 3\0"),
      Buffer.alloc(100_000, "nothing of ours "),
      Buffer.alloc(8192, 0xff),
    ].entries()) {
      const folder = join(home, `${index}.shotline`);
      mkdirSync(join(folder, "media"), { recursive: true });
      writeFileSync(join(folder, "project.db"), bytes);
      writeFileSync(join(folder, "project.db-wal"), bytes);
      const found = await core.call("recovery.inspect", { folder });
      expect(found).toMatchObject({ fault: { code: "project.damaged" }, asItIs: null, salvage: null, backups: [] });
      const opening = core.call("recovery.open", { folder, choice: { kind: "salvage" } });
      await expect(opening).rejects.toMatchObject({ code: "not-found" });
      expect(readFileSync(join(folder, "project.db")).equals(bytes)).toBe(true);
    }
  });

  test("a link in the place of the database is not read", async () => {
    const { core, folder: home } = buildCore();
    const folder = join(home, "Linked.shotline");
    mkdirSync(folder);
    symlinkSync("/etc/hostname", join(folder, "project.db"));
    for (const call of [
      core.call("recovery.inspect", { folder }),
      core.call("recovery.open", { folder, choice: { kind: "salvage" } }),
    ]) {
      await expect(call).rejects.toMatchObject({ code: "project.damaged" });
    }
  });
});

describe("what lies beside a take", () => {
  const hash = createHash("sha256").update("film").digest("hex");
  const film = `media/takes/a-${hash.slice(0, 12)}.mp4`;
  const media = { id: hash, kind: "film", name: "a.mp4", format: "mp4", bytes: 4, widthPx: 16, heightPx: 9 };
  const take = {
    ...{ id: "take_0001", passId: "pass_0001", number: 1, profile: "import", mediaId: hash, frames: 48 },
    ...{ createdAt: "2026-11-28T12:00:00.000Z", jobId: null, film: null, request: {} },
  };

  async function read(content: unknown, name = `${film}.take.json`) {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "media/takes"), { recursive: true });
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
    return readSidecars(folder);
  }

  const whole = { format: "shotline.take.1", media, takes: [take] };

  test("is believed as far as it is about that film, and is a take of ours", async () => {
    expect(await read(whole)).toHaveLength(1);
    expect(await read({ ...whole, media: { ...media, id: "0".repeat(64) } })).toEqual([]);
    expect(await read({ ...whole, takes: [{ ...take, mediaId: "0".repeat(64) }] })).toEqual([]);
    expect(await read({ ...whole, takes: [{ ...take, frames: -1 }] })).toEqual([]);
    expect(await read({ ...whole, takes: Array.from({ length: 101 }, () => take) })).toEqual([]);
    expect(await read({ ...whole, media: { ...media, kind: "image" } })).toEqual([]);
    expect(await read("{")).toEqual([]);
    expect(await read("[".repeat(100_000))).toEqual([]);
  });

  test("is not read where it is larger than any, or a link", async () => {
    expect(await read(`${JSON.stringify(whole)}${" ".repeat(8_000_001)}`)).toEqual([]);
    const folder = temporaryFolder();
    mkdirSync(join(folder, "media/takes"), { recursive: true });
    writeFileSync(join(folder, "elsewhere"), JSON.stringify(whole));
    symlinkSync(join(folder, "elsewhere"), join(folder, `${film}.take.json`));
    expect(await readSidecars(folder)).toEqual([]);
    appendFileSync(join(folder, "elsewhere"), " ");
  });
});
