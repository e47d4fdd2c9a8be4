import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultBoard, defaultClipMedia, defaultEditListVersions } from "../../../shared/cut/out/hand-off-options.ts";
import { buildCore } from "../../support/build-core.ts";

const clipNames = { template: "{scene}_{shot}", version: 1 };

const refused: readonly (readonly [string, object])[] = [
  ["a folder that is not a whole path", { folder: "hand-off" }],
  ["no folder", { folder: "" }],
  ["a folder that no disk can have", { folder: "/a\0b" }],
  ["a path without end", { folder: `/${"a/".repeat(2100)}` }],
  ["no formats", { formats: [] }],
  ["a format that is not known", { formats: ["csv", "aaf"] }],
  ["a rate that is not known", { rate: "12" }],
  ["handles below none", { media: { ...defaultClipMedia, handles: -1 } }],
  ["handles without end", { media: { ...defaultClipMedia, handles: 1e9 } }],
  ["half a frame of handles", { media: { ...defaultClipMedia, handles: 1.5 } }],
  ["a codec that is not known", { media: { ...defaultClipMedia, codec: "av1" } }],
  ["a way to conform that is not known", { media: { ...defaultClipMedia, conform: "slow" } }],
  ["an empty page", { board: { ...defaultBoard, framesPerPage: 0 } }],
  ["ten frames a page", { board: { ...defaultBoard, framesPerPage: 10 } }],
  ["floor plans that are neither on nor off", { board: { ...defaultBoard, floorPlans: "some" } }],
  ["a paper that is not known", { board: { ...defaultBoard, paper: "a5" } }],
  ["an empty template", { clipNames: { ...clipNames, template: "" } }],
  ["an unknown token", { clipNames: { ...clipNames, template: "{shot}_{director}" } }],
  ["a template with a folder in it", { clipNames: { ...clipNames, template: "{scene}/{shot}" } }],
  ["a name that no disk can have", { clipNames: { ...clipNames, template: `${"a".repeat(250)}{shot}` } }],
  ["a template without end", { clipNames: { ...clipNames, template: "a".repeat(501) } }],
  ["version 0", { clipNames: { ...clipNames, version: 0 } }],
  ["an FCPXML that is not written", { versions: { ...defaultEditListVersions, fcpxml: "1.8" } }],
  ["an xmeml that is not written", { versions: { ...defaultEditListVersions, xmeml: "6" } }],
  ["a choice that there is not", { colour: "red" }],
];

test("a hand-off that cannot be is refused in a sentence with something to do, and nothing is made", async () => {
  const { core, folder } = buildCore();
  const { projectId } = await core.call("projects.create", { name: "Film", folder: join(folder, "film") });
  const made = readdirSync(folder).toSorted();
  const sentence = expect.stringMatching(/^[^\n]+\.$/);
  for (const [what, change] of refused) {
    // Some are refused at once, others when the work is begun.
    const asked = { projectId, folder: join(folder, "out", "x"), formats: ["csv" as const], ...change };
    const ended = core
      .call("export.start", asked)
      .then(({ operationId }) => core.waitForOperation(operationId, () => {}))
      .then(
        ({ error }) => error,
        (error: unknown) => error,
      );
    expect([what, await ended]).toEqual([
      what,
      expect.objectContaining({ code: "input.invalid", message: sentence, next: sentence }),
    ]);
  }
  expect(readdirSync(folder).toSorted()).toEqual(made);
});
