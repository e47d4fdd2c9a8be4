import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Core } from "../../electron/core/core.ts";
import type { ErrorData } from "../../shared/errors/app-error.ts";
import { buildCore } from "../support/build-core.ts";
import { writeDatabase } from "../support/database-text.ts";
import { writeRaw } from "../support/tampered.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const fixtures = join(import.meta.dirname, "../fixtures/projects");

/** The project with something in each table, of the version that the app had when it was written. */
function writeFull(version: number, sql = ""): string {
  const folder = join(temporaryFolder(), "Full.shotline");
  writeDatabase(folder, readFileSync(join(fixtures, `version-${version}.sql`), "utf8"));
  if (sql !== "") writeRaw(folder, sql);
  return folder;
}

/** The same as this version of the app has it. */
async function writeNew(sql: string): Promise<string> {
  const folder = writeFull(3);
  const { core } = buildCore();
  await core.call("projects.open", { folder });
  await core.close();
  writeRaw(folder, sql);
  return folder;
}

/** Opens the project and asks all that the window does; gives the errors as it shows them. */
async function errorsOf(core: Core, folder: string): Promise<ErrorData[]> {
  const errors: ErrorData[] = [];
  const ask = async <Value>(work: () => Promise<Value>): Promise<Value | null> =>
    work().catch((error: unknown) => {
      errors.push(core.errorData(error));
      return null;
    });
  const opened = await ask(() => core.call("projects.open", { folder }));
  if (opened === null) return errors;
  const { projectId } = opened;
  const view = await ask(() => core.call("project.get", { projectId }));
  for (const name of ["ledger.list", "history.list", "plan.check", "project.verify", "jobs.wake"] as const) {
    await ask(() => core.call(name, { projectId }));
  }
  for (const { id: jobId } of (await ask(() => core.call("jobs.list", { projectId }))) ?? []) {
    await ask(() => core.call("jobs.log", { projectId, jobId }));
    await ask(() => core.call("jobs.request", { projectId, jobId }));
  }
  const list = join(temporaryFolder(), "cut.edl");
  writeFileSync(list, "TITLE: CUT\n001  AX V C 00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00\n");
  await ask(() => core.call("cut.compare", { projectId, file: list }));
  const shotId = view?.project.passes[0]?.shots[0]?.id;
  if (view && shotId) {
    const edit = { type: "shot.describe" as const, shotId, fields: { mood: "tense" } };
    await ask(() => core.call("edits.apply", { projectId, baseRevision: view.revision, edit }));
    await ask(() => core.call("history.shot", { projectId, shotId }));
  }
  return errors;
}

const big = (megabytes: number) => `hex(zeroblob(${megabytes * 500_000}))`;

