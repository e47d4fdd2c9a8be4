import { describe, expect, test } from "vitest";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import { changesSince, changesSinceWritten, madeFrom, madeFromSchema } from "../../../shared/generation/made-from.ts";
import { writePass } from "../../../shared/generation/written-pass.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { buildElement, buildMediaId, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const profile = "pixio/kling-v3-pro";
const driver = buildElement("Driver", { description: "Woman of forty", images: [buildMediaId("a")] });
const pass = buildPass(
  "1",
  [
    buildShot("1", { action: "@Driver pulls the zip up", notes: "keep the scar" }),
    buildShot("2", { action: "The car waits", camera: { size: "CU" } }),
    buildShot("3", { action: "@Driver runs" }),
  ],
  { profile, resolution: "1080p", startFrame: buildMediaId("b") },
);
const other = buildPass("2", [buildShot("4", { action: "Rain" })], { scene: "SC020", profile });
const project = buildProject([pass, other], { elements: [driver, buildElement("Rival")] });
const whole = ["shot_0001", "shot_0002", "shot_0003"];

/** What a take of `shotIds` that was made from the project says of it after `edits`. */
function changesAfter(edits: readonly Edit[], shotIds: readonly string[] = whole, of = profile): string[] {
  const made = madeFromSchema.parse(JSON.parse(JSON.stringify(madeFrom(project, pass))));
  const now = edits.reduce((before: Project, edit) => {
    const result = applyEdit(before, edit);
    if (!result.ok) throw new Error(result.refusal.message);
    return result.project;
  }, project);
  return changesSince({ profile: of, passId: pass.id, shotIds, madeFrom: made }, now);
}

const shot = (shotId: string, fields: Extract<Edit, { type: "shot.describe" }>["fields"]): Edit => ({
  type: "shot.describe",
  shotId,
  fields,
});
const describePass = (fields: Extract<Edit, { type: "pass.describe" }>["fields"], passId = pass.id): Edit => ({
  type: "pass.describe",
  passId,
  fields,
});

test("whoever is on the stage belongs to what an animatic was made from; a new name of theirs changes nothing, a new image does", () => {
  const stage = { figures: [{ id: "figure-1", element: "Rival" }] };
  const staged = { ...project, passes: [{ ...pass, stage }, other] };
  const made = madeFrom(staged, staged.passes[0] as Pass);
  expect(made.elements.map(({ name }) => name)).toEqual(["Driver", "Rival"]);
  const renamed = applyEdit(staged, { type: "element.describe", elementId: "element_Rival", fields: { name: "Ann" } });
  if (!renamed.ok) throw new Error(renamed.refusal.message);
  const take = { profile: "animatic", passId: pass.id, shotIds: whole, madeFrom: made };
  expect(changesSince(take, renamed.project)).toEqual([]);
  const images = [buildMediaId("c")];
  const pictured = applyEdit(staged, { type: "element.describe", elementId: "element_Rival", fields: { images } });
  if (!pictured.ok) throw new Error(pictured.refusal.message);
  expect(changesSince(take, pictured.project)).toEqual(["@Rival: images"]);
  expect(changesSince({ ...take, profile }, pictured.project)).toEqual([]);
});

