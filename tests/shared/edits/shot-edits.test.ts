import { describe, expect, test } from "vitest";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { Pass, Shot } from "../../../shared/project/model.ts";
import { edited, labelOf, refusalOf, twoPasses } from "../../support/apply-one-edit.ts";
import {
  buildMediaId,
  buildPass,
  buildProject,
  buildShot,
  buildTimedPass,
  durationsOf,
} from "../../support/builders.ts";

const shotNames = (pass: Pass | undefined) => (pass?.shots ?? []).map((shot) => shot.id.replace("shot_00", ""));

describe("resizing a shot", () => {
  test("changes the lengths of its pass and names what was done", () => {
    const edit: Edit = { type: "shot.resize", shotId: "shot_00A2", edge: "end", deltaMs: 2000, mode: "ripple" };
    expect(durationsOf(edited(twoPasses, edit).passes[0])).toEqual([4000, 5000, 4000]);
    expect(labelOf(twoPasses, edit)).toBe("Resize SH0020 to 5 s");
    expect(labelOf(twoPasses, { ...edit, mode: "roll" })).toBe("Roll SH0020 to 5 s");
  });

  test("says what stopped it, and keeps the very same project when nothing moved", () => {
    const edit: Edit = { type: "shot.resize", shotId: "shot_00A1", edge: "start", deltaMs: 1000, mode: "roll" };
    expect(applyEdit(twoPasses, edit)).toMatchObject({ ok: true, stoppedBy: { code: "no-neighbour" } });
    expect(edited(twoPasses, edit)).toBe(twoPasses);
  });

  test("obeys the animatic's limits where the model is unknown to this version", () => {
    const project = buildProject([buildTimedPass("A", [4000], { profile: "acme/dream-1" })]);
    const edit: Edit = { type: "shot.resize", shotId: "shot_00A1", edge: "end", deltaMs: 99_000, mode: "ripple" };
    expect(durationsOf(edited(project, edit).passes[0])).toEqual([15_000]);
  });
});

describe("moving a shot", () => {
  const move = (shotId: string, passId: string, index: number): Edit => ({ type: "shot.move", shotId, passId, index });

  test("puts it at its new place in its pass", () => {
    expect(shotNames(edited(twoPasses, move("shot_00A1", "pass_000A", 2)).passes[0])).toEqual(["A2", "A3", "A1"]);
    expect(shotNames(edited(twoPasses, move("shot_00A3", "pass_000A", 0)).passes[0])).toEqual(["A3", "A1", "A2"]);
    expect(shotNames(edited(twoPasses, move("shot_00A1", "pass_000A", 99)).passes[0])).toEqual(["A2", "A3", "A1"]);
    expect(edited(twoPasses, move("shot_00A2", "pass_000A", 1))).toBe(twoPasses);
  });

  test("takes it to another pass where there is room, and says why not where there is none", () => {
    const moved = edited(twoPasses, move("shot_00A2", "pass_000B", 1));
    expect(moved.passes.map(shotNames)).toEqual([
      ["A1", "A3"],
      ["B1", "A2", "B2"],
    ]);
    const full = buildProject([
      buildTimedPass("A", [4000]),
      buildTimedPass("B", [12_000]),
      buildTimedPass("C", [3000]),
    ]);
    expect(refusalOf(full, move("shot_00C1", "pass_000B", 0))).toBe("last-shot");
    const crowded = buildProject([buildTimedPass("A", [4000, 3000]), buildTimedPass("B", [12_000])]);
    expect(refusalOf(crowded, move("shot_00A1", "pass_000B", 0))).toBe("pass-full");
    const many = buildProject([buildTimedPass("A", [3000, 3000]), buildTimedPass("B", Array(6).fill(1000))]);
    expect(refusalOf(many, move("shot_00A1", "pass_000B", 0))).toBe("too-many-shots");
    const pixio = { profile: "pixio/kling-v3-pro" };
    const short = buildProject([buildTimedPass("A", [2000, 2000]), buildTimedPass("B", [3000], pixio)]);
    expect(refusalOf(short, move("shot_00A1", "pass_000B", 0))).toBe("limit");
  });

  test("lengthens its neighbour where the pass left behind would be too short", () => {
    const project = buildProject([buildTimedPass("A", [1000, 1000, 2000]), buildTimedPass("B", [3000])]);
    expect(durationsOf(edited(project, move("shot_00A3", "pass_000B", 0)).passes[0])).toEqual([1000, 2000]);
    expect(durationsOf(edited(project, { type: "shot.remove", shotId: "shot_00A1" }).passes[0])).toEqual([1000, 2000]);
  });

  test("lengthens what is left in whole steps, whatever lengths another model left", () => {
    const odd = buildProject([buildTimedPass("A", [4000, 1000, 500])]);
    expect(durationsOf(edited(odd, { type: "shot.remove", shotId: "shot_00A1" }).passes[0])).toEqual([3000, 500]);
  });

  test("leaves a locked number behind that the other scene has given already", () => {
    const numbered = (name: string, scene: string) =>
      buildPass(
        name,
        [10, 20].map((number) => buildShot(`${name}${number}`, { number })),
        { scene },
      );
    const project = buildProject([numbered("A", "SC010"), numbered("B", "SC020"), buildTimedPass("C", [3000])]);
    const arrived = edited(project, move("shot_0A10", "pass_000B", 0)).passes[1]?.shots[0];
    expect(arrived).toEqual({ id: "shot_0A10", durationMs: 4000 });
    const kept = edited(project, move("shot_0A10", "pass_000C", 0)).passes[2]?.shots[0];
    expect(kept?.number).toBe(10);
    const renamed = edited(project, { type: "pass.describe", passId: "pass_000B", fields: { scene: "SC010" } });
    expect(renamed.passes.map((pass) => pass.shots.map((shot) => shot.number ?? null))).toEqual([
      [10, 20],
      [null, null],
      [null],
    ]);
  });
});

