import { describe, expect, it } from "vitest";
import {
  addLayer,
  addMark,
  type Changed,
  choosePaper,
  firstSketch,
  hideAll,
  moveLayer,
  removeLayer,
  removeMark,
  renameLayer,
  replaceMark,
  showLayer,
  storedSketch,
} from "../../../renderer/src/sketch/change-sketch.ts";
import { type Mark, type Sketch, sketchLimits, sketchSchema } from "../../../shared/project/sketch.ts";

const dot: Mark = { kind: "pencil", points: [[0, 0]], thickness: 65, color: "#e5342b" };
const long: Mark = { ...dot, points: Array.from({ length: 2000 }, (): [number, number] => [0, 0]) };

function sketchOf(changed: Changed): Sketch {
  if ("refusal" in changed) throw new Error(changed.refusal);
  expect(sketchSchema.safeParse(changed.sketch).success).toBe(true);
  return changed.sketch;
}

const namesOf = ({ layers }: Sketch) => layers.map(({ name }) => name);

describe("marks of a sketch", () => {
  it("are added in front, changed in place and taken away", () => {
    const one = sketchOf(addMark(firstSketch, 0, dot));
    const two = sketchOf(addMark(one, 0, { ...dot, thickness: 30 }));
    expect(two.layers[0]?.marks.map(({ thickness }) => thickness)).toEqual([65, 30]);
    const place = { layer: 0, mark: 0 };
    expect(replaceMark(two, place, { ...dot, color: "#ffffff" }).layers[0]?.marks[0]?.color).toBe("#ffffff");
    expect(removeMark(two, place).layers[0]?.marks).toEqual([{ ...dot, thickness: 30 }]);
    expect(firstSketch.layers[0]?.marks).toEqual([]);
  });

  it("are refused with what to do where there is no room, or where they would not be seen", () => {
    const full: Sketch = { layers: [{ name: "Sky", marks: Array(sketchLimits.marksPerLayer).fill(dot) }] };
    expect(addMark(full, 0, dot)).toEqual({ refusal: "A layer holds 500 marks. Erase some, or add a layer." });
    const dense: Sketch = { layers: [{ name: "Sky", marks: Array(10).fill(long) }] };
    expect(addMark(dense, 0, dot)).toEqual({ refusal: "This sketch holds no more pencil lines. Erase some." });
    expect(addMark(showLayer(firstSketch, 0, false), 0, dot)).toEqual({ refusal: "Show Layer 1 to draw on it." });
    expect(addMark({ layers: [] }, 0, dot)).toEqual({ refusal: "Add a layer to draw on." });
  });
});

describe("layers", () => {
  it("are added in front under a name of their own, up to as many as a sketch holds", () => {
    let sketch = renameLayer(firstSketch, 0, "  Layer 2 ");
    sketch = sketchOf(addLayer(sketch));
    expect(namesOf(sketch)).toEqual(["Layer 2", "Layer 3"]);
    while (sketch.layers.length < sketchLimits.layers) sketch = sketchOf(addLayer(sketch));
    expect(addLayer(sketch)).toEqual({ refusal: "A sketch holds 10 layers. Delete one to add another." });
  });

  it("are renamed to something, moved within bounds, hidden, shown and deleted", () => {
    const sketch = sketchOf(addLayer(firstSketch));
    expect(namesOf(renameLayer(sketch, 0, "   "))).toEqual(["Layer 1", "Layer 2"]);
    expect(renameLayer(sketch, 0, "x".repeat(60)).layers[0]?.name).toHaveLength(40);
    expect(namesOf(moveLayer(sketch, 0, 1))).toEqual(["Layer 2", "Layer 1"]);
    expect(moveLayer(sketch, 1, 1)).toBe(sketch);
    expect(showLayer(showLayer(sketch, 1, false), 1, true)).toEqual(sketch);
    expect(namesOf(removeLayer(sketch, 0))).toEqual(["Layer 2"]);
  });
});

describe("what is stored", () => {
  it("is nothing where nothing is drawn and the paper is what it is anyway", () => {
    expect(storedSketch(firstSketch, undefined)).toBeNull();
    expect(storedSketch(choosePaper(firstSketch, "white"), "white")).toBeNull();
    const white = choosePaper(firstSketch, "white");
    expect(storedSketch(white, undefined)).toBe(white);
    expect(storedSketch(choosePaper(white, undefined), undefined)).toBeNull();
  });

  it("keeps the layers, hidden and off the paper, once they are a part of the picture", () => {
    const drawn = sketchOf(addMark(choosePaper(firstSketch, "white"), 0, dot));
    expect(hideAll(drawn)).toEqual({ layers: [{ name: "Layer 1", hidden: true, marks: [dot] }] });
  });
});
