/** Owns the drawn people and things: paths around a head that is one unit high, its top at 0 and the ground at 7.5. */
import type { Surface } from "./surface.ts";

export const tones = {
  skin: "#a3a9b0",
  skinShade: "#8d939a",
  feature: "#666c73",
  body: "#727981",
  bodyShade: "#646a72",
  legs: "#575d65",
  legsShade: "#4d535a",
  near: "#33373b",
  nearShade: "#2b2e32",
  shadow: "rgba(0, 0, 0, 0.22)",
} as const;

const wholeTurn = 2 * Math.PI;

/** Fills what `draw` outlines. `feather` lets its edge run out softly, so many units wide. */
export function fillShape(surface: Surface, color: string, draw: (surface: Surface) => void, feather = 0): void {
  surface.beginPath();
  draw(surface);
  surface.fillStyle = color;
  surface.fill();
  if (feather <= 0) return;
  surface.strokeStyle = withAlpha(color, 0.16);
  surface.lineJoin = "round";
  for (let ring = 1; ring <= 5; ring++) {
    surface.lineWidth = (2 * feather * ring) / 5;
    surface.stroke();
  }
}

/** `#rrggbb` with an alpha. */
export function withAlpha(color: string, alpha: number): string {
  if (!color.startsWith("#")) return color;
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return `rgba(${parts.join(", ")}, ${alpha})`;
}

export function ellipse(surface: Surface, x: number, y: number, radiusX: number, radiusY: number): void {
  surface.moveTo(x + radiusX, y);
  surface.ellipse(x, y, radiusX, radiusY, 0, 0, wholeTurn);
}

/** Somebody who looks into the camera, from head to feet. */
export function drawFront(surface: Surface): void {
  fillShape(surface, tones.shadow, (on) => ellipse(on, 0, 7.5, 1.25, 0.13));
  for (const side of [-1, 1] as const) {
    fillShape(surface, side < 0 ? tones.legs : tones.legsShade, (on) => leg(on, side));
    fillShape(surface, side < 0 ? tones.bodyShade : "#5b6169", (on) => arm(on, side));
    fillShape(surface, side < 0 ? tones.skin : tones.skinShade, (on) => ellipse(on, side * 1.02, 4.05, 0.15, 0.24));
  }
  fillShape(surface, tones.skinShade, neck);
  fillShape(surface, tones.body, torso);
  // Light comes from the left: the other side of the trunk lies in shade.
  fillShape(surface, tones.bodyShade, torsoShade);
  for (const side of [-1, 1]) {
    fillShape(surface, side < 0 ? tones.skin : tones.skinShade, (on) => ellipse(on, side * 0.365, 0.53, 0.055, 0.11));
  }
  fillShape(surface, tones.skin, (on) => ellipse(on, 0, 0.5, 0.36, 0.5));
  fillShape(surface, tones.skinShade, headShade);
  drawFace(surface);
}

function headShade(on: Surface): void {
  on.moveTo(0.09, 0.01);
  on.bezierCurveTo(0.23, 0.22, 0.2, 0.72, 0.04, 1);
  on.bezierCurveTo(0.3, 0.98, 0.36, 0.72, 0.36, 0.5);
  on.bezierCurveTo(0.36, 0.26, 0.26, 0.03, 0.09, 0.01);
  on.closePath();
}

function drawFace(surface: Surface): void {
  for (const side of [-1, 1]) {
    fillShape(surface, tones.feature, (on) => ellipse(on, side * 0.148, 0.487, 0.055, 0.026));
    line(surface, [side * 0.075, 0.408], [side * 0.15, 0.392], [side * 0.235, 0.412]);
  }
  line(surface, [0.005, 0.5], [0.055, 0.64], [-0.035, 0.672]);
  line(surface, [-0.1, 0.79], [0, 0.8], [0.1, 0.79]);
}

type Point = readonly [x: number, y: number];

function line(surface: Surface, from: Point, over: Point, to: Point): void {
  surface.beginPath();
  surface.moveTo(...from);
  surface.bezierCurveTo(...over, ...over, ...to);
  surface.strokeStyle = tones.feature;
  surface.lineCap = "round";
  surface.lineWidth = 0.024;
  surface.stroke();
}

function neck(on: Surface): void {
  on.moveTo(-0.19, 0.78);
  on.lineTo(0.19, 0.78);
  on.bezierCurveTo(0.18, 1.05, 0.22, 1.2, 0.4, 1.3);
  on.lineTo(-0.4, 1.3);
  on.bezierCurveTo(-0.22, 1.2, -0.18, 1.05, -0.19, 0.78);
  on.closePath();
}

function torso(on: Surface): void {
  on.moveTo(-0.24, 1.16);
  on.bezierCurveTo(-0.12, 1.36, 0.12, 1.36, 0.24, 1.16);
  on.bezierCurveTo(0.42, 1.3, 0.8, 1.28, 0.96, 1.62);
  on.bezierCurveTo(1.0, 1.8, 0.86, 2.2, 0.74, 2.5);
  on.bezierCurveTo(0.64, 2.8, 0.66, 3.1, 0.72, 3.75);
  on.lineTo(-0.72, 3.75);
  on.bezierCurveTo(-0.66, 3.1, -0.64, 2.8, -0.74, 2.5);
  on.bezierCurveTo(-0.86, 2.2, -1.0, 1.8, -0.96, 1.62);
  on.bezierCurveTo(-0.8, 1.28, -0.42, 1.3, -0.24, 1.16);
  on.closePath();
}

