import { linkSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SpendCaps } from "../../../electron/core/generation/spend-caps.ts";
import { SpentFile } from "../../../electron/core/generation/spent-file.ts";
import { money } from "../../../shared/generation/price.ts";
import type { Money } from "../../../shared/models/profile.ts";
import type { Settings } from "../../../shared/rpc/app-contract.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const none: Settings["spendCaps"] = { projectUsd: null, dayUsd: null, projectCredits: null, dayCredits: null };

interface Spent {
  readonly all: Money[];
  readonly today: Money[];
  /** The first job of the day; another one in each project by default. */
  readonly firstJobId?: string;
}

/** `spent`: what each project has spent: in all, and of that today. */
function capsOf(
  caps: Partial<Settings["spendCaps"]>,
  spent: Record<string, Spent> = {},
  known = new SpentFile(temporaryFolder()),
) {
  const sinces: string[] = [];
  const spendCaps = new SpendCaps({
    caps: () => ({ ...none, ...caps }),
    spentIn: async (id) => spent[id]?.all ?? [],
    spentSince: async (id, since) => {
      sinces.push(since);
      const { today = [], firstJobId = `job of ${id}` } = spent[id] ?? {};
      return { firstJobId, spent: today };
    },
    takeLock: () => ({ release() {} }),
    known,
    projectIds: async () => Object.keys(spent),
    now: () => new Date(2026, 10, 22, 15, 30),
  });
  return { spendCaps, sinces };
}
const code = (promise: Promise<unknown>) => promise.then(() => null).catch((error: { code: string }) => error.code);

describe("a spending cap", () => {
  test("that is not set lets everything pass, also an unknown price", async () => {
    const { spendCaps } = capsOf({}, { one: { all: [money("USD", 9000)], today: [] } });
    expect(await code(spendCaps.guard("one", money("USD", 1000)))).toBeNull();
    expect(await code(spendCaps.guard("one", null))).toBeNull();
  });

  test("of a project lets the last cent be spent, and nothing beyond it", async () => {
    const { spendCaps } = capsOf({ projectUsd: 10 }, { one: { all: [money("USD", 8.74)], today: [] } });
    expect(await code(spendCaps.guard("one", money("USD", 1.26)))).toBeNull();
    await expect(spendCaps.guard("one", money("USD", 1.260001))).rejects.toThrow(/\$1\.260001 .*\$10\.00.*\$8\.74/);
    expect(await code(spendCaps.guard("another", money("USD", 10)))).toBeNull();
  });

  test("of a day counts all projects since midnight", async () => {
    const today = (amount: number) => ({ all: [money("USD", 500)], today: [money("USD", amount)] });
    const { spendCaps, sinces } = capsOf({ dayUsd: 5 }, { one: today(2), two: today(2) });
    expect(await code(spendCaps.guard("three", money("USD", 1)))).toBeNull();
    expect(await code(spendCaps.guard("three", money("USD", 1.01)))).toBe("spend.cap");
    expect(new Set(sinces)).toEqual(new Set([new Date(2026, 10, 22).toISOString()]));
  });

  test("counts dollars and credits apart", async () => {
    const { spendCaps } = capsOf({ projectUsd: 1 }, { one: { all: [money("credits", 900)], today: [] } });
    expect(await code(spendCaps.guard("one", money("credits", 175)))).toBeNull();
    expect(await code(spendCaps.guard("one", money("USD", 1)))).toBeNull();
  });

  test("refuses what has no known price, as it could not be kept", async () => {
    const { spendCaps } = capsOf({ dayCredits: 100 });
    expect(await code(spendCaps.guard("one", null))).toBe("spend.cap");
  });
});

describe("what was spent today", () => {
  const today = new Date(2026, 10, 22).toISOString();
  const one = [money("USD", 1)];
  const two = [money("USD", 2)];

  test("counts where the project has moved once, and where another one took its place still", async () => {
    const known = new SpentFile(temporaryFolder());
    const before = capsOf({}, { place: { all: one, today: one, firstJobId: "job_1" } }, known);
    expect(await before.spendCaps.spentToday()).toEqual(one);
    const moved = capsOf({}, { elsewhere: { all: one, today: one, firstJobId: "job_1" } }, known);
    expect(await moved.spendCaps.spentToday()).toEqual(one);
    const replaced = capsOf({}, { place: { all: two, today: two, firstJobId: "job_2" } }, known);
    expect(await replaced.spendCaps.spentToday()).toEqual([money("USD", 3)]);
    expect(await capsOf({}, {}, known).spendCaps.spentToday()).toEqual([money("USD", 3)]);
  });

  test("is known as soon as it is spent", async () => {
    const known = new SpentFile(temporaryFolder());
    const spent: Record<string, Spent> = {};
    await capsOf({}, spent, known).spendCaps.spend("one", money("USD", 1), async () => {
      spent["one"] = { all: one, today: one };
    });
    expect(await capsOf({}, {}, known).spendCaps.spentToday()).toEqual(one);
  });

  test("counts for its own day alone", () => {
    const known = new SpentFile(temporaryFolder());
    known.keep("job_1", "2026-11-21T00:00:00.000Z", one);
    expect(known.spent(today)).toEqual(new Map());
  });

  test("is kept as a new whole file: who reads the old one meanwhile reads all of it", () => {
    const folder = temporaryFolder();
    const [file, old] = [join(folder, "spent.json"), join(folder, "old")];
    const known = new SpentFile(folder);
    known.keep("job_1", today, one);
    const before = readFileSync(file, "utf8");
    linkSync(file, old);
    known.keep("job_2", today, two);
    expect(readFileSync(old, "utf8")).toBe(before);
    expect([...new SpentFile(folder).spent(today)]).toEqual([
      ["job_1", one],
      ["job_2", two],
    ]);
    expect(readdirSync(folder).sort()).toEqual(["old", "spent.json"]);
  });

  test("is done without where it cannot be written", () => {
    const known = new SpentFile(join(temporaryFolder(), "nowhere"));
    known.keep("job_1", today, one);
    expect(known.spent(today)).toEqual(new Map());
  });
});
