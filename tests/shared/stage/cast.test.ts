import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Element, Shot } from "../../../shared/project/model.ts";
import { castOf, namedIn, readCast } from "../../../shared/stage/cast.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

const elements: readonly Element[] = [
  buildElement("Mara"),
  buildElement("Tom"),
  buildElement("Night_Driver"),
  { ...buildElement("Rex"), kind: "animal" },
  { ...buildElement("Silver"), kind: "animal", description: "A white horse" },
  { ...buildElement("Lena"), description: "A girl, nine years old" },
  { ...buildElement("Key"), kind: "item" },
  { ...buildElement("Harbor"), kind: "scene" },
];

function passOf(...shots: readonly (string | Partial<Shot>)[]) {
  return buildPass(
    "a",
    shots.map((shot, index) => buildShot(`${index + 1}`, typeof shot === "string" ? { action: shot } : shot)),
  );
}

function named(...shots: readonly (string | Partial<Shot>)[]): readonly (readonly string[])[] {
  return readCast(passOf(...shots), elements).shots.map((shot) => shot.named);
}

function cast(...shots: readonly (string | Partial<Shot>)[]) {
  return castOf(passOf(...shots), elements).map(({ id, name, kind, height }) => ({ id, name, kind, height }));
}

describe("who is on the stage", () => {
  it("is who is called by @, in the order of the words, and no thing or place", () => {
    expect(named("@Tom gives @Mara the @Key at @Harbor.")).toEqual([["Tom", "Mara"]]);
    expect(named("@Nobody_yet waits.")).toEqual([["Nobody_yet"]]);
  });

  it("is who is written plainly, too, in any case, but never inside another word", () => {
    expect(named("Mara watches the night driver.")).toEqual([["Mara", "Night_Driver"]]);
    expect(named("Tomorrow it rains on @Mara.")).toEqual([["Mara"]]);
  });

  it("is found where it stands, whatever letters stand before it", () => {
    const people = [buildElement("Mara"), buildElement("İlke")];
    const text = "İİİİ. Mara and İlke wait.";
    const [shot] = readCast(passOf(text), people).shots;
    expect(shot?.mentions.map(({ from, to }) => text.slice(from, to))).toEqual(["Mara", "İlke"]);
    expect(shot?.named).toEqual(["Mara", "İlke"]);
  });

  it("is who speaks, also without an element, but no voice", () => {
    const says = (speaker: string): Partial<Shot> => ({ action: "", dialogue: [{ speaker, line: "Yes." }] });
    expect(named(says("Mara"))).toEqual([["Mara"]]);
    expect(named(says("MARA"))).toEqual([["Mara"]]);
    expect(named(says("OLD BILL"), "Old Bill coughs.")).toEqual([["OLD_BILL"], ["OLD_BILL"]]);
    expect(named({ ...says("NARRATOR"), action: "@Tom waits." })).toEqual([["Tom"]]);
    expect(named({ ...says("BILL (V.O.)"), action: "@Tom waits." })).toEqual([["Tom"]]);
  });

  it.each([
    ["Two men argue.", 2],
    ["A man waits.", 1],
    ["A couple walks by.", 2],
    ["A crowd cheers.", 5],
    ["Three children run.", 3],
    ["The two women look at each other.", 2],
    ["A man and a woman dance.", 2],
    ["A dog barks at a boy.", 2],
    ["Someone waits.", 1],
    ["She waits.", 1],
    ["Hands on a keyboard.", 1],
    ["", 1],
  ])("of “%s” are %i without a name", (action, count) => {
    expect(named(action)[0]).toHaveLength(count);
  });

  it.each([
    ["An empty street at dawn.", "WS"],
    ["Establishing: the city at night.", "EWS"],
    ["Rain on the window.", "CU"],
    ["The key on the table.", "insert"],
  ] as const)("is nobody for “%s” in a %s", (action, size) => {
    expect(named({ action, camera: { size } })[0]).toEqual([]);
  });

  it("is the same stranger through the pass, and another one where the words say so", () => {
    expect(named("A man waits.", "The man sits down.", "Another man enters.", "A woman looks at the man.")).toEqual([
      ["figure-1"],
      ["figure-1"],
      ["figure-2"],
      ["figure-3", "figure-1"],
    ]);
    expect(cast("A man waits.", "Another man enters.", "A woman looks.").map(({ name }) => name)).toEqual([
      "Man",
      "Man 2",
      "Woman",
    ]);
    expect(cast("").map(({ name }) => name)).toEqual(["Figure 1"]);
  });

  it("is who was spoken of, where the words say he, she or him", () => {
    expect(named("@Mara walks to @Tom.", "She turns to him.", "He nods.")).toEqual([
      ["Mara", "Tom"],
      ["Mara", "Tom"],
      ["Mara"],
    ]);
    expect(named("@Mara waits; the woman smiles.")).toEqual([["Mara"]]);
  });

  it("is two where the size needs them: the people of the shots around, else strangers", () => {
    expect(named("@Mara waits.", { action: "@Tom smiles.", camera: { size: "two-shot" } })[1]).toEqual(["Tom", "Mara"]);
    expect(named({ action: "@Tom smiles.", camera: { size: "OTS" } })).toEqual([["Tom", "figure-1"]]);
  });

  it("is read from a free text alone", () => {
    expect(named({ action: "@Tom waits.", prompt: "Close-up. @Mara smiles." })).toEqual([["Mara"]]);
  });
});

describe("how tall somebody is", () => {
  it("is said by what they are: a grown person, a child, an animal to its shoulders", () => {
    expect(cast("@Mara, @Lena, @Rex and @Silver.")).toMatchObject([
      { id: "Mara", kind: "person", height: 1.75 },
      { id: "Lena", kind: "person", height: 1.2 },
      { id: "Rex", kind: "animal", height: 0.6 },
      { id: "Silver", kind: "animal", height: 1.5 },
    ]);
    expect(cast("A child pets a cat.")).toMatchObject([
      { name: "Child", height: 1.2, kind: "person" },
      { name: "Cat", height: 0.35, kind: "animal" },
    ]);
  });

  it("is what was set by hand, if it was", () => {
    const stage = { figures: [{ id: "Mara", height: 1.6, label: "The captain" }, { id: "figure-7" }] };
    expect(castOf({ ...passOf("@Mara waits."), stage }, elements)).toMatchObject([
      { id: "Mara", name: "The captain", height: 1.6 },
      { id: "figure-7", name: "Figure 7", height: 1.75 },
    ]);
  });
});

it("any text puts a bounded number of figures on the stage, each with an id that a stage has", () => {
  const words = fc.constantFrom(
    "@Mara",
    "a crowd",
    "six men",
    "many dogs",
    "another child",
    "him",
    ",",
    "walks",
    "@x",
    "é",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 12 })), { maxLength: 60 }), (parts) => {
      const shot = buildShot("1", { action: parts.join(" ") });
      expect(namedIn(shot, elements).length).toBeLessThanOrEqual(80);
      const all = castOf(buildPass("a", [shot]), elements);
      expect(all.length).toBeLessThanOrEqual(40);
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      for (const { id } of all) expect(id).toMatch(/^[\p{L}\p{N}_-]{1,200}$/u);
    }),
  );
});
