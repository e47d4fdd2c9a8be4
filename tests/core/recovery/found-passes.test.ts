import { describe, expect, test } from "vitest";
import type { TableReader } from "../../../electron/core/database/salvage/read-tables.ts";
import type { FoundHistory } from "../../../electron/core/recovery/found-history.ts";
import { findPasses } from "../../../electron/core/recovery/found-passes.ts";

type Rows = readonly Record<string, string | number | null>[];

const options = { prefer: "rows", name: "Harbor", note: "Lost.", lengths: new Map() } as const;

const shot = (id: string, action = "") => ({ id, durationMs: 1000, ...(action && { action }) });
const settings = { aspectRatio: "16:9", resolution: "1080p" };
const pass = (id: string, ...shots: object[]) => ({
  ...{ id, scene: "SC010", name: `Pass ${id}`, profile: "animatic" },
  ...{ ...settings, shots },
});
const passRow = (id: string, position: number) => ({
  ...{ id, position, scene: "SC010", name: `Pass ${id}`, profile: "animatic" },
  ...{ start_frame: null, end_frame: null, detail: JSON.stringify(settings) },
});
const shotRow = (passId: string, position: number, id: string, action = "") => ({
  ...{ id, pass_id: passId, position, duration_ms: 1000, number: null, frame: null },
  ...{ detail: JSON.stringify(action ? { action } : {}) },
});

/** What a reader finds of these rows; tables named in `cut` are not all there, and rows of `strays` are not in their table's tree. */
function find(
  tables: Record<string, Rows>,
  states: Record<string, (object | null)[]>,
  cut: string[],
  strays: Rows = [],
) {
  const all = (table: string) => [...(tables[table] ?? []), ...(table === "shot" ? strays : [])];
  const reader = {
    rows: (table: string) => all(table).map((row) => ({ row, isInTree: !strays.includes(row) })),
    read: ({ row }: { row: object }) => row,
    isWhole: (table: string) => !cut.includes(table),
    entries: () => [],
  } as unknown as TableReader;
  const history: FoundHistory = { steps: [], known: 0, states: new Map(Object.entries(states)) };
  const { found, ...counts } = findPasses(reader, history, options, new Set());
  return { ...counts, shots: Object.fromEntries(found.map(({ id, shots }) => [id, shots.map((each) => each.id)])) };
}

describe("a shot is in one place", () => {
  test("of a pass by its row, and of another by an older step: where its row is", () => {
    const states = { "pass pass_000a": [pass("pass_000a", shot("shot_0001"), shot("shot_0002"))] };
    const tables = {
      pass: [passRow("pass_000b", 1)],
      shot: [shotRow("pass_000b", 0, "shot_0001"), shotRow("pass_000b", 1, "shot_0003")],
    };
    const { shots, older } = find(tables, states, ["pass", "shot", "history"]);
    expect(shots).toEqual({ pass_000b: ["shot_0001", "shot_0003"], pass_000a: ["shot_0002"] });
    expect(older).toBe(3);
  });

  test("of two passes that only steps tell of: in one", () => {
    const states = {
      "pass pass_000a": [pass("pass_000a", shot("shot_0001"), shot("shot_0002"))],
      "pass pass_000b": [pass("pass_000b", shot("shot_0002"), shot("shot_0003"))],
    };
    const { shots } = find({}, states, ["pass", "shot", "history"]);
    expect(Object.values(shots).flat().sort()).toEqual(["shot_0001", "shot_0002", "shot_0003"]);
  });

  test("twice in one pass, as its rows and its steps have it in two places: in one, and the other is counted", () => {
    const told = pass("pass_000a", shot("shot_0002"), shot("shot_0001"));
    const states = { "pass pass_000a": [told, pass("pass_000a", shot("shot_0002"), shot("shot_0009"))] };
    const tables = {
      pass: [passRow("pass_000a", 0)],
      shot: [shotRow("pass_000a", 0, "shot_0007"), shotRow("pass_000a", 1, "shot_0002")],
    };
    const { shots, older } = find(tables, states, ["history"]);
    expect(new Set(shots["pass_000a"]).size).toBe(shots["pass_000a"]?.length);
    const cut = find(tables, states, ["pass", "shot", "history"]);
    expect(new Set(cut.shots["pass_000a"]).size).toBe(cut.shots["pass_000a"]?.length);
    expect(cut.older).toBeGreaterThan(older);
  });
});

describe("what may be older is counted", () => {
  const states = {
    "pass pass_000a": [
      pass("pass_000a", shot("shot_0001", "new"), shot("shot_0002")),
      pass("pass_000a", shot("shot_0001", "old"), shot("shot_0002")),
    ],
  };

  test("nothing, where rows are all there", () => {
    const tables = {
      pass: [passRow("pass_000a", 0)],
      shot: [shotRow("pass_000a", 0, "shot_0001", "new"), shotRow("pass_000a", 1, "shot_0002")],
    };
    expect(find(tables, states, ["history"])).toMatchObject({
      older: 0,
      lostShots: 0,
      shots: { pass_000a: ["shot_0001", "shot_0002"] },
    });
  });

  test("every shot of a pass that only steps tell of", () => {
    expect(find({}, states, ["pass", "shot", "history"])).toMatchObject({
      older: 2,
      shots: { pass_000a: ["shot_0001", "shot_0002"] },
    });
  });

  test("every shot of a pass whose rows are older than its steps", () => {
    const tables = {
      pass: [passRow("pass_000a", 0)],
      shot: [shotRow("pass_000a", 0, "shot_0001", "old"), shotRow("pass_000a", 1, "shot_0002")],
    };
    expect(find(tables, states, ["pass", "shot", "history"])).toMatchObject({
      older: 2,
      shots: { pass_000a: ["shot_0001", "shot_0002"] },
    });
  });

  test("a shot whose row lay where nothing leads to", () => {
    const tables = { pass: [passRow("pass_000a", 0)], shot: [shotRow("pass_000a", 0, "shot_0001", "new")] };
    const strays = [shotRow("pass_000a", 1, "shot_0002")];
    expect(find(tables, states, ["shot", "history"], strays)).toMatchObject({
      older: 1,
      shots: { pass_000a: ["shot_0001", "shot_0002"] },
    });
  });

  test("as lost, a shot that the newest step has and no row", () => {
    const tables = { pass: [passRow("pass_000a", 0)], shot: [shotRow("pass_000a", 0, "shot_0004")] };
    expect(find(tables, states, ["shot", "history"])).toMatchObject({
      lostShots: 2,
      shots: { pass_000a: ["shot_0004"] },
    });
  });
});
