import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkPlan } from "../../shared/preflight/preflight.ts";
import { parsePlan } from "../../shared/project/plan.ts";
import { stageLimits } from "../../shared/project/stage.ts";
import { blockingPoses, builds, propBodies } from "../../shared/project/vocabulary.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/files.md"), "utf8");

test("the plan file that is shown is one, and blocks a pass", () => {
  const [, example = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  const { plan } = parsePlan(example);
  expect(plan && checkPlan(plan).filter(({ severity }) => severity === "error")).toEqual([]);
  expect(plan?.passes[0]?.stage?.figures).toHaveLength(3);
  expect(plan?.passes[0]?.shots.map(({ blocking }) => blocking !== undefined)).toEqual([true, true]);
});

test("every pose, build, prop and limit of a stage is named", () => {
  for (const word of [...blockingPoses, ...builds, ...propBodies]) expect(page).toMatch(new RegExp(`\\b${word}\\b`));
  const { figures, props, pathPoints, reach, lens, height } = stageLimits;
  for (const words of [
    `At most ${figures}.`,
    `At most ${props}.`,
    `at most ${pathPoints} points`,
    `${reach} m`,
    `(${lens.min} to ${lens.max})`,
    `(${height.min} to ${height.max})`,
  ])
    expect(page).toContain(words);
});
