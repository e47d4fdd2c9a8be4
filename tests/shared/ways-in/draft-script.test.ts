import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { checkBudget } from "../../../shared/budget/check.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import { passSchema } from "../../../shared/project/model.ts";
import { nameElements } from "../../../shared/ways-in/character-names.ts";
import { draftScript } from "../../../shared/ways-in/draft-script.ts";
import { createSceneCodes, readHeading } from "../../../shared/ways-in/scene-heading.ts";
import { readShotLine, readTransition } from "../../../shared/ways-in/shot-line.ts";
import { choices, readText } from "../../support/scripts.ts";

const draft = (...paragraphs: string[]) => draftScript(readText(paragraphs.join("\n\n")), choices);
const shotsOf = (...paragraphs: string[]) =>
  draft("INT. ROOM - DAY", ...paragraphs).passes.flatMap(({ shots }) => shots);

describe("a scene header", () => {
  test.each([
    ["INT. GARAGE - NIGHT", "Garage", "garage interior, night"],
    [
      "EXT. JOE'S DINER – MAIN STREET – LATE AFTERNOON",
      "Joe's diner, main street",
      "joe's diner main street exterior, late afternoon",
    ],
    ["INT./EXT. CAR (MOVING) - DAY", "Car (moving)", "car (moving) interior and exterior, day"],
    ["I/E Boat - Dusk - 1920", "Boat", "Boat interior and exterior, Dusk, 1920"],
    ["INT. HALL - CONTINUOUS", "Hall", "hall interior, dawn"],
    ["FLASHBACK", "Flashback", "flashback"],
    ["", "", ""],
  ])("%s is said in the words of a pass", (heading, name, environment) => {
    expect(readHeading(heading, "dawn")).toMatchObject({ name, environment });
  });

  test("gives its number to the code, and none gives the next in tens", () => {
    const codeOf = createSceneCodes(["SC010"]);
    expect(["7", "12A", undefined, "12A", "x"].map(codeOf)).toEqual([
      ...["SC007", "SC012A", "SC020", "SC030", "SC040"],
    ]);
  });
});

describe("words of direction", () => {
  test.each([
    ["CLOSE ON the bell", { size: "CU" }, "the bell"],
    ["EXTREME CLOSE UP - AN EYE", { size: "ECU" }, "AN EYE"],
    ["WIDE: the valley", { size: "WS" }, "the valley"],
    ["ANGLE ON: a dog", { size: "MS" }, "a dog"],
    ["ANNA'S POV: the gate", { size: "POV" }, "the gate"],
    ["OVER HIS SHOULDER, a map", { size: "OTS" }, "a map"],
    ["LOW ANGLE on the tower", { angle: "low" }, "on the tower"],
    ["INSERT - LETTER", { size: "insert" }, "LETTER"],
  ])("%s set the camera", (text, camera, rest) => {
    expect(readShotLine(text)).toEqual({ camera, rest });
  });

  test.each([
    "Close the door.",
    "CLOSED FOR REPAIRS",
    "Wide awake, he waits.",
    "WIDOW MARSH enters.",
    "INSERTING a coin",
  ])("%s sets nothing", (text) => {
    expect(readShotLine(text)).toBeNull();
  });

  test.each([
    ["CUT TO:", "cut"],
    ["SMASH CUT TO:", "hard-cut"],
    ["MATCH DISSOLVE TO:", "match-cut"],
    ["DISSOLVE TO:", "dissolve"],
    ["FADE IN:", "fade-in"],
    ["WHIP PAN TO:", "whip"],
  ])("%s brings the next shot in", (text, transition) => {
    expect(readTransition(text)).toBe(transition);
  });
});

describe("who is in a script", () => {
  test("gets names that elements may have, none a part of another", () => {
    const names = ["MARA", "YOUNG MARA", "MARANDA", "DR. O'NEIL", "COP #2", "😀", "AN EXTREMELY LONG-WINDED NARRATOR"];
    const elements = nameElements(names, []);
    expect([...elements.values()]).toEqual([
      ...["Mara", "Young_mara", "maranda", "Dr_Oneil", "Cop_2", "Character_6", "An_Extremely_Long_Wi"],
    ]);
    const given = [...elements.values()];
    for (const one of given) for (const other of given) expect(one !== other && one.includes(other)).toBe(false);
  });

  test("is the element that the project has", () => {
    expect(nameElements(["MARA"], [{ name: "mara" }]).get("MARA")).toBe("mara");
  });

  test("is written as an element where action writes the name in capitals", () => {
    const [shot] = shotsOf("MARA waves at Mara’s double. TOM'S CAR stops.", "TOM\nHi.", "MARA\nHi.");
    expect(shot?.action).toBe("@Mara waves at Mara’s double. @Tom'S CAR stops.");
  });

  test("is written as an element by its plain name too, but not where something is only theirs, or it is another word", () => {
    const actions = (...text: string[]) =>
      shotsOf(...text, "WILL\nHi.", "DR. O'NEIL\nHi.", "ALL\nHi.", "TOM\nHi.", "TOM ROY\nHi.").flatMap(
        ({ action = "" }) => action,
      );
    expect(
      actions("Will looks at Dr. O’Neil, who will not go.", "All of them wait for Tom Roy and Tommy in Tom’s car."),
    ).toEqual(
      expect.arrayContaining([
        "@Will looks at @Dr_Oneil, who will not go.",
        "All of them wait for @tom_roy and Tommy in Tom’s car.",
      ]),
    );
  });

  test.each(["HOT-BLOODED MAN", "DR. O'NEIL", "THE VOICE (2)", "ÅSA-LENA"])("may be called %s", (name) => {
    const [shot] = draft("INT. ROOM - DAY", `${name} enters.`, `${name}\nHello.`).passes.flatMap(({ shots }) => shots);
    expect(shot?.dialogue).toHaveLength(1);
    expect(shot?.action).toMatch(/enters\.$/);
  });
});

