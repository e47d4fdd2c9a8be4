import { describe, expect, test } from "vitest";
import { clearCells, editCells } from "../../../renderer/src/shot-list/cell-edits.ts";
import { columnOf } from "../../../renderer/src/shot-list/columns.ts";
import { copyCells } from "../../../renderer/src/shot-list/grid-clipboard.ts";
import { modelGrid } from "../../../renderer/src/shot-list/grid-model.ts";
import {
  describeCamera,
  type ListFilter,
  type ListRow,
  type ListSources,
  listRows,
  noFilter,
} from "../../../renderer/src/shot-list/list-rows.ts";
import { shotNumbers } from "../../../shared/project/layout.ts";
import type { Project, Shot } from "../../../shared/project/model.ts";
import { buildPass, buildProject, buildShot } from "../../support/builders.ts";
import { makeProject, makeTake } from "../timeline/make-project.ts";

/** Three passes of the scenes 10, 10 and 20, with a few words. */
function makeScenes(): Project {
  const project = makeProject([4, 3], [5], [2]);
  const words: Partial<Shot>[] = [
    { action: "Maya runs", camera: { size: "WS" } },
    { action: "The café door", camera: { size: "CU" } },
    { environment: "Garage", number: 30 },
    { action: "maya sits", camera: { size: "ECU" } },
  ];
  let at = 0;
  const scenes = ["SC010", "SC010", "SC020"];
  return {
    ...project,
    passes: project.passes.map((pass, index) => ({
      ...pass,
      scene: scenes[index] as string,
      shots: pass.shots.map((shot) => ({ ...shot, ...words[at++] })),
    })),
  };
}

function rowsOf(
  filter: Partial<ListFilter> = {},
  sorting: Parameters<typeof listRows>[3] = null,
  more: Partial<ListSources> = {},
) {
  const project = makeScenes();
  const sources = { takes: [], numbers: shotNumbers(project.passes), toldOf: () => new Set<Shot>(), ...more };
  return listRows(project, sources, { ...noFilter, ...filter }, sorting).map(nameRow);
}

function nameRow(row: ListRow): string {
  if (row.kind === "scene") return `${row.sums.scene} ${row.sums.durationMs / 1000} s`;
  return row.kind === "pass" ? row.pass.name : row.label;
}

test("scenes and passes stand above their shots", () => {
  expect(rowsOf()).toEqual([
    "SC010 12 s",
    "Pass 1",
    "SH0010",
    "SH0020",
    "Pass 2",
    "SH0030",
    "SC020 2 s",
    "Pass 3",
    "SH0010",
  ]);
});

test("filtering leaves out scenes and passes of which no shot is left", () => {
  expect(rowsOf({ text: "MAYA" })).toEqual(["SC010 12 s", "Pass 1", "SH0010", "SC020 2 s", "Pass 3", "SH0010"]);
  expect(rowsOf({ text: "cafe door" })).toEqual(["SC010 12 s", "Pass 1", "SH0020"]);
  expect(rowsOf({ text: "sh0030" })).toEqual(["SC010 12 s", "Pass 2", "SH0030"]);
  expect(rowsOf({ scene: "SC020" })).toEqual(["SC020 2 s", "Pass 3", "SH0010"]);
  expect(rowsOf({ only: "unlocked", scene: "SC010" })).toEqual(["SC010 12 s", "Pass 1", "SH0010", "SH0020"]);
  expect(rowsOf({ text: "nothing like it" })).toEqual([]);
});

test("shots without a take, or with advice, can be shown alone", () => {
  const project = makeScenes();
  expect(rowsOf({ only: "no-take" }, null, { takes: [makeTake(project, 168)] })).toEqual([
    "SC010 12 s",
    "Pass 2",
    "SH0030",
    "SC020 2 s",
    "Pass 3",
    "SH0010",
  ]);
  const told = new Set([project.passes[1]?.shots[0] as Shot]);
  const sources = { takes: [], numbers: shotNumbers(project.passes), toldOf: () => told };
  expect(listRows(project, sources, { ...noFilter, only: "advice" }, null).map(nameRow)).toEqual([
    "SC010 12 s",
    "Pass 2",
    "SH0030",
  ]);
});

test("sorted, the shots stand alone: sizes from near to far, the empty ones last either way", () => {
  expect(rowsOf({}, { column: "size", descending: false })).toEqual(["SH0010", "SH0020", "SH0010", "SH0030"]);
  expect(rowsOf({}, { column: "size", descending: true }).at(-1)).toBe("SH0030");
  expect(rowsOf({}, { column: "length", descending: true })).toEqual(["SH0030", "SH0010", "SH0020", "SH0010"]);
});

describe("what is worked out of the blocking", () => {
  const pass = buildPass("1", [
    buildShot("1", { camera: { size: "WS", lens: "wide" } }),
    buildShot("2", { camera: { size: "CU" } }),
    buildShot("3", { blocking: { camera: { at: [0, -3], lens: 40, path: [[0, -1]] } } }),
  ]);
  const project = buildProject([pass]);
  const sources = { takes: [], numbers: shotNumbers(project.passes), toldOf: () => new Set<Shot>() };
  const shotRows = (sorting: Parameters<typeof listRows>[3]) =>
    listRows(project, sources, noFilter, sorting).filter((row) => row.kind === "shot");

  test("stands in the cells of its columns, the lens only where the words say none", () => {
    const said = shotRows(null).map((row) => describeCamera(row, "lens"));
    expect(said).toEqual(["", "85 mm", "40 mm"]);
    const [, , drawn] = shotRows(null);
    expect(drawn && describeCamera(drawn, "moveLength")).toBe("2.0 m");
    for (const row of shotRows(null)) {
      expect(describeCamera(row, "height")).toMatch(/^\d+\.\d+ m$/);
      expect(describeCamera(row, "distance")).toMatch(/^\d+\.\d+ m$/);
      expect(describeCamera(row, "action")).toBe("");
    }
  });

  test("sorts by its numbers", () => {
    const nearest = shotRows({ column: "distance", descending: false }).map((row) => row.facts().distance);
    expect(nearest).toEqual(nearest.toSorted((a, b) => a - b));
  });

  test("is copied but for the lens, and neither pasted over nor cleared", () => {
    const rows = shotRows(null);
    const model = modelGrid(rows, 30);
    const columns = [columnOf("lens"), columnOf("distance")];
    const text = copyCells({ model, columns, range: { rows: [1, 1], columns: [0, 1] } }, []);
    expect(text).toMatch(/^\t\d+\.\d+ m$/);
    const shots = rows.map(({ shot }) => shot);
    expect(clearCells(shots, ["height", "distance", "moveLength"])).toEqual({ ok: true, edit: null });
    const cell = { shot: shots[0] as Shot, column: "height", text: "9" } as const;
    expect(editCells([cell], "Change")).toEqual({ ok: true, edit: null });
  });
});
