import { expect, test } from "vitest";
import {
  type CellEdit,
  clearCells,
  editCells,
  fillDown,
  pasteCells,
  wallOf,
} from "../../../renderer/src/shot-list/cell-edits.ts";
import { type ColumnId, matchingChoices, parseLength, readCell } from "../../../renderer/src/shot-list/columns.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import { editSchema } from "../../../shared/edits/edit.ts";
import type { Project, Shot } from "../../../shared/project/model.ts";
import { makeProject } from "../timeline/make-project.ts";

const shotsOf = (project: Project): Shot[] => project.passes.flatMap((pass) => pass.shots);

/** The project after the edit, which has to be one that the core accepts. */
function applied(project: Project, made: CellEdit): Project {
  if (!made.ok || !made.edit) throw new Error("There is no edit.");
  const result = applyEdit(project, editSchema.parse(made.edit));
  if (!result.ok) throw new Error(result.refusal.message);
  return result.project;
}

function cellsOf(project: Project, column: ColumnId): string[] {
  return shotsOf(project).map((shot) => readCell(shot, column));
}

test("several cells of a shot are one change of it, and the camera keeps what is not in them", () => {
  const project = makeProject([4, 3]);
  const [first] = shotsOf(project) as [Shot];
  const shot: Shot = { ...first, camera: { note: "shallow", angle: "low" } };
  const before = { ...project, passes: project.passes.map((pass) => ({ ...pass, shots: pass.shots.with(0, shot) })) };
  const made = editCells(
    [
      { shot, column: "size", text: "close-up" },
      { shot, column: "move", text: "Push in" },
      { shot, column: "action", text: " She waits. " },
    ],
    "Paste",
  );
  expect(made.ok && made.edit?.type).toBe("shot.describe");
  const after = shotsOf(applied(before, made))[0];
  expect(after?.camera).toEqual({ note: "shallow", angle: "low", size: "CU", move: "push-in" });
  expect(after?.action).toBe("She waits.");
});

test("emptied cells take the fields away, the camera with its last one", () => {
  const project = makeProject([4]);
  const [shot] = shotsOf(
    applied(
      project,
      editCells(
        shotsOf(project).map((each) => ({ shot: each, column: "size", text: "MS" })),
        "",
      ),
    ),
  ) as [Shot];
  const made = clearCells([shot], ["size", "length", "take"]);
  expect(made).toEqual({ ok: true, edit: { type: "shot.describe", shotId: shot.id, fields: { camera: null } } });
});

test("what says the same as before is no edit", () => {
  const [shot] = shotsOf(makeProject([4])) as [Shot];
  expect(editCells([{ shot, column: "length", text: "4 s" }], "")).toEqual({ ok: true, edit: null });
  expect(editCells([{ shot, column: "mood", text: "  " }], "")).toEqual({ ok: true, edit: null });
});

test("a text that the column can't hold refuses everything, with what it can", () => {
  const [one, two] = shotsOf(makeProject([4, 3])) as [Shot, Shot];
  const made = editCells(
    [
      { shot: one, column: "action", text: "Run" },
      { shot: two, column: "size", text: "huge" },
    ],
    "",
  );
  expect(made).toMatchObject({ ok: false, message: "Can’t use “huge” as size. Nothing was changed." });
  expect(made.ok || made.next).toContain("ECU, CU, MCU");
  expect(editCells([{ shot: one, column: "notes", text: "x".repeat(20_001) }], "")).toMatchObject({ ok: false });
});

test("filling down copies the first row into the others, lengths within the budget", () => {
  const project = makeProject([5, 4, 4]);
  const written = applied(project, editCells([{ shot: shotsOf(project)[0] as Shot, column: "size", text: "MCU" }], ""));
  const made = fillDown(shotsOf(written), undefined, ["length", "size"]);
  expect(made.ok && made.edit).toMatchObject({ type: "batch", label: "Fill down length, size of 2 shots" });
  const after = applied(written, made);
  expect(cellsOf(after, "size")).toEqual(["MCU", "MCU", "MCU"]);
  expect(cellsOf(after, "length")).toEqual(["5", "5", "5"]);
  expect(made.ok && made.edit && wallOf(written, made.edit)).toBeNull();
});