describe("a take no longer matches the plan", () => {
  test.each<[string, Edit, string[]]>([
    ["a text", shot("shot_0002", { action: "The car leaves", mood: "calm" }), ["SH0020: action, mood"]],
    ["a camera", shot("shot_0002", { camera: { size: "LS" } }), ["SH0020: camera"]],
    ["a text of its own", shot("shot_0003", { prompt: "@Driver walks" }), ["SH0030: prompt"]],
    [
      "a length",
      { type: "shot.resize", shotId: "shot_0003", edge: "end", deltaMs: 1000, mode: "ripple" },
      ["SH0030: length"],
    ],
    [
      "an image of an element",
      { type: "element.describe", elementId: driver.id, fields: { images: [buildMediaId("c")] } },
      ["@Driver: images"],
    ],
    ["an element that is gone", { type: "element.remove", elementId: driver.id }, ["@Driver: removed"]],
    ["an aspect ratio", describePass({ aspectRatio: "9:16" }), ["aspect ratio"]],
    [
      "frames",
      describePass({ startFrame: buildMediaId("c"), endFrame: buildMediaId("d") }),
      ["start frame", "end frame"],
    ],
    ["look", describePass({ look: { palette: "amber" } }), ["look"]],
  ])("after another %s", (_, edit, changes) => {
    expect(changesAfter([edit])).toEqual(changes);
  });

  test("for what its model takes alone: this one makes one resolution, the animatic any", () => {
    expect(changesAfter([describePass({ resolution: "720p" })])).toEqual([]);
    expect(changesAfter([describePass({ resolution: "720p" })], whole, "animatic")).toEqual(["resolution"]);
    expect(changesAfter([shot("shot_0001", { frame: buildMediaId("d") })], whole, "animatic")).toEqual([
      "SH0010: picture",
    ]);
    expect(changesAfter([shot("shot_0001", { frame: buildMediaId("d") })])).toEqual([]);
  });

  test("for what is drawn: a blocking set by hand changes the animatic alone, and only where no frame hides it", () => {
    const blocking = shot("shot_0002", { blocking: { camera: { lens: 20 } } });
    const stage = describePass({ stage: { figures: [{ id: "Driver", at: [1, 1] }] } });
    expect(changesAfter([blocking, stage], whole, "animatic")).toEqual(["SH0020: blocking", "blocking"]);
    expect(changesAfter([blocking, stage])).toEqual([]);
    const frame = buildMediaId("d");
    const framed = changesAfter([blocking, shot("shot_0002", { frame })], ["shot_0002"], "animatic");
    expect(framed).toEqual(["SH0020: picture, blocking"]);
    // The first shot shows the start frame of its pass.
    const hidden = [shot("shot_0001", { blocking: { camera: { lens: 20 } } }), stage];
    expect(changesAfter(hidden, ["shot_0001"], "animatic")).toEqual([]);
    expect(changesAfter([blocking, shot("shot_0002", { blocking: null })], whole, "animatic")).toEqual([]);
  });

  test("for what is drawn: the pacing of a move and a drawing change the animatic alone", () => {
    const sketch = { layers: [{ name: "Ink", marks: [] }] };
    const edits = [shot("shot_0001", { sketch }), shot("shot_0002", { camera: { size: "CU", strength: 110 } })];
    expect(changesAfter(edits, whole, "animatic")).toEqual(["SH0010: drawing", "SH0020: camera"]);
    expect(changesAfter(edits)).toEqual([]);
  });

  test("no more once the change is taken back", () => {
    const back = shot("shot_0002", { action: "The car waits" });
    expect(changesAfter([shot("shot_0002", { action: "The car leaves" }), back])).toEqual([]);
  });
});

describe("a take still matches the plan", () => {
  test.each<[string, Edit[]]>([
    ["a note", [shot("shot_0001", { notes: "lose the scar" })]],
    ["notes of wardrobe and props", [shot("shot_0001", { wardrobe: "red suit", props: "helmet" })]],
    ["a look that no text says", [describePass({ look: { mood: " " }, heading: "INT. GARAGE - NIGHT" })]],
    ["a trim and a choice", [shot("shot_0001", { trim: { in: 2, frames: 20 }, take: "animatic" })]],
    ["what another pass says", [shot("shot_0004", { action: "Snow" }), describePass({ audio: true }, other.id)]],
    [
      "an element that it does not call",
      [{ type: "element.describe", elementId: "element_Rival", fields: { description: "x" } }],
    ],
    [
      "a new name of an element, which its texts follow",
      [{ type: "element.describe", elementId: driver.id, fields: { name: "Pilot" } }],
    ],
    [
      "another name of its pass, and a number that is locked",
      [describePass({ name: "Box" }), { type: "pass.lock-numbers", passId: pass.id }],
    ],
    ["a shot that goes", [{ type: "shot.remove", shotId: "shot_0002" }]],
    ["the model that is planned now", [describePass({ profile: "fal/kling-v3-pro" })]],
    [
      "a text that a free one hides",
      [shot("shot_0003", { prompt: "@Driver runs" }), shot("shot_0003", { prompt: null, action: "@Driver runs" })],
    ],
  ])("after %s", (_, edits) => {
    expect(changesAfter(edits)).toEqual([]);
  });

  test("when a shot changes that it does not show", () => {
    const edits = [shot("shot_0001", { action: "Nobody" }), describePass({ startFrame: null })];
    expect(changesAfter(edits, ["shot_0002", "shot_0003"])).toEqual([]);
    expect(changesAfter(edits, ["shot_0001"])).toEqual(["SH0010: action", "start frame"]);
  });
});

test("a take of an older version is compared by the texts that its model read", () => {
  const written = writePass(profileOf(profile) as NonNullable<ReturnType<typeof profileOf>>, project.elements, pass);
  const take = { profile, passId: pass.id, shotIds: whole, written };
  const after = (changed: Partial<Pass>, elements = project.elements) =>
    changesSinceWritten(take, buildProject([{ ...pass, ...changed }, other], { elements }));
  expect(after({})).toEqual([]);
  const [one, ...rest] = pass.shots;
  const texts = [{ ...(one as Pass["shots"][number]), action: "Nobody", durationMs: 5000 }, ...rest];
  expect(after({ shots: texts, aspectRatio: "1:1" })).toEqual(["SH0010: prompt, length", "aspect ratio"]);
  expect(after({}, [{ ...driver, images: [buildMediaId("c")] }])).toEqual(["@Driver: images"]);
  // Another number of shots is another request; of which text is whose nothing is known.
  expect(after({ shots: rest })).toEqual([]);
});
