import { describe, expect, test } from "vitest";
import { callsElement, sayUses, usesOf } from "../../../shared/prompt/where-used.ts";
import { buildPass, buildProject, buildShot } from "../../support/builders.ts";

const calling = buildShot("1", { action: "@Mara waits for @Mara", dialogue: [{ speaker: "@Dog", line: "Woof" }] });
const hidden = buildShot("2", { action: "@Mara waits", prompt: "An empty road" });
const other = buildShot("3", { action: "@Mara_2 waits" });

describe("where an element is used", () => {
  const first = buildPass("A", [calling, hidden]);
  const second = buildPass("B", [other], { look: { palette: "like @Mara" } });
  const project = buildProject([first, second]);

  test("is in shots that call it in what is sent, each once, and in looks of passes", () => {
    expect(usesOf(project, "Mara").map(({ pass, shot }) => [pass.id, shot?.id ?? null])).toEqual([
      [first.id, calling.id],
      [second.id, null],
    ]);
    expect(usesOf(project, "mara")).toEqual([]);
  });

  test("is told of a pass by itself", () => {
    expect(["Mara", "Dog", "Mara_2"].map((name) => callsElement(first, name))).toEqual([true, true, false]);
    expect(callsElement(second, "Mara")).toBe(true);
  });

  test("is said in words", () => {
    expect(sayUses(usesOf(project, "Mara"))).toBe("1 shot and the look of 1 pass");
    expect(sayUses(usesOf(project, "Nobody"))).toBeNull();
    expect(sayUses([...usesOf(project, "Dog"), ...usesOf(project, "Mara_2")])).toBe("2 shots");
  });
});
