import { describe, expect, test } from "vitest";
import {
  type CommentsFile,
  commentsSchemaName,
  parseComments,
  planComments,
} from "../../../../shared/cut/back/comments.ts";
import type { Project } from "../../../../shared/project/model.ts";
import { buildPass, buildProject, buildShot } from "../../../support/builders.ts";

const project = buildProject([
  buildPass("1", [buildShot("1", { durationMs: 1000 }), buildShot("2", { durationMs: 2000, notes: "slow" })]),
]);
const [first = "", second = ""] = project.passes.flatMap(({ shots }) => shots.map(({ id }) => id));

function file(comments: CommentsFile["comments"], changes: Partial<CommentsFile> = {}): CommentsFile {
  return { schema: commentsSchemaName, title: "Night race", rate: "24", startFrame: 86_400, comments, ...changes };
}

/** The project with the notes as planned. */
function noted(before: Project, comments: CommentsFile): Project {
  const { shots } = planComments(before, comments);
  const notesOf = new Map(shots.map(({ shotId, notes }) => [shotId, notes]));
  const passes = before.passes.map((pass) => ({
    ...pass,
    shots: pass.shots.map((shot) => ({ ...shot, notes: notesOf.get(shot.id) ?? shot.notes ?? "" })),
  }));
  return { ...before, passes };
}

describe("comments", () => {
  test("become lines of the notes of the shots that were seen, in the order of their frames", () => {
    const comments = file([
      { frame: 40, shotId: second, name: "Anna", text: "Faster" },
      { frame: 30, shotId: second, name: "", text: "two\n  lines" },
      { frame: 12, shotId: first, name: "Ben", text: "<b>Good</b>" },
    ]);
    expect(planComments(project, comments)).toEqual({
      shots: [
        { shotId: first, notes: "[01:00:00:12 Ben] <b>Good</b>", added: 1 },
        { shotId: second, notes: "slow\n[01:00:01:06] two lines\n[01:00:01:16 Anna] Faster", added: 2 },
      ],
      known: 0,
      skipped: [],
    });
  });

  test("are added once, however often they are imported", () => {
    const comments = file([
      { frame: 3, shotId: first, name: "Anna", text: "Faster" },
      { frame: 3, shotId: first, name: "Anna", text: "Faster" },
    ]);
    expect(planComments(project, comments)).toMatchObject({ shots: [{ added: 1 }], known: 1 });
    expect(planComments(noted(project, comments), comments)).toEqual({ shots: [], known: 2, skipped: [] });
  });

  test("stay with their shot when it has moved, and go by frame where they name none", () => {
    const [pass] = project.passes;
    const turned = { ...project, passes: [{ ...pass, shots: pass?.shots.toReversed() }] } as Project;
    const comments = file([
      { frame: 0, shotId: first, name: "", text: "by shot" },
      { frame: 0, name: "", text: "by frame" },
    ]);
    expect(planComments(turned, comments).shots).toEqual([
      { shotId: first, notes: "[01:00:00:00] by shot", added: 1 },
      { shotId: second, notes: "slow\n[01:00:00:00] by frame", added: 1 },
    ]);
  });

  test("are left out with a reason where they have no place", () => {
    const comments = file([
      { frame: 1, shotId: first, name: "", text: "here" },
      { frame: 2, shotId: "shot_gone", name: "", text: "gone" },
      { frame: 72, name: "", text: "behind the end" },
      { frame: 3, shotId: first, name: "", text: " \u0000\n" },
    ]);
    const { shots, skipped } = planComments(project, comments);
    expect(shots).toHaveLength(1);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      "Its shot is no longer in the project.",
      "The comment is empty.",
      "Its frame is outside the cut.",
    ]);
    const other = planComments(project, file([{ frame: 1, name: "", text: "x" }], { rate: "25" }));
    expect(other.skipped[0]?.reason).toContain("frame rate, 25, is not the project's, 24");
  });

  test("leave notes as they are that have no room", () => {
    const [pass] = project.passes;
    const full = { ...pass, shots: [{ ...pass?.shots[0], notes: "n".repeat(19_990) }] };
    const { shots, skipped } = planComments(
      { ...project, passes: [full] } as Project,
      file([{ frame: 1, shotId: first, name: "", text: "one more" }]),
    );
    expect([shots, skipped[0]?.reason]).toEqual([[], "The shot's notes are full."]);
  });

  test("of another project are refused", () => {
    const comments = file([{ frame: 1, shotId: "shot_other", name: "", text: "x" }], { title: "Day race" });
    expect(() => planComments(project, comments)).toThrow("for “Day race”; none of their shots");
  });
});

describe("a file of comments", () => {
  test("is read with a byte order mark and with fields that are not known", () => {
    const comments = [{ frame: 1, shotId: null, name: "A", text: "x", id: "1", at: "now", timecode: "01:00:00:01" }];
    expect(parseComments(`\ufeff${JSON.stringify({ ...file(comments), more: 1 })}`).comments).toHaveLength(1);
  });

  test.each([
    ["no JSON", "{", "not JSON"],
    ["another schema", JSON.stringify({ schema: "shotline.comments.2" }), "schema"],
    ["a list", "[]", "comments from a review page"],
    ["null", "null", "comments from a review page"],
    ["a frame that is none", JSON.stringify(file([{ frame: 1.5, name: "", text: "" }])), "comments.0.frame"],
    ["a frame below zero", JSON.stringify(file([{ frame: -1, name: "", text: "" }])), "comments.0.frame"],
    ["a text that is none", JSON.stringify(file([{ frame: 1, name: "", text: {} as string }])), "comments.0.text"],
    ["an unknown rate", JSON.stringify(file([], { rate: "23" as "24" })), "rate"],
    ["a start past midnight", JSON.stringify(file([], { startFrame: 24 * 86_400 })), "past midnight"],
    ["too many", JSON.stringify(file(Array(5001).fill({ frame: 1, name: "", text: "x" }))), "comments"],
  ])("is refused when it holds %s", (_, text, words) => {
    expect(() => parseComments(text)).toThrow(words);
  });
});
