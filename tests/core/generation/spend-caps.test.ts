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

/** `spent`: what each project has spent: in all, and of that today. */
function capsOf(caps: Partial<Settings["spendCaps"]>, spent: Record<string, { all: Money[]; today: Money[] }> = {}) {
  const sinces: (string | null)[] = [];
  const spendCaps = new SpendCaps({
    caps: () => ({ ...none, ...caps }),
    spentIn: async (id, since) => {
      sinces.push(since);
      return (since === null ? spent[id]?.all : spent[id]?.today) ?? [];
    },
    takeLock: () => ({ release() {} }),
    known: new SpentFile(temporaryFolder()),
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
  const today = "2026-11-22T00:00:00.000Z";

  test("is kept as a new whole file: who reads the old one meanwhile reads all of it", () => {
    const folder = temporaryFolder();
    const [file, old] = [join(folder, "spent.json"), join(folder, "old")];
    const known = new SpentFile(folder);
    known.keep("one", today, [money("USD", 1)]);
    const before = readFileSync(file, "utf8");
    linkSync(file, old);
    known.keep("two", today, [money("USD", 2)]);
    expect(readFileSync(old, "utf8")).toBe(before);
    expect(new SpentFile(folder).spent("one", today)).toEqual([money("USD", 1)]);
    expect(new SpentFile(folder).spent("two", today)).toEqual([money("USD", 2)]);
    expect(readdirSync(folder).sort()).toEqual(["old", "spent.json"]);
  });

  test("is done without where it cannot be written", () => {
    const known = new SpentFile(join(temporaryFolder(), "nowhere"));
    known.keep("one", today, [money("USD", 1)]);
    expect(known.spent("one", today)).toEqual([]);
  });
});