describe("adding and removing shots", () => {
  const add = (index: number, shot = buildShot("N")): Edit => ({ type: "shot.add", passId: "pass_000A", index, shot });

  test("puts the shot at its place", () => {
    expect(shotNames(edited(twoPasses, add(1)).passes[0])).toEqual(["A1", "0N", "A2", "A3"]);
    expect(shotNames(edited(twoPasses, add(99)).passes[0])).toEqual(["A1", "A2", "A3", "0N"]);
    expect(labelOf(twoPasses, add(1))).toBe("Add SH0020");
  });

  test("refuses one that has no room, is off the model's limits, or is here already", () => {
    expect(refusalOf(twoPasses, add(0, buildShot("N", { durationMs: 5000 })))).toBe("pass-full");
    expect(refusalOf(twoPasses, add(0, buildShot("N", { durationMs: 500 })))).toBe("limit");
    expect(refusalOf(twoPasses, add(0, buildShot("B1")))).toBe("name-taken");
    expect(refusalOf(twoPasses, { type: "shot.add", passId: "pass_gone", index: 0, shot: buildShot("N") })).toBe(
      "not-found",
    );
  });

  test("puts several shots at one place in one step, or none of them", () => {
    const several = (...lengths: number[]): Edit => ({
      ...{ type: "shots.add", passId: "pass_000A", index: 1 },
      shots: lengths.map((durationMs, at) => buildShot(`N${at}`, { durationMs })),
    });
    expect(shotNames(edited(twoPasses, several(1000, 2000)).passes[0])).toEqual(["A1", "N0", "N1", "A2", "A3"]);
    expect(labelOf(twoPasses, several(1000, 2000))).toBe("Add 2 shots");
    expect(refusalOf(twoPasses, several(1000, 2000, 2000))).toBe("pass-full");
    const same = { ...several(1000), shots: [buildShot("N"), buildShot("N")] } as Edit;
    expect(refusalOf(twoPasses, same)).toBe("name-taken");
  });

  test("never leaves a pass without shots", () => {
    const project = buildProject([buildTimedPass("A", [4000])]);
    expect(refusalOf(project, { type: "shot.remove", shotId: "shot_00A1" })).toBe("last-shot");
  });
});

