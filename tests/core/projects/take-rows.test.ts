import { expect, test } from "vitest";
import type { ProjectDatabase } from "../../../electron/core/database/open-database.ts";
import { TakeRows } from "../../../electron/core/projects/take-rows.ts";

test("a take that is in its table and not in the table's index is told as damage", () => {
  const row = {
    ...{ id: "take_0001", passId: "pass_0001", number: 1, profile: "animatic", mediaId: "a".repeat(64), frames: 48 },
    ...{ createdAt: "2026-11-28T12:00:00.000Z", jobId: null, film: null, cuts: null, binnedAt: null },
  };
  const database = { prepare: () => ({ all: () => [row], get: () => undefined }) } as unknown as ProjectDatabase;
  expect(() => new TakeRows(database).list()).toThrow(
    expect.objectContaining({ code: "project.damaged", message: expect.stringContaining("missing from its index") }),
  );
});
