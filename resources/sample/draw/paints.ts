/** Owns the palette: the colour, gloss and wear of every surface, in linear light. */
import type { Material } from "./scene.ts";
import { mix, noise, roughness, smoothStep, span, type Vector } from "./solids.ts";

/** The index of each material in `materials`. */
export const paints = {
  brass: 0,
  brassBright: 1,
  brassDark: 2,
  glass: 3,
  canvas: 4,
  leather: 5,
  lead: 6,
  rubber: 7,
  skin: 8,
  eye: 9,
  hair: 10,
  hairDark: 11,
  wool: 12,
  flame: 13,
  bronze: 14,
  timber: 15,
  stone: 16,
  slate: 17,
  silt: 18,
  weed: 19,
  iron: 20,
  hull: 21,
  glowWindow: 22,
} as const;

/** Where Mara's eyes sit in her head's own metres, mirrored at ±x; the iris is painted by place. */
export const eye = { x: 0.034, y: 0.016, z: 0.082, radius: 0.0165 } as const;

const blendTint = (a: Vector, b: Vector, t: number): Vector => [
  mix(a[0], b[0], t),
  mix(a[1], b[1], t),
  mix(a[2], b[2], t),
];
const scaled = (a: Vector, t: number): Vector => [a[0] * t, a[1] * t, a[2] * t];
const verdigris: Vector = [0.1, 0.3, 0.24];

const brass =
  (base: Vector, wear: number) =>
  (x: number, y: number, z: number): Vector => {
    const patch = smoothStep(0.52, 0.72, roughness(x * 7 + 2, y * 7, z * 7) + wear);
    const grime = mix(0.65, 1.1, roughness(x * 15, y * 15, z * 15));
    return scaled(blendTint(base, verdigris, patch * 0.7), grime);
  };

function canvas(x: number, y: number, z: number): Vector {
  const stain = roughness(x * 3.5, y * 3.5, z * 3.5 + 5);
  const damp = smoothStep(1.05, 0.2, y) * 0.45;
  return scaled(blendTint([0.4, 0.235, 0.085], [0.2, 0.135, 0.075], smoothStep(0.42, 0.66, stain)), 1 - damp);
}

function skin(x: number, y: number, z: number): Vector {
  const height = y - 1.8;
  const flush =
    smoothStep(0.045, 0.0, span(Math.abs(x) - 0.045, height + 0.022)) + smoothStep(0.025, 0, span(x, height + 0.026));
  const lips =
    smoothStep(0.012, 0.004, Math.abs(height + 0.0625)) *
    smoothStep(0.028, 0.016, Math.abs(x)) *
    smoothStep(0.08, 0.09, z);
  const base = blendTint([0.52, 0.29, 0.19], [0.56, 0.2, 0.13], Math.min(1, flush * 0.6));
  return scaled(blendTint(base, [0.4, 0.11, 0.09], lips * 0.7), mix(0.85, 1.08, noise(x * 120, y * 120, z * 120)));
}

function eyeball(x: number, y: number, z: number): Vector {
  // She looks a little up and to her left, at what the lamp has found.
  const dx = Math.abs(x) - eye.x - Math.sign(x) * 0.0028;
  const dy = y - 1.8 - eye.y - 0.0005;
  const away = span(dx, dy);
  if (z < 1e-9) return [0.5, 0.45, 0.4];
  if (span(dx - Math.sign(x) * 0.002, dy - 0.0028) < 0.0014) return [3.2, 2.9, 2.4];
  if (away < 0.0033) return [0.01, 0.01, 0.012];
  if (away < 0.0072) return blendTint([0.12, 0.25, 0.28], [0.03, 0.07, 0.09], smoothStep(0.0048, 0.0072, away));
  return [0.52, 0.45, 0.38];
}

