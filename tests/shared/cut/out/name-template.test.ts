import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { animaticFilm, assembleCut, type Cut } from "../../../../shared/cut/out/cut.ts";
import {
  defaultNameTemplate,
  nameClips,
  nameTokens,
  previewNames,
  templateProblem,
} from "../../../../shared/cut/out/name-template.ts";
import { buildPass, buildProject, buildShot } from "../../../support/builders.ts";

function cutOf(scenes: readonly string[] = ["SC010", "SC010"], sources: readonly string[] = ["animatic"]): Cut {
  const passes = scenes.map((scene, index) =>
    buildPass(`${index}`, [buildShot(`${index}`)], { scene, name: `Pit lane ${index + 1}` }),
  );
  let count = 0;
  return assembleCut(buildProject(passes), (placed, recordIn, pass) => {
    const source = sources[count++ % sources.length] as string;
    return source === "" ? null : { ...animaticFilm(placed, recordIn, pass), source };
  });
}

function stems(cut: Cut, template: string, version = 1): string[] {
  return previewNames(cut, { template, version }).map(({ fileStem }) => fileStem);
}

function problemsOf(cut: Cut, template: string): (string | null)[] {
  return previewNames(cut, { template, version: 1 }).map(({ problem }) => problem);
}

describe("the template of clip names", () => {
  test("gives the names that a cut has by itself when nothing else is asked for", () => {
    const cut = cutOf(["SC 1", "SC-1", "日本"], ["animatic", "take03", "take1"]);
    const own = cut.clips.map(({ media }) => media?.fileStem);
    expect(stems(cut, defaultNameTemplate)).toEqual(own);
    expect(own).toEqual([
      "NightRace_SC1_SH0010_animatic",
      "NightRace_SC1_SH0010_2_take03",
      "NightRace_PASS3_SH0010_take1",
    ]);
    expect(nameClips(cut, { template: defaultNameTemplate, version: 1 })).toEqual(cut);
  });

  test("fills every token", () => {
    const cut = cutOf(["SC010", "SC020"], ["take03"]);
    expect(stems(cut, "{show}_{scene}_{shot}_{take}_{version}", 2)).toEqual([
      "NightRace_SC010_SH0010_take03_v002",
      "NightRace_SC020_SH0010_take03_v002",
    ]);
    expect(stems(cut, "X.{pass}-{source}")).toEqual(["X.PitLane1-take03", "X.PitLane2-take03"]);
    const all = nameTokens.join("_");
    expect(templateProblem(all)).toBeNull();
    expect(stems(cut, all)[0]).not.toMatch(/[{}]/);
  });

  test("leaves no stray separator where a token has nothing to say", () => {
    const cut = cutOf();
    expect(stems(cut, "{show}_{shot}_{take}_{version}")[0]).toBe("NightRace_SH0010_v001");
    expect(stems(cut, "{take}_{shot}")[0]).toBe("SH0010");
  });

  test("names clips that have a film, and leaves the others alone", () => {
    const cut = nameClips(cutOf(["SC010", "SC020"], ["", "take03"]), { template: "{shot}_{version}", version: 12 });
    expect(cut.clips.map(({ media }) => media?.fileStem)).toEqual([undefined, "SH0010_v012"]);
  });

  test.each([
    ["{show}_{sequence}", "{sequence} is not a clip name token."],
    ["{Show}", "{Show} is not a clip name token."],
    ["{constructor}", "{constructor} is not a clip name token."],
    ["", "The clip name template is empty."],
    ["{show", "The clip name template has an unmatched brace."],
    ["a/b_{shot}", "The clip name template contains “/”"],
    ["{show} {shot}", "The clip name template contains a space"],
    ["Küche_{shot}", "The clip name template contains “ü”"],
  ])("refuses %j", (template, sentence) => {
    expect(templateProblem(template)).toContain(sentence);
    expect(() => nameClips(cutOf(), { template, version: 1 })).toThrow(sentence);
  });

  test("finds two clips of one name, also where only the case differs", () => {
    expect(problemsOf(cutOf(), "{show}_{scene}")).toEqual([
      null,
      "SC010_SH0010 and SC010_SH0020 would both be named NightRace_SC010.",
    ]);
    expect(problemsOf(cutOf(["SC010", "SC020"], ["mix", "MIX"]), "{source}")[1]).toContain("would both be named MIX");
  });

  test.each(["CON", "con.{source}", "LPT1", "COM9.x", "aux"])("knows that %s is no name on Windows", (template) => {
    expect(problemsOf(cutOf(["SC010"]), template)[0]).toContain("Windows reserves the name");
  });

  test("finds names that are too long, hidden, cut short or empty", () => {
    const one = cutOf(["SC010"]);
    expect(problemsOf(one, "x".repeat(247))[0]).toBe("The name of SC010_SH0010 has 247 characters; the limit is 246.");
    expect(problemsOf(one, "x".repeat(246))).toEqual([null]);
    expect(problemsOf(one, ".{shot}")[0]).toContain("hides the file");
    expect(problemsOf(one, "{shot}.")[0]).toContain("Windows removes");
    expect(problemsOf(one, "{take}")[0]).toBe("The template gives SC010_SH0010 an empty name.");
  });

  test("gives unique and safe names whenever it finds no problem", () => {
    const piece = fc.oneof(fc.constantFrom(...nameTokens), fc.string({ maxLength: 5 }));
    const template = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(
        template,
        fc.array(fc.constantFrom("SC010", "sc 10", "日本", "A"), { minLength: 1 }),
        (text, scenes) => {
          const names = previewNames(cutOf(scenes, ["animatic", "take03"]), { template: text, version: 3 });
          if (names.some(({ problem }) => problem !== null)) return;
          expect(new Set(names.map(({ fileStem }) => fileStem.toLowerCase())).size).toBe(names.length);
          for (const { fileStem } of names) expect(fileStem).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9_.-]*(?<!\.)$/);
        },
      ),
    );
  });
});
