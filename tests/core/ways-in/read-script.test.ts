import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readScript } from "../../../electron/core/ways-in/script/read-script.ts";
import { type Script, titleOf } from "../../../shared/ways-in/script.ts";

const scripts = resolve(import.meta.dirname, "../../fixtures/scripts");
const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (name: string, text: string) => readScript(name, bytesOf(text)).script;
const readFixture = (name: string) => readScript(name, readFileSync(join(scripts, name))).script;
/** Each scene as its heading and `kind: words` of its paragraphs. */
const outlineOf = ({ scenes }: Script) =>
  scenes.map(({ heading, number, paragraphs }) => [
    number === undefined ? heading : `${heading} #${number}`,
    ...paragraphs.map(({ kind, text, dual }) => `${kind}${dual ? "^" : ""}: ${text.replace(/\n/g, " / ")}`),
  ]);
/** All that the script kept, without spaces and marks. */
const wordsOf = ({ titlePage, scenes, remarks }: Script) =>
  [
    ...titlePage.flatMap(({ name, text }) => [name, text]),
    ...scenes.flatMap(({ heading, number, paragraphs }) => [
      heading,
      number ?? "",
      ...paragraphs.map(({ text }) => text),
    ]),
    ...remarks.map(({ text }) => text),
  ]
    .join("\n")
    .replace(/[^\p{L}\p{N}]/gu, "");

