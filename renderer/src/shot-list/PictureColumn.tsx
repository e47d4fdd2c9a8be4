/** Owns the pictures in the shot list: one canvas under the rows in the page, as a canvas in each of them would cost more than all else. */
import { useContext, useEffect, useLayoutEffect, useRef } from "react";
import type { GridModel } from "./grid-model.ts";
import styles from "./ShotGrid.module.css";
import { PicturesContext } from "./shot-pictures.ts";

interface PictureColumnProps {
  readonly model: GridModel;
  readonly from: number;
  readonly to: number;
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly rowPx: number;
}

/** Between a picture and its cell's edges. */
const insetPx = 4;
const paddingPx = 8;

export function PictureColumn({ model, from, to, leftPx, topPx, widthPx, rowPx }: PictureColumnProps) {
  const pictures = useContext(PicturesContext);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { tops } = model.layout;
  const startPx = tops[from] ?? 0;
  const heightPx = (tops[to] ?? 0) - startPx;
  const paint = useRef<() => void>(() => undefined);
  paint.current = () => {
    const surface = canvas.current;
    const context = surface?.getContext("2d");
    if (!surface || !context) return;
    const ratio = window.devicePixelRatio;
    // A canvas that grew is kept: making it anew costs more than what lies below it.
    const [width, height] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)];
    if (surface.width !== width || surface.height < height) {
      surface.width = width;
      surface.height = height;
    } else context.clearRect(0, 0, width, surface.height);
    for (let index = from; index < to; index += 1) {
      const row = model.rows[index];
      const picture = row?.kind === "shot" ? pictures?.pictureOf(row.key) : null;
      if (!picture || picture.width === 0) continue;
      const [wideMost, highMost] = [width - 2 * paddingPx * ratio, (rowPx - 2 * insetPx) * ratio];
      const scale = Math.min(wideMost / picture.width, highMost / picture.height);
      const [wide, high] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
      const top = ((tops[index] as number) - startPx + insetPx) * ratio;
      const [x, y] = [paddingPx * ratio + (wideMost - wide) / 2, top + (highMost - high) / 2];
      context.drawImage(picture, Math.round(x), Math.round(y), wide, high);
    }
  };
  useLayoutEffect(() => paint.current());
  useEffect(() => pictures?.subscribe(() => paint.current()), [pictures]);
  const surface = canvas.current;
  const ratio = typeof window === "undefined" ? 1 : window.devicePixelRatio;
  const shownPx = Math.max(heightPx, surface ? surface.height / ratio : 0);
  return (
    <canvas
      ref={canvas}
      className={styles.pictures}
      style={{ left: leftPx, top: topPx + startPx, width: widthPx, height: shownPx }}
    />
  );
}
