import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkBudget } from "../../../shared/budget/check.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import { type Project, projectSchema, type Shot } from "../../../shared/project/model.ts";
import type { ScriptChange } from "../../../shared/ways-in/script-change.ts";
import { changesOf, edited, emptyProject, imported, readText } from "../../support/scripts.ts";

const lighthouse = readFileSync(resolve(import.meta.dirname, "../../fixtures/scripts/lighthouse.fountain"), "utf8");
const garage = [
  "INT. GARAGE - NIGHT",
  "The door rolls up. MARA (30) steps in with a torch.",
  "MARA\nIs anybody here?",
  "A cat jumps off the bench.",
  "EXT. YARD - NIGHT",
  "MARA runs through the rain and climbs over the gate.",
  "A dog barks twice behind the fence.",
].join("\n\n");
const start = imported(emptyProject, garage).project;
const shotsOf = ({ passes }: Project) => passes.flatMap(({ shots }) => shots);
const actionsOf = (project: Project) => shotsOf(project).map(({ action }) => action);
const said = (changes: readonly ScriptChange[]) => changes.map(({ kind, sentence }) => `${kind} ${sentence}`);
const shotWith = (project: Project, words: string) =>
  shotsOf(project).find(({ action }) => action?.includes(words)) as Shot;

describe("importing a script for the first time", () => {
  test("proposes every scene, and makes passes, shots and elements of it", () => {
    expect(said(changesOf(emptyProject, garage))).toEqual([
      "added INT. GARAGE - NIGHT: 1 pass, 2 shots.",
      "added EXT. YARD - NIGHT: 1 pass, 2 shots.",
    ]);
    expect(start.elements.map(({ name, kind }) => [name, kind])).toEqual([["Mara", "character"]]);
    expect(start.passes.map(({ scene, name, heading }) => [scene, name, heading])).toEqual([
      ["SC010", "Garage", "INT. GARAGE - NIGHT"],
      ["SC020", "Yard", "EXT. YARD - NIGHT"],
    ]);
    expect(shotsOf(start)[0]).toMatchObject({
      action: "The door rolls up. @Mara (30) steps in with a torch.",
      environment: "garage interior, night",
      dialogue: [{ speaker: "Mara", line: "Is anybody here?" }],
    });
  });

  test("takes the place of the one empty shot of a new project", () => {
    const [pass] = start.passes;
    const shots = [{ id: "shot_empty1", durationMs: 3000 }];
    const { heading: _heading, fromScript: _from, ...about } = pass as NonNullable<typeof pass>;
    const fresh = { ...emptyProject, passes: [{ ...about, id: "pass_first1", shots }] };
    expect(imported(fresh, garage).project.passes.map(({ name }) => name)).toEqual(["Garage", "Yard"]);
  });
});

