import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { TableReader } from "../../../../electron/core/database/salvage/read-tables.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { tables, writeRows } from "./rows-rig.ts";

const pageBytes = 4096;

/** Every row with the page that it lies on; of those that go on over other pages, none. */
async function placedRows(folder: string): Promise<{ page: number; row: string }[]> {
  const reader = (await TableReader.open(folder)) as TableReader;
  try {
    return tables.flatMap((table) =>
      reader.rows(table).map((found) => ({ page: found.page, row: `${table} ${JSON.stringify(reader.read(found))}` })),
    );
  } finally {
    reader.close();
  }
}

const place = fc.double({ min: 0, max: 0.999_999, noNaN: true });
const damages = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("flip" as const), at: fc.array(place, { minLength: 1, maxLength: 20 }) }),
    fc.record({ kind: fc.constant("zero" as const), at: fc.array(place, { minLength: 1, maxLength: 5 }) }),
    fc.record({ kind: fc.constant("swap" as const), at: fc.tuple(place, place) }),
    fc.record({ kind: fc.constant("header" as const), at: fc.array(fc.nat(99), { minLength: 1, maxLength: 8 }) }),
    fc.record({ kind: fc.constant("cut" as const), at: fc.tuple(place) }),
  ),
  { minLength: 1, maxLength: 3 },
);

function damaged(whole: Buffer, list: readonly Damage[]) {
  let bytes = Buffer.from(whole);
  for (const { kind, at } of list) {
    const pages = Math.floor(bytes.length / pageBytes);
    if (pages === 0) break;
    if (kind === "flip") for (const share of at) flip(bytes, Math.floor(share * bytes.length), share);
    if (kind === "header") for (const byte of at) flip(bytes, byte, byte / 100);
    if (kind === "zero") {
      for (const share of at)
        bytes.fill(0, Math.floor(share * pages) * pageBytes, Math.floor(share * pages + 1) * pageBytes);
    }
    if (kind === "swap") {
      const [one, other] = at.map((share) => Math.floor(share * pages) * pageBytes) as [number, number];
      const kept = Buffer.from(bytes.subarray(one, one + pageBytes));
      bytes.copy(bytes, one, other, other + pageBytes);
      kept.copy(bytes, other);
    }
    if (kind === "cut") bytes = bytes.subarray(0, Math.floor((at[0] as number) * bytes.length));
  }
  return bytes;
}

interface Damage {
  readonly kind: "flip" | "zero" | "swap" | "header" | "cut";
  readonly at: readonly number[];
}

function flip(bytes: Buffer, at: number, share: number): void {
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (Math.floor(share * 797) % 8)), at);
}

test("whatever is broken, nothing is thrown, and every row on a page that is still there is found", async () => {
  const folder = temporaryFolder();
  writeRows(folder, { passes: 40 });
  const whole = readFileSync(join(folder, "project.db"));
  const rows = await placedRows(folder);
  await fc.assert(
    fc.asyncProperty(damages, async (list) => {
      const bytes = damaged(whole, list as readonly Damage[]);
      writeFileSync(join(folder, "project.db"), bytes);
      const pages = new Set<string>();
      for (let at = 0; at + pageBytes <= bytes.length; at += pageBytes) {
        pages.add(bytes.toString("latin1", at, at + pageBytes));
      }
      const found = bytes.length === 0 ? [] : await placedRows(folder);
      const read = new Set(found.map(({ row }) => row));
      const isThere = (page: number) => pages.has(whole.toString("latin1", (page - 1) * pageBytes, page * pageBytes));
      // A size of pages that the header tells wrongly is believed; what is then read are no rows of ours.
      if (
        bytes.length >= 18 &&
        bytes.readUInt16BE(16) !== pageBytes &&
        bytes.toString("latin1", 0, 15) === "SQLite format 3"
      )
        return;
      const missed = rows.filter(({ page, row }) => isThere(page) && !read.has(row));
      expect(missed).toEqual([]);
    }),
    { numRuns: 60, examples: [[[{ kind: "swap", at: [0, 0.21311475409836064] }]]] },
  );
});
