import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkBudget } from "../../../shared/budget/check.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import { editSchema } from "../../../shared/edits/edit.ts";
import { type Change, changeSchema, changesBetween, replayChanges } from "../../../shared/edits/history.ts";
import { learnProfiles, limitsOf } from "../../../shared/models/profiles.ts";
import { placeProgramme, shotNumbers, totalMs } from "../../../shared/project/layout.ts";
import { type Pass, type Project, projectSchema } from "../../../shared/project/model.ts";
import { frameAtMs, rateOf } from "../../../shared/time/rate.ts";
import { buildProject, buildTimedPass, deepFreeze, durationsOf } from "../../support/builders.ts";
import { longModels } from "../../support/long-models.ts";
import { buildStart, type Draw, draws, type EditOptions, editFrom } from "../../support/random-edits.ts";

/** Applies what `list` means, one after another, each to a frozen project; gives every state, the first one included. */
function statesAfter(start: Project, list: readonly Draw[], options?: EditOptions): Project[] {
  const states = [deepFreeze(start)];
  list.forEach((draw, serial) => {
    const before = states.at(-1) as Project;
    const edit = deepFreeze(editFrom(before, draw, serial, options));
    expect(editSchema.safeParse(edit).error).toBeUndefined();
    const result = applyEdit(before, edit);
    if (!result.ok) expect(result.refusal.message).toMatch(/\.$/);
    else if (result.project !== before) states.push(deepFreeze(result.project));
  });
  return states;
}

function idsOf(project: Project): string[] {
  const { passes, elements } = project;
  return [...passes, ...passes.flatMap((pass) => pass.shots), ...elements].map((each) => each.id);
}

describe("after any list of edits", () => {
  test("the plan is one, with every id once and its lengths adding up", () => {
    fc.assert(
      fc.property(draws, (list) => {
        for (const project of statesAfter(buildStart(), list)) {
          expect(projectSchema.safeParse(project).error).toBeUndefined();
          const ids = idsOf(project);
          expect(new Set(ids).size).toBe(ids.length);
          const placed = placeProgramme(project);
          const rate = rateOf(project.rate);
          const frames = project.passes.reduce((sum, pass) => sum + frameAtMs(totalMs(pass), rate), 0);
          expect(placed.at(-1)?.endFrame ?? 0).toBe(frames);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("every pass keeps its budget as long as its model stays", () => {
    fc.assert(
      fc.property(draws, (list) => {
        for (const pass of statesAfter(buildStart(), list, { profiles: false }).at(-1)?.passes ?? []) {
          expect(checkBudget(durationsOf(pass), limitsOf(pass.profile))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("no two shots of a scene share a number, and a locked number stays with its shot in its scene", () => {
    fc.assert(
      fc.property(draws, (list) => {
        const states = statesAfter(buildStart(), list);
        states.forEach((project, index) => {
          const numbers = shotNumbers(project.passes);
          const seen = project.passes.flatMap(({ scene, shots }) =>
            shots.map((shot) => `${scene} ${numbers.get(shot.id)}`),
          );
          expect(new Set(seen).size).toBe(seen.length);
          const before = new Map(placesOf(states[index - 1]));
          for (const [id, place] of placesOf(project)) {
            const was = before.get(id);
            if (was?.number !== undefined && was.scene === place.scene) expect(place.number).toBe(was.number);
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  test("undoing everything gives the first state, and redoing everything the last", () => {
    fc.assert(
      fc.property(draws, (list) => {
        const states = statesAfter(buildStart(), list);
        // Through JSON, as the database keeps them.
        const steps: Change[][] = states
          .slice(1)
          .map((after, index) => changesBetween(states[index] as Project, after))
          .map((changes) => changeSchema.array().parse(JSON.parse(JSON.stringify(changes))));
        for (const changes of steps) expect(changes.length).toBeGreaterThan(0);
        let project = states.at(-1) as Project;
        for (const [index, changes] of [...steps.entries()].reverse()) {
          project = replayChanges(project, changes, "undo");
          expect(project).toStrictEqual(states[index]);
        }
        for (const [index, changes] of steps.entries()) {
          project = replayChanges(project, changes, "redo");
          expect(project).toStrictEqual(states[index + 1]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("after any list of edits of passes up to half a minute and ten shots", () => {
  beforeAll(() => learnProfiles(longModels));
  afterAll(() => learnProfiles([]));
  const ids = longModels.map(({ id }) => id);
  const start = () =>
    buildProject(longModels.map(({ id }, at) => buildTimedPass(`L${at}`, [4000, 5000, 6000], { profile: id })));

  test("every pass keeps its budget as long as its model stays, and undoing everything gives the first state", () => {
    fc.assert(
      fc.property(draws, fc.boolean(), (list, profiles) => {
        const states = statesAfter(start(), list, { profiles, profilesToPick: ids });
        const last = states.at(-1) as Project;
        for (const pass of profiles ? [] : last.passes) {
          expect(checkBudget(durationsOf(pass), limitsOf(pass.profile))).toEqual([]);
        }
        const changes = changesBetween(states[0] as Project, last);
        expect(replayChanges(last, changes, "undo")).toStrictEqual(states[0]);
      }),
      { numRuns: 150 },
    );
  });
});

test("an empty project takes any edit without falling over", () => {
  fc.assert(
    fc.property(draws, (list) => void statesAfter(buildProject([]), list)),
    { numRuns: 50 },
  );
});

function placesOf(project: Project | undefined): [string, { scene: string; number: number | undefined }][] {
  const passes = project?.passes ?? [];
  return passes.flatMap(({ scene, shots }) =>
    shots.map((shot): [string, { scene: string; number: number | undefined }] => [
      shot.id,
      { scene, number: shot.number },
    ]),
  );
}

test("no edit of its shots makes a pass worse that came from another model", () => {
  const broken = fc.array(
    fc.integer({ min: 1, max: 16 }).map((half) => half * 500),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(broken, draws, (durationsMs, list) => {
      const kept = list.filter(({ type }) => type.startsWith("shot.") || type === "pass.fit");
      const start = buildProject([buildTimedPass("A", durationsMs), buildTimedPass("B", [3000, 3000])]);
      const states = statesAfter(start, kept);
      for (const [index, after] of states.entries()) {
        const before = states[index - 1] ?? after;
        for (const [at, pass] of after.passes.entries()) {
          const was = breachesOf(before.passes[at] as Pass);
          breachesOf(pass).forEach((amount, rule) => {
            expect([rule, amount <= (was[rule] as number)]).toEqual([rule, true]);
          });
        }
      }
    }),
    { numRuns: 300 },
  );
});

/** By how much a pass breaks each limit of the whole and of its shots, in milliseconds or counts. */
function breachesOf(pass: Pass): number[] {
  const { totalMs: total, shotMs, shotsMax, stepMs } = limitsOf(pass.profile);
  const lengths = durationsOf(pass);
  const sum = totalMs(pass);
  const sumOf = (amounts: number[]) => amounts.reduce((all, amount) => all + Math.max(0, amount), 0);
  return [
    Math.max(0, sum - total.max),
    Math.max(0, total.min - sum),
    Math.max(0, lengths.length - shotsMax),
    sumOf(lengths.map((length) => shotMs.min - length)),
    sumOf(lengths.map((length) => length - shotMs.max)),
    lengths.filter((length) => length % stepMs !== 0).length,
  ];
}