describe("importing a script again", () => {
  test("knows a character by what is said, when the script or the project gives another name", () => {
    const first =
      "INT. BAR - DAY\n\nANNA (30) pours a drink.\n\nANNA\nLast call.\n\nBen drops a glass and Anna laughs.\n\nBEN\nOops.\n";
    const { project } = imported(emptyProject, first);
    const before = readText(first);
    const second = first.replaceAll("ANNA", "HANNAH").replaceAll("Anna", "Hannah");
    expect(changesOf(project, second, { before }).map(({ kind, sentence }) => [kind, sentence])).toEqual([
      ["changed", "@Anna is Hannah in the script."],
    ]);
    const after = imported(project, second, { before }).project;
    expect(after.elements.map(({ id, name }) => [id, name])).toEqual([
      [project.elements[0]?.id, "Hannah"],
      [project.elements[1]?.id, "Ben"],
    ]);
    const actions = (each: typeof after) => each.passes.flatMap(({ shots }) => shots.map(({ action }) => action));
    expect(actions(after)).toEqual(["@Hannah (30) pours a drink.", "@Ben drops a glass and @Hannah laughs."]);
    expect(changesOf(after, second, { before: readText(second) })).toEqual([]);

    const elementId = project.elements[0]?.id ?? "";
    const own = edited(project, { type: "element.describe", elementId, fields: { name: "Maria" } });
    expect(changesOf(own, first, { before })).toEqual([]);
    const third = imported(own, first.replace("pours a drink", "spills a drink"), { before }).project;
    expect(actions(third)[0]).toBe("@Maria (30) spills a drink.");
    expect(third.elements.map(({ name }) => name)).toEqual(["Maria", "Ben"]);
    // A name of the user's own stays, whatever the script calls the character.
    expect(changesOf(own, second, { before })).toEqual([]);
  });

  test("is the scene that was an outline, once it is written", () => {
    const outline = "INT. A - DAY\n\n= Anna waits for the boat.\n\nEXT. B - DAY\n";
    const { project } = imported(emptyProject, outline);
    expect(changesOf(project, outline, { before: readText(outline) })).toEqual([]);
    const written = "INT. A - DAY\n\nAnna waits for the boat. Nobody comes.\n\nEXT. B - DAY\n\nA gull lands.\n";
    const after = imported(project, written, { before: readText(outline) }).project;
    expect(after.passes.map(({ id, shots }) => [id, shots.map(({ action }) => action)])).toEqual([
      [project.passes[0]?.id, ["Anna waits for the boat. Nobody comes."]],
      [project.passes[1]?.id, ["A gull lands."]],
    ]);
    expect(changesOf(after, written, { before: readText(written) })).toEqual([]);
  });

  test("changes nothing where nothing was written", () => {
    expect(changesOf(start, garage)).toEqual([]);
    const long = imported(emptyProject, lighthouse).project;
    expect(changesOf(long, lighthouse, { before: readText(lighthouse) })).toEqual([]);
  });

  test("says what a shot says now, with its speech, and accepts it with a longer shot", () => {
    const text = garage.replace(
      "A cat jumps off the bench.",
      "A black cat jumps off the bench.\n\nMARA\nOh. It is only you, you old monster.",
    );
    const changes = changesOf(start, text);
    expect(said(changes)).toEqual(["changed SC010 SH0020: action, dialogue."]);
    expect(changes[0]?.fields).toEqual([
      { name: "Action", before: "A cat jumps off the bench.", after: "A black cat jumps off the bench." },
      { name: "Dialogue", before: "", after: "Mara: Oh. It is only you, you old monster." },
    ]);
    const { project } = imported(start, text);
    expect(shotWith(project, "black cat").durationMs).toBeGreaterThan(shotWith(start, "cat").durationMs);
    expect(changesOf(project, text)).toEqual([]);
  });

  test("asks about a field that the user wrote since, and shows both", () => {
    const cat = shotWith(start, "cat");
    const own = edited(start, { type: "shot.describe", shotId: cat.id, fields: { action: "Two cats fight." } });
    expect(changesOf(own, garage)).toEqual([]);
    const text = garage.replace("A cat jumps", "A black cat jumps");
    const [change, ...others] = changesOf(own, text);
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      note: "You changed this yourself.",
      fields: [{ before: "Two cats fight.", after: "A black cat jumps off the bench." }],
    });
    expect(imported(own, text).project).toEqual(own);
    expect(actionsOf(imported(own, text, { accept: () => true }).project)).toContain(
      "A black cat jumps off the bench.",
    );
  });

  test("puts a new paragraph and a new scene where they stand, and leaves all others alone", () => {
    const text = garage
      .replace("A cat jumps", "Glass breaks somewhere in the dark.\n\nA cat jumps")
      .replace("EXT. YARD", "INT. STAIRS - NIGHT\n\nMARA takes three steps at once.\n\nEXT. YARD");
    expect(said(changesOf(start, text))).toEqual([
      "added SC010: Glass breaks somewhere in the dark.",
      "added INT. STAIRS - NIGHT: 1 pass, 1 shot.",
    ]);
    const { project } = imported(start, text);
    expect(actionsOf(project)).toEqual([
      "The door rolls up. @Mara (30) steps in with a torch.",
      "Glass breaks somewhere in the dark.",
      "A cat jumps off the bench.",
      "@Mara takes three steps at once.",
      "@Mara runs through the rain and climbs over the gate.",
      "A dog barks twice behind the fence.",
    ]);
    expect(project.passes.map(({ scene }) => scene)).toEqual(["SC010", "SC015", "SC020"]);
    expect(project.passes[2]).toEqual(start.passes[1]);
  });

  test("takes a new scene for no new wording of what went before it", () => {
    const next = garage.replace(
      "A dog barks twice behind the fence.",
      "INT. CAR - NIGHT\n\nThe engine of a truck starts at last.",
    );
    expect(said(changesOf(start, next))).toEqual([
      expect.stringMatching(/^added INT\. CAR - NIGHT/),
      expect.stringMatching(/^removed .*SH0020/),
    ]);
  });

  test("removes what is gone, and asks where a take shows it, its number is locked or work lies in it", () => {
    const text = garage.replace("A cat jumps off the bench.\n\n", "");
    const cat = shotWith(start, "cat");
    const note = (project: Project, taken: string[] = []) =>
      changesOf(project, text, { takenShots: new Set(taken) }).map((change) => change.note);
    expect(note(start)).toEqual([""]);
    expect(actionsOf(imported(start, text).project)).not.toContain(cat.action);
    expect(note(start, [cat.id])).toEqual(["The shot has takes."]);
    const locked = edited(start, { type: "pass.lock-numbers", passId: (start.passes[0] as { id: string }).id });
    expect(note(locked)).toEqual(["The shot's number is locked."]);
    const own = edited(start, {
      type: "shot.describe",
      shotId: cat.id,
      fields: { camera: { move: "push-in" }, action: "Mine" },
    });
    expect(note(own)).toEqual(["You worked on the shot."]);
    const blocking = { camera: { lens: 20 } };
    const blocked = edited(start, { type: "shot.describe", shotId: cat.id, fields: { blocking } });
    expect(note(blocked)).toEqual(["You worked on the shot."]);
    expect(imported(own, text).project).toEqual(own);
  });

  test("moves scenes and shots that the script moved, and no shot that the user moved", () => {
    const before = readText(garage);
    const [first = "", second = ""] = garage.split(/\n\n(?=EXT)/);
    const turned = `${second}\n\n${first}`;
    expect(said(changesOf(start, turned, { before }))).toEqual(["moved SC020 EXT. YARD - NIGHT: 1 pass."]);
    const { project } = imported(start, turned, { before });
    expect(project.passes.map(({ name }) => name)).toEqual(["Yard", "Garage"]);
    expect(changesOf(project, turned, { before: readText(turned) })).toEqual([]);
    const [pass] = start.passes;
    const own = edited(start, {
      type: "shot.move",
      shotId: pass?.shots[0]?.id ?? "",
      passId: pass?.id ?? "",
      index: 1,
    });
    expect(changesOf(own, garage, { before })).toEqual([]);
    const swapped = garage.replace(/(MARA runs.*)\n\n(A dog.*)/, "$2\n\n$1");
    expect(said(changesOf(start, swapped, { before }))).toEqual([expect.stringMatching(/^moved SC020 SH00[12]0: /)]);
    expect(actionsOf(imported(start, swapped, { before }).project).slice(2)).toEqual([
      "A dog barks twice behind the fence.",
      "@Mara runs through the rain and climbs over the gate.",
    ]);
  });

  test("keeps the header of a scene in step, with the place in its shots", () => {
    const text = garage.replace("EXT. YARD - NIGHT", "EXT. SCRAPYARD - DAWN");
    expect(said(changesOf(start, text))).toEqual(["changed SC020: scene header."]);
    const { project } = imported(start, text);
    expect(project.passes[1]).toMatchObject({ heading: "EXT. SCRAPYARD - DAWN", name: "Yard", scene: "SC020" });
    expect(shotsOf(project).map(({ environment }) => environment)).toEqual([
      ...["garage interior, night", "garage interior, night", "scrapyard exterior, dawn", "scrapyard exterior, dawn"],
    ]);
    expect(changesOf(project, text)).toEqual([]);
  });

  test("does not ask again for what the user removed, but offers it", () => {
    const cat = shotWith(start, "cat");
    const without = edited(start, { type: "shot.remove", shotId: cat.id });
    const changes = changesOf(without, garage, { before: readText(garage) });
    expect(changes.map(({ kind, note }) => [kind, note])).toEqual([
      ["added", "It has been in the script before and has no shot."],
    ]);
  });

  test("follows both halves of a shot that the user split", () => {
    const door = shotWith(start, "door");
    const split = edited(start, { type: "shot.split", shotId: door.id, atMs: 2000, newShotId: "shot_half0002" });
    const text = garage.replace("The door rolls up.", "The door rolls up slowly.");
    expect(changesOf(split, garage)).toEqual([]);
    expect(said(changesOf(split, text))).toHaveLength(2);
    expect(changesOf(imported(split, text).project, text)).toEqual([]);
  });

  test("puts a shot into a new pass where its pass is full, and says so", () => {
    const paragraphs = ["One", "Two", "Three", "Four", "Five", "Six"].map((word) => `${word} small birds sit down.`);
    const full = imported(emptyProject, ["INT. ROOM - DAY", ...paragraphs].join("\n\n")).project;
    const more = paragraphs.toSpliced(
      1,
      0,
      "The window opens and a gust of wind comes through the whole room at last.",
    );
    const { project, partly } = imported(full, ["INT. ROOM - DAY", ...more].join("\n\n"));
    expect(shotsOf(project)).toHaveLength(7);
    expect(partly).toEqual(
      project.passes.length > full.passes.length ? [expect.stringContaining("The pass is full")] : [],
    );
    for (const { id, shots } of shotsOf(full).map((shot) => ({ id: shot.id, shots: shotsOf(project) }))) {
      expect(shots.some((shot) => shot.id === id)).toBe(true);
    }
  });
});

