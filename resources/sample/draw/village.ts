/** Owns the drowned village: church with its belfry, houses, dead trees, lake bed, and the boat far above. */
import { bellDistance } from "./bell.ts";
import { groundHeight, trees } from "./land.ts";
import { paints } from "./paints.ts";
import { touched } from "./scene.ts";
import {
  box,
  type Distance,
  gable,
  mix,
  noise,
  ring,
  roughness,
  smoothStep,
  span,
  sphere,
  type Vector,
} from "./solids.ts";

/** Height of the bell's lip, and of the water's surface, in metres over the lake bed. */
export const bellY = 10.75;
export const surfaceY = 34;

let best = 0;
function take(distance: number, material: number): void {
  if (distance < best) {
    best = distance;
    touched.material = material;
  }
}

/** A pointed opening along `axis`, its sill at y 0. */
function lancet(across: number, y: number, halfWidth: number, springing: number): number {
  if (y < springing) return Math.max(Math.abs(across) - halfWidth, -y);
  const side = Math.abs(across) + halfWidth * 0.5;
  return span(side, y - springing) - halfWidth * 1.5;
}

function tower(x: number, y: number, z: number): void {
  const far = box(x, y - 12.5, z, 2.9, 13, 2.9);
  if (far > 1) {
    best = Math.min(best, far);
    return;
  }
  const half = 2.35 + smoothStep(4, 0, y) * 0.15;
  let wall = box(x, y - 7, z, half, 7.6, half);
  wall = Math.min(
    wall,
    box(x, y - 9.75, z, half + 0.14, 0.16, half + 0.14),
    box(x, y - 14.5, z, half + 0.2, 0.2, half + 0.2),
  );
  const buttress = box(
    Math.abs(x) - half,
    y - 3,
    Math.abs(z) - half,
    0.42,
    3.4 - smoothStep(0, 0.6, Math.max(Math.abs(x), Math.abs(z)) - half) * 0.8,
    0.42,
  );
  wall = Math.min(wall, buttress);
  wall = Math.max(wall, -box(x, y - 12.2, z, 1.85, 2.3, 1.85));
  const openings = Math.min(
    Math.max(lancet(x, y - 10.3, 0.92, 1.75), 8.8 - y),
    Math.max(lancet(z, y - 10.3, 0.92, 1.75), 8.8 - y),
  );
  wall = Math.max(wall, -openings);
  wall = Math.max(wall, -Math.max(lancet(x, y - 5.4, 0.3, 1.3), -(z - 1.5)));
  wall = Math.max(wall, -Math.max(lancet(x, y + 0.5, 0.8, 2.1), -(z - 1.2)));
  const clock = Math.max(span(x, y - 8.1) - 0.75, z - half - 0.03, half - 0.2 - z);
  wall = Math.max(wall, -clock);
  if (wall < 0.1) wall += (roughness(x * 2.2, y * 2.2, z * 2.2) - 0.5) * 0.09;
  take(wall, paints.stone);
  take(ring(x, y - 8.1, z - half, 0.75, 0.06), paints.iron);
  const taper = (y - 14.6) / 9.5;
  const spire = Math.max(
    (Math.max(Math.abs(x), Math.abs(z), (Math.abs(x) + Math.abs(z)) * 0.74) - mix(2.5, 0.04, taper)) * 0.95,
    14.6 - y,
    y - 24.2,
  );
  take(spire, paints.slate);
  take(
    Math.min(box(x - 0.06, y - 24.9, z, 0.05, 0.9, 0.05), box(x - 0.06, y - 25.1, z, 0.36, 0.05, 0.05)),
    paints.iron,
  );
  take(box(x, y - 14.2, z, 1.9, 0.12, 1.9), paints.timber);
  take(
    Math.min(
      box(x, y - 12.3, Math.abs(z) - 1.5, 1.9, 0.14, 0.14),
      box(Math.abs(x) - 1.45, y - 12.15, z, 0.13, 0.14, 1.9),
    ),
    paints.timber,
  );
  const material = touched.material;
  const bell = bellDistance(x, y - bellY, z);
  if (bell < best) best = bell;
  else touched.material = material;
}

function nave(x: number, y: number, z: number): void {
  const nz = z + 12;
  const far = box(x, y - 4.5, nz, 4.6, 7, 10.4);
  if (far > 1) {
    best = Math.min(best, far);
    return;
  }
  let wall = Math.max(box(x, y - 2.6, nz, 4.1, 3.4, 9.6), -box(x, y - 3, nz, 3.7, 4, 9.2));
  const bay = nz - Math.round(nz / 3.2) * 3.2;
  wall = Math.max(wall, -lancet(bay, y - 1.6, 0.5, 1.9));
  take(Math.min(wall, box(Math.abs(x) - 4.2, y - 2, bay - 1.6, 0.4, 2.4, 0.25)), paints.stone);
  const roof = Math.max(Math.abs(gable(x, y - 5.9, nz, 4.6, 4.4, 9.9)) - 0.12, 5.8 - y);
  const fallen = sphere(x - 3.2, y - 8, nz - 3.5, 2.1) + (noise(x * 1.5, y * 1.5, nz * 1.5) - 0.5) * 1.2;
  take(Math.max(roof, -fallen), paints.slate);
  const rafter = nz - Math.round(nz / 0.8) * 0.8;
  take(
    Math.max(Math.abs(gable(x, y - 5.75, nz, 4.5, 4.3, 9.8)) - 0.08, Math.abs(rafter) - 0.07, 5.8 - y),
    paints.timber,
  );
}

