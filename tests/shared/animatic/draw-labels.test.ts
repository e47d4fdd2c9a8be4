import { expect, test } from "vitest";
import { drawLabels } from "../../../shared/animatic/draw-labels.ts";
import type { Picture, Surface } from "../../../shared/animatic/surface.ts";
import type { Scene, SceneFigure } from "../../../shared/stage/scene.ts";
import { stagedScene } from "../../support/staged-scene.ts";

const frame = { widthPx: 1280, heightPx: 720 };
const portrait: Picture = { image: "portrait", widthPx: 300, heightPx: 400 };

interface Written {
  readonly texts: { readonly text: string; readonly x: number; readonly y: number }[];
  readonly boxes: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }[];
  readonly images: unknown[];
}

/** What is written where; a letter is 8 wide. */
function labelsOf(scene: Scene, portraits: (mediaId: string) => Picture | undefined = () => undefined): Written {
  const written: Written = { texts: [], boxes: [], images: [] };
  const calls: Record<string, (...values: never[]) => unknown> = {
    measureText: (text: string) => ({ width: 8 * text.length }),
    fillText: (text: string, x: number, y: number) => written.texts.push({ text, x, y }),
    roundRect: (left: number, top: number, width: number, height: number) =>
      written.boxes.push({ left, top, right: left + width, bottom: top + height }),
    drawImage: (image: unknown) => written.images.push(image),
  };
  const surface = new Proxy({} as Surface, {
    get: (_, name: string) => calls[name] ?? (() => undefined),
    set: () => true,
  });
  drawLabels(surface, scene, frame, portraits);
  return written;
}

const scene = stagedScene(0);

test("every figure in the frame has its name over its head", () => {
  const { texts, boxes } = labelsOf(scene);
  expect(texts.map(({ text }) => text).toSorted()).toEqual(["Figure 1", "Figure 2", "Figure 3", "Figure 4"]);
  for (const { left, top, right, bottom } of boxes) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(frame.widthPx);
    expect(bottom).toBeLessThanOrEqual(frame.heightPx);
  }
});

test("the name of who has sat down is over the head where that is now", () => {
  const [figure] = scene.figures as [SceneFigure];
  const labelOf = (pose: Pick<SceneFigure, "pose" | "toPose" | "blend">) =>
    labelsOf({ ...scene, figures: [{ ...figure, ...pose }] }).texts[0];
  const sits = labelOf({ pose: "sitting", toPose: "sitting", blend: 0 });
  expect(labelOf({ pose: "standing", toPose: "sitting", blend: 1 })).toEqual(sits);
  expect(labelOf({ pose: "standing", toPose: "standing", blend: 0 })?.y).toBeLessThan((sits?.y ?? 0) - 20);
});

test("labels do not cover each other", () => {
  const crowd = {
    ...scene,
    figures: scene.figures.map((figure, index) => ({ ...figure, at: [0.05 * index, 0.3 * index] as const })),
  };
  const { boxes } = labelsOf(crowd as unknown as Scene);
  expect(boxes.length).toBeGreaterThan(1);
  for (const [index, one] of boxes.entries())
    for (const other of boxes.slice(index + 1)) {
      const meet = one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
      expect(meet).toBe(false);
    }
});

test("a figure whose head fills the frame has none, as it would cover the face", () => {
  const [figure] = scene.figures;
  const view = {
    ...scene.view,
    at: [figure!.at[0], figure!.at[1] - 0.5, 1.64] as const,
    bearing: 0,
    tilt: 0,
    lens: 50,
  };
  expect(labelsOf({ ...scene, figures: [figure!], view }).texts).toEqual([]);
});

test("figures behind the camera and beside the frame have none", () => {
  const view = { ...scene.view, bearing: scene.view.bearing + 180 };
  expect(labelsOf({ ...scene, view }).texts).toEqual([]);
});

test("the picture of whom a figure shows stands beside its name, once it is there", () => {
  const figures = scene.figures.map((figure, index) =>
    index === 0 ? { ...figure, mediaId: "known" } : { ...figure, mediaId: "missing" },
  );
  const { images, texts } = labelsOf({ ...scene, figures }, (mediaId) => (mediaId === "known" ? portrait : undefined));
  expect(images).toEqual(["portrait"]);
  expect(texts).toHaveLength(4);
});

test("a long name is shortened", () => {
  const figures = scene.figures.map((figure) => ({ ...figure, name: "A name that never ends ".repeat(4) }));
  for (const { text } of labelsOf({ ...scene, figures }).texts) expect(text).toMatch(/…$/);
});
