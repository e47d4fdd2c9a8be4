import { describe, expect, test } from "vitest";
import { agoWords, contentWords, timeWords } from "../../../renderer/src/recovery/backup-words.ts";

const now = new Date(2026, 10, 28, 14, 5).getTime();
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

describe("the time of a backup", () => {
  test.each([
    [at(2026, 10, 28, 9, 3), "Today, 09:03"],
    [at(2026, 10, 27, 23, 59), "Yesterday, 23:59"],
    [at(2026, 10, 20, 0, 0), "Fri, Nov 20, 00:00"],
    [at(2025, 10, 20, 14, 3), "Nov 20, 2025, 14:03"],
  ])("%s is %s", (madeAt, words) => expect(timeWords(madeAt, now)).toBe(words));

  test.each([
    [20_000, "just now"],
    [61_000, "1 minute ago"],
    [3 * 3_600_000, "3 hours ago"],
    [26 * 3_600_000, "1 day ago"],
    [30 * 24 * 3_600_000, "4 weeks ago"],
    // Of a clock that was wrong.
    [-3 * 3_600_000, "in 3 hours"],
  ])("%i ms before now is %s", (ageMs, words) =>
    expect(agoWords(new Date(now - ageMs).toISOString(), now)).toBe(words),
  );
});

test("what a backup holds is said in numbers", () => {
  const about = { id: "a", name: "Harbor", savedAt: null, madeAt: at(2026, 10, 28, 9, 3), reason: "asked" as const };
  const backup = { ...about, bytes: 1, picture: null, revision: 1118, passes: 1, shots: 18, takes: 0 };
  expect(contentWords(backup)).toBe("Revision 1,118 · 1 pass, 18 shots");
  expect(contentWords({ ...backup, passes: 2, takes: 1 })).toBe("Revision 1,118 · 2 passes, 18 shots, 1 take");
});
