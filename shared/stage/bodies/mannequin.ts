/** Owns the mannequin that stands for a figure: its parts by pose, height and build. */
import type { SceneFigure } from "../scene.ts";
import { box, type Part } from "./body.ts";

const widths = { slim: 0.88, average: 1, heavy: 1.22 } as const;

/** In the figure's own space. */
export function mannequin({
  height,
  build,
}: Pick<SceneFigure, "height" | "build" | "pose" | "stride">): readonly Part[] {
  const w = widths[build];
  const part = (
    x0: number,
    x1: number,
    y0: number,
    y1: number,
    z0: number,
    z1: number,
    tint?: "front" | "hand" | "hair" | "dark",
  ) => box([x0 * w * height, y0 * w * height, z0 * height], [x1 * w * height, y1 * w * height, z1 * height], tint);
  return [
    part(-0.09, -0.02, -0.05, 0.05, 0, 0.48),
    part(0.02, 0.09, -0.05, 0.05, 0, 0.48),
    part(-0.11, 0.11, -0.06, 0.06, 0.48, 0.82),
    part(-0.16, -0.115, -0.03, 0.03, 0.4, 0.81),
    part(0.115, 0.16, -0.03, 0.03, 0.4, 0.81),
    part(-0.03, 0.03, -0.03, 0.03, 0.82, 0.87),
    part(-0.045, 0.045, -0.055, 0.055, 0.87, 1),
    part(-0.015, 0.015, 0.055, 0.07, 0.9, 0.93, "front"),
  ];
}
