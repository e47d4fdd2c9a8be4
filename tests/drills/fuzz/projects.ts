/** Owns fuzzing what a project from elsewhere may hold: the rows of its database, an archive of it, and the files beside its takes. */
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import Database from "better-sqlite3";
import fc from "fast-check";
import { manifestName } from "../../../electron/core/archive/manifest.ts";
import { directoryOf, localHeader } from "../../../electron/core/archive/zip-records.ts";
import type { Core } from "../../../electron/core/core.ts";
import { openDatabase } from "../../../electron/core/database/open-database.ts";
import { readSidecars } from "../../../electron/core/projects/take-sidecars.ts";
import { madeFrom } from "../../../shared/generation/made-from.ts";
import { buildProject, buildTimedPass } from "../../support/builders.ts";
import { writeDatabase } from "../../support/database-text.ts";
import { openDrillCore } from "../drill-core.ts";
import { changedText, jsonChange, oddText, oddValue, place } from "./changes.ts";
import { codeOf, type OpenTarget, targetOf } from "./target.ts";

const fixtures = join(import.meta.dirname, "../../fixtures/projects");

/** A project with rows in every table, in this version's schema. */
function writeFilledProject(folder: string): void {
  const [newest] = readdirSync(fixtures).sort((one, other) => other.localeCompare(one, "en", { numeric: true }));
  writeDatabase(folder, readFileSync(join(fixtures, newest as string), "utf8"));
  const database = openDatabase(folder);
  database.pragma("journal_mode = DELETE");
  database.close();
}

type RowChange =
  | {
      readonly kind: "set";
      readonly table: number;
      readonly row: number;
      readonly column: number;
      readonly value: unknown;
    }
  | {
      readonly kind: "json";
      readonly table: number;
      readonly row: number;
      readonly change: (value: unknown) => unknown;
    }
  | {
      readonly kind: "move";
      readonly table: number;
      readonly row: number;
      readonly other: number;
      readonly column: number;
    }
  | { readonly kind: "remove" | "repeat"; readonly table: number; readonly row: number };

const cell = fc.oneof(
  oddText,
  oddValue.map((value) => (typeof value === "number" ? value : (JSON.stringify(value) ?? ""))),
  fc.constantFrom<unknown>(
    null,
    0,
    -1,
    0.5,
    1e308,
    2n ** 63n - 1n,
    -(2n ** 63n),
    2n ** 53n + 1n,
    Buffer.from([0, 255]),
  ),
  fc.constantFrom(
    "../../outside.mp4",
    "/etc/passwd",
    "media/takes/../../../x.mp4",
    "media/images/..",
    "[]",
    "{}",
    "null",
  ),
);
const rowChange: fc.Arbitrary<RowChange> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("set" as const), table: place, row: place, column: place, value: cell }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("json" as const), table: place, row: place, change: jsonChange }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("move" as const), table: place, row: place, other: place, column: place }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom("remove" as const, "repeat" as const), table: place, row: place }),
  },
);

type Row = Record<string, unknown>;
const at = <Each>(list: readonly Each[], index: number): Each | undefined => list[index % list.length];