test("a length that the budget stops says so", () => {
  const project = makeProject([5, 4, 4]);
  const [first] = shotsOf(project) as [Shot];
  const made = editCells([{ shot: first, column: "length", text: "12" }], "");
  expect(made.ok && made.edit && wallOf(project, made.edit)?.code).toBe("pass-full");
  expect(cellsOf(applied(project, made), "length")).toEqual(["7", "4", "4"]);
});

test("a single row is filled from the one above it, and the first from none", () => {
  const project = makeProject([4, 3]);
  const [first, second] = shotsOf(project) as [Shot, Shot];
  const above = { ...first, lighting: "Sodium lamps" };
  expect(cellsOf(applied(project, fillDown([second], above, ["lighting"])), "lighting")).toEqual(["", "Sodium lamps"]);
  expect(fillDown([first], undefined, ["lighting"])).toEqual({ ok: true, edit: null });
});

test("dialogue is a line a spoken line; a line that stays keeps its language", () => {
  const project = makeProject([4]);
  const [plain] = shotsOf(project) as [Shot];
  const shot: Shot = { ...plain, dialogue: [{ speaker: "MAYA", line: "Now.", language: "French" }] };
  expect(readCell(shot, "dialogue")).toBe("MAYA: Now.");
  const made = editCells([{ shot, column: "dialogue", text: "MAYA: Maintenant.\nNobody speaks" }], "");
  expect(made.ok && made.edit).toMatchObject({
    fields: {
      dialogue: [
        { speaker: "MAYA", line: "Maintenant.", language: "French" },
        { speaker: "", line: "Nobody speaks" },
      ],
    },
  });
});

test("one value is pasted into all selected cells, several where they lie", () => {
  const project = makeProject([4, 3], [5]);
  const shots = shotsOf(project);
  const all = { shots, columns: ["size", "move"] as const };
  const single = pasteCells([["WS"]], { shots: shots.slice(0, 2), columns: ["size"] }, all);
  expect(cellsOf(applied(project, single), "size")).toEqual(["WS", "WS", ""]);
  const several = pasteCells(
    [
      ["CU", "tilt-up"],
      ["MS", ""],
    ],
    { shots: shots.slice(1, 2), columns: ["size"] },
    { shots: shots.slice(1), columns: ["size", "move"] },
  );
  expect(cellsOf(applied(project, several), "size")).toEqual(["", "CU", "MS"]);
  expect(cellsOf(applied(project, several), "move")).toEqual(["", "Tilt up", ""]);
});

test("what is larger than the list is refused as a whole", () => {
  const shots = shotsOf(makeProject([4, 3]));
  const made = pasteCells([["a"], ["b"], ["c"]], { shots, columns: ["action"] }, { shots, columns: ["action"] });
  expect(made).toMatchObject({
    ok: false,
    message: "Can’t paste 3 rows and 1 column here: from this cell on, the list has 2 rows and 1 column.",
  });
});

test.each([
  ["3", 3000],
  [" 2,5 s", 2500],
  ["1:04", 64_000],
  ["0", null],
  ["-2", null],
  ["4000", null],
  ["1e3", null],
  ["", null],
])("the length %s is %s ms", (text, durationMs) => {
  expect(parseLength(text)).toBe(durationMs);
});

test("typing narrows the choices, those that begin with it first", () => {
  const choices = ["tilt-up", "push-in", "pull-out", "crane-up"].map((value) => ({ value, label: value }));
  expect(matchingChoices(choices, "pu").map(({ value }) => value)).toEqual(["push-in", "pull-out"]);
  expect(matchingChoices(choices, "UP").map(({ value }) => value)).toEqual(["tilt-up", "crane-up"]);
});