describe("any change of a script", () => {
  const words = fc.array(
    fc.constantFrom("rain", "Mara", "runs", "opens", "the", "door", "slowly", "cat", "light", "falls"),
    {
      minLength: 3,
      maxLength: 14,
    },
  );
  /** No two are the same, as in a script that somebody wrote. */
  const sentence = fc
    .tuple(words, fc.nat(1_000_000))
    .map(([each, number]) => `${each.join(" ")} ${number}.`.replace(/^./, (letter) => letter.toUpperCase()));
  const paragraph = fc.oneof(
    { weight: 4, arbitrary: sentence },
    { weight: 2, arbitrary: sentence.map((line) => `MARA\n${line}`) },
    { weight: 1, arbitrary: sentence.map((line) => `TOM\n(softly)\n${line}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "INT. HALL - DAY",
        "EXT. ROAD - NIGHT",
        "INT. HALL - NIGHT #7#",
        "CUT TO:",
        "Silence.",
      ),
    },
    { weight: 1, arbitrary: sentence.map((line) => `CLOSE ON ${line}`) },
  );
  const script = fc.array(paragraph, { minLength: 1, maxLength: 18 }).map((all) => ["INT. START - DAY", ...all]);
  /** The paragraphs after some are taken out, doubled, moved or written anew. */
  const rewritten = fc
    .tuple(script, fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.nat(3), paragraph), { maxLength: 5 }))
    .map(([before, edits]) => {
      const after = [...before];
      for (const [from, to, what, text] of edits) {
        const at = 1 + (from % after.length);
        if (what === 0) after.splice(at, 1);
        else if (what === 1) after.splice(at, 0, text);
        else if (what === 2) after.splice(at, 1, text);
        else after.splice(1 + (to % after.length), 0, ...after.splice(at, 1));
      }
      return [before.join("\n\n"), after.join("\n\n")] as const;
    });

  test("is accepted whole into a plan that fits its models, and is then no change", () => {
    fc.assert(
      fc.property(rewritten, ([before, after]) => {
        const first = imported(emptyProject, before).project;
        expect(changesOf(first, before, { before: readText(before) })).toEqual([]);
        const { project, partly } = imported(first, after, { before: readText(before), accept: () => true });
        expect(projectSchema.safeParse(project).error).toBeUndefined();
        for (const { shots, profile } of project.passes) {
          expect(
            checkBudget(
              shots.map(({ durationMs }) => durationMs),
              limitsOf(profile),
            ),
          ).toEqual([]);
        }
        if (partly.length > 0) return;
        // Where shots changed places over a new header, which scene a pass is shows once they have: its header follows by itself.
        const headers = said(changesOf(project, after, { before: readText(after) }));
        expect(headers.filter((each) => !each.endsWith(": scene header."))).toEqual([]);
        const again = imported(project, after, { before: readText(after), accept: () => true });
        expect(said(changesOf(again.project, after, { before: readText(after) }))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test("keeps the ids, locked numbers and words of the user in all shots that stay", () => {
    fc.assert(
      fc.property(rewritten, fc.nat(20), ([before, after], pick) => {
        const first = imported(emptyProject, before).project;
        fc.pre(first.passes.length > 0);
        let own = first;
        for (const { id } of first.passes) own = edited(own, { type: "pass.lock-numbers", passId: id });
        const shots = shotsOf(own);
        const chosen = shots[pick % shots.length] as Shot;
        own = edited(own, {
          type: "shot.describe",
          shotId: chosen.id,
          fields: { action: "Mine alone.", mood: "calm" },
        });
        const { project } = imported(own, after, { before: readText(before) });
        const left = new Map(shotsOf(project).map((shot) => [shot.id, shot]));
        for (const { id, number } of shots) expect(left.get(id)?.number).toBe(number);
        expect(left.get(chosen.id)).toMatchObject({ action: "Mine alone.", mood: "calm" });
      }),
      { numRuns: 100 },
    );
  });
});
