import { describe, expect, test } from "vitest";
import type { Edit } from "../../../shared/edits/edit.ts";
import { type Pass, projectLimits } from "../../../shared/project/model.ts";
import { edited, refusalOf, twoPasses } from "../../support/apply-one-edit.ts";
import {
  buildElement,
  buildMediaId,
  buildPass,
  buildProject,
  buildShot,
  buildTimedPass,
  durationsOf,
} from "../../support/builders.ts";

describe("elements", () => {
  const shots = [
    buildShot("A1", {
      ...{ action: "@Car stops; @CarDoor opens", mood: "of @Car", camera: { note: "on @Car" } },
      dialogue: ["Car", "@Car", "CarDoor"].map((speaker) => ({ speaker, line: "Car!" })),
    }),
  ];
  const project = buildProject([buildPass("A", shots)], { elements: [buildElement("Car"), buildElement("CarDoor")] });

  test("are renamed together with every text that calls them, and only those", () => {
    const fields = { name: "Wagen" };
    const renamed = edited(project, { type: "element.describe", elementId: "element_0Car", fields });
    expect(renamed.passes[0]?.shots[0]).toMatchObject({
      ...{ action: "@Wagen stops; @CarDoor opens", mood: "of @Wagen", camera: { note: "on @Wagen" } },
      dialogue: ["Wagen", "@Wagen", "CarDoor"].map((speaker) => ({ speaker, line: "Car!" })),
    });
  });

  test("keep their names to themselves, whatever the case", () => {
    const rename: Edit = { type: "element.describe", elementId: "element_0Car", fields: { name: "cardoor" } };
    expect(refusalOf(project, rename)).toBe("name-taken");
    expect(refusalOf(project, { type: "element.add", element: buildElement("CAR") })).toBe("name-taken");
    const sameName: Edit = { type: "element.describe", elementId: "element_0Car", fields: { name: "CAR" } };
    expect(edited(project, sameName).elements[0]?.name).toBe("CAR");
  });

  test("take no name that makes a text too long", () => {
    const calls = buildShot("A1", { action: "@Car ".repeat(3999) });
    const wordy = buildProject([buildPass("A", [calls])], { elements: [buildElement("Car")] });
    const rename: Edit = { type: "element.describe", elementId: "element_0Car", fields: { name: "Automobile" } };
    expect(refusalOf(wordy, rename)).toBe("limit");
  });

  test("leave their calls standing when they are removed, for the check to name", () => {
    const removed = edited(project, { type: "element.remove", elementId: "element_0Car" });
    expect(removed.elements.map((element) => element.name)).toEqual(["CarDoor"]);
    expect(removed.passes).toBe(project.passes);
  });
});

