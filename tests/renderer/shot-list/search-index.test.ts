import { expect, test } from "vitest";
import { type Searched, searchProject, wordsOf } from "../../../renderer/src/shot-list/search-index.ts";
import { shotNumbers } from "../../../shared/project/layout.ts";
import { makeProject, makeTake } from "../timeline/make-project.ts";

function searched(): Searched {
  const project = makeProject([4, 3], [5]);
  const [first, second] = project.passes as [(typeof project.passes)[0], (typeof project.passes)[0]];
  const passes = [
    {
      ...first,
      heading: "INT. GARAGE - NIGHT",
      look: { palette: "Sodium orange" },
      takes: { take_0001: { rejected: "The café sign flickers" } },
      shots: [
        {
          ...(first.shots[0] as (typeof first.shots)[0]),
          action: "Maya lifts the hood",
          notes: "Ask for the long lens",
        },
        {
          ...(first.shots[1] as (typeof first.shots)[0]),
          dialogue: [{ speaker: "MAYA", line: "Où est le café ?" }],
          fromScript: [{ key: "2", text: "Maya turns. Thunder." }],
        },
      ],
    },
    second,
  ];
  const elements = [
    { id: "element_0001", name: "Maya", kind: "character" as const, description: "Mechanic, 30s", images: [] },
  ];
  const changed = { ...project, passes, elements };
  return { project: changed, takes: [makeTake(project, 168)], numbers: shotNumbers(passes) };
}

function find(query: string, most = 30): string[] {
  return searchProject(searched(), wordsOf(query), most).flatMap(({ name, items }) =>
    items.map(({ title, found }) => `${name}: ${title}${found?.text ? ` | ${found.field}: ${found.text}` : ""}`),
  );
}

test("words are found in every kind of text, without case and accents", () => {
  expect(find("CAFE")).toEqual([
    "Shots: SC010 SH0020 | Dialogue: MAYA: Où est le café ?",
    "Takes: Take 1 of SC010 Pass 1 | : Rejected: The café sign flickers",
  ]);
  expect(find("garage")).toEqual(["Scenes: SC010 INT. GARAGE - NIGHT"]);
  expect(find("sodium")).toEqual(["Passes: SC010 Pass 1 | Palette: Sodium orange"]);
  expect(find("mechanic")).toEqual(["Elements: @Maya | Description: Mechanic, 30s"]);
  expect(find("thunder")).toEqual(["Script: SC010 SH0020 | : Maya turns. Thunder."]);
});

test("all words have to be in one thing, in any order", () => {
  expect(find("lens hood")).toEqual(["Shots: SC010 SH0010 | Action: Maya lifts the hood"]);
  expect(find("sh0010 lens")).toEqual(["Shots: SC010 SH0010 | Notes: Ask for the long lens"]);
  expect(find("hood thunder")).toEqual([]);
  expect(find("  ")).toEqual([]);
});

test("more than is shown is counted", () => {
  const [shots] = searchProject(searched(), wordsOf("sh"), 1).filter(({ name }) => name === "Shots");
  expect(shots).toMatchObject({ count: 3 });
  expect(shots?.items).toHaveLength(1);
});