interface House {
  x: number;
  z: number;
  base: number;
  cos: number;
  sin: number;
  halfWidth: number;
  wall: number;
  halfLength: number;
  roofless: boolean;
}

const house = (
  x: number,
  z: number,
  turn: number,
  halfWidth: number,
  wall: number,
  halfLength: number,
  roofless = false,
): House => ({
  x,
  z,
  base: groundHeight(x, z),
  cos: Math.cos(turn),
  sin: Math.sin(turn),
  halfWidth,
  wall,
  halfLength,
  roofless,
});

const houses: readonly House[] = [
  house(9.5, 4, 0.35, 2.1, 3, 3),
  house(15.5, -2, -0.2, 2.3, 3.4, 3.4),
  house(-9, 2.5, -0.5, 2.2, 2.9, 2.8, true),
  house(-15, -5, 0.25, 2.4, 3.2, 3.6),
  house(-11.5, -13, 1.2, 2, 3, 3),
  house(12, -12, 1, 2.2, 3.1, 3.2, true),
  house(21, 6, 0.9, 2.2, 3, 3),
  house(-21, 6, -0.3, 2.3, 3.2, 3.4),
  house(22, -15, 0.1, 2.5, 3.6, 3.6),
  house(-24, -18, 0.6, 2.4, 3.2, 3.4),
  house(5, -28, 0.4, 2.3, 3, 3.2),
  house(-8, -30, -0.2, 2.3, 3.3, 3.5),
];

function dwelling(px: number, py: number, pz: number, h: House): void {
  const wx = px - h.x;
  const wz = pz - h.z;
  // Beyond this circle the house cannot be nearest, and most are skipped here.
  if (wx * wx + wz * wz > (best + 5.2) * (best + 5.2)) return;
  const x = wx * h.cos - wz * h.sin;
  const z = wx * h.sin + wz * h.cos;
  const y = py - h.base;
  const far = box(x, y - 2.6, z, h.halfWidth + 0.6, h.wall + 2.2, h.halfLength + 0.6);
  if (far > 1.2) {
    best = Math.min(best, far);
    return;
  }
  const ruin = h.roofless ? (noise(px * 0.6, 3, pz * 0.6) - 0.3) * 2.2 : 0;
  let wall = Math.max(
    box(x, y - h.wall / 2 + 0.4, z, h.halfWidth, h.wall / 2 + 0.4, h.halfLength),
    -box(x, y, z, h.halfWidth - 0.3, h.wall + 2, h.halfLength - 0.3),
    y - h.wall + ruin,
  );
  const gableWall = Math.max(
    gable(x, y - h.wall, z, h.halfWidth, h.halfWidth * 0.95, h.halfLength),
    -gable(x, y - h.wall + 0.1, z, h.halfWidth, h.halfWidth * 0.95, h.halfLength - 0.3),
    y - h.wall - 1.5 + ruin,
  );
  wall = Math.min(wall, gableWall);
  const bay = z - Math.round(z / 1.9) * 1.9;
  wall = Math.max(wall, -Math.max(box(x, y - 1.6, bay, 9, 0.55, 0.36), Math.abs(z) - h.halfLength + 0.5));
  wall = Math.max(wall, -box(x - 0.6, y - 0.9, z - h.halfLength, 0.5, 1.1, 1));
  take(wall, paints.stone);
  take(box(x, y - h.wall - h.halfWidth * 0.8, z + h.halfLength - 0.4, 0.38, 1.3, 0.34), paints.stone);
  if (!h.roofless)
    take(
      Math.max(
        Math.abs(gable(x, y - h.wall, z, h.halfWidth + 0.35, h.halfWidth + 0.2, h.halfLength + 0.3)) - 0.09,
        h.wall - 0.3 - y,
      ),
      paints.slate,
    );
}

/** A rowing boat's hull from below, pointed at both ends, its keel down. */
function hull(x: number, y: number, z: number): number {
  const pinch = 1 - Math.min((x / 4.8) ** 2, 1);
  const beam = 1.75 * pinch * (1 - smoothStep(0.1, -1.4, y) * 0.85);
  const side = Math.max((Math.abs(z) - beam) * 0.6, Math.abs(y + 0.4) - 0.9, Math.abs(x) - 4.8);
  return Math.min(side, box(x, y + 1.2, z, 3.6, 0.4, 0.08));
}

/** Someone in the water: her own solid and where its feet are. */
export interface Visitor {
  figure: Distance;
  at: Vector;
}

/** Distance to the whole village, its boat on the surface and the visitor if there is one. */
export function createVillage(boat: Vector, visitor: Visitor | null): Distance {
  return (x, y, z) => {
    best = 1e9;
    const ground = y > 26 ? y - 24.5 : (y - groundHeight(x, z)) * 0.8;
    take(ground, paints.silt);
    tower(x, y, z);
    if (y < 16) {
      nave(x, y, z);
      for (const h of houses) dwelling(x, y, z, h);
      for (const tree of trees) {
        const away = (x - tree.x) * (x - tree.x) + (z - tree.z) * (z - tree.z);
        if (away < (best + 5) * (best + 5)) for (const part of tree.parts) take(part(x, y, z), paints.timber);
      }
    }
    if (visitor && y > visitor.at[1] - 1) {
      const material = touched.material;
      const figure = visitor.figure(x - visitor.at[0], y - visitor.at[1], z - visitor.at[2]);
      if (figure < best) best = figure;
      else touched.material = material;
    }
    if (y > 24) {
      take(hull(x - boat[0], y - boat[1], z - boat[2]), paints.hull);
    }
    return best;
  };
}