function stone(x: number, y: number, z: number, upward: number): Vector {
  const course = Math.floor(y / 0.42);
  const along = x + z + (course % 2) * 0.45;
  const block = noise(Math.floor(along / 0.9) * 3.1, course * 2.7, 1.5);
  const joint = Math.min(
    smoothStep(0, 0.05, y - course * 0.42),
    smoothStep(0, 0.05, along - Math.floor(along / 0.9) * 0.9),
  );
  const base = blendTint([0.2, 0.19, 0.165], [0.33, 0.3, 0.24], block);
  const moss = smoothStep(0.45, 0.7, roughness(x * 0.9, y * 0.9, z * 0.9)) * 0.6 + smoothStep(0.4, 0.9, upward) * 0.35;
  return scaled(
    blendTint(base, [0.075, 0.13, 0.075], Math.min(1, moss)),
    mix(0.55, 1, joint) * mix(0.8, 1.15, roughness(x * 6, y * 6, z * 6)),
  );
}

function slate(x: number, y: number, z: number): Vector {
  const row = Math.floor(y / 0.22);
  const tile = noise(Math.floor((x + z) / 0.3 + (row % 2) * 0.5) * 2.3, row * 1.9, 4);
  const step = smoothStep(0, 0.35, y / 0.22 - row);
  const moss = smoothStep(0.5, 0.75, roughness(x * 0.6, y * 0.6 + 2, z * 0.6));
  return scaled(blendTint([0.1, 0.115, 0.13], [0.08, 0.12, 0.08], moss), mix(0.6, 1, step) * mix(0.6, 1.5, tile));
}

const silt = (x: number, y: number, z: number): Vector =>
  blendTint([0.17, 0.16, 0.125], [0.27, 0.24, 0.175], roughness(x * 0.7, y, z * 0.7));

function bronze(x: number, y: number, z: number): Vector {
  const streak = roughness(x * 6, y * 1.3, z * 6);
  const base = blendTint([0.34, 0.2, 0.075], [0.15, 0.09, 0.045], smoothStep(0.3, 0.6, streak));
  return blendTint(base, [0.1, 0.27, 0.21], smoothStep(0.5, 0.68, roughness(x * 4 + 9, y * 1.6, z * 4)) * 0.85);
}

const timber = (x: number, y: number, z: number): Vector =>
  scaled([0.17, 0.1, 0.055], mix(0.5, 1.3, roughness(x * 2, y * 18, z * 14)));

const plain =
  (color: Vector, frequency = 9): Material["tint"] =>
  (x, y, z) =>
    scaled(color, mix(0.75, 1.2, roughness(x * frequency, y * frequency, z * frequency)));

/** In the order of `paints`. */
export const materials: readonly Material[] = [
  { tint: brass([0.55, 0.31, 0.095], -0.02), gloss: 0.5, metal: 1 },
  { tint: brass([0.72, 0.44, 0.15], -0.14), gloss: 0.75, metal: 1 },
  { tint: brass([0.32, 0.17, 0.06], 0.03), gloss: 0.4, metal: 1 },
  { tint: () => [0.008, 0.014, 0.018], gloss: 1 },
  { tint: canvas, gloss: 0.05 },
  { tint: plain([0.13, 0.065, 0.035]), gloss: 0.2 },
  { tint: plain([0.14, 0.145, 0.15]), gloss: 0.3 },
  { tint: plain([0.035, 0.033, 0.032]), gloss: 0.3 },
  { tint: skin, gloss: 0.16 },
  { tint: eyeball, gloss: 0.5 },
  { tint: plain([0.3, 0.29, 0.28], 60), gloss: 0.15 },
  { tint: () => [0.03, 0.02, 0.018], gloss: 0.05 },
  { tint: plain([0.42, 0.045, 0.035], 60), gloss: 0.02 },
  { tint: () => [1, 0.72, 0.34], glow: 5 },
  { tint: bronze, gloss: 0.45, metal: 0.9 },
  { tint: timber, gloss: 0.05 },
  { tint: stone, gloss: 0.03 },
  { tint: slate, gloss: 0.12 },
  { tint: silt, gloss: 0.02 },
  { tint: plain([0.05, 0.12, 0.045], 3), gloss: 0.05 },
  { tint: plain([0.09, 0.06, 0.045]), gloss: 0.2 },
  { tint: plain([0.06, 0.045, 0.04]), gloss: 0.1 },
  { tint: () => [1, 0.62, 0.25], glow: 3 },
];
