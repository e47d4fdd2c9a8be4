/** Owns the Konva stage: one layer with one painted shape, no hit canvas and none of Konva's own events, sized to whole device pixels. */
import Konva from "konva/lib/Core";
import type { Context } from "./scene.ts";

export interface KonvaSurface {
  /** Has it painted anew with the next frame. */
  redraw(): void;
  /** CSS pixels; rounded down to whole device pixels. Returns the size in force. */
  resize(widthPx: number, heightPx: number): { widthPx: number; heightPx: number; pixelRatio: number };
  destroy(): void;
}

export function createKonvaSurface(container: HTMLDivElement, paint: (context: Context) => void): KonvaSurface {
  const stage = new Konva.Stage({ container, width: 1, height: 1, listening: false });
  // The timeline hears the pointer itself; Konva would measure the page's layout at every move.
  stage.content.style.pointerEvents = "none";
  const layer = makeLayer(paint);
  stage.add(layer);

  return {
    redraw: () => void layer.batchDraw(),
    resize(widthPx, heightPx) {
      const pixelRatio = window.devicePixelRatio || 1;
      const whole = (px: number) => Math.max(1, Math.floor(px * pixelRatio)) / pixelRatio;
      const size = { widthPx: whole(widthPx), heightPx: whole(heightPx), pixelRatio };
      if (layer.getCanvas().getPixelRatio() !== pixelRatio) layer.getCanvas().setPixelRatio(pixelRatio);
      stage.size({ width: size.widthPx, height: size.heightPx });
      return size;
    },
    destroy: () => void stage.destroy(),
  };
}

function makeLayer(paint: (context: Context) => void): InstanceType<typeof Konva.Layer> {
  // The painting begins with the whole background: there is nothing to clear.
  const layer = new Konva.Layer({ listening: false, clearBeforeDraw: false });
  const shape = new Konva.Shape({
    listening: false,
    perfectDrawEnabled: false,
    // Konva's context records every call for its own tools; the native one underneath draws the same for less.
    sceneFunc: (context) => paint(context._context as Context),
  });
  layer.add(shape);
  return layer;
}