describe("splitting and merging", () => {
  const part = (key: string) => ({ key, text: `Words of ${key}.` });
  const mergedShot = (first: Partial<Shot>, second: Partial<Shot>) => {
    const pass = buildPass("A", [buildShot("A1", first), buildShot("A2", second)]);
    return edited(buildProject([pass]), { type: "shot.merge", shotId: "shot_00A1" }).passes[0]?.shots[0];
  };
  const split = (atMs: number, newShotId = "shot_new1"): Edit => ({
    type: "shot.split",
    shotId: "shot_00A1",
    atMs,
    newShotId,
  });

  test("a split cuts on the step; the second half keeps the words, and takes no number, frame or transition", () => {
    const shot = buildShot("A1", {
      ...{ action: "Runs", transition: "whip", number: 10, frame: buildMediaId("a"), durationMs: 5000 },
    });
    const { shots } = edited(buildProject([buildPass("A", [shot])]), split(1600)).passes[0] as Pass;
    expect(shots).toEqual([
      { ...shot, durationMs: 2000 },
      { id: "shot_new1", durationMs: 3000, action: "Runs", transition: "cut" },
    ]);
  });

  test("a split leaves the drawing with the picture that it lies on", () => {
    const sketch = { layers: [{ name: "Layer 1", marks: [] }] };
    const shot = buildShot("A1", { sketch, wardrobe: "red coat", fromScript: [part("a")], durationMs: 5000 });
    const { shots } = edited(buildProject([buildPass("A", [shot])]), split(2000)).passes[0] as Pass;
    expect(shots).toEqual([
      { ...shot, durationMs: 2000 },
      { id: "shot_new1", durationMs: 3000, wardrobe: "red coat", fromScript: [part("a")], transition: "cut" },
    ]);
  });

  test("a split refuses halves that are too short, one shot too many, and an id that is taken", () => {
    expect(refusalOf(twoPasses, split(100))).toBe("shot-shortest");
    expect(refusalOf(twoPasses, split(3900))).toBe("shot-shortest");
    expect(refusalOf(twoPasses, split(9000))).toBe("shot-shortest");
    expect(refusalOf(twoPasses, split(2000, "shot_00B1"))).toBe("name-taken");
    const full = buildProject([buildTimedPass("A", [4000, 1000, 1000, 1000, 1000, 1000])]);
    expect(refusalOf(full, split(2000))).toBe("too-many-shots");
  });

  test("a merge adds lengths and texts, and says each text once", () => {
    const first = buildShot("A1", {
      action: "Runs",
      mood: "calm",
      number: 10,
      dialogue: [{ speaker: "A", line: "Go." }],
    });
    const second = buildShot("A2", {
      action: "Stops",
      mood: "calm",
      notes: "slow",
      dialogue: [{ speaker: "B", line: "No." }],
    });
    const merged = edited(buildProject([buildPass("A", [first, second])]), { type: "shot.merge", shotId: "shot_00A1" });
    expect(merged.passes[0]?.shots).toEqual([
      {
        ...first,
        durationMs: 8000,
        action: "Runs; Stops",
        notes: "slow",
        dialogue: [
          { speaker: "A", line: "Go." },
          { speaker: "B", line: "No." },
        ],
      },
    ]);
  });

  test("a merge keeps what both wear and carry, and each part of the script once", () => {
    const first = buildShot("A1", { wardrobe: "red coat", fromScript: [part("a"), part("b")] });
    const second = buildShot("A2", { wardrobe: "red coat", props: "a key", fromScript: [part("b"), part("c")] });
    expect(mergedShot(first, second)).toEqual({
      ...first,
      durationMs: 8000,
      props: "a key",
      fromScript: [part("a"), part("b"), part("c")],
    });
  });

  test("a merge loses no drawing: the second one is hidden where the first shot has a picture", () => {
    const one = { name: "One", marks: [] };
    const two = { name: "Two", marks: [] };
    const paper = { paper: "white" as const, layers: [two] };
    expect(mergedShot({}, { sketch: paper })?.sketch).toEqual(paper);
    expect(mergedShot({ sketch: { layers: [one] } }, {})?.sketch).toEqual({ layers: [one] });
    expect(mergedShot({ sketch: { layers: [one] } }, { sketch: paper })?.sketch).toEqual({
      layers: [one, { ...two, hidden: true }],
    });
    expect(mergedShot({ frame: buildMediaId("a") }, { sketch: paper })?.sketch).toEqual({
      layers: [{ ...two, hidden: true }],
    });
  });

  test("a merge with a free text loses nothing of what the other shot would send", () => {
    const merge: Edit = { type: "shot.merge", shotId: "shot_00A1" };
    const promptOf = (first: object, second: object) => {
      const pass = buildPass("A", [buildShot("A1", first), buildShot("A2", second)]);
      return edited(buildProject([pass]), merge).passes[0]?.shots[0]?.prompt;
    };
    expect(promptOf({ action: "she runs" }, { prompt: "The rain stops." })).toBe("She runs. The rain stops.");
    expect(promptOf({ prompt: "The rain stops." }, { action: "she runs", transition: "hard-cut" })).toBe(
      "The rain stops. She runs.",
    );
    expect(promptOf({ prompt: "" }, { action: "she runs" })).toBe("She runs.");
    expect(promptOf({ action: "she runs" }, { action: "she stops" })).toBeUndefined();
  });

  test("a merge refuses the last shot, what would be too long, and texts that no shot may hold", () => {
    expect(refusalOf(twoPasses, { type: "shot.merge", shotId: "shot_00A3" })).toBe("no-neighbour");
    const over = buildProject([buildTimedPass("A", [9000, 9000])]);
    expect(refusalOf(over, { type: "shot.merge", shotId: "shot_00A1" })).toBe("shot-longest");
    const wordy = ["a", "b"].map((letter, index) => buildShot(`A${index + 1}`, { action: letter.repeat(15_000) }));
    expect(refusalOf(buildProject([buildPass("A", wordy)]), { type: "shot.merge", shotId: "shot_00A1" })).toBe("limit");
  });
});

