import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { candidatesOf, nameOfFolder, splitOlder } from "../../../renderer/src/recovery/recovery-choices.ts";
import { factsOf, headline, lackOf, openedWords, titleOf } from "../../../renderer/src/recovery/recovery-words.ts";
import type { Backup, Findings, Losses, Standing } from "../../../shared/rpc/recovery-contract.ts";

const nowMs = Date.parse("2026-11-28T19:00:00");
const ago = (minutes: number) => new Date(nowMs - minutes * 60_000).toISOString();
const nothing: Losses = { passes: 0, shots: 0, older: 0, elements: 0, takes: 0, history: 0 };

function standing(revision: number): Standing {
  return { name: "Night race", revision, savedAt: ago(200 - revision), passes: 2, shots: 7, takes: 1 };
}

function backup(revision: number): Backup {
  const made = { madeAt: ago(200 - revision), reason: "edited", bytes: 4096, picture: null } as const;
  return { ...standing(revision), ...made, id: `b${revision}` };
}

function findings(more: Partial<Findings>): Findings {
  return {
    folder: "/films/Night race.shotline",
    fault: { code: "project.damaged", message: "The project's database is damaged." },
    lastSaved: { revision: 128, at: ago(2) },
    asItIs: null,
    backups: [],
    salvage: null,
    ...more,
  };
}

const keys = (found: Findings) => candidatesOf(found).map(({ key }) => key);

describe("what is recommended of a project that was lost in part", () => {
  test.each<[string, Partial<Findings>, string]>([
    [
      "the repair that read everything",
      { salvage: { ...standing(128), lost: nothing }, backups: [backup(120)] },
      "salvage",
    ],
    [
      "the repair that lost one shot, not a backup ten changes older",
      { salvage: { ...standing(128), lost: { ...nothing, shots: 1 } }, backups: [backup(118)] },
      "salvage",
    ],
    [
      "the backup, not a repair that lost ten shots",
      { salvage: { ...standing(128), lost: { ...nothing, shots: 10 } }, backups: [backup(118)] },
      "b118",
    ],
    [
      "the whole backup of the same revision, not a repair",
      { salvage: { ...standing(128), lost: { ...nothing, takes: 1 } }, backups: [backup(128)] },
      "b128",
    ],
    ["the newer backup, not the older state", { asItIs: standing(100), backups: [backup(120)] }, "b120"],
    ["the older state where every backup is older still", { asItIs: standing(120), backups: [backup(100)] }, "asItIs"],
    ["the older state as it is, not a backup of the same", { asItIs: standing(120), backups: [backup(120)] }, "asItIs"],
    [
      "a repair without its undo, not an older backup",
      { salvage: { ...standing(128), lost: { ...nothing, history: 400 } }, backups: [backup(127)] },
      "salvage",
    ],
  ])("is %s", (_, more, key) => {
    expect(keys(findings(more))[0]).toBe(key);
  });

  test("is nothing where nothing is left", () => {
    expect(candidatesOf(findings({}))).toEqual([]);
  });

  test("counts from the newest that was found where nothing remembers what was saved", () => {
    const [first, second] = candidatesOf(findings({ lastSaved: null, asItIs: standing(50), backups: [backup(40)] }));
    expect([first?.missing, second?.missing]).toEqual([0, 10]);
  });

  test("is never one of two that lacks more in both, and every choice is offered once", () => {
    const revision = fc.integer({ min: 1, max: 130 });
    const lost = fc.record({
      passes: fc.nat(3),
      shots: fc.nat(9),
      older: fc.nat(9),
      elements: fc.nat(3),
      takes: fc.nat(9),
      history: fc.nat(99),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(revision, { maxLength: 6 }),
        fc.option(revision),
        revision,
        lost,
        (kept, asItIs, read, losses) => {
          const found = findings({
            backups: kept.toSorted((a, b) => b - a).map(backup),
            asItIs: asItIs === null ? null : standing(asItIs),
            salvage: { ...standing(read), lost: losses },
          });
          const [best, ...rest] = candidatesOf(found);
          expect(new Set(keys(found)).size).toBe(kept.length + (asItIs === null ? 1 : 2));
          for (const each of rest)
            if (best?.lost === null && each.lost === null) expect(best.missing).toBeLessThanOrEqual(each.missing);
          const { shown, older } = splitOlder(candidatesOf(found));
          expect([...shown, ...older]).toHaveLength(rest.length + 1);
        },
      ),
    );
  });
});

describe("a choice is told", () => {
  const found = findings({
    salvage: { ...standing(128), lost: { ...nothing, shots: 1, older: 3, takes: 2, history: 4 } },
    backups: [backup(120)],
  });
  const candidates = candidatesOf(found);

  test("by what it is, what it holds and what it lacks", () => {
    const told = candidates.map((each) => [titleOf(each, "project.damaged", nowMs), lackOf(each, true)]);
    expect(told).toEqual([
      ["Backup of today, 17:40", "The last 8 saved changes are missing."],
      [
        "Repaired from the damaged file",
        "Couldn’t be read: 1 shot (empty now), 2 takes, 4 steps of undo, the newest of 3 shots (may be older).",
      ],
    ]);
    expect(factsOf(standing(1), null)).toBe("Revision 1 · 2 passes, 7 shots, 1 take");
    expect(factsOf({ ...standing(1199), takes: 0, shots: 1, savedAt: ago(60) }, nowMs)).toBe(
      "Revision 1,199 · 2 passes, 1 shot · last change today, 18:00",
    );
  });

  test("without a claim that nothing supports", () => {
    const [only] = candidatesOf(findings({ lastSaved: null, backups: [backup(3)] }));
    if (!only) throw new Error("no choice");
    expect(lackOf(only, false)).toBe("Nothing newer was found.");
    expect(lackOf(only, true)).toBe("It has everything that was saved.");
  });

  test("once it is open", () => {
    expect(candidates.map((each) => openedWords(each, "Night race", nowMs))).toEqual([
      "“Night race” is open as in the backup of today, 17:40.",
      "“Night race” is repaired and open at revision 128.",
    ]);
  });

  test("with what happened, however long the name is", () => {
    expect(headline("project.older", "Night race")).toBe("“Night race” is older than what was last saved");
    expect(headline("project.missing", "Night race")).toBe("“Night race” has lost its database");
    expect(headline("project.damaged", "夜".repeat(200))).toBe(`“${"夜".repeat(80)}…” is damaged`);
  });

  test("with the name of the folder until the project’s own is known", () => {
    expect(nameOfFolder("/films/Night race.shotline/")).toBe("Night race");
    expect(nameOfFolder("C:\\films\\Race.shotline")).toBe("Race");
  });
});