function torsoShade(on: Surface): void {
  on.moveTo(0.34, 1.26);
  on.bezierCurveTo(0.6, 1.34, 0.86, 1.34, 0.96, 1.62);
  on.bezierCurveTo(1.0, 1.8, 0.86, 2.2, 0.74, 2.5);
  on.bezierCurveTo(0.64, 2.8, 0.66, 3.1, 0.72, 3.75);
  on.lineTo(0.2, 3.75);
  on.bezierCurveTo(0.36, 3.0, 0.2, 2.2, 0.34, 1.26);
  on.closePath();
}

function arm(on: Surface, side: 1 | -1): void {
  on.moveTo(side * 0.72, 1.42);
  on.bezierCurveTo(side * 1.06, 1.42, side * 1.12, 1.8, side * 1.14, 2.3);
  on.bezierCurveTo(side * 1.18, 2.9, side * 1.2, 3.4, side * 1.12, 4.0);
  on.lineTo(side * 0.92, 3.98);
  on.bezierCurveTo(side * 0.94, 3.3, side * 0.86, 2.8, side * 0.74, 2.2);
  on.closePath();
}

function leg(on: Surface, side: 1 | -1): void {
  on.moveTo(side * 0.02, 3.7);
  on.lineTo(side * 0.72, 3.7);
  on.bezierCurveTo(side * 0.74, 4.8, side * 0.6, 5.6, side * 0.54, 7.2);
  on.bezierCurveTo(side * 0.62, 7.38, side * 0.66, 7.44, side * 0.62, 7.52);
  on.lineTo(side * 0.2, 7.52);
  on.bezierCurveTo(side * 0.2, 6.4, side * 0.14, 5.4, side * 0.02, 4.3);
  on.closePath();
}

/** Somebody seen from the side, in stride to the right. */
export function drawProfile(surface: Surface): void {
  fillShape(surface, tones.shadow, (on) => ellipse(on, 0, 7.5, 1.5, 0.13));
  fillShape(surface, tones.legsShade, (on) => stride(on, -1));
  fillShape(surface, tones.legs, (on) => stride(on, 1));
  fillShape(surface, tones.skinShade, (on) => {
    on.moveTo(-0.24, 0.7);
    on.lineTo(0.14, 0.84);
    on.bezierCurveTo(0.12, 1.05, 0.14, 1.15, 0.24, 1.36);
    on.lineTo(-0.36, 1.36);
    on.closePath();
  });
  fillShape(surface, tones.body, sideTrunk);
  fillShape(surface, tones.bodyShade, sideArm);
  fillShape(surface, tones.skinShade, (on) => ellipse(on, 0.5, 3.85, 0.16, 0.22));
  fillShape(surface, tones.skin, sideHead);
  fillShape(surface, tones.skinShade, (on) => ellipse(on, -0.06, 0.55, 0.065, 0.11));
  fillShape(surface, tones.feature, (on) => ellipse(on, 0.285, 0.475, 0.03, 0.028));
  line(surface, [0.2, 0.395], [0.27, 0.36], [0.36, 0.4]);
  line(surface, [0.24, 0.785], [0.28, 0.79], [0.335, 0.775]);
}

function sideHead(on: Surface): void {
  on.moveTo(-0.1, 0);
  on.bezierCurveTo(0.2, -0.03, 0.37, 0.12, 0.385, 0.36);
  on.bezierCurveTo(0.385, 0.42, 0.37, 0.45, 0.385, 0.48);
  on.lineTo(0.47, 0.62);
  on.bezierCurveTo(0.48, 0.66, 0.42, 0.675, 0.37, 0.675);
  on.bezierCurveTo(0.39, 0.72, 0.38, 0.8, 0.35, 0.83);
  on.bezierCurveTo(0.37, 0.95, 0.28, 1.0, 0.18, 0.97);
  on.bezierCurveTo(0.0, 0.92, -0.06, 0.86, -0.16, 0.85);
  on.bezierCurveTo(-0.42, 0.78, -0.5, 0.52, -0.46, 0.36);
  on.bezierCurveTo(-0.42, 0.12, -0.28, 0.01, -0.1, 0);
  on.closePath();
}

function sideTrunk(on: Surface): void {
  on.moveTo(-0.34, 1.2);
  on.bezierCurveTo(-0.1, 1.4, 0.1, 1.36, 0.22, 1.24);
  on.bezierCurveTo(0.5, 1.5, 0.58, 2.0, 0.46, 2.5);
  on.bezierCurveTo(0.38, 2.9, 0.42, 3.3, 0.5, 3.8);
  on.lineTo(-0.5, 3.8);
  on.bezierCurveTo(-0.6, 3.3, -0.5, 3.0, -0.46, 2.6);
  on.bezierCurveTo(-0.66, 2.1, -0.7, 1.5, -0.34, 1.2);
  on.closePath();
}