describe("describing", () => {
  test("sets fields, takes them away with null, and keeps the project when nothing changes", () => {
    const describe = (fields: Extract<Edit, { type: "shot.describe" }>["fields"]): Edit => ({
      ...{ type: "shot.describe", shotId: "shot_00A1", fields },
    });
    const changed = edited(twoPasses, describe({ action: "Runs", slowMotion: true, prompt: "free" }));
    expect(changed.passes[0]?.shots[0]).toEqual({
      ...buildShot("A1"),
      action: "Runs",
      slowMotion: true,
      prompt: "free",
    });
    expect(edited(changed, describe({ action: null, slowMotion: null, prompt: null }))).toStrictEqual(twoPasses);
    expect(edited(changed, describe({ action: "Runs" }))).toBe(changed);
    expect(labelOf(twoPasses, describe({ slowMotion: true }))).toBe("Change slow motion of SH0010");
  });

  test("a pass may move to a model that it does not fit yet, and not to one that nobody knows", () => {
    const fields = { profile: "pixio/kling-v3-pro" };
    const project = buildProject([buildTimedPass("A", [1000, 1000, 1000])]);
    expect(edited(project, { type: "pass.describe", passId: "pass_000A", fields }).passes[0]?.profile).toBe(
      fields.profile,
    );
    const unknown: Edit = { type: "pass.describe", passId: "pass_000A", fields: { profile: "acme/dream-1" } };
    expect(refusalOf(project, unknown)).toBe("not-found");
  });

  test("a rate is refused that does not count the programme's start", () => {
    const project = buildProject([], { rate: "29.97", start: "01:01:00:00" });
    expect(refusalOf(project, { type: "project.describe", fields: { rate: "29.97df" } })).toBe("wrong-start");
    const both: Edit = { type: "project.describe", fields: { rate: "29.97df", start: "01:01:00;02" } };
    expect(edited(project, both)).toMatchObject(both.fields);
  });
});

test("every edit of something that is gone is refused as not found", () => {
  const gone: Edit[] = [
    { type: "element.describe", elementId: "element_gone", fields: {} },
    { type: "element.remove", elementId: "element_gone" },
    { type: "pass.describe", passId: "pass_gone", fields: {} },
    { type: "pass.remove", passId: "pass_gone" },
    { type: "pass.move", passId: "pass_gone", index: 0 },
    { type: "pass.fit", passId: "pass_gone" },
    { type: "pass.split", passId: "pass_gone", newPassId: "pass_new1" },
    { type: "pass.lock-numbers", passId: "pass_gone" },
    { type: "shot.resize", shotId: "shot_gone", edge: "end", deltaMs: 0, mode: "roll" },
    { type: "shot.move", shotId: "shot_gone", passId: "pass_000A", index: 0 },
    { type: "shot.move", shotId: "shot_00A1", passId: "pass_gone", index: 0 },
    { type: "shot.remove", shotId: "shot_gone" },
    { type: "shot.split", shotId: "shot_gone", atMs: 1, newShotId: "shot_new1" },
    { type: "shot.merge", shotId: "shot_gone" },
    { type: "shot.describe", shotId: "shot_gone", fields: {} },
  ];
  for (const edit of gone) expect([edit.type, refusalOf(twoPasses, edit)]).toEqual([edit.type, "not-found"]);
});
