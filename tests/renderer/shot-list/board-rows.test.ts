import { expect, test } from "vitest";
import { cardAfter, dropIndex, modelBoard, passBeside } from "../../../renderer/src/shot-list/board-rows.ts";
import { listRows, noFilter } from "../../../renderer/src/shot-list/list-rows.ts";
import { lockAllNumbers, moveShots, removeShots } from "../../../renderer/src/shot-list/shot-moves.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import { type Edit, editSchema } from "../../../shared/edits/edit.ts";
import { shotNumbers } from "../../../shared/project/layout.ts";
import type { Project, Shot } from "../../../shared/project/model.ts";
import { makeProject, shotId } from "../timeline/make-project.ts";

const project = makeProject([2, 2, 2, 2, 2], [3], [4, 4]);

function board(across: number) {
  const sources = { takes: [], numbers: shotNumbers(project.passes), toldOf: () => new Set<Shot>() };
  return modelBoard(listRows(project, sources, noFilter, null), across, { groupPx: 30, cardPx: () => 100 });
}

/** The letters of the shots, passes apart. */
function order({ passes }: Project): string {
  return passes.map(({ shots }) => shots.map(({ id }) => id.at(-1)).join("")).join(" ");
}

function after(edit: Edit | null): string {
  if (!edit) throw new Error("There is no edit.");
  const result = applyEdit(project, editSchema.parse(edit));
  if (!result.ok) throw new Error(result.refusal.message);
  return order(result.project);
}

const ids = (letters: string) => [...letters].map(shotId);

test("cards stand in rows under their passes", () => {
  const { rows, layout, places } = board(3);
  const kinds = rows.map((row) => (row.kind === "cards" ? row.cards.length : row.kind));
  expect(kinds).toEqual(["scene", "pass", 3, 2, "scene", "pass", 1, "scene", "pass", 2]);
  expect(layout.heightPx).toBe(6 * 30 + 4 * 100);
  expect(places.get(shotId("E"))).toEqual({ row: 3, column: 1 });
});

test("arrows go along the script, and to the nearest card above and below", () => {
  const model = board(3);
  const from = (letter: string, key: string) => cardAfter(model, shotId(letter), key)?.key.at(-1);
  expect([from("C", "ArrowRight"), from("E", "ArrowRight"), from("A", "ArrowLeft")]).toEqual(["D", "F", "A"]);
  expect([from("C", "ArrowDown"), from("E", "ArrowDown"), from("F", "ArrowUp"), from("H", "ArrowDown")]).toEqual([
    "E",
    "F",
    "D",
    undefined,
  ]);
  expect([from("D", "Home"), from("D", "End")]).toEqual(["A", "H"]);
});

test("a card dropped behind itself counts without itself, and where it is it stays", () => {
  const drop = (letter: string, index: number) => dropIndex(project, shotId(letter), { passId: "pass_0001", index });
  expect([drop("A", 0), drop("A", 1), drop("A", 3), drop("C", 0), drop("F", 2)]).toEqual([null, null, 2, 0, 2]);
  expect(passBeside(project, shotId("F"), -1)).toEqual({ passId: "pass_0001", index: 5 });
  expect(passBeside(project, shotId("A"), -1)).toBeNull();
});

test("shots that are moved together keep their order", () => {
  expect(after(moveShots(project, ids("BC"), 1) as Edit)).toBe("ADBCE F GH");
  expect(after(moveShots(project, ids("BC"), -1) as Edit)).toBe("BCADE F GH");
  expect(after(moveShots(project, ids("DE"), 1) as Edit)).toBe("ABC DEF GH");
  expect(moveShots(project, ids("A"), -1)).toBeNull();
  expect(moveShots(makeProject([4, 4], [15]), ids("B"), 1)).toMatchObject({ code: "pass-full" });
});

test("with all its shots a pass is removed, as one step", () => {
  const edit = removeShots(project, new Set(ids("EF")));
  expect(edit).toMatchObject({ type: "batch", label: "Remove 2 shots" });
  expect(after(edit)).toBe("ABCD GH");
});

test("numbers are locked in the passes that still have open ones", () => {
  const edit = lockAllNumbers(project);
  expect(edit).toMatchObject({ type: "batch", label: "Lock all shot numbers" });
  const result = applyEdit(project, edit as Edit);
  expect(result.ok && lockAllNumbers(result.project)).toBeNull();
});