function sideArm(on: Surface): void {
  on.moveTo(-0.3, 1.62);
  on.bezierCurveTo(-0.1, 1.4, 0.16, 1.56, 0.14, 1.9);
  on.bezierCurveTo(0.1, 2.4, 0.2, 2.7, 0.62, 3.72);
  on.lineTo(0.4, 3.84);
  on.bezierCurveTo(0.0, 3.1, -0.3, 2.6, -0.3, 1.62);
  on.closePath();
}

function stride(on: Surface, way: 1 | -1): void {
  on.moveTo(-0.48, 3.7);
  on.lineTo(0.48, 3.7);
  on.bezierCurveTo(0.4 + way * 0.2, 4.8, 0.2 + way * 0.5, 5.8, 0.16 + way * 0.85, 7.2);
  on.lineTo(0.5 + way * 0.85, 7.44);
  on.lineTo(0.48 + way * 0.85, 7.52);
  on.lineTo(-0.22 + way * 0.85, 7.52);
  on.bezierCurveTo(-0.16 + way * 0.5, 6.2, -0.3, 5.2, -0.48, 3.7);
  on.closePath();
}

/** Head and shoulders from behind, near and dark. */
export function drawBack(surface: Surface): void {
  const feather = 0.09;
  fillShape(
    surface,
    tones.nearShade,
    (on) => {
      on.moveTo(-0.22, 0.8);
      on.lineTo(0.22, 0.8);
      on.bezierCurveTo(0.24, 1.1, 0.3, 1.18, 0.6, 1.3);
      on.bezierCurveTo(1.1, 1.42, 1.2, 1.7, 1.26, 2.6);
      on.lineTo(1.3, 6);
      on.lineTo(-1.3, 6);
      on.lineTo(-1.26, 2.6);
      on.bezierCurveTo(-1.2, 1.7, -1.1, 1.42, -0.6, 1.3);
      on.bezierCurveTo(-0.3, 1.18, -0.24, 1.1, -0.22, 0.8);
      on.closePath();
    },
    feather,
  );
  fillShape(surface, tones.near, (on) => ellipse(on, 0, 0.48, 0.4, 0.52), feather);
}

/** Somebody seen from straight above, the head in the middle. */
export function drawFromAbove(surface: Surface): void {
  fillShape(surface, tones.shadow, (on) => ellipse(on, 0.35, 0.75, 1.25, 0.72));
  fillShape(surface, tones.legs, (on) => ellipse(on, 0.3, 0.62, 0.2, 0.34));
  fillShape(surface, tones.bodyShade, (on) => ellipse(on, 0, 0.52, 1.12, 0.42));
  fillShape(surface, tones.body, (on) => ellipse(on, -0.04, 0.48, 1.02, 0.36));
  fillShape(surface, tones.skinShade, (on) => ellipse(on, 0.02, 0.5, 0.4, 0.46));
  fillShape(surface, tones.skin, (on) => ellipse(on, -0.03, 0.46, 0.36, 0.42));
}

/** A cup on a table and the hand that reaches for it, around the cup's middle; a unit is the cup's height. */
export function drawObject(surface: Surface): void {
  fillShape(surface, tones.shadow, (on) => ellipse(on, 0.12, 0.52, 0.62, 0.09));
  fillShape(surface, tones.skinShade, (on) => {
    on.moveTo(2.6, 0.1);
    on.bezierCurveTo(1.7, 0.02, 1.2, 0.06, 0.86, 0.16);
    on.bezierCurveTo(0.7, 0.22, 0.66, 0.34, 0.84, 0.38);
    on.lineTo(1.2, 0.42);
    on.bezierCurveTo(1.6, 0.6, 2.0, 0.66, 2.6, 0.7);
    on.closePath();
  });
  surface.beginPath();
  surface.ellipse(0.4, 0, 0.2, 0.24, 0, 0, wholeTurn);
  surface.strokeStyle = tones.skinShade;
  surface.lineWidth = 0.09;
  surface.stroke();
  fillShape(surface, tones.skin, (on) => {
    on.moveTo(-0.42, -0.45);
    on.lineTo(0.42, -0.45);
    on.bezierCurveTo(0.42, 0.1, 0.36, 0.4, 0.3, 0.52);
    on.lineTo(-0.3, 0.52);
    on.bezierCurveTo(-0.36, 0.4, -0.42, 0.1, -0.42, -0.45);
    on.closePath();
  });
  fillShape(surface, tones.skinShade, (on) => {
    on.moveTo(0.1, -0.45);
    on.lineTo(0.42, -0.45);
    on.bezierCurveTo(0.42, 0.1, 0.36, 0.4, 0.3, 0.52);
    on.lineTo(0.04, 0.52);
    on.closePath();
  });
  fillShape(surface, tones.feature, (on) => ellipse(on, 0, -0.45, 0.42, 0.075));
}
