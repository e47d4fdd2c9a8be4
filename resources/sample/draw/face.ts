/** Owns Mara's head as it shows through the front port: a weathered face under a red wool cap. */

import { eye, paints } from "./paints.ts";
import { touched } from "./scene.ts";
import { blend, blendCut, createLimb, ellipsoid, roughness, span, sphere } from "./solids.ts";

const brow = createLimb([0.012, 0.045, 0.097], [0.058, 0.044, 0.072], 0.011, 0.009);
const nose = createLimb([0, 0.03, 0.096], [0, -0.02, 0.123], 0.009, 0.0112);
const upperLip = createLimb([0, -0.054, 0.1], [0.02, -0.059, 0.09], 0.0075, 0.004);
const lowerLip = createLimb([0, -0.069, 0.099], [0.016, -0.067, 0.09], 0.008, 0.005);
const mouthLine = createLimb([0, -0.0615, 0.108], [0.024, -0.063, 0.093], 0.0028, 0.002);
const cheekLine = createLimb([0.019, -0.027, 0.112], [0.032, -0.058, 0.093], 0.002, 0.003);
const eyebrow = createLimb([0.016, 0.0475, 0.1065], [0.058, 0.0455, 0.081], 0.0042, 0.002);
const sideHair = createLimb([0.079, 0.06, 0.035], [0.083, -0.02, 0.02], 0.012, 0.008);
const neck = createLimb([0, -0.05, -0.01], [0, -0.24, -0.02], 0.055, 0.075);

function skin(x: number, y: number, z: number): number {
  const side = Math.abs(x);
  let face = ellipsoid(x, y - 0.02, z - 0.005, 0.08, 0.11, 0.098);
  face = blend(face, ellipsoid(x, y + 0.06, z - 0.035, 0.057, 0.058, 0.062), 0.04);
  face = blend(face, sphere(side - 0.043, y + 0.022, z - 0.07, 0.027), 0.03);
  face = blend(face, sphere(x, y + 0.1, z - 0.078, 0.019), 0.03);
  face = blendCut(face, -ellipsoid(side - 0.036, y - 0.014, z - 0.114, 0.025, 0.017, 0.022), 0.016);
  face = blend(face, brow(side, y, z), 0.016);
  face = blend(face, nose(x, y, z), 0.012);
  face = blend(face, sphere(side - 0.013, y + 0.027, z - 0.112, 0.0085), 0.008);
  face = blend(face, upperLip(side, y, z), 0.006);
  face = blend(face, lowerLip(side, y, z), 0.007);
  face = blendCut(face, -mouthLine(side, y, z), 0.005);
  // The line from nose to mouth, and lines beside the eyes: she is past fifty.
  face = blendCut(face, -cheekLine(side, y, z), 0.008);
  if (face > 0.004) return face;
  return face + (roughness(x * 60, y * 90, z * 60) - 0.5) * 0.0016;
}

/** Distance to the head, its middle at the origin, looking to +z; leaves the part's material in `touched.head`. */
export function headDistance(x: number, y: number, z: number): number {
  const side = Math.abs(x);
  let nearest = skin(x, y, z);
  touched.head = paints.skin;
  const nearer = (distance: number, material: number): void => {
    if (distance >= nearest) return;
    nearest = distance;
    touched.head = material;
  };
  const ball = sphere(side - eye.x, y - eye.y, z - eye.z, eye.radius);
  nearer(ball, paints.eye);
  const lid = sphere(side - eye.x, y - eye.y, z - eye.z, eye.radius + 0.0026);
  const across = (side - eye.x) / eye.radius;
  const upper = eye.y + 0.0088 - across * across * 0.0055 - across * 0.001 - (z - eye.z) * 0.08;
  nearer(Math.max(lid, upper - y), paints.skin);
  nearer(Math.max(lid - 0.0005, y - (eye.y - 0.0096 + across * across * 0.003)), paints.skin);
  nearer(Math.max(lid - 0.0009, Math.abs(y - upper) - 0.0006), paints.hairDark);
  nearer(eyebrow(side, y, z), paints.hair);
  const knit = Math.abs(Math.sin(Math.atan2(x, z) * 34)) * 0.0022;
  nearer(Math.max(ellipsoid(x, y - 0.055, z + 0.004, 0.095, 0.1, 0.11) - knit, 0.062 - y), paints.wool);
  const rim = span(x / 0.092, (z + 0.004) / 0.107);
  nearer(span((rim - 1) * 0.098, (y - 0.073) * 0.62) - 0.011 - knit, paints.wool);
  nearer(sideHair(side, y, z), paints.hair);
  nearer(neck(x, y, z), paints.wool);
  return nearest;
}
