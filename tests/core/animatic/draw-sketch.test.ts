import { type Canvas, createCanvas } from "@napi-rs/canvas";
import { beforeAll, describe, expect, it } from "vitest";
import { openFonts } from "../../../electron/core/animatic/draw-fonts.ts";
import { frameFonts } from "../../../electron/core/fonts/frame-fonts.ts";
import { drawFrame } from "../../../shared/animatic/draw-frame.ts";
import { drawSketch } from "../../../shared/animatic/draw-sketch.ts";
import { frameAt, planFrames } from "../../../shared/animatic/plan-frames.ts";
import type { Picture } from "../../../shared/animatic/surface.ts";
import type { Shot } from "../../../shared/project/model.ts";
import type { Mark, Sketch } from "../../../shared/project/sketch.ts";
import { mediaId, pass, project, shot } from "../../shared/animatic/sample-project.ts";

const frame = { widthPx: 320, heightPx: 180 };
const red = "#ff0000";

// The fonts of the thread are whichever a test before has asked for.
beforeAll(() => openFonts(frameFonts(project([])))());

function sketchOf(...marks: Mark[]): Sketch {
  return { layers: [{ name: "Layer 1", marks }] };
}

type Color = "red" | "white" | "black" | "other";

interface Seen {
  /** At a point in ten-thousandths of the frame. */
  at(x: number, y: number): Color;
  /** The red pixels' box, in ten-thousandths; null for none. */
  redBox(): { left: number; top: number; right: number; bottom: number } | null;
}

function read(canvas: Canvas): Seen {
  const { widthPx, heightPx } = frame;
  const pixels = canvas.data();
  const colorAt = (x: number, y: number): Color => {
    const [r = 0, g = 0, b = 0] = pixels.subarray((y * widthPx + x) * 4);
    if (r > 180 && g < 90 && b < 90) return "red";
    if (Math.min(r, g, b) > 240) return "white";
    return Math.max(r, g, b) < 15 ? "black" : "other";
  };
  return {
    at: (x, y) => colorAt(Math.floor((x * widthPx) / 10_000), Math.floor((y * heightPx) / 10_000)),
    redBox() {
      let box: { left: number; top: number; right: number; bottom: number } | null = null;
      for (let y = 0; y < heightPx; y += 1) {
        for (let x = 0; x < widthPx; x += 1) {
          if (colorAt(x, y) !== "red") continue;
          const [left, top] = [(x * 10_000) / widthPx, (y * 10_000) / heightPx];
          box ??= { left, top, right: left, bottom: top };
          box.left = Math.min(box.left, left);
          box.right = Math.max(box.right, left);
          box.bottom = top;
        }
      }
      return box;
    },
  };
}

/** Marks on black. */
function seenOf(...marks: Mark[]): Seen {
  const canvas = createCanvas(frame.widthPx, frame.heightPx);
  const surface = canvas.getContext("2d");
  surface.fillStyle = "#000000";
  surface.fillRect(0, 0, frame.widthPx, frame.heightPx);
  drawSketch(surface, sketchOf(...marks), frame);
  return read(canvas);
}

/** A frame of a shot of 3 s, whose picture is black. */
function frameOf(fields: Partial<Shot>, frameNumber = 0): Seen {
  const black = createCanvas(640, 360);
  black.getContext("2d").fillRect(0, 0, 640, 360);
  const picture: Picture = { image: black, widthPx: 640, heightPx: 360 };
  const one = pass([shot("1", fields)]);
  const canvas = createCanvas(frame.widthPx, frame.heightPx);
  const planned = frameAt(planFrames(project([one]), one), frameNumber);
  drawFrame(canvas.getContext("2d"), planned, () => picture, { frame, burnIn: false, matte: null });
  return read(canvas);
}

const line: Mark = {
  kind: "pencil",
  points: [
    [2000, 5000],
    [5000, 5000],
    [8000, 5000],
  ],
  thickness: 300,
  color: red,
};