describe("what is in the rows is told by table, and never as a fault of ours", { timeout: 20_000 }, () => {
  test.each<[string, string, string]>([
    ["take", "a request that is no JSON", "UPDATE take SET request = '{'"],
    ["take", "measured cuts that are none", "UPDATE take SET cuts = '[1]'"],
    ["take", "a film of no frames", `UPDATE take SET film = '{"frames":0,"rateNum":24,"rateDen":1}'`],
    ["project", "a sound that is a path", `UPDATE project SET sound = '{"soundId":"../../x"}'`],
    ["hand_off", "a cut that is no JSON", "UPDATE hand_off SET cut = '{'"],
    ["job", "progress that is no JSON", "UPDATE job SET progress = '{'"],
    ["job", "a retake that is no JSON", "UPDATE job SET retake = '{'"],
    ["job", "a retake of no shots", `UPDATE job SET retake = '{"shotIds":[]}'`],
    ["job", "what was sent is no JSON", "UPDATE job SET frozen = '{' WHERE state = 'done'"],
    ["job", "a request of 40 MB", `UPDATE job SET frozen = json_object('a', ${big(40)}) WHERE state = 'done'`],
    ["take", "a request of 40 MB", `UPDATE take SET request = json_object('a', ${big(40)}) WHERE number = 1`],
    ["media", "a name of 5 MB", `UPDATE media SET name = ${big(5)} WHERE kind = 'film'`],
    ["job_log", "a line of 5 MB", `UPDATE job_log SET message = ${big(5)} WHERE seq = 1`],
    ["hand_off", "more hand-offs than are kept", moreHandOffs()],
    ["history", "no number left for a step", "UPDATE history SET seq = 9223372036854775807 WHERE seq = 1"],
    ["sqlite_sequence", "no number left for a line", "UPDATE sqlite_sequence SET seq = 9223372036854775807"],
  ])("%s: %s", async (table, _what, sql) => {
    const folder = await writeNew(sql);
    const errors = await errorsOf(buildCore().core, folder);
    const damaged = errors.filter(({ code }) => code === "project.damaged");
    expect(errors.filter(({ code }) => !["project.damaged", "input.invalid"].includes(code))).toEqual([]);
    expect(damaged[0]?.message).toMatch(new RegExp(`in the table ${table}, `));
    expect(damaged[0]?.next).toBeTruthy();
  });

  test.each([1, 2, 3])(
    "a project of version %i with such a row is damaged, whether or not it can be brought up to date",
    async (version) => {
      const table = version === 1 ? "take" : "job";
      const folder = writeFull(version, `UPDATE ${table} SET ${version === 1 ? "request" : "progress"} = '{'`);
      const { core } = buildCore();
      const errors = await errorsOf(core, folder);
      expect(errors.length).toBeGreaterThan(0);
      expect(errors.filter(({ code }) => !["project.damaged", "input.invalid"].includes(code))).toEqual([]);
      // The app goes on with another one.
      expect(await errorsOf(core, writeFull(version))).toEqual([expect.objectContaining({ code: "input.invalid" })]);
    },
  );

  test("a step of history that the other rows stand against is damage, when it is made again", async () => {
    // Gone by the first step, the element comes back by the second under a name that another one has.
    const folder = await writeNew(`UPDATE history SET changes = replace(changes, '"name":"Vóz_2"', '"name":"Driver"')`);
    const { core } = buildCore();
    const { projectId } = await core.call("projects.open", { folder });
    const { revision } = await core.call("project.get", { projectId });
    const gone = await core.call("history.redo", { projectId, baseRevision: revision });
    const back = core.call("history.undo", { projectId, baseRevision: gone.revision });
    const message = expect.stringContaining("rows that conflict with");
    expect(core.errorData(await back.catch((error: unknown) => error))).toMatchObject({
      code: "project.damaged",
      message,
    });
    expect((await core.call("project.get", { projectId })).revision).toBe(gone.revision);
  });
});

test("bytes changed anywhere in the file give damage or an open project, and nothing else", {
  timeout: 60_000,
}, async () => {
  const whole = join(await writeNew("SELECT 1"), "project.db");
  const bytes = readFileSync(whole);
  const home = temporaryFolder();
  const { core } = buildCore();
  let seed = 20_261_122;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return seed % below;
  };
  const codes = new Set<string>();
  for (let turn = 0; turn < 120; turn += 1) {
    const changed = Buffer.from(bytes);
    const page = random(bytes.length / 4096) * 4096;
    // Where a page says what it is, where its cells lie, anywhere, or the head of the whole file.
    const [from, size] = [
      [page, 12],
      [page, 4096],
      [0, bytes.length],
      [16, 84],
    ][turn % 4] as [number, number];
    for (let count = 0; count < 4; count += 1) changed[from + random(size)] = random(256);
    const folder = join(home, `${turn}.shotline`);
    mkdirSync(folder);
    writeFileSync(join(folder, "project.db"), changed);
    for (const { code } of await errorsOf(core, folder)) codes.add(code);
  }
  const expected = [
    "project.damaged",
    "project.newer",
    "project.missing",
    "input.invalid",
    "edit.refused",
    "not-found",
    "disk.denied",
  ];
  expect([...codes].filter((code) => !expected.includes(code))).toEqual([]);
});

function moreHandOffs(): string {
  return `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
    INSERT INTO hand_off (folder, at, cut) SELECT 'f', 'now', '{}' FROM n`;
}
