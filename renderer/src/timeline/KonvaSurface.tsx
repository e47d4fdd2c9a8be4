/** Owns the Konva stage: one layer with one painted shape, no hit canvas and none of Konva's own events, sized to whole device pixels. */
import type Konva from "konva/lib/Core";
import { memo, type Ref, useImperativeHandle, useRef } from "react";
// The core alone: the package's own entry brings every shape of Konva with it.
import { Layer, Shape, Stage } from "react-konva/es/ReactKonvaCore.js";
import type { Context } from "./scene.ts";

export interface SurfaceHandle {
  /** Has it painted so from now on. */
  paintWith(paint: (context: Context) => void): void;
  /** Has it painted anew with the next frame. */
  redraw(): void;
  /** CSS pixels; rounded down to whole device pixels. Returns the size in force. */
  resize(widthPx: number, heightPx: number): { widthPx: number; heightPx: number; pixelRatio: number };
}

/** Rendered once and never again: all that changes goes to the layer past React. */
export const KonvaSurface = memo(function KonvaSurface({ ref }: { ref: Ref<SurfaceHandle> }) {
  const layer = useRef<Konva.Layer>(null);
  const paint = useRef<(context: Context) => void>(() => {});
  useImperativeHandle(ref, () => {
    const shown = layer.current as Konva.Layer;
    return {
      paintWith: (painting) => {
        paint.current = painting;
      },
      redraw: () => void shown.batchDraw(),
      resize(widthPx, heightPx) {
        const pixelRatio = window.devicePixelRatio || 1;
        const whole = (px: number) => Math.max(1, Math.floor(px * pixelRatio)) / pixelRatio;
        const size = { widthPx: whole(widthPx), heightPx: whole(heightPx), pixelRatio };
        if (shown.getCanvas().getPixelRatio() !== pixelRatio) shown.getCanvas().setPixelRatio(pixelRatio);
        shown.getStage().size({ width: size.widthPx, height: size.heightPx });
        return size;
      },
    };
  }, []);
  return (
    <Stage width={1} height={1} listening={false}>
      {/* The painting begins with the whole background: there is nothing to clear. */}
      <Layer ref={layer} listening={false} clearBeforeDraw={false}>
        <Shape
          listening={false}
          perfectDrawEnabled={false}
          // Konva's context records every call for its own tools; the native one underneath draws the same for less.
          sceneFunc={(context) => paint.current(context._context as Context)}
        />
      </Layer>
    </Stage>
  );
});
