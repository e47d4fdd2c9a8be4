/** Owns changing a sketch: marks and layers added, changed and taken away within what a sketch may hold. */
import {
  type Mark,
  pencilPointsOf,
  type Sketch,
  type SketchLayer,
  sketchLimits,
} from "../../../shared/project/sketch.ts";
import type { MarkPlace } from "./marks.ts";

/** The changed sketch, or why it stays as it is. */
export type Changed = { readonly sketch: Sketch } | { readonly refusal: string };

/** What a sketch begins as. */
export const firstSketch: Sketch = { layers: [{ name: "Layer 1", marks: [] }] };

function withLayers(sketch: Sketch, layers: SketchLayer[]): Sketch {
  return { ...sketch, layers };
}

function changeLayer(sketch: Sketch, layer: number, change: (layer: SketchLayer) => SketchLayer): Sketch {
  return withLayers(
    sketch,
    sketch.layers.map((each, index) => (index === layer ? change(each) : each)),
  );
}

/** Adds a mark in front of all others of a layer. */
export function addMark(sketch: Sketch, layer: number, mark: Mark): Changed {
  const into = sketch.layers[layer];
  if (!into) return { refusal: "Add a layer to draw on." };
  if (into.hidden) return { refusal: `Show ${into.name} to draw on it.` };
  if (into.marks.length >= sketchLimits.marksPerLayer) {
    return { refusal: `A layer holds ${sketchLimits.marksPerLayer} marks. Erase some, or add a layer.` };
  }
  const next = changeLayer(sketch, layer, (each) => ({ ...each, marks: [...each.marks, mark] }));
  return pencilPointsOf(next) > sketchLimits.points
    ? { refusal: "This sketch holds no more pencil lines. Erase some." }
    : { sketch: next };
}

/** Puts a changed mark in its place. */
export function replaceMark(sketch: Sketch, place: MarkPlace, mark: Mark): Sketch {
  return changeLayer(sketch, place.layer, (each) => ({
    ...each,
    marks: each.marks.map((old, index) => (index === place.mark ? mark : old)),
  }));
}

export function removeMark(sketch: Sketch, place: MarkPlace): Sketch {
  return changeLayer(sketch, place.layer, (each) => ({
    ...each,
    marks: each.marks.filter((_, index) => index !== place.mark),
  }));
}

/** Adds an empty layer in front of the others. */
export function addLayer(sketch: Sketch): Changed {
  if (sketch.layers.length >= sketchLimits.layers) {
    return { refusal: `A sketch holds ${sketchLimits.layers} layers. Delete one to add another.` };
  }
  const names = new Set(sketch.layers.map(({ name }) => name));
  let number = sketch.layers.length + 1;
  while (names.has(`Layer ${number}`)) number += 1;
  return { sketch: withLayers(sketch, [...sketch.layers, { name: `Layer ${number}`, marks: [] }]) };
}

/** An empty name changes nothing. */
export function renameLayer(sketch: Sketch, layer: number, name: string): Sketch {
  const kept = name.trim().slice(0, 40);
  return kept === "" ? sketch : changeLayer(sketch, layer, (each) => ({ ...each, name: kept }));
}

export function showLayer(sketch: Sketch, layer: number, isShown: boolean): Sketch {
  return changeLayer(sketch, layer, ({ hidden: _, ...rest }) => (isShown ? rest : { ...rest, hidden: true }));
}

export function removeLayer(sketch: Sketch, layer: number): Sketch {
  return withLayers(
    sketch,
    sketch.layers.filter((_, index) => index !== layer),
  );
}

/** Moves a layer by one place toward the front (1) or the back (-1). */
export function moveLayer(sketch: Sketch, layer: number, by: 1 | -1): Sketch {
  const moved = sketch.layers[layer];
  if (!moved || !sketch.layers[layer + by]) return sketch;
  return withLayers(sketch, sketch.layers.toSpliced(layer, 1).toSpliced(layer + by, 0, moved));
}

export function choosePaper(sketch: Sketch, paper: Sketch["paper"]): Sketch {
  const { paper: _, ...rest } = sketch;
  return paper ? { paper, ...rest } : rest;
}

/** As it is stored: nothing at all when there are no marks, and what it lies on is what it would lie on anyway. */
export function storedSketch(sketch: Sketch, usualPaper: Sketch["paper"]): Sketch | null {
  const [only, ...others] = sketch.layers;
  const isBlank = others.length === 0 && (!only || (only.marks.length === 0 && !only.hidden));
  return isBlank && sketch.paper === usualPaper ? null : sketch;
}

/** With every layer hidden, for when what it shows has become a part of the picture. */
export function hideAll(sketch: Sketch): Sketch {
  const { layers } = choosePaper(sketch, undefined);
  return { layers: layers.map((layer) => ({ ...layer, hidden: true as const })) };
}
