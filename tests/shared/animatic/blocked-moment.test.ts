import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesOfBlocking, keepMoment, momentOfPlace, seeMoment } from "../../../shared/animatic/blocked-moment.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import { type KeptBlocking, keptBlockingSchema } from "../../../shared/project/kept-blocking.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Blocking } from "../../../shared/project/stage.ts";
import { blockingPoses, builds, cameraMoves } from "../../../shared/project/vocabulary.ts";
import { compileShotText } from "../../../shared/prompt/compile.ts";
import { edited } from "../../support/apply-one-edit.ts";
import { buildElement, buildMediaId, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const first = "shot_0001";
const second = "shot_0002";
const start = { shotId: first, progress: 0 };

/** Two shots; Mara and Tom stand where the stage says, and the camera of the first where its blocking says. */
function diner(blocking?: Blocking): Project {
  const shots = [
    buildShot("1", {
      action: "@Mara looks at @Tom",
      blocking: { camera: { at: [0, -4], height: 1.5, lens: 35, target: { at: [0, 0], height: 1.2 } }, ...blocking },
    }),
    buildShot("2", { action: "@Tom waits", camera: { size: "MCU", move: "pull-out" } }),
  ];
  const stage = {
    figures: [
      { id: "Mara", at: [-1, 0] as [number, number], facing: 90 },
      { id: "Tom", at: [1, 0] as [number, number], facing: -90 },
    ],
    props: [{ id: "table", body: "table" as const, at: [0, 1] as [number, number] }],
  };
  const elements = [buildElement("Mara"), buildElement("Tom")];
  return buildProject([buildPass("1", shots, { stage })], { elements });
}

function kept(project: Project, moment = start): KeptBlocking {
  return keepMoment(project, moment) as KeptBlocking;
}

describe("a moment", () => {
  test("is where its shot starts, and for an end frame where the last one ends", () => {
    const project = diner();
    expect(momentOfPlace(project, { kind: "startFrame", passId: "pass_0001" })).toEqual(start);
    expect(momentOfPlace(project, { kind: "endFrame", passId: "pass_0001" })).toEqual({ shotId: second, progress: 1 });
    expect(momentOfPlace(project, { kind: "shot", shotId: second })).toEqual({ shotId: second, progress: 0 });
    expect(momentOfPlace(project, { kind: "element", elementId: "element_Mara" })).toBeNull();
    expect(momentOfPlace(project, { kind: "shot", shotId: "shot_gone" })).toBeNull();
  });

  test("is seen though a picture stands for its shot, in the shape of its pass", () => {
    const project = edited(diner(), {
      type: "shot.describe",
      shotId: first,
      fields: { frame: buildMediaId("f") },
    });
    expect(seeMoment(project, start)).toMatchObject({
      frame: { widthPx: 1920, heightPx: 1080 },
      scene: { figures: [{ id: "Mara" }, { id: "Tom" }] },
    });
    expect(seeMoment(project, { ...start, shotId: "shot_gone" })).toBeNull();
    expect(keepMoment(project, { ...start, shotId: "shot_gone" })).toBeNull();
  });
});

describe("what an image keeps", () => {
  test("is plain data that a row can hold and give back", () => {
    const then = kept(diner());
    expect(keptBlockingSchema.parse(JSON.parse(JSON.stringify(then)))).toEqual(then);
  });

  test.each<[string, Edit, string[]]>([
    [
      "the camera",
      {
        type: "shot.describe",
        shotId: first,
        fields: { blocking: { camera: { at: [0.1, -4], height: 1.5, lens: 35 } } },
      },
      ["camera"],
    ],
    [
      "a lens",
      { type: "shot.describe", shotId: first, fields: { blocking: { camera: hand({ lens: 50 }) } } },
      ["lens"],
    ],
    [
      "a figure",
      {
        type: "shot.describe",
        shotId: first,
        fields: { blocking: { camera: hand(), figures: { Tom: { at: [1.2, 0] } } } },
      },
      ["@Tom"],
    ],
    [
      "a pose",
      {
        type: "shot.describe",
        shotId: first,
        fields: { blocking: { camera: hand(), figures: { Mara: { pose: "sitting" } } } },
      },
      ["@Mara"],
    ],
    [
      "who is in the shot",
      {
        type: "shot.describe",
        shotId: first,
        fields: { blocking: { camera: hand(), figures: { Mara: { seen: false } } } },
      },
      ["@Mara"],
    ],
    [
      "the shape of the frame",
      { type: "pass.describe", passId: "pass_0001", fields: { aspectRatio: "1:1" } },
      ["aspect ratio"],
    ],
  ])("is another after %s has changed", (_what, edit, changes) => {
    const project = diner();
    const then = kept(project);
    expect(changesOfBlocking(project, then)).toEqual([]);
    expect(changesOfBlocking(edited(project, edit), then)).toEqual(expect.arrayContaining(changes));
    expect(changesOfBlocking(project, then)).toEqual([]);
  });

  test("knows a move that begins elsewhere", () => {
    const project = diner();
    const then = kept(project, { shotId: second, progress: 0 });
    const pushed = edited(project, {
      type: "shot.describe",
      shotId: second,
      fields: { camera: { size: "MCU", move: "push-in" } },
    });
    expect(changesOfBlocking(pushed, then)).toEqual(["camera"]);
  });

  test("knows a move that a free text says", () => {
    const project = diner();
    const ending = { shotId: second, progress: 1 };
    const write = (prompt: string) => edited(project, { type: "shot.describe", shotId: second, fields: { prompt } });
    const still = write(compileShotText({ action: "@Tom waits.", camera: { size: "MCU", move: "static" } }));
    const orbiting = write(compileShotText({ action: "@Tom waits.", camera: { size: "MCU", move: "orbit-left" } }));
    expect(seeMoment(orbiting, ending)?.scene.view.at[0]).toBeCloseTo(kept(orbiting, ending).camera.at[0], 1);
    expect(changesOfBlocking(orbiting, kept(still, ending))).toEqual(["camera"]);
  });

  test("stays the same under another name, color, light, picture, length or place", () => {
    const project = diner();
    const then = kept(project);
    const elements = project.elements.map((each) =>
      each.name === "Tom" ? { ...each, images: [buildMediaId("c")], color: "#ff0000" } : each,
    );
    const [pass] = project.passes;
    const lit = { ...pass, stage: { ...pass?.stage, light: { bearing: 10, elevation: 20 } } };
    expect(changesOfBlocking({ ...project, elements, passes: [lit as typeof pass & object] }, then)).toEqual([]);
    const longer = edited(project, { type: "shot.describe", shotId: first, fields: { frame: buildMediaId("f") } });
    const [before] = longer.passes;
    const shots = before?.shots.map((shot) => ({ ...shot, durationMs: shot.durationMs + 1000 })) ?? [];
    const later = { ...project, passes: [{ ...before, shots: [buildShot("0", { action: "Rain" }), ...shots] }] };
    expect(changesOfBlocking(later as Project, then)).toEqual([]);
  });

  test("stays the same when an element gets another name, on the stage and in the words", () => {
    const project = diner();
    const renamed = edited(project, {
      type: "element.describe",
      elementId: project.elements[0]?.id ?? "",
      fields: { name: "Maria" },
    });
    expect(renamed.passes[0]?.shots[0]?.action).toContain("@Maria");
    expect(changesOfBlocking(renamed, kept(project))).toEqual([]);
  });

  test("says nothing once its shot is gone", () => {
    const project = diner();
    const then = kept(project);
    expect(changesOfBlocking({ ...project, passes: [] }, then)).toBeNull();
  });
});

function hand(camera: NonNullable<Blocking["camera"]> = {}): NonNullable<Blocking["camera"]> {
  return { at: [0, -4], height: 1.5, lens: 35, target: { at: [0, 0], height: 1.2 }, ...camera };
}

test("a blocking is the same as itself, and another one exactly when a figure, a prop or the camera is elsewhere", () => {
  const spot = fc.tuple(
    fc.integer({ min: -9, max: 9 }).map((tenths) => tenths / 10),
    fc.integer({ min: -9, max: 9 }).map((tenths) => tenths / 10),
  );
  const standing = fc.record({
    at: spot,
    facing: fc.integer({ min: -180, max: 179 }),
    pose: fc.constantFrom(...blockingPoses.filter((pose) => pose !== "back-turned")),
  });
  const one = fc.record({
    mara: standing,
    tom: standing,
    camera: fc.record({
      x: fc.integer({ min: -5, max: 5 }),
      height: fc.integer({ min: 1, max: 3 }),
      lens: fc.constantFrom(24, 35, 85),
    }),
    table: spot,
    build: fc.constantFrom(...builds),
    move: fc.constantFrom(...cameraMoves),
  });
  type One = typeof one extends fc.Arbitrary<infer Value> ? Value : never;
  const projectOf = ({ mara, tom, camera: { x, height, lens }, table, build, move }: One): Project => {
    const project = diner({
      camera: { at: [x, -6], height, lens, target: { at: [0, 0], height: 1 } },
      figures: { Mara: mara, Tom: tom },
    });
    const [pass] = project.passes;
    const shots = pass?.shots.map((shot) => ({ ...shot, camera: { move } })) ?? [];
    const figures = [{ id: "Mara", build }, { id: "Tom" }];
    const stage = { figures, props: [{ id: "table", body: "table" as const, at: table }] };
    return { ...project, passes: [{ ...pass, shots, stage } as (typeof project.passes)[number]] };
  };
  fc.assert(
    fc.property(one, one, fc.boolean(), (then, other, keeps) => {
      const now = keeps ? then : { ...other, move: then.move };
      const before = kept(projectOf(then));
      const changes = changesOfBlocking(projectOf(now), before);
      expect(changesOfBlocking(projectOf(then), before)).toEqual([]);
      expect(changes?.length === 0).toBe(JSON.stringify(then) === JSON.stringify(now));
    }),
  );
});