describe("a mark", () => {
  it("of the pencil goes through its points, as thick everywhere", () => {
    const seen = seenOf(line);
    for (const x of [2050, 3500, 5000, 7900]) {
      expect([4700, 4900, 5100, 5300].map((y) => seen.at(x, y))).toEqual(["black", "red", "red", "black"]);
    }
    expect(seen.at(1500, 5000)).toBe("black");
  });

  it("of a pencil that only touched is a dot", () => {
    const seen = seenOf({ kind: "pencil", points: [[5000, 5000]], thickness: 600, color: red });
    expect([seen.at(5000, 5000), seen.at(5000, 5500)]).toEqual(["red", "black"]);
  });

  it("is bent on its way by what it is to pass, and has its head at its end", () => {
    const arrow: Mark = { kind: "arrow", from: [1000, 8000], to: [9000, 8000], thickness: 200, color: red };
    const straight = seenOf(arrow);
    const bent = seenOf({ ...arrow, by: [5000, 2000] });
    expect([straight.at(5000, 8000), straight.at(5000, 2000)]).toEqual(["red", "black"]);
    expect([bent.at(5000, 8000), bent.at(5000, 2000)]).toEqual(["black", "red"]);
    // Wider than the line just before the end, and not at the beginning.
    expect([straight.at(8550, 8270), straight.at(1300, 8270)]).toEqual(["red", "black"]);
  });

  it("as an arrow between two equal points, or as a box without a width, is drawn without harm", () => {
    const at: [number, number] = [5000, 5000];
    const spot = { from: at, to: at, thickness: 200, color: red };
    expect(seenOf({ kind: "arrow", ...spot }).redBox()).toBeNull();
    expect(seenOf({ kind: "box", ...spot, label: "A very long name for so small a thing" }).at(100, 100)).toBe("black");
  });

  it("as a box has sides, an empty middle, and its label there", () => {
    const box: Mark = { kind: "box", from: [8000, 9000], to: [2000, 1000], thickness: 100, color: red };
    const [bare, labeled] = [seenOf(box), seenOf({ ...box, label: "HHHHHHHHHHHHHHHHHH" })];
    expect([bare.at(2000, 5000), bare.at(8000, 5000), bare.at(5000, 1000), bare.at(5000, 5000)]).toEqual([
      "red",
      "red",
      "red",
      "black",
    ]);
    const middle = (seen: Seen) => Array.from({ length: 60 }, (_, index) => seen.at(4000 + index * 33, 5000));
    expect(middle(labeled)).toContain("red");
    expect(middle(bare)).not.toContain("red");
  });

  it("as a text begins at its place and has a line for each of its lines", () => {
    const written = (text: string) => seenOf({ kind: "text", at: [1000, 2000], text, thickness: 1000, color: red });
    const box = written("HH\nHH").redBox();
    expect(box?.left).toBeGreaterThan(950);
    expect(box?.top).toBeGreaterThanOrEqual(2000);
    expect(box?.bottom).toBeGreaterThan(3800);
    expect(written("HH").redBox()?.bottom).toBeLessThan(3100);
  });

  it("of two thousand points is drawn", () => {
    const points = Array.from({ length: 2000 }, (_, index): [number, number] => [index * 5, index * 5]);
    expect(seenOf({ kind: "pencil", points, thickness: 100, color: red }).at(5000, 5000)).toBe("red");
  });
});

describe("a sketch", () => {
  it("lies over the shot's picture, a hidden layer of it nowhere", () => {
    const layers: Sketch["layers"] = [{ name: "Layer 1", marks: [line] }];
    expect(frameOf({ frame: mediaId("a"), sketch: { layers } }).at(5000, 5000)).toBe("red");
    const hidden: Sketch = { layers: [{ name: "Layer 1", hidden: true, marks: [line] }] };
    expect(frameOf({ frame: mediaId("a"), sketch: hidden }).at(5000, 5000)).toBe("black");
  });

  it("has its later layers over the earlier ones", () => {
    const over = { ...line, color: "#ffffff" };
    const sketch = {
      layers: [
        { name: "Below", marks: [line] },
        { name: "Above", marks: [over] },
      ],
    };
    expect(frameOf({ frame: mediaId("a"), sketch }).at(5000, 5000)).toBe("white");
  });

  it("lies on white paper instead of the picture, and of none", () => {
    const sketch: Sketch = { paper: "white", ...sketchOf(line) };
    for (const fields of [{ frame: mediaId("a") }, {}]) {
      const seen = frameOf({ ...fields, sketch });
      expect([seen.at(5000, 5000), seen.at(5000, 500), seen.at(9900, 9900)]).toEqual(["red", "white", "white"]);
    }
  });

  it("is seen on a shot that has no picture", () => {
    expect(frameOf({ sketch: sketchOf(line) }).at(5000, 5000)).toBe("red");
  });

  it.each<[string, Pick<Sketch, "paper">]>([
    ["a picture", {}],
    ["paper", { paper: "white" }],
  ])("moves with %s that it lies on", (_, paper) => {
    const dot: Mark = { kind: "pencil", points: [[7000, 5000]], thickness: 800, color: red };
    const sketch: Sketch = { ...paper, ...sketchOf(dot) };
    const seen = (move: "push-in" | "static" | "pan-right", at: number) =>
      frameOf({ frame: mediaId("a"), sketch, camera: { move } }, at).redBox();
    const [rest, start, end] = [seen("static", 0), seen("push-in", 0), seen("push-in", 71)];
    // At rest where it was drawn; pushed in on, it grows and leaves the middle.
    expect(rest?.left).toBeCloseTo(6775, -2);
    expect(end?.left).toBeGreaterThan((start?.left ?? 0) + 100);
    expect(widthOf(end)).toBeGreaterThan(widthOf(start));
    expect(seen("pan-right", 71)?.left).toBeLessThan((seen("pan-right", 0)?.left ?? 0) - 300);
  });
});

function widthOf(box: { left: number; right: number } | null): number {
  return (box?.right ?? 0) - (box?.left ?? 0);
}