describe("passes", () => {
  test("go on from a frame of a take until they get another start frame", () => {
    const continues = { shotId: "shot_00A1", takeId: "take_0001", frame: 71 };
    const describe = (fields: Extract<Edit, { type: "pass.describe" }>["fields"]): Edit => ({
      ...{ type: "pass.describe", passId: "pass_000B", fields },
    });
    const linked = edited(twoPasses, describe({ startFrame: buildMediaId("a"), continues }));
    expect(linked.passes[1]).toMatchObject({ startFrame: buildMediaId("a"), continues });
    expect(edited(linked, describe({ startFrame: buildMediaId("a"), name: "Same" })).passes[1]).toMatchObject({
      continues,
    });
    for (const startFrame of [buildMediaId("b"), null]) {
      expect(edited(linked, describe({ startFrame })).passes[1]?.continues).toBeUndefined();
    }
  });

  test("are added at their place, if they fit and bring ids of their own", () => {
    const add = (pass: Pass, index = 0): Edit => ({ type: "pass.add", pass, index });
    expect(edited(twoPasses, add(buildTimedPass("N", [3000]))).passes.map((pass) => pass.name)).toEqual([
      ...["Pass N", "Pass A", "Pass B"],
    ]);
    expect(refusalOf(twoPasses, add(buildTimedPass("N", [1000])))).toBe("limit");
    expect(refusalOf(twoPasses, add(buildTimedPass("A", [3000])))).toBe("name-taken");
    expect(refusalOf(twoPasses, add(buildPass("N", [buildShot("A1")])))).toBe("name-taken");
    expect(refusalOf(twoPasses, add(buildPass("N", [buildShot("N1"), buildShot("N1")])))).toBe("name-taken");
    expect(refusalOf(twoPasses, add(buildTimedPass("N", [3000], { profile: "acme/dream-1" })))).toBe("not-found");
  });

  test("are no more than a project holds, however they come", () => {
    const passes = Array.from({ length: projectLimits.passes }, (_, index) =>
      buildTimedPass(`${1000 + index}`, [3000, 3000]),
    );
    const full = buildProject(passes);
    expect(refusalOf(full, { type: "pass.add", pass: buildTimedPass("N", [3000]), index: 0 })).toBe("limit");
    expect(refusalOf(full, { type: "pass.split", passId: "pass_1000", newPassId: "pass_new1" })).toBe("limit");
  });

  test("are fitted to a budget, or said to be too many shots for it", () => {
    const project = buildProject([buildTimedPass("A", [9000, 9000]), buildTimedPass("B", Array(7).fill(2000))]);
    expect(durationsOf(edited(project, { type: "pass.fit", passId: "pass_000A" }).passes[0])).toEqual([8000, 7000]);
    expect(refusalOf(project, { type: "pass.fit", passId: "pass_000B" })).toBe("no-room");
    expect(edited(twoPasses, { type: "pass.fit", passId: "pass_000A" })).toBe(twoPasses);
  });

  test("are split in two that fit: the start frame stays with the first, the end frame goes with the second", () => {
    const continues = { shotId: "shot_000B", takeId: "take_0001", frame: 47 };
    const frames = { startFrame: buildMediaId("a"), endFrame: buildMediaId("b"), continues };
    const project = buildProject([buildTimedPass("A", [9000, 9000], frames), buildTimedPass("B", [3000])]);
    const [first, second, last] = edited(project, {
      type: "pass.split",
      passId: "pass_000A",
      newPassId: "pass_new1",
    }).passes;
    expect(first).toEqual({ ...buildTimedPass("A", [9000]), startFrame: frames.startFrame, continues });
    expect(second).not.toHaveProperty("continues");
    expect(second).toMatchObject({ id: "pass_new1", endFrame: frames.endFrame, shots: [{ id: "shot_00A2" }] });
    expect(second).not.toHaveProperty("startFrame");
    expect(last?.id).toBe("pass_000B");
    expect(refusalOf(project, { type: "pass.split", passId: "pass_000A", newPassId: "pass_000B" })).toBe("name-taken");
    expect(refusalOf(project, { type: "pass.split", passId: "pass_000B", newPassId: "pass_new1" })).toBe("not-a-cut");
  });

  test("lock the numbers that their shots show, which then survive a move", () => {
    const locked = edited(twoPasses, { type: "pass.lock-numbers", passId: "pass_000B" });
    expect(locked.passes[1]?.shots.map((shot) => shot.number)).toEqual([40, 50]);
    expect(edited(locked, { type: "pass.lock-numbers", passId: "pass_000B" })).toBe(locked);
    const last = buildProject([buildPass("A", [buildShot("A1", { number: 9999 }), buildShot("A2")])]);
    expect(refusalOf(last, { type: "pass.lock-numbers", passId: "pass_000A" })).toBe("limit");
  });

  test("change places", () => {
    const order = (index: number) =>
      edited(twoPasses, { type: "pass.move", passId: "pass_000A", index }).passes.map((pass) => pass.name);
    expect(order(1)).toEqual(["Pass B", "Pass A"]);
    expect(order(99)).toEqual(["Pass B", "Pass A"]);
    expect(order(0)).toEqual(["Pass A", "Pass B"]);
  });
});