describe("a Fountain script", () => {
  test("is read with forced, inline and forgotten forms", () => {
    const script = readFixture("hard.fountain");
    expect(titleOf(script)).toBe("THE HARD ONE a test of everything");
    expect(outlineOf(script)).toEqual([
      ["", "action: Text before any heading stays."],
      [
        "INT. KITCHEN - DAY #1A",
        "action: The empty line after this heading was forgotten.",
        "character: McAvoy",
        "dialogue: Lower case in a forced name.",
        "action: FORCED ACTION IN CAPITALS / and its second line",
        "character: DR. O'NEIL (O.S.)",
        "parenthetical: (from the hall, (twice))",
        "dialogue: Is anybody really there? / After two spaces I go on.",
        "character^: MARIA",
        "dialogue: I am.",
      ],
      [
        "int./ext. car - moving - night #2-b",
        "action: He drives. Faster.",
        "note: Is it a van?",
        "note: A note / over two lines",
        "action: A line  in the middle.",
        "omitted: with something struck out",
      ],
      ["FLASHBACK", "action: ...and not a heading."],
      [
        "EST. THE VALLEY - 1920",
        "action: == not a synopsis of two signs",
        "synopsis: A synopsis without a space",
        "section: Second section",
        "transition: CROSSFADE TO:",
        "transition: CUT TO BLACK.",
        "action: Price: *not bold*, 5 > 3, underlined and bold and file_name_here.",
        "character: SMALL VOICE (on the phone)",
        "lyrics: A sung line",
        "dialogue: and a spoken one",
        "transition: FADE TO BLACK.",
        "action: /* never closed",
      ],
    ]);
  });

  test("keeps what is struck out, and where its lines are", () => {
    const { scenes } = readFixture("lighthouse.fountain");
    const source = readFileSync(join(scripts, "lighthouse.fountain"), "utf8").split("\n");
    for (const { heading, line } of scenes.slice(1)) expect(source[line - 1]).toContain(heading);
    const last = scenes.at(-1)?.paragraphs.at(-1);
    expect(last?.kind).toBe("omitted");
    expect(last?.text).toContain("the gulls come back");
  });

  test("loses no word of any text", () => {
    const piece = fc.constantFrom(
      ...[
        "INT. ROOM - DAY",
        "MARIA",
        "MARIA^",
        "@Bo",
        "(beat)",
        "Hello there.",
        "CUT TO:",
        "> FADE OUT",
        "> centered <",
      ],
      ...[
        "# One",
        "= told",
        "===",
        "~la la",
        "!SHOUT",
        "[[note",
        "]]",
        "/* cut",
        "*/",
        ".HERE",
        "...",
        "Title: X",
        "*bold* _u_",
      ],
      ...["", "", "", "  ", "EXT", "A:", "\tindented", "é😀", "#1#", "INT. A #7#", "()"],
    );
    const text = fc.array(fc.oneof({ weight: 8, arbitrary: piece }, fc.string({ unit: "grapheme", maxLength: 30 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, (lines) => {
        const written = lines.join("\n");
        fc.pre(written.trim() !== "" && !/[\p{Cc}\p{Cs}]/u.test(written.replace(/[\n\t]/g, "")));
        const kept = wordsOf(read("a.fountain", written));
        for (const word of written.match(/[\p{L}\p{N}]+/gu) ?? []) expect(kept).toContain(word);
        expect(kept).toHaveLength(written.replace(/[^\p{L}\p{N}]/gu, "").length);
      }),
      { numRuns: 400 },
    );
  });
});

describe("a Final Draft script", () => {
  test("is read with runs of text, entities, notes, dual dialogue and unknown paragraphs", () => {
    const script = readFixture("draft.fdx");
    expect(titleOf(script)).toBe("The Door");
    expect(outlineOf(script)).toEqual([
      ["", "transition: Fade in:"],
      [
        "INT. CAFÉ & BAR - NIGHT #1",
        "synopsis: Vera comes home.",
        "action: VERA pushes the door. It doesn’t open.",
        "note: Practical door?",
        "shot: CLOSE ON THE HANDLE",
        "action: Rust.",
        "character: VERA (V.O.)",
        "parenthetical: (to herself)",
        "dialogue: Three < four, and still I try.",
        "character: VERA",
        "dialogue: Open!",
        "character^: BARMAN",
        "dialogue: Closed!",
        "action: Kept all the same.",
      ],
      ["EXT. STREET - LATER #2A", "general: A title: Ten years later"],
    ]);
    expect(script.remarks).toEqual([
      expect.objectContaining({ message: "“Something New” is not a known type of paragraph. It is read as action." }),
    ]);
  });
});

describe("what people write besides Fountain", () => {
  test("a header with its number before it is a header", () => {
    const rows = (text: string) =>
      outlineOf(readScript("a.fountain", Buffer.from(text)).script).map(([heading]) => heading);
    expect(rows("1. INT. HOUSE - DAY\n\nRain.\n\n12A  EXT. QUAY - DAY\n\nRain.\n\n3) I/E CAR\n\nRain.\n")).toEqual([
      "INT. HOUSE - DAY #1",
      "EXT. QUAY - DAY #12A",
      "I/E CAR #3",
    ]);
    expect(rows("1. INTRODUCTION\n\n3 EXTRAS wait.\n")).toEqual([""]);
  });

  test("a list is no speech", () => {
    const { script } = readScript(
      "a.fountain",
      Buffer.from("INT. A - DAY\n\n- THE CITY\n- THE ROOFS\n\n-- A DOG\n-- A cat\n"),
    );
    expect(outlineOf(script)[0]?.slice(1)).toEqual(["action: - THE CITY / - THE ROOFS", "action: -- A DOG / -- A cat"]);
  });
});

describe("a Final Draft script with omitted scenes", () => {
  test("keeps what was in them, and makes nothing of it", () => {
    const text = `<FinalDraft DocumentType="Script"><Content><Paragraph Number="2" Type="Scene Heading"><OmittedScene>
      <Paragraph Type="Scene Heading"><Text>INT. BAR - DAY</Text></Paragraph><Paragraph Type="Action"><Text>Rain.</Text></Paragraph>
      </OmittedScene><Text>OMITTED</Text></Paragraph></Content></FinalDraft>`;
    expect(outlineOf(readScript("a.fdx", Buffer.from(text)).script)).toEqual([
      ["OMITTED #2", "omitted: INT. BAR - DAY / Rain."],
    ]);
  });
});

describe("a script of plain text", () => {
  test("is read by its layout, with page furniture kept apart", () => {
    expect(titleOf(readFixture("printed.txt"))).toBe("THE WELL");
    expect(outlineOf(readFixture("printed.txt"))).toEqual([
      ["", "transition: FADE IN:"],
      [
        "EXT. FARMYARD - DAY #12",
        "action: A boy, PIM (8), looks down a well. He drops a stone and listens.",
        "action: Nothing.",
        "character: PIM",
        "parenthetical: (calling)",
        "dialogue: Hello? Is it the same well as yesterday?",
        "omitted: (CONTINUED)",
        "omitted: 2.",
        "omitted: 12   CONTINUED:                                                   12",
        "character: WELL (O.S.)",
        "dialogue: No.",
        "transition: CUT TO:",
      ],
      [
        "INT. KITCHEN - NIGHT #13",
        "action: MOTHER sets two plates. She looks at the third chair and takes out one more.",
      ],
    ]);
  });

  test("loses no word of any text", () => {
    const piece = fc.constantFrom(
      "INT. ROOM - DAY",
      "          MARIA",
      "     (so)",
      "  Hello there.",
      "CUT TO:",
      "2.",
      "",
      "",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 40 })), { maxLength: 30 }), (lines) => {
        const written = ["          A", "          B", "          C", ...lines].join("\n");
        const kept = wordsOf(read("a.txt", written));
        for (const word of written.match(/[\p{L}\p{N}]+/gu) ?? []) expect(kept).toContain(word);
      }),
      { numRuns: 300 },
    );
  });
});

test("words keep their keys whatever is written before them", () => {
  const before = read("a.fountain", "INT. A - DAY\n\nOne.\n\nTwo.\n\nTwo.\n");
  const after = read("a.fountain", "INT. NEW - DAY\n\nZero.\n\nINT. A - DAY\n\nOne.\n\nTwo.\n\nTwo.\n");
  const keys = (script: Script) =>
    script.scenes.flatMap(({ key, paragraphs }) => [key, ...paragraphs.map((each) => each.key)]);
  expect(keys(after)).toEqual(expect.arrayContaining(keys(before)));
  expect(new Set(keys(after)).size).toBe(keys(after).length);
});
