import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Pass, passSchema } from "../../../shared/project/model.ts";
import type { Blocking, Stage } from "../../../shared/project/stage.ts";
import { elementsOnStage, releaseOnStage, renameOnStage } from "../../../shared/project/stage-names.ts";
import { arbitraryBlocking, arbitraryStage, stageIds } from "../../support/arbitrary-stage.ts";
import { buildPass, buildShot } from "../../support/builders.ts";

function passOf(stage: Stage, blocking: Blocking = {}): Pass {
  return buildPass("A", [buildShot("1", { blocking }), buildShot("2")], { stage });
}

describe("an element that gets another name", () => {
  test("is called so on the stage, in its shots and by their cameras", () => {
    const pass = passOf(
      {
        figures: [
          { id: "Mara", at: [1, 2] },
          { id: "figure-1", element: "Mara" },
        ],
        props: [{ id: "box", body: "box", at: [0, 0], element: "Mara" }],
      },
      {
        camera: { target: { figure: "Mara" }, to: { lens: 50, target: { figure: "Mara" } } },
        figures: { Mara: { seen: true }, Tom: { seen: false } },
      },
    );
    expect(renameOnStage(pass, "Mara", "Ann")).toEqual(
      passOf(
        {
          figures: [
            { id: "Ann", at: [1, 2] },
            { id: "figure-1", element: "Ann" },
          ],
          props: [{ id: "box", body: "box", at: [0, 0], element: "Ann" }],
        },
        {
          camera: { target: { figure: "Ann" }, to: { lens: 50, target: { figure: "Ann" } } },
          figures: { Ann: { seen: true }, Tom: { seen: false } },
        },
      ),
    );
  });

  test("does not become one with a figure that is called so already, which stays where it is under a free name", () => {
    const pass = passOf(
      { figures: [{ id: "Mara" }, { id: "Ann", at: [3, 3] }, { id: "Ann-2" }] },
      { figures: { Mara: { at: [0, 0] }, Ann: { pose: "sitting" } }, camera: { target: { figure: "Ann" } } },
    );
    expect(renameOnStage(pass, "Mara", "Ann")).toEqual(
      passOf(
        { figures: [{ id: "Ann" }, { id: "Ann-3", at: [3, 3], label: "Ann" }, { id: "Ann-2" }] },
        { figures: { Ann: { at: [0, 0] }, "Ann-3": { pose: "sitting" } }, camera: { target: { figure: "Ann-3" } } },
      ),
    );
  });

  test("changes nothing where it is not on the stage", () => {
    const pass = passOf({ figures: [{ id: "Tom" }] }, { figures: { Tom: {} } });
    expect(renameOnStage(pass, "Mara", "Ann")).toBe(pass);
    const plain = buildPass("A", [buildShot("1")]);
    expect(renameOnStage(plain, "Mara", "Ann")).toBe(plain);
  });
});

test("who shows an element that goes keeps its name as a label, unless it has one", () => {
  const pass = passOf({
    figures: [
      { id: "figure-1", element: "Night_Driver", at: [1, 1] },
      { id: "figure-2", element: "Night_Driver", label: "Double" },
      { id: "Night_Driver" },
    ],
    props: [{ id: "car", body: "car", at: [0, 0], element: "Night_Driver" }],
  });
  expect(releaseOnStage(pass, "Night_Driver").stage).toEqual({
    figures: [
      { id: "figure-1", label: "Night Driver", at: [1, 1] },
      { id: "figure-2", label: "Double" },
      { id: "Night_Driver" },
    ],
    props: [{ id: "car", body: "car", at: [0, 0], label: "Night Driver" }],
  });
  expect(releaseOnStage(pass, "Nobody")).toBe(pass);
});

test("whatever is on a stage, it is valid under other names, nobody is lost, and nothing has the old one", () => {
  const from = fc.constantFrom(...stageIds);
  const to = fc.constantFrom("Driver", "Car", "toString", "New", "A".repeat(200));
  fc.assert(
    fc.property(arbitraryStage, arbitraryBlocking, from, to, (stage, blocking, from, to) => {
      fc.pre(from !== to);
      const pass = passOf(stage, blocking);
      const renamed = renameOnStage(pass, from, to);
      expect(passSchema.safeParse(renamed).error).toBeUndefined();
      expect(elementsOnStage(renamed)).not.toContain(from);
      expect(renamed.stage?.figures?.length).toBe(stage.figures?.length);
      expect(Object.keys(renamed.shots[0]?.blocking?.figures ?? {})).toHaveLength(
        Object.keys(blocking.figures ?? {}).length,
      );
      expect(passSchema.safeParse(releaseOnStage(pass, from)).error).toBeUndefined();
    }),
  );
});
