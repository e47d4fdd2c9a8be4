import { describe, expect, it } from "vitest";
import { inStanding, problemsOf } from "../../../renderer/src/state/plan-problems.ts";
import { checkPlan } from "../../../shared/preflight/preflight.ts";
import type { Element, Pass } from "../../../shared/project/model.ts";
import { pass, shot } from "../../shared/animatic/sample-project.ts";

const written = shot("1", { action: "A lamp swings", camera: { size: "CU" } });
const untouched = shot("2");
const nobody: ReadonlySet<string> = new Set();

function standings(judged: Pass, asked = nobody): string[] {
  const problems = problemsOf({ elements: [] }, judged);
  return inStanding(judged, problems, asked).map(({ standing, code, path }) => `${standing} ${code} ${path}`);
}

describe("a shot that nobody has written yet", () => {
  const judged = pass([written, untouched], { profile: "pixio/kling-v3-pro", resolution: "1080p" });

  it("is to do, and gets no advice yet", () => {
    expect(standings(judged)).toEqual(["todo prompt.empty passes[0].shots[1]"]);
  });

  it("is a problem once Generate was pressed for it, while one that was added since is to do", () => {
    const added = { ...judged, shots: [...judged.shots, shot("3")] };
    const asked = new Set(judged.shots.map(({ id }) => id));
    expect(standings(added, asked).filter((each) => !each.startsWith("advice"))).toEqual([
      "error prompt.empty passes[0].shots[1]",
      "todo prompt.empty passes[0].shots[2]",
    ]);
  });

  it("keeps the pass from being sent all the same", () => {
    expect(checkPlan({ elements: [], passes: [judged] })[0]).toMatchObject({ code: "prompt.empty", severity: "error" });
  });
});

it("an element without a picture is to do, as those of a script are, until its pass is to be generated; the animatic needs none", () => {
  const shots = [shot("1", { action: "@Tove waits", camera: { size: "CU" } })];
  const judged = pass(shots, { profile: "pixio/kling-v3-pro", resolution: "1080p" });
  const elements: Element[] = [{ id: "element_0001", name: "Tove", kind: "character", images: [] }];
  const standing = (asked: ReadonlySet<string>, of = judged) =>
    inStanding(of, problemsOf({ elements }, of), asked).find(({ code }) => code === "element.too-few-images")?.standing;
  expect(standing(nobody)).toBe("todo");
  expect(standing(new Set([judged.shots[0]?.id ?? ""]))).toBe("error");
  expect(standing(nobody, pass(shots))).toBeUndefined();
});

it("what is wrong is so at once, before what is to do, before advice", () => {
  const plain = shot("3", { action: "A door opens" });
  const judged = pass([untouched, { ...written, durationMs: 20_000 }, plain], {
    profile: "pixio/kling-v3-pro",
    resolution: "1080p",
  });
  const [first, ...rest] = standings(judged);
  expect(first).toMatch(/^error budget\./);
  expect(rest.slice(-2)).toEqual([
    "todo prompt.empty passes[0].shots[0]",
    "advice advice.no-camera passes[0].shots[2].camera",
  ]);
});
