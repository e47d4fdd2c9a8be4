import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backupBytesMax, backupsToRemove, type DatedBackup } from "../../../electron/core/recovery/thin-backups.ts";

const now = Date.parse("2026-11-28T18:30:00Z");
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const unbounded = Number.POSITIVE_INFINITY;

function madeAgo(agesMs: readonly number[], bytes = 1): DatedBackup[] {
  return agesMs.map((age, index) => ({ id: `b${index}`, madeAt: new Date(now - age).toISOString(), bytes }));
}

function kept(backups: readonly DatedBackup[], nowMs = now, bytesMax = unbounded): DatedBackup[] {
  const removed = new Set(backupsToRemove(backups, nowMs, bytesMax));
  return backups.filter(({ id }) => !removed.has(id));
}

const newestFirst = (backups: readonly DatedBackup[]) =>
  [...backups].sort((one, other) => Date.parse(other.madeAt) - Date.parse(one.madeAt));

const anyBackups = fc
  .array(
    fc.record({ age: fc.integer({ min: -10 * dayMs, max: 300 * dayMs }), bytes: fc.integer({ min: 1, max: 100 }) }),
    {
      maxLength: 60,
    },
  )
  .map((list) =>
    list.map(({ age, bytes }, index) => ({ id: `b${index}`, madeAt: new Date(now - age).toISOString(), bytes })),
  );

describe("backups kept by age", () => {
  test("are all of the last hour, one an hour for a day, one a day for two weeks, one a week for half a year", () => {
    const every10Minutes = Array.from({ length: (200 * dayMs) / (10 * minuteMs) }, (_, index) => index * 10 * minuteMs);
    const ages = kept(madeAgo(every10Minutes)).map(({ madeAt }) => now - Date.parse(madeAt));
    const between = (from: number, to: number) => ages.filter((age) => age >= from && age < to).length;
    expect(between(0, 60 * minuteMs)).toBe(6);
    expect(between(60 * minuteMs, dayMs)).toBe(24);
    expect(between(dayMs, 14 * dayMs)).toBe(14);
    expect(between(14 * dayMs, 182 * dayMs)).toBe(25);
    expect(between(182 * dayMs, unbounded)).toBe(0);
  });

  test("are the newest two however old they are", () => {
    expect(kept(madeAgo([400 * dayMs, 500 * dayMs, 600 * dayMs])).map(({ id }) => id)).toEqual(["b0", "b1"]);
  });

  test("are the newest of their hour", () => {
    const { length } = kept(madeAgo([0, minuteMs, 91 * minuteMs, 95 * minuteMs, 100 * minuteMs]));
    expect(length).toBe(3);
    expect(kept(madeAgo([0, minuteMs, 91 * minuteMs, 95 * minuteMs])).map(({ id }) => id)).toEqual(["b0", "b1", "b2"]);
  });
});

describe("always", () => {
  test("the newest two are kept, and no more than there are", () =>
    fc.assert(
      fc.property(anyBackups, fc.integer({ min: 0, max: 500 }), (backups, bytesMax) => {
        const ids = new Set(kept(backups, now, bytesMax).map(({ id }) => id));
        const newest = newestFirst(backups).slice(0, 2);
        // Two of the same moment are as new as each other.
        const times = newest.map(({ madeAt }) => madeAt);
        const keptOfTimes = backups.filter(({ id, madeAt }) => ids.has(id) && times.includes(madeAt));
        expect(keptOfTimes.length).toBeGreaterThanOrEqual(newest.length);
      }),
    ));

  test("what is kept takes no more than the limit, but for the newest two", () =>
    fc.assert(
      fc.property(anyBackups, fc.integer({ min: 0, max: 500 }), (backups, bytesMax) => {
        const left = kept(backups, now, bytesMax);
        const bytes = left.reduce((sum, each) => sum + each.bytes, 0);
        expect(bytes <= bytesMax || left.length <= 2).toBe(true);
      }),
    ));

  test("what was thinned once is not thinned again", () =>
    fc.assert(
      fc.property(anyBackups, fc.integer({ min: 0, max: 500 }), (backups, bytesMax) => {
        const left = kept(backups, now, bytesMax);
        expect(backupsToRemove(left, now, bytesMax)).toEqual([]);
      }),
    ));

  test("what would be removed now would be removed later, and with one more", () =>
    fc.assert(
      fc.property(
        anyBackups.map((backups) => backups.filter(({ madeAt }) => Date.parse(madeAt) <= now)),
        fc.integer({ min: 0, max: 30 * dayMs }),
        (backups, laterMs) => {
          const removed = backupsToRemove(backups, now, unbounded);
          const more = [...backups, { id: "new", madeAt: new Date(now).toISOString(), bytes: 1 }];
          expect(backupsToRemove(more, now, unbounded)).toEqual(expect.arrayContaining(removed));
          const later = backupsToRemove(backups, now + laterMs, unbounded);
          const stillThere = newestFirst(kept(backups, now + laterMs)).length;
          expect(stillThere).toBeLessThanOrEqual(kept(backups).length);
          expect(later.length).toBeGreaterThanOrEqual(removed.length);
        },
      ),
    ));
});

test("the limit is 20 databases, at least 100 MB and at most 500 MB", () => {
  expect([1e5, 1e7, 1e9].map(backupBytesMax)).toEqual([1e8, 2e8, 5e8]);
});
