import { describe, expect, test } from "vitest";
import { describePassChoice, ownChoice, shotsShownBy, takesToChoose } from "../../../../shared/cut/out/shot-takes.ts";
import { takeOfShot } from "../../../../shared/cut/out/take-film.ts";
import type { Pass, Shot } from "../../../../shared/project/model.ts";
import type { Take } from "../../../../shared/takes/take.ts";
import { buildMediaId, buildProject, buildTimedPass } from "../../../support/builders.ts";

const pass = buildTimedPass("1", [2000, 3000]);
const later = buildTimedPass("2", [4000]);
const [first, second] = pass.shots as [Shot, Shot];

function buildTake(number: number, content: Partial<Take> = {}): Take {
  return {
    id: `take_000${number}`,
    passId: pass.id,
    number,
    profile: "kling/kling-3.0-turbo",
    mediaId: buildMediaId("a"),
    frames: 120,
    createdAt: "2026-03-01T12:00:00.000Z",
    jobId: null,
    film: null,
    cuts: null,
    binnedAt: null,
    shots: pass.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
    ...content,
  };
}

const takes = [
  buildTake(1),
  buildTake(2, { shots: null }),
  buildTake(3, { profile: "animatic" }),
  buildTake(4, { shots: [{ shotId: first.id, durationMs: 2000 }] }),
  buildTake(5, { passId: "pass_0009", shots: [{ shotId: second.id, durationMs: 3000 }] }),
];

describe("the takes to choose from for a shot", () => {
  test("are those that show it, of whatever pass, without animatics", () => {
    expect(takesToChoose(pass, first, takes).map(({ number }) => number)).toEqual([1, 2, 4]);
    expect(takesToChoose(pass, second, takes).map(({ number }) => number)).toEqual([1, 2, 5]);
    expect(takesToChoose(later, later.shots[0] as Shot, takes)).toEqual([]);
  });
});

describe("a shot's own choice", () => {
  test("is a take, or the animatic whether or not it was rendered, or none", () => {
    const choiceOf = (take: string | undefined) => ownChoice(take === undefined ? first : { ...first, take }, takes);
    expect(["take_0001", "take_0003", "animatic", "take_0009", undefined].map(choiceOf)).toEqual([
      ...["take_0001", "animatic", "animatic"],
      ...[null, null],
    ]);
  });

  test("of the animatic goes before what is circled for the pass", () => {
    const circled: Pass = { ...pass, circledTake: "take_0001" };
    expect(takeOfShot(circled, { ...first, take: "animatic" }, takes)).toBeNull();
  });
});

describe("what shows a shot without a choice of its own", () => {
  const describeIt = (circledTake?: string, shot = first, known: readonly Take[] = takes) =>
    describePassChoice({ ...pass, ...(circledTake === undefined ? {} : { circledTake }) }, shot, known);

  test("is said in words", () => {
    expect(describeIt("take_0001")).toBe("take01 circled");
    expect(describeIt("take_0003")).toBe("animatic circled");
    expect(describeIt()).toBe("take04, the newest");
    expect(describeIt("take_0009")).toBe("take04, the newest");
    expect(describeIt(undefined, first, [])).toBe("animatic");
  });

  test("is the newest take that shows it where the circled one, or a newer one, does not", () => {
    expect(describeIt("take_0004", second)).toBe("take02, the newest");
    expect(describeIt(undefined, second)).toBe("take02, the newest");
    expect(describeIt("take_0004", second, [takes[3] as Take])).toBe("animatic");
  });

  test("does not change with the shot's own choice", () => {
    expect(describeIt("take_0001", { ...first, take: "take_0002" })).toBe("take01 circled");
  });
});

test("a take shows the shots that chose it, and those of its pass that chose nothing", () => {
  const mixed: Pass = { ...pass, circledTake: "take_0001", shots: [first, { ...second, take: "take_0005" }] };
  const shown = (passes: Pass[]) =>
    [...shotsShownBy(buildProject(passes), takes)].map(([id, shots]) => [id, shots.map((shot) => shot.id)]);
  expect(shown([mixed, later])).toEqual([
    ["take_0001", [first.id]],
    ["take_0005", [second.id]],
  ]);
  const animatic: Pass = { ...pass, shots: [{ ...first, take: "animatic" }, second] };
  // take04, the newest, lacks the second shot.
  expect(shown([animatic])).toEqual([["take_0002", [second.id]]]);
});