/** What no constraint of the schema lets in is left as it was. */
function changeRow(database: Database.Database, tables: readonly string[], change: RowChange): void {
  const table = at(tables, change.table) as string;
  const rows = database.prepare(`SELECT rowid AS place, * FROM ${table} ORDER BY rowid`).all() as Row[];
  const row = at(rows, change.row);
  if (!row) return;
  const columns = Object.keys(row).filter((name) => name !== "place");
  const set = (column: string, value: unknown) =>
    database.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`).run(value, row["place"]);
  if (change.kind === "set") set(at(columns, change.column) as string, change.value);
  if (change.kind === "move") {
    const column = at(columns, change.column) as string;
    set(column, at(rows, change.other)?.[column]);
  }
  if (change.kind === "remove") database.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(row["place"]);
  if (change.kind === "repeat") {
    const values = columns.map((column) => (column === "id" ? `${String(row["id"])}x` : row[column]));
    const marks = columns.map(() => "?").join(", ");
    database.prepare(`INSERT OR REPLACE INTO ${table} (${columns.join(", ")}) VALUES (${marks})`).run(...values);
  }
  if (change.kind === "json") {
    const texts = columns.filter((column) => /^[[{]/.test(String(row[column])));
    const column = at(texts, change.row);
    if (column !== undefined) set(column, JSON.stringify(change.change(JSON.parse(String(row[column])))) ?? "");
  }
}

/** Everything that a window asks for of a project that opened; the first code that is none of success. */
async function lookAround(core: Core, projectId: string): Promise<string> {
  const { revision, project, takes } = await core.call("project.get", { projectId });
  const [passId, shotId, takeId] = [project.passes[0]?.id ?? "", project.passes[0]?.shots[0]?.id ?? "", takes[0]?.id];
  const edit = { type: "pass.describe", passId, fields: { name: "Another" } } as const;
  const asked: (() => Promise<unknown>)[] = [
    () => core.call("plan.check", { projectId }),
    () => core.call("history.list", { projectId }),
    () => core.call("history.shot", { projectId, shotId }),
    () => core.call("takes.products", { projectId }),
    () => core.call("jobs.list", { projectId }),
    () => core.call("ledger.list", { projectId }),
    () => core.call("project.verify", { projectId }),
    () => core.call("archive.sizes", { projectId }),
    () => core.call("edits.apply", { projectId, baseRevision: revision, edit }),
    () => core.call("history.undo", { projectId, baseRevision: revision + 1 }),
    ...(takeId === undefined ? [] : [() => core.call("takes.memory", { projectId, takeId })]),
  ];
  let code = "ok";
  for (const ask of asked) {
    const came = await codeOf(ask);
    if (code === "ok") code = came;
  }
  return code;
}

export const openRows: OpenTarget = async (home) => {
  const core = openDrillCore(home);
  const folder = join(home, "Filled.shotline");
  const template = join(home, "template");
  writeFilledProject(template);
  mkdirSync(folder);
  const look = new Database(join(template, "project.db"), { readonly: true });
  const sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
  const tables = look.prepare(sql).pluck().all() as string[];
  look.close();
  let count = 0;
  return targetOf<readonly RowChange[]>({
    inputs: fc.array(rowChange, { minLength: 1, maxLength: 4 }),
    kept: [[]],
    writesIn: [home],
    async answer(changes) {
      // Another file under the same name, which was never saved here.
      const part = join(home, "changed.db");
      copyFileSync(join(template, "project.db"), part);
      const database = new Database(part);
      database.pragma("foreign_keys = OFF");
      database.pragma("ignore_check_constraints = ON");
      database.pragma("synchronous = OFF");
      database.transaction(() => {
        for (const change of changes) {
          try {
            changeRow(database, tables, change);
          } catch (error) {
            if (!(error instanceof Database.SqliteError) && !(error instanceof TypeError)) throw error;
          }
        }
      })();
      database.close();
      for (const name of ["project.db-wal", "project.db-shm", "project.state"])
        rmSync(join(folder, name), { force: true });
      rmSync(join(home, "data/last-saved"), { recursive: true, force: true });
      renameSync(part, join(folder, "project.db"));
      let projectId = "";
      const opened = await codeOf(async () => {
        ({ projectId } = await core.call("projects.open", { folder }));
      });
      if (opened === "ok") return lookAround(core, projectId);
      // A salvage takes longer than all else together.
      count += 1;
      if (count % 8 > 0) return opened;
      const inspected = await codeOf(() => core.call("recovery.inspect", { folder }));
      return inspected === "ok" ? opened : inspected;
    },
    close: () => core.close(),
  });
};

type ByteChange = (bytes: Buffer) => Buffer;

const byteChange: fc.Arbitrary<ByteChange> = fc
  .tuple(
    fc.constantFrom("turn", "turn", "cut", "end", "zero", "copy", "insert"),
    place,
    place,
    fc.nat(400),
    fc.nat(255),
  )
  .map(([kind, one, other, length, value]) => (bytes) => {
    const from = one % (bytes.length + 1);
    const to = other % (bytes.length + 1);
    const before = bytes.subarray(0, from);
    if (kind === "turn")
      return Buffer.from(bytes).fill(bytes.readUInt8(from % bytes.length) ^ (value || 1), from, from + 1);
    if (kind === "cut") return Buffer.concat([before, bytes.subarray(from + length)]);
    if (kind === "end") return Buffer.from(before);
    if (kind === "zero") return Buffer.from(bytes).fill(0, from, Math.min(bytes.length, from + length));
    if (kind === "copy") return Buffer.concat([before, bytes.subarray(to, to + length), bytes.subarray(from)]);
    return Buffer.concat([before, Buffer.alloc(length, value), bytes.subarray(from)]);
  });

interface Packed {
  readonly name: string;
  readonly content: Buffer;
}

const badNames = [
  "../../../outside.mp4",
  "media/takes/../../../../../../outside.mp4",
  "/tmp/outside.mp4",
  "media/takes/../../../x.mp4",
  "project.db",
  "C:x",
  "media/takes/con.mp4",
];

/** An archive that hangs together, whatever its manifest says. */
function pack(manifest: string, files: readonly Packed[]): Buffer {
  const all = [{ name: manifestName, content: Buffer.from(manifest) }, ...files];
  const entries = all.map(({ name, content }) => ({ name, content, bytes: content.length, crc: crc32(content) }));
  return Buffer.concat([...entries.flatMap((entry) => [localHeader(entry), entry.content]), directoryOf(entries)]);
}

/** A video that is none, with the row of its take. */
function addTake(folder: string): { file: string; id: string; content: Buffer } {
  const content = Buffer.from("no video at all");
  const id = createHash("sha256").update(content).digest("hex");
  const file = `media/takes/anna-${id.slice(0, 12)}.mp4`;
  const database = openDatabase(folder);
  database.pragma("foreign_keys = OFF");
  const media =
    "INSERT INTO media (id, kind, file, name, format, bytes, width_px, height_px, created_at) VALUES (?, 'film', ?, 'a', 'mp4', ?, 64, 36, '2026-11-22T12:00:00Z')";
  database.prepare(media).run(id, file, content.length);
  database.pragma("journal_mode = DELETE");
  database.close();
  mkdirSync(join(folder, "media/takes"), { recursive: true });
  writeFileSync(join(folder, file), content);
  return { file, id, content };
}

export const openArchives: OpenTarget = async (home) => {
  const core = openDrillCore(home);
  const source = join(home, "template");
  writeFilledProject(source);
  const { file: name, content: film } = addTake(source);
  const files: Packed[] = [
    { name: "project.db", content: readFileSync(join(source, "project.db")) },
    { name, content: film },
    { name: `${name}.take.json`, content: Buffer.from('{"take": 1}\n') },
  ];
  const said = files.map((each) => ({
    ...{ name: each.name, bytes: each.content.length },
    sha256: createHash("sha256").update(each.content).digest("hex"),
  }));
  const manifest = { format: "shotline.archive.1", version: "1", videos: true, files: said };
  const whole = pack(JSON.stringify(manifest), files);
  const changedManifest = fc
    .array(
      fc.oneof(
        jsonChange,
        fc.tuple(place, fc.constantFrom(...badNames)).map(([nth, bad]) => (value: unknown) => {
          const changed = structuredClone(value) as typeof manifest;
          const each = Array.isArray(changed?.files) ? at(changed.files, nth) : undefined;
          if (typeof each === "object" && each !== null) each.name = bad;
          return changed;
        }),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((list) => list.reduce((each: unknown, make) => make(each), manifest))
    .map((changed) => ({ text: JSON.stringify(changed) ?? "", changed }));
  const repacked = changedManifest.map(({ text, changed }) => {
    // The records before the files say the same, as those of whoever means it would.
    const names = (changed as Partial<typeof manifest> | null)?.files;
    const renamed = files.map((each, nth) => {
      const other: unknown = Array.isArray(names) ? names[nth]?.name : undefined;
      return { ...each, name: typeof other === "string" && other.length < 60_000 ? other : each.name };
    });
    return pack(text, renamed);
  });
  const bytes = fc
    .array(byteChange, { minLength: 1, maxLength: 4 })
    .map((list) => list.reduce((each, make) => (each.length === 0 ? each : make(each)), whole));
  const target = join(home, "opened");
  const archive = join(home, "given/Race.shotarchive");
  mkdirSync(join(home, "given"));
  return targetOf<{ readonly bytes: Buffer; readonly withoutDamaged: boolean }>({
    inputs: fc.record({
      bytes: fc.oneof({ weight: 3, arbitrary: bytes }, { weight: 2, arbitrary: repacked }),
      withoutDamaged: fc.boolean(),
    }),
    kept: [{ bytes: whole, withoutDamaged: false }],
    writesIn: [target, join(home, "data"), archive],
    async answer({ bytes: given, withoutDamaged }) {
      writeFileSync(archive, given);
      const folder = join(target, "Race.shotline");
      const { operationId } = await core.call("archive.open", { file: archive, folder, withoutDamaged });
      const { state, error } = await core.waitForOperation(operationId, () => undefined);
      const made = existsSync(target) ? readdirSync(target) : [];
      if (made.join() !== (state === "done" ? "Race.shotline" : ""))
        throw new Error(`left after ${state}: ${made.join()}`);
      rmSync(folder, { recursive: true, force: true });
      return error?.code ?? "ok";
    },
    close: () => core.close(),
  });
};

export const openSidecars: OpenTarget = async (home) => {
  const core = openDrillCore(home);
  const folder = join(home, "Filled.shotline");
  writeFilledProject(folder);
  const { file, id } = addTake(folder);
  const plan = buildProject([buildTimedPass("1", [4000, 3000])]);
  const { projectId } = await core.call("projects.open", { folder });
  const { project } = await core.call("project.get", { projectId });
  const made = madeFrom(plan, plan.passes[0] as (typeof plan.passes)[number]);
  const take = {
    ...{ id: "take_lost", passId: project.passes[0]?.id, number: 9, profile: "import", mediaId: id, frames: 48 },
    ...{ createdAt: "2026-11-22T12:00:00Z", jobId: null },
    film: { frames: 48, rateNum: 24, rateDen: 1, hasEvenRate: true, widthPx: 64, heightPx: 36, hasAudio: false },
    request: { source: "import", file: "anna.mp4", shotIds: ["shot_0011", "shot_0012"], madeFrom: made },
  };
  const media = { id, kind: "film", name: "a", format: "mp4", bytes: 15, widthPx: 64, heightPx: 36 };
  const sidecar = { format: "shotline.take.1", media, takes: [take] };
  let count = 0;
  const changed = fc
    .array(jsonChange, { maxLength: 4 })
    .map((list) => JSON.stringify(list.reduce((each: unknown, make) => make(each), sidecar)) ?? "");
  return targetOf<string>({
    inputs: fc.oneof(
      { weight: 3, arbitrary: changed },
      { weight: 1, arbitrary: changedText([JSON.stringify(sidecar)]) },
    ),
    kept: ["", JSON.stringify(sidecar)],
    writesIn: [home],
    async answer(text) {
      writeFileSync(join(folder, `${file}.take.json`), text);
      const read = await readSidecars(folder);
      if (read.length === 0) return "passed over";
      count += 1;
      if (read.some((each) => each.file !== file))
        throw new Error(`it is beside ${read.map((each) => each.file).join()}`);
      if (count % 4 > 0) return "read";
      const fixed = await codeOf(() => core.call("recovery.fix", { projectId }));
      const shown = await codeOf(() => core.call("project.get", { projectId }));
      const database = new Database(join(folder, "project.db"));
      database.prepare("DELETE FROM take WHERE media_id = ?").run(id);
      database.close();
      return fixed === "ok" ? shown : fixed;
    },
    close: () => core.close(),
  });
};