describe("shots of a script", () => {
  test("are one for each paragraph, with speech, manner and notes where they belong", () => {
    const shots = shotsOf(
      "She opens the box and looks in.",
      "MARA (V.O.)\n(low)\nIt was empty.",
      "[[Real box?]]",
      "Dust.",
      "FADE OUT.",
    );
    expect(shots).toHaveLength(2);
    expect(shots[0]).toMatchObject({
      dialogue: [{ speaker: "Mara", line: "It was empty." }],
      notes: "Mara: (V.O.) (low)\nReal box?",
    });
    expect(shots[1]).toMatchObject({ action: "Dust.", notes: "FADE OUT." });
  });

  test("join a line of direction with what happens there, and a word with the paragraph before", () => {
    const shots = shotsOf(
      "CLOSE ON THE GEAR",
      "A pebble between two teeth.",
      "SILENCE.",
      "CUT TO:",
      "The lamp turns on its own.",
    );
    expect(shots.map(({ action, camera }) => [action, camera?.size])).toEqual([
      ["The gear. A pebble between two teeth. Silence.", "CU"],
      ["The lamp turns on its own.", undefined],
    ]);
  });

  test("are long enough for what is said, at 2.5 words a second", () => {
    const words = Array.from({ length: 20 }, (_, index) => `word${index}`).join(" ");
    for (const { durationMs } of shotsOf(`MARA\n${words}.`)) expect(durationMs).toBeGreaterThanOrEqual(8000);
  });

  test("cut a long paragraph and a long speech at their sentences, and lose nothing", () => {
    const sentences = Array.from(
      { length: 12 },
      (_, index) => `The ${index} old men walk along the wall in the rain.`,
    ).join(" ");
    const shots = shotsOf(sentences, `MARA\n${sentences}`);
    const action = shots.map((shot) => shot.action).join(" ");
    const speech = shots.flatMap(({ dialogue = [] }) => dialogue.map(({ line }) => line)).join(" ");
    expect(shots.length).toBeGreaterThan(5);
    expect(action).toContain(sentences);
    expect(speech).toBe(sentences);
  });

  test("fill passes that fit any model, and are what a project may hold", () => {
    const text = readFileSync(resolve(import.meta.dirname, "../../fixtures/scripts/lighthouse.fountain"), "utf8");
    for (const profile of ["animatic", "pixio/kling-v3-pro", "kling-legacy/kling-v3", "replicate/kling-v3"]) {
      const { passes } = draftScript(readText(text), { ...choices, profile });
      for (const [at, pass] of passes.entries()) {
        expect(
          checkBudget(
            pass.shots.map(({ durationMs }) => durationMs),
            limitsOf(profile),
          ),
        ).toEqual([]);
        const shots = pass.shots.map((shot, index) => ({ ...shot, id: `shot_${at}000${index}` }));
        expect(passSchema.safeParse({ ...pass, id: `pass_000${at}`, shots }).error).toBeUndefined();
      }
    }
  });

  test("an omitted scene makes no pass, and is remarked on", () => {
    const { passes, remarks } = draft("INT. A - DAY", "Rain.", ".OMITTED");
    expect(passes).toHaveLength(1);
    expect(remarks).toEqual([expect.objectContaining({ text: "OMITTED" })]);
  });
});

describe("an outline", () => {
  const made = (...paragraphs: string[]) =>
    draft(...paragraphs).passes.map(({ heading, shots }) => [
      heading,
      shots.map(({ action, notes }) => action ?? notes).join(" / "),
    ]);

  test("gives each scene that is not written yet a shot: of its synopsis, else of its header", () => {
    const text = ["INT. A - DAY", "= Anna waits.", "[[Rain?]]", "EXT. B - DAY", "INT. C - DAY", "= Not this.", "Rain."];
    expect(made(...text)).toEqual([
      ["INT. A - DAY", "Anna waits."],
      ["EXT. B - DAY", "To do: EXT. B - DAY"],
      ["INT. C - DAY", "Rain."],
    ]);
    expect(draft(...text).remarks.map(({ line, message }) => [line, message])).toEqual([
      [1, "The scene has no action; its shot is made from the synopsis."],
      [7, "The scene is empty; its shot is still to be written."],
    ]);
  });

  test("of sections and synopses alone has its smallest sections for scenes", () => {
    expect(made("# Act one", "## Arrival", "= Anna arrives.", "## The letter", "# Act two", "= They run.")).toEqual([
      ["Arrival", "Anna arrives."],
      ["The letter", "To do: The letter"],
      ["Act two", "They run."],
    ]);
  });

  test("the synopsis of an act is not the one of the scene before it", () => {
    expect(made("INT. A - DAY", "# Act two", "= They run.", "INT. B - DAY", "Rain.")).toEqual([
      ["INT. A - DAY", "To do: INT. A - DAY"],
      ["INT. B - DAY", "Rain."],
    ]);
  });
});
