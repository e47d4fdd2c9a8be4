import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";
import { createLayer } from "../../../electron/core/animatic/layer.ts";
import { drawMoment } from "../../../shared/animatic/draw-moment.ts";
import type { Sketch } from "../../../shared/project/sketch.ts";
import type { BlockedShot } from "../../../shared/stage/scene.ts";
import { blockedShot, figureTrack, takeOf, wall } from "../../support/blocked-shot.ts";

const frame = { widthPx: 160, heightPx: 90 };
const staged = blockedShot({
  figures: [figureTrack("Mara"), figureTrack("Tom", { at: [2.5, 0.5] })],
  props: [wall([0, 3])],
});

interface Drawn {
  readonly blocked?: BlockedShot;
  readonly move?: "static" | "whip-pan" | "push-in";
  readonly progress?: number;
  readonly alpha?: number;
  readonly sketch?: Sketch;
}

/** Red, green and blue of each pixel, over black. */
function pixelsOf({ blocked = staged, move = "static", progress = 0, alpha = 1, sketch }: Drawn): number[] {
  const surface = createCanvas(frame.widthPx, frame.heightPx).getContext("2d");
  surface.fillStyle = "#000000";
  surface.fillRect(0, 0, frame.widthPx, frame.heightPx);
  drawMoment(surface, blocked, takeOf(move), progress, { frame, alpha, sketch, layer: createLayer() });
  return [...surface.getImageData(0, 0, frame.widthPx, frame.heightPx).data];
}

/** Where red ink lies across, from 0 to 1; null for none. */
function inkAt(pixels: readonly number[]): number | null {
  const columns = pixels.flatMap((value, index) => {
    const isInk = index % 4 === 0 && value > 150 && pixels[index + 1]! < 90 && pixels[index + 2]! < 90;
    return isInk ? [((index / 4) % frame.widthPx) / frame.widthPx] : [];
  });
  return columns.length === 0 ? null : columns.reduce((sum, each) => sum + each, 0) / columns.length;
}

describe("a blocked moment", () => {
  it.each([
    { move: "static", progress: 0, hair: 1.5 },
    // Every step is rounded.
    { move: "whip-pan", progress: 0.4, hair: 6 },
  ] as const)("shows what lies behind it through all of it alike, where it is half there: $move", (look) => {
    const [whole, half] = [pixelsOf(look), pixelsOf({ ...look, alpha: 0.5 })];
    for (const [index, value] of half.entries()) {
      if (index % 4 < 3) expect(Math.abs(value - whole[index]! / 2)).toBeLessThanOrEqual(look.hair);
    }
  });

  it("is smeared by a whip in its middle, and sharp once it has arrived", () => {
    expect(pixelsOf({ move: "whip-pan", progress: 1 })).toEqual(pixelsOf({}));
    expect(pixelsOf({ move: "whip-pan", progress: 0.4 })).not.toEqual(pixelsOf({}));
  });

  it("keeps a sketch on what it was drawn on", () => {
    const line = [
      [7000, 2000],
      [7000, 8000],
    ] as [number, number][];
    const mark = { kind: "pencil", color: "#ff0000", thickness: 200, points: line } as const;
    const sketch: Sketch = { layers: [{ name: "Layer 1", marks: [mark] }] };
    expect(inkAt(pixelsOf({ sketch }))).toBeCloseTo(0.7, 1);
    const pushed = inkAt(pixelsOf({ sketch, move: "push-in", progress: 1 }));
    expect(pushed).toBeGreaterThan(0.5 + 0.2 * 1.35);
    expect(inkAt(pixelsOf({ sketch, move: "whip-pan", progress: 0 }))).toBeNull();
  });

  it("is the same to the byte each time", () => {
    const look: Drawn = { move: "whip-pan", progress: 0.41, alpha: 0.7 };
    expect(pixelsOf(look)).toEqual(pixelsOf(look));
  });
});
