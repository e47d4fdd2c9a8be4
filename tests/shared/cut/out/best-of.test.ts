import { describe, expect, test } from "vitest";
import { bestOf } from "../../../../shared/cut/out/best-of.ts";
import { applyEdit } from "../../../../shared/edits/apply-edit.ts";
import type { Pass } from "../../../../shared/project/model.ts";
import type { Take } from "../../../../shared/takes/take.ts";
import { buildMediaId, buildProject, buildTimedPass } from "../../../support/builders.ts";

const pass = buildTimedPass("A", [4000, 3000]);
const [first, second] = pass.shots.map(({ id }) => id) as [string, string];

function buildTake(number: number, content: Partial<Take> = {}): Take {
  return {
    id: `take_000${number}`,
    passId: pass.id,
    number,
    profile: "import",
    mediaId: buildMediaId("a"),
    frames: 168,
    createdAt: "2026-03-01T12:00:00.000Z",
    jobId: null,
    film: null,
    cuts: null,
    binnedAt: null,
    shots: pass.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
    ...content,
  };
}

const retake = { shots: [{ shotId: second, durationMs: 3000 }] };
const takes = [buildTake(1), buildTake(2), buildTake(3, retake)];

function rated(ratings: Record<string, number>, content: Partial<Pass> = {}): Pass {
  const notes = Object.fromEntries(Object.entries(ratings).map(([id, rating]) => [id, { rating }]));
  return { ...pass, takes: notes, ...content };
}

describe("best of", () => {
  test("leaves shots alone as long as nothing is circled or rated", () => {
    expect(bestOf(pass, takes)).toEqual({});
  });

  test("picks the most stars that show the shot; what the shot gets anyway needs no choice of its own", () => {
    expect(bestOf(rated({ take_0001: 4, take_0002: 3, take_0003: 5 }), takes)).toEqual({
      [first]: "take_0001",
      [second]: null,
    });
  });

  test("of equal stars the newest, and a rejected or binned take has none", () => {
    expect(bestOf(rated({ take_0001: 4, take_0002: 4 }), takes)).toEqual({ [first]: null, [second]: "take_0002" });
    const rejected = {
      ...pass,
      takes: { take_0001: { rating: 2 }, take_0002: { rating: 5, rejected: "Warped hands" } },
    };
    expect(bestOf(rejected, takes)).toEqual({ [first]: null, [second]: "take_0001" });
    const binned = [buildTake(1), buildTake(2, { binnedAt: "2026-03-01T12:00:00.000Z" })];
    expect(bestOf(rated({ take_0001: 1, take_0002: 5 }), binned)).toEqual({ [first]: null, [second]: null });
  });

  test("a circle comes before stars, and takes an older choice back", () => {
    const circled = rated({ take_0001: 5 }, { circledTake: "take_0002" });
    const chosen = { ...circled, shots: circled.shots.map((shot) => ({ ...shot, take: "take_0001" })) };
    const choices = bestOf(chosen, takes);
    expect(choices).toEqual({ [first]: null, [second]: null });
    const result = applyEdit(buildProject([chosen]), { type: "pass.mix", passId: pass.id, takes: choices });
    expect(result.ok && result.project.passes[0]?.shots.map(({ take }) => take)).toEqual([undefined, undefined]);
  });
});

describe("a mix", () => {
  test("is one edit for all of its shots", () => {
    const result = applyEdit(buildProject([pass]), {
      type: "pass.mix",
      passId: pass.id,
      takes: { [first]: "take_0002", [second]: "animatic" },
    });
    expect(result.ok && result.label).toBe("Mix takes of SC010 Pass A");
    expect(result.ok && result.project.passes[0]?.shots.map(({ take }) => take)).toEqual(["take_0002", "animatic"]);
  });

  test("that names a shot of no pass is refused as a whole", () => {
    const takes = { [first]: "take_0002", shot_gone: null };
    expect(applyEdit(buildProject([pass]), { type: "pass.mix", passId: pass.id, takes }).ok).toBe(false);
  });

  test("that changes nothing changes nothing", () => {
    const project = buildProject([pass]);
    const result = applyEdit(project, { type: "pass.mix", passId: pass.id, takes: { [first]: null } });
    expect(result.ok && result.project).toBe(project);
  });
});
