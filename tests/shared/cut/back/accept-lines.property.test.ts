import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkBudget } from "../../../../shared/budget/check.ts";
import type { ReadClip } from "../../../../shared/cut/back/read-cut.ts";
import { limitsOf } from "../../../../shared/models/profiles.ts";
import type { Pass, Project } from "../../../../shared/project/model.ts";
import { buildProject, buildTimedPass, durationsOf } from "../../../support/builders.ts";
import { accept, cutOf, long } from "./edited-cuts.ts";

const lengths = fc.array(
  fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }).filter((each) => totalIn(each)),
  { minLength: 1, maxLength: 4 },
);
const projects = lengths.map((passes) =>
  buildProject(
    passes.map((each, index) =>
      buildTimedPass(
        "ABCD"[index] as string,
        each.map((seconds) => seconds * 1000),
      ),
    ),
  ),
);

function totalIn(seconds: readonly number[]): boolean {
  const total = seconds.reduce((sum, each) => sum + each, 0);
  return total >= 3 && total <= 15;
}

describe("any edited list", () => {
  test("whose trims fit the model gives a plan whose cut is the edited one", () => {
    const pairs = projects.chain((project) =>
      fc
        .tuple(
          ...project.passes.map(({ shots }) =>
            fc
              .array(fc.integer({ min: 1, max: 10 }), { minLength: shots.length, maxLength: shots.length })
              .filter(totalIn),
          ),
        )
        // With the shorter of both the pass stays long enough, so that all room can be made before it is taken.
        .filter((wanted) => project.passes.every((pass, at) => totalIn(shorterOf(pass, wanted[at] as number[]))))
        .map((wanted) => ({ project, wanted })),
    );
    fc.assert(
      fc.property(pairs, ({ project, wanted }) => {
        const { after } = accept(project, (clips) =>
          clips.map((clip, index) => long(clip, (wanted.flat()[index] as number) * 24)),
        );
        expect(cutOf(after).clips.map(({ frames }) => frames / 24)).toEqual(wanted.flat());
      }),
    );
  });

  test("that was put in another order within its passes gives exactly that order", () => {
    const orders = projects.chain((project) =>
      fc
        .tuple(
          ...project.passes.map(({ shots }) =>
            fc.shuffledSubarray(
              shots.map(({ id }) => id),
              { minLength: shots.length },
            ),
          ),
        )
        .map((order) => ({ project, order })),
    );
    fc.assert(
      fc.property(orders, ({ project, order }) => {
        const { after } = accept(project, (clips) => inOrder(project, clips, order.flat()));
        expect(after.passes.map(({ shots }) => shots.map(({ id }) => id))).toEqual(order);
      }),
    );
  });

  test("gives edits that all apply, keeps the budget, and puts what moved beside its neighbours", () => {
    const edits = projects.chain((project) => {
      const ids = project.passes.flatMap(({ shots }) => shots.map(({ id }) => id));
      const frames = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: ids.length, maxLength: ids.length });
      return fc.tuple(fc.constant(project), fc.shuffledSubarray(ids), frames, fc.boolean());
    });
    fc.assert(
      fc.property(edits, ([project, order, frames, trims]) => {
        const { after, lines, sentences, applied, edits } = accept(project, (clips) =>
          inOrder(project, clips, order).map((clip, index) => (trims ? long(clip, frames[index] as number) : clip)),
        );
        expect(sentences).toHaveLength(lines.filter(({ canAccept }) => canAccept).length);
        expect(applied).toBeLessThanOrEqual(sentences.length);
        expect(edits.length).toBeLessThanOrEqual(applied);
        for (const pass of after.passes) expect(checkBudget(durationsOf(pass), limitsOf(pass.profile))).toEqual([]);
        const left = sentences.filter((sentence) => /was not (?:moved|removed)/.test(sentence)).length;
        const ids = after.passes.flatMap(({ shots }) => shots.map(({ id }) => id));
        if (left === 0) expect(ids).toEqual(order);
      }),
      { numRuns: 300 },
    );
  });
});

function shorterOf(pass: Pass, wanted: readonly number[]): number[] {
  return durationsOf(pass).map((durationMs, index) => Math.min(durationMs / 1000, wanted[index] as number));
}

function inOrder(project: Project, clips: readonly ReadClip[], order: readonly string[]): ReadClip[] {
  const ids = project.passes.flatMap(({ shots }) => shots.map(({ id }) => id));
  return order.map((id) => clips[ids.indexOf(id)] as ReadClip);
}
